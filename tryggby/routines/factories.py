"""Makes routines, adoptions and self-reviews for tests."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.ground.door import today
from tryggby.organisations.factories import UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.routines.file import digest
from tryggby.routines.models import Adoption, PlanPoint, ReviewAnswer, Routine, RoutineVersion, SelfReview


def content(**changes) -> dict:
    """A whole routine of two steps, without faults."""
    made = {
        "focus": 2,
        "title": "Trygg deling",
        "summary": "Slik sier vi noe videre.",
        "purpose": "Barnet skal vite det.",
        "steps": [
            {"id": "spor", "title": "Spør barnet", "text": "Spør hva barnet vil."},
            {"id": "del", "title": "Del lite", "text": "Del så lite som mulig."},
        ],
        "checks": ["Ble barnet tilbudt en trygghetsperson?"],
        "laws": ["bvl-13-2"],
        "sources": [
            {"kind": "child", "title": "Råd", "publisher": "Barn", "year": 2022, "note": "Få barn."},
            {"kind": "law", "title": "Lov", "publisher": "Lov", "year": None, "note": "Se lovhjemlene."},
        ],
        "limits": "Lite forskning.",
        "changes": "",
    }
    return made | changes


def make_routine(slug: str = "trygg-deling", *versions: dict) -> Routine:
    """A template with these versions, or one."""
    routine, _new = Routine.objects.get_or_create(slug=slug, defaults={"focus": 2})
    for number, one in enumerate(versions or (content(),), 1):
        RoutineVersion.objects.get_or_create(
            routine=routine, number=number, defaults={"content": one, "digest": digest(one)}
        )
    return routine


class AdoptionFactory(factory.django.DjangoModelFactory):
    """Adopted three months ago."""

    class Meta:
        model = Adoption

    unit = factory.SubFactory(UnitFactory)
    routine = factory.LazyFunction(make_routine)
    version = factory.LazyAttribute(lambda adoption: adoption.routine.versions.order_by("-number").first())
    number = 1
    content = factory.LazyAttribute(lambda adoption: adoption.version.content)
    decided_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=90))
    decided_in = "personalmøtet"
    by = factory.SubFactory(PersonFactory)
    review_by = factory.LazyAttribute(lambda adoption: adoption.decided_on + dt.timedelta(days=365))


class SelfReviewFactory(factory.django.DjangoModelFactory):
    """Under way; `closed=True` is done."""

    class Meta:
        model = SelfReview

    class Params:
        closed = factory.Trait(closed_at=factory.LazyFunction(timezone.now))

    unit = factory.SubFactory(UnitFactory)
    started_by = factory.SubFactory(PersonFactory)


class ReviewAnswerFactory(factory.django.DjangoModelFactory):
    """What the meeting agreed on for one item, 1 to 5; None is passed over."""

    class Meta:
        model = ReviewAnswer


class PlanPointFactory(factory.django.DjangoModelFactory):
    """Due in a month."""

    class Meta:
        model = PlanPoint

    review = factory.SubFactory(SelfReviewFactory, closed=True)
    element = "work_culture"
    text = "Ti minutter øving hver uke."
    owner = factory.SubFactory(PersonFactory)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=30))
