"""The room's tables: the meeting and what it needs, what it promised, and the day somebody asked for."""

from tryggby.outreach.models.day import OutreachDay, OutreachTally
from tryggby.outreach.models.meeting import AgendaPoint, DialogueMeeting, MeetingLeader, SafetyCheck
from tryggby.outreach.models.promise import MeetingPromise

__all__ = [
    "AgendaPoint",
    "DialogueMeeting",
    "MeetingLeader",
    "MeetingPromise",
    "OutreachDay",
    "OutreachTally",
    "SafetyCheck",
]
