"""What people fill in: a meeting, its agenda and promises; a day that is asked for and planned."""

from tryggby.outreach.forms.day import CameForm, EvaluationForm, PlanForm, ReasonForm, RequestForm
from tryggby.outreach.forms.meeting import (
    DecisionForm,
    DueForm,
    HandForm,
    LeaderForm,
    MeetingForm,
    OutcomeForm,
    PointForm,
    PromiseForm,
)

__all__ = [
    "CameForm",
    "DecisionForm",
    "DueForm",
    "EvaluationForm",
    "HandForm",
    "LeaderForm",
    "MeetingForm",
    "OutcomeForm",
    "PlanForm",
    "PointForm",
    "PromiseForm",
    "ReasonForm",
    "RequestForm",
]
