"""Which completions are an organisation's: those its own people made while they worked there."""

from django.db.models import DateField, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from tryggby.ground.door import OSLO
from tryggby.organisations.door import Membership


def completions_of(organisation: int, completions):
    """Of some completions, those made by people who worked in the organisation that day."""
    there = Membership.objects.filter(unit__organisation=organisation)
    day = OuterRef("day")
    then = there.filter(Q(until__isnull=True) | Q(until__gte=day), person=OuterRef("person"), since__lte=day)
    dated = completions.annotate(day=TruncDate("at", tzinfo=OSLO, output_field=DateField()))
    return dated.filter(Exists(then), person__in=there.order_by().values("person"))


def with_own_number(completions, organisation: int):
    """With `elsewhere`: True for people who also have, or had, another employer, whose number theirs may be."""
    other = Membership.objects.filter(person=OuterRef("person")).exclude(unit__organisation=organisation)
    return completions.annotate(elsewhere=Exists(other))
