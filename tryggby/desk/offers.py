"""Offering colleagues a place in a cohort: who can be asked, the offer, and taking it back."""

import datetime as dt

from django import forms
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tryggby.ground.door import claim, done, earlier
from tryggby.insight.door import UnitFacts
from tryggby.organisations.door import Membership, Unit
from tryggby.people.door import Person
from tryggby.programmes.door import Cohort, Enrolment, Gathering, enrol, take_back

SALT = "tryggby.desk.offer"
# The mails wait so long that the leader can change her mind before anybody is told.
GRACE = dt.timedelta(minutes=2)
# The button to undo is there a little longer: then the places are ended, though people have been told.
UNDO = dt.timedelta(minutes=15)


class OfferForm(forms.Form):
    """Which colleagues get a place; everybody without one is proposed, or as many as are missing."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Hvem vil du tilby plass?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én kollega.")},
    )

    def __init__(self, *args, cohort: Cohort, track, unit: Unit, facts: UnitFacts, **kwargs):
        self.cohort, self.track, self.unit = cohort, track, unit
        super().__init__(*args, **kwargs)
        people = self.without_place
        self.fields["people"].queryset = people
        self.fields["people"].label_from_instance = lambda person: person.name
        placed = {member.number for member in facts.members if member.has_place}
        proposed = [number for number in people.values_list("pk", flat=True) if track.maximum or number not in placed]
        room = [limit for limit in (self.free, self.room) if limit is not None]
        self.fields["people"].initial = proposed[: min(room) if room else None]

    @cached_property
    def without_place(self):
        """The unit's people who have no place in the track; leaders alone for a leaders' track."""
        work = Membership.objects.current().filter(unit=self.unit)
        if self.track.audience == "leaders":
            work = work.filter(role=Membership.Role.LEADER)
        taken = self.cohort.enrolments.filter(track=self.track.code, until__isnull=True).values("person")
        return Person.objects.active().filter(pk__in=work.values("person")).exclude(pk__in=taken)

    @cached_property
    def next(self) -> Gathering | None:
        """The track's next gathering."""
        return Gathering.objects.filter(cohort=self.cohort, track=self.track.code).coming().first()

    @cached_property
    def free(self) -> int | None:
        """Seats left in the track's next gathering, its parallel runs together; None when there is no limit."""
        if self.next is None:
            return 0
        same = Gathering.objects.standing().filter(cohort=self.cohort, track=self.track.code, number=self.next.number)
        seats = list(same.order_by().values_list("capacity", flat=True))
        if None in seats:
            return None
        taken = Enrolment.objects.participants().filter(cohort=self.cohort, track=self.track.code).count()
        return max(0, sum(seats) - taken)

    @cached_property
    def room(self) -> int | None:
        """How many more the unit may send; None when everybody may come."""
        if self.track.maximum is None:
            return None
        own = Enrolment.objects.participants().filter(cohort=self.cohort, track=self.track.code, unit=self.unit)
        return max(0, self.track.maximum - own.count())

    def clean_people(self):
        """No more than there are seats, and than the unit may send."""
        people = self.cleaned_data["people"]
        for limit in (self.free, self.room):
            if limit is not None and len(people) > limit:
                text = ngettext("Det er plass til %(n)d fra dere.", "Det er plass til %(n)d fra dere.", limit)
                raise ValidationError(text % {"n": limit})
        return people


@transaction.atomic
def offer_places(*, by, cohort: Cohort, track: str, unit: Unit, people, once: str | None = None) -> str:
    """Give colleagues a place; the mails wait a moment. Returns what undoes it. The same form twice is one offer."""
    claimed = claim(_own(by, once))
    if claimed is None:
        return earlier_offer(by=by, cohort=cohort, track=track, unit=unit, once=once) or ""
    made = enrol(by=by, cohort=cohort, track=track, unit=unit, people=list(people), hold=GRACE)
    keys = [row.key for row in made]
    done(claimed, ",".join(keys))
    return _undo(cohort, track, unit, keys)


def earlier_offer(*, by, cohort: Cohort, track: str, unit: Unit, once: str | None) -> str | None:
    """What undoes the offer that this form made before: a double tap gets the same answer. None the first time."""
    try:
        keys = earlier(_own(by, once) or "")
    except ObjectDoesNotExist:
        return None
    return _undo(cohort, track, unit, [key for key in keys.split(",") if key])


def read_undo(text: str) -> dict | None:
    """What an undo button would take back, while it is there; None when there is nothing."""
    try:
        return signing.loads(text, salt=SALT, max_age=UNDO) | {"text": text} if text else None
    except signing.BadSignature:
        return None


def withdraw_offer(*, by, unit: Unit, cohort: Cohort, undo: dict) -> int:
    """Take the places back; returns how many."""
    rows = Enrolment.objects.open().filter(cohort=cohort, unit=unit, key__in=undo["keys"])
    return take_back(by=by, cohort=cohort, enrolments=list(rows.order_by("pk")))


def _own(by, once: str | None) -> str | None:
    return f"offer:{by.pk}:{once}" if once else None


def _undo(cohort: Cohort, track: str, unit: Unit, keys: list[str]) -> str:
    facts = {"keys": keys, "cohort": cohort.key, "track": track, "unit": unit.key, "count": len(keys)}
    return signing.dumps(facts, salt=SALT, compress=True)
