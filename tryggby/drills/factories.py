"""Makes drills, runs, seats and follow-ups for tests and the demo city."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.drills.models import DrillRun, FollowUp, LocalAnswer, Seat
from tryggby.ground.door import today
from tryggby.organisations.factories import UnitFactory
from tryggby.packages.door import Drill
from tryggby.packages.factories import make_drill
from tryggby.people.factories import PersonFactory


def installed_drill(identifier: str = "garderoben") -> Drill:
    """The installed drill with this identifier, made when it is missing."""
    found = Drill.objects.select_related("release__package").filter(identifier=identifier).first()
    return found or make_drill(identifier)


class DrillRunFactory(factory.django.DjangoModelFactory):
    """A run planned for next week; `open=True` is in its brief now, `playing=True` in its third minute, `held=True`
    closed a week ago with two who joined."""

    class Meta:
        model = DrillRun

    class Params:
        open = factory.Trait(
            planned_for=None,
            opened_at=factory.LazyFunction(timezone.now),
            code=factory.Sequence(lambda n: f"{n % 10_000:04}"),
        )
        playing = factory.Trait(
            planned_for=None,
            opened_at=factory.LazyFunction(lambda: ago(minutes=8)),
            started_at=factory.LazyFunction(lambda: ago(minutes=3)),
            clock_since=factory.SelfAttribute("started_at"),
            code=factory.Sequence(lambda n: f"{n % 10_000:04}"),
            moments=[0],
        )
        held = factory.Trait(
            planned_for=None,
            planned_at=factory.LazyFunction(lambda: ago(days=7)),
            opened_at=factory.LazyFunction(lambda: ago(days=7)),
            started_at=factory.SelfAttribute("opened_at"),
            played_at=factory.SelfAttribute("opened_at"),
            feelings_at=factory.SelfAttribute("opened_at"),
            facts_at=factory.SelfAttribute("opened_at"),
            learning_at=factory.SelfAttribute("opened_at"),
            closed_at=factory.SelfAttribute("opened_at"),
            headcount=2,
            record={"joined": 2, "roles": {"receiver": 1}, "choices": {}, "local": []},
        )

    unit = factory.SubFactory(UnitFactory)
    drill = factory.LazyFunction(installed_drill)
    facilitator = factory.SubFactory(PersonFactory)
    planned_for = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))


class SeatFactory(factory.django.DjangoModelFactory):
    """A seat in a run that is playing; nobody holds its token."""

    class Meta:
        model = Seat

    run = factory.SubFactory(DrillRunFactory, playing=True)
    token = factory.Sequence(lambda n: f"{n:064x}")


class FollowUpFactory(factory.django.DjangoModelFactory):
    """A change agreed on after a held run, due in a month."""

    class Meta:
        model = FollowUp

    run = factory.SubFactory(DrillRunFactory, held=True)
    unit = factory.SelfAttribute("run.unit")
    text = "Et laminert kort i hver garderobe."
    owner = factory.SubFactory(PersonFactory)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=30))


class LocalAnswerFactory(factory.django.DjangoModelFactory):
    """The organisation's number to child protection."""

    class Meta:
        model = LocalAnswer

    organisation = factory.SelfAttribute("unit_of.organisation")
    question = "barnevern-dag"
    text = "22 00 00 00"

    class Params:
        unit_of = factory.SubFactory(UnitFactory)


def ago(**parts) -> dt.datetime:
    """An instant that has been."""
    return timezone.now() - dt.timedelta(**parts)
