"""The demo city shows every state of meetings and days."""

import datetime as dt

import pytest
import time_machine

from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.outreach.demo import NURSERY, SCHOOL, build
from tryggby.outreach.models import DialogueMeeting, MeetingPromise, OutreachDay

pytestmark = pytest.mark.django_db


def test_every_state_is_there(solvik):
    nursery = UnitFactory(name=NURSERY, organisation=solvik.owner)
    units = {SCHOOL: solvik.unit, NURSERY: nursery}
    leaders = {SCHOOL: solvik.sara, NURSERY: MembershipFactory(unit=nursery, role="leader").person}
    on = dt.date(2026, 11, 22)
    build(on, organisation=solvik.owner, by=solvik.amina, units=units, leaders=leaders)
    with time_machine.travel("2026-11-22 11:00 +00:00"):
        meetings = DialogueMeeting.objects.with_checks()
        assert {meeting.state for meeting in meetings} == {"off", "held", "ready", "planned"}
        assert {day.state for day in OutreachDay.objects.all()} == {"waiting", "planned", "held", "closed"}
        assert OutreachDay.objects.filter(forgotten_at__isnull=False).exists()
        assert MeetingPromise.objects.public().count() == 3 and MeetingPromise.objects.waiting().count() == 2
