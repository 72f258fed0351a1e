"""Enrol people, invite by mail, answer an invitation, step out."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.outbox.door import drop_waiting
from tryggby.people.door import Person, normalise_email
from tryggby.programmes import mails
from tryggby.programmes.models import Cohort, Enrolment, Gathering, Invitation
from tryggby.programmes.models.enrolment import token_hash
from tryggby.programmes.representation import other_unit

# How long an invitation can be answered.
ANSWER_DAYS = 30


@transaction.atomic
def enrol(
    *,
    by,
    cohort: Cohort,
    track: str,
    unit,
    people: Sequence[Person],
    role: str = Enrolment.Role.PARTICIPANT,
    since: dt.date | None = None,
    hold: dt.timedelta | None = None,
) -> list[Enrolment]:
    """Give people a place in a track for a unit; in a published cohort they are told, after `hold` when given.

    Those enrolled for this unit already are left as they are. Refuses with ValidationError, in
    words, when somebody stands for another unit.
    """
    made = enrol_rows(cohort, track, unit, people, runs_of(cohort, track), role=role, since=since)
    if made and cohort.published_at:
        mails.welcome(cohort, made, hold=hold)
    if made:
        record(by=by, verb="enrol", of=cohort, organisation=cohort.organisation_id, track=track, people=len(made))
    return made


@transaction.atomic
def end_enrolment(*, by, enrolment: Enrolment, on: dt.date | None = None) -> None:
    """A person steps out; no reason is asked for."""
    day = max(on or today(), enrolment.since)
    Enrolment.objects.open().filter(pk=enrolment.pk).update(until=day)
    enrolment.until = day
    record(by=by, verb="end_enrolment", of=enrolment, organisation=enrolment.cohort.organisation_id)


@transaction.atomic
def take_back(*, by, cohort: Cohort, enrolments: Sequence[Enrolment]) -> int:
    """Undo places given a moment ago; returns how many. Waiting mail is dropped; whoever was not told has no row.

    Whoever was told keeps the row as an ended one.
    """
    rows = list(cohort.enrolments.open().select_for_update().filter(pk__in=[row.pk for row in enrolments]))
    coming = Gathering.objects.filter(cohort=cohort).values_list("key", flat=True).order_by()
    about = [f"cohort:{cohort.key}", *(f"gathering:{key}" for key in coming)]
    told = {row.pk for row in rows if cohort.published_at and not drop_waiting(about=about, keys=[row.key])}
    Enrolment.objects.filter(pk__in=[row.pk for row in rows if row.pk in told]).update(until=today())
    Enrolment.objects.filter(pk__in=[row.pk for row in rows if row.pk not in told]).delete()
    if rows:
        record(by=by, verb="take_back", of=cohort, organisation=cohort.organisation_id, people=len(rows))
    return len(rows)


@transaction.atomic
def invite(*, by, cohort: Cohort, track: str, unit, email: str, name: str) -> Invitation:
    """Invite somebody without an account. An address is invited once per track; the first one is given back."""
    invitation = invite_rows(cohort, [(track, unit, email, name)])[0]
    record(by=by, verb="invite", of=invitation, organisation=cohort.organisation_id, track=track)
    return invitation


@transaction.atomic
def remind_invited(*, by, invitation: Invitation) -> None:
    """Send the invitation again with a new link and a new time limit; the old link stops working."""
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("cohort__organisation", "unit")
        .get(pk=invitation.pk)
    )
    if row.accepted_at:
        return
    token, row.token_hash = new_token()
    row.declined_at, row.expires_at = None, timezone.now() + dt.timedelta(days=ANSWER_DAYS)
    row.save(update_fields=["token_hash", "declined_at", "expires_at"])
    mails.welcome_invited(row, token)
    record(by=by, verb="remind_invited", of=row, organisation=row.cohort.organisation_id)


@transaction.atomic
def accept_invitation(*, by, invitation: Invitation) -> Enrolment:
    """Yes: the address becomes a person who may sign in by mailed code, with a place for the unit.

    `by` is None (the link is the proof). Yes twice gives the same place. Refuses with
    ValidationError when the person stands for another unit, or the time is out.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("cohort__organisation", "unit")
        .get(pk=invitation.pk)
    )
    if row.accepted_at:
        return Enrolment.objects.get(invitation=row)
    if row.is_expired() or row.cohort.closed_on or row.cohort.cancelled_at:
        raise ValidationError(_("Fristen for å svare er ute. Be koordinatoren sende en ny invitasjon."))
    person = _person(row)
    reasons = other_unit(row.cohort, row.track, row.unit, [person])
    if reasons:
        raise ValidationError(list(reasons.values()))
    enrolment, _made = Enrolment.objects.get_or_create(
        cohort=row.cohort,
        track=row.track,
        person=person,
        until=None,
        defaults={"unit": row.unit, "run": row.run, "invitation": row},
    )
    if enrolment.invitation_id is None:
        enrolment.invitation = row
        enrolment.save(update_fields=["invitation"])
    row.accepted_at, row.declined_at = timezone.now(), None
    row.save(update_fields=["accepted_at", "declined_at"])
    mails.welcome(row.cohort, [enrolment])
    record(by=by, verb="accept_invitation", of=row, organisation=row.cohort.organisation_id)
    return enrolment


@transaction.atomic
def decline_invitation(*, by, invitation: Invitation) -> None:
    """No, without a reason. A yes can still be given by the same link while it is open."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, declined_at__isnull=True).update(
        declined_at=timezone.now()
    )
    if changed:
        record(by=by, verb="decline_invitation", of=invitation, organisation=invitation.cohort.organisation_id)


def enrol_rows(
    cohort, track, unit, people, runs: int, *, role=Enrolment.Role.PARTICIPANT, since=None
) -> list[Enrolment]:
    """The rows of `enrol`, without mail and audit: for actions that do more at once."""
    people = list(people)
    reasons = other_unit(cohort, track, unit, people)
    if reasons:
        raise ValidationError(list(reasons.values()))
    known = set(
        Enrolment.objects.open().filter(cohort=cohort, track=track, unit=unit).values_list("person_id", flat=True)
    )
    fresh = [person for person in people if person.pk not in known]
    rows = [
        Enrolment(
            cohort=cohort,
            track=track,
            unit=unit,
            person=person,
            role=role,
            since=since or today(),
            run=1 + (index + len(known)) % max(1, runs),
        )
        for index, person in enumerate(fresh)
    ]
    return Enrolment.objects.bulk_create(rows)


def invite_rows(cohort, wanted: Iterable[tuple]) -> list[Invitation]:
    """Invitations for (track, unit, email, name), each with its mail; known addresses are left as they are."""
    found = []
    for track, unit, email, name in wanted:
        token, digest = new_token()
        invitation, made = Invitation.objects.get_or_create(
            cohort=cohort,
            track=track,
            email=normalise_email(email),
            defaults={
                "unit": unit,
                "name": " ".join(name.split())[:120],
                "token_hash": digest,
                "expires_at": timezone.now() + dt.timedelta(days=ANSWER_DAYS),
            },
        )
        if made and cohort.published_at:
            mails.welcome_invited(invitation, token)
        found.append(invitation)
    return found


def runs_of(cohort: Cohort, track: str) -> int:
    """How many parallel runs a track has."""
    return Gathering.objects.filter(cohort=cohort, track=track).values("run").distinct().order_by().count() or 1


def new_token() -> tuple[str, str]:
    """A fresh link token and the hash that is stored."""
    token = secrets.token_urlsafe(24)
    return token, token_hash(token)


def _person(invitation: Invitation) -> Person:
    found = Person.objects.filter(email=invitation.email).first()
    if found is not None:
        return found
    given, _space, family = invitation.name.partition(" ")
    return Person.objects.create_user(email=invitation.email, given_name=given[:100], family_name=family[:100])
