"""Set a dialogue meeting up, make it safe, invite, hold it, show what was promised; or call it off."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events.door import CANCEL
from tryggby.ground.door import claim, done, earlier, one_line
from tryggby.organisations.door import Appointment, Membership
from tryggby.outreach import mails
from tryggby.outreach.access import hosts
from tryggby.outreach.checklist import CODES, POINTS
from tryggby.outreach.models import DialogueMeeting, MeetingLeader, SafetyCheck
from tryggby.outreach.refusal import Refused
from tryggby.people.door import Person, normalise_email
from tryggby.ui.door import forget_kept_pages


@transaction.atomic
def plan_meeting(*, by, organisation, once=None, **facts) -> DialogueMeeting:
    """A meeting to come; `facts` are service, title, place, starts_at, ends_at and advisers."""
    claimed = claim(once)
    if claimed is None:
        return DialogueMeeting.objects.get(key=earlier(once or ""))
    _may(by, organisation)
    _possible(facts["starts_at"], facts["ends_at"], facts["advisers"])
    made = DialogueMeeting.objects.create(organisation=organisation, made_by=by, **_tidy(facts))
    _log(by, "plan_meeting", made)
    done(claimed, made.key)
    return made


@transaction.atomic
def change_meeting(*, by, meeting: DialogueMeeting, **facts) -> DialogueMeeting:
    """Other words, another time or place. Those invited get the new time; nothing changed, nothing sent."""
    meeting = opened(by, meeting)
    facts = _tidy(facts)
    if all(getattr(meeting, name) == value for name, value in facts.items()):
        return meeting
    _possible(facts["starts_at"], facts["ends_at"], facts["advisers"])
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.sequence += 1
    meeting.save()
    for person in _invited(meeting):
        mails.invite(meeting, person)
    _log(by, "change_meeting", meeting)
    return meeting


@transaction.atomic
def check_safety(*, by, meeting: DialogueMeeting, point: str, note: str = "", in_place: bool = True) -> None:
    """A point of the checklist is in place, or not after all. The note is a role, never a name."""
    meeting = opened(by, meeting)
    if point not in CODES:
        raise Refused(_("Velg et punkt i lista."))
    if in_place:
        facts = {"note": one_line(note)[:160], "by": by, "at": timezone.now()}
        SafetyCheck.objects.update_or_create(meeting=meeting, point=point, defaults=facts)
    else:
        SafetyCheck.objects.filter(meeting=meeting, point=point).delete()
    _log(by, "check_safety", meeting, point=point, in_place=in_place)


@transaction.atomic
def invite_leader(*, by, meeting: DialogueMeeting, email: str) -> MeetingLeader:
    """Invite somebody who works here, by address. A second time changes nothing."""
    meeting = opened(by, meeting)
    person = _colleague(meeting, email)
    row, made = MeetingLeader.objects.get_or_create(meeting=meeting, person=person)
    if made:
        mails.invite(meeting, person)
        _log(by, "invite_leader", meeting, person=person.key)
    return row


@transaction.atomic
def uninvite_leader(*, by, meeting: DialogueMeeting, person: str) -> None:
    """Take somebody off the list, such as one who was invited by mistake; before the meeting with a mail.

    Refused for one who has promised something there. Somebody who is not on it changes nothing.
    """
    meeting = _locked(by, meeting)
    row = meeting.leaders.select_related("person").filter(person__key=person).first()
    if row is None:
        return
    if meeting.promises.filter(owner=row.person_id).exists():
        raise Refused(_("Lederen har lovet noe her. Gi løftet til en annen først."))
    row.delete()
    if meeting.is_open:
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
        mails.invite(meeting, row.person, method=CANCEL)
    _log(by, "uninvite_leader", meeting, person=person)


@transaction.atomic
def note_leader(*, by, meeting: DialogueMeeting, email: str) -> MeetingLeader:
    """Write down a leader who came to a meeting that is held, such as a deputy; may promise something. No mail.

    A second time changes nothing.
    """
    meeting = _locked(by, meeting)
    if meeting.held_at is None:
        raise Refused(_("Noter først at møtet er holdt."))
    person = _colleague(meeting, email)
    row, made = MeetingLeader.objects.get_or_create(meeting=meeting, person=person)
    if made:
        _log(by, "note_leader", meeting, person=person.key)
    return row


@transaction.atomic
def hold_meeting(*, by, meeting: DialogueMeeting) -> DialogueMeeting:
    """It has been held. Refused while a point of the checklist is missing, and before it has begun."""
    if meeting.held_at is not None:
        return meeting
    meeting = opened(by, meeting)
    if meeting.checks.count() < len(POINTS):
        raise Refused(_("Alle punktene i sjekklista må være på plass først."))
    if meeting.starts_at > timezone.now():
        raise Refused(_("Møtet har ikke begynt ennå."))
    meeting.held_at = timezone.now()
    meeting.save(update_fields=["held_at"])
    _log(by, "hold_meeting", meeting)
    return meeting


@transaction.atomic
def cancel_meeting(*, by, meeting: DialogueMeeting) -> DialogueMeeting:
    """Call it off; those invited get a mail that takes it out of their calendars."""
    if meeting.cancelled_at is not None:
        return meeting
    meeting = opened(by, meeting)
    meeting.cancelled_at = timezone.now()
    meeting.sequence += 1
    meeting.save(update_fields=["cancelled_at", "sequence"])
    for person in _invited(meeting):
        mails.invite(meeting, person, method=CANCEL)
    _log(by, "cancel_meeting", meeting)
    return meeting


@transaction.atomic
def show_meeting(*, by, meeting: DialogueMeeting) -> DialogueMeeting:
    """Let everybody see what was promised and what came of it: roles, never names."""
    meeting = _locked(by, meeting)
    if meeting.held_at is None or not meeting.promises.exists():
        raise Refused(_("Det er ingen løfter å vise ennå."))
    if meeting.shown_at is None:
        meeting.shown_at = timezone.now()
        meeting.save(update_fields=["shown_at"])
        _log(by, "show_meeting", meeting)
        transaction.on_commit(forget_kept_pages)
    return meeting


@transaction.atomic
def withdraw_meeting(*, by, meeting: DialogueMeeting) -> DialogueMeeting:
    """Take it off the open page."""
    meeting = _locked(by, meeting)
    if meeting.shown_at is not None:
        meeting.shown_at = None
        meeting.save(update_fields=["shown_at"])
        _log(by, "withdraw_meeting", meeting)
        transaction.on_commit(forget_kept_pages)
    return meeting


def _invited(meeting: DialogueMeeting) -> list[Person]:
    """Who is to hear of a change: whoever has left since has no use for it, and nobody may read their mails."""
    return list(Person.objects.active().filter(dialogue_invitations__meeting=meeting).order_by("pk"))


def opened(by, meeting: DialogueMeeting) -> DialogueMeeting:
    """The row as it is now, locked, while it can be changed."""
    meeting = _locked(by, meeting)
    if not meeting.is_open:
        raise Refused(_("Møtet er holdt eller avlyst, så det kan ikke endres."))
    return meeting


def _locked(by, meeting: DialogueMeeting) -> DialogueMeeting:
    found = DialogueMeeting.objects.select_for_update(of=("self",)).select_related("organisation", "service")
    meeting = found.get(pk=meeting.pk)
    _may(by, meeting.organisation_id)
    return meeting


def _may(by, organisation) -> None:
    if not hosts(by, organisation):
        raise Refused(_("Det er koordinatoren som setter opp dialogmøter."))


def _possible(starts_at: dt.datetime, ends_at: dt.datetime, advisers: int) -> None:
    if ends_at <= starts_at:
        raise Refused(_("Møtet må slutte etter at det begynner."), "ends")
    if advisers < 2:
        raise Refused(_("Vær minst to unge rådgivere, så ingen sitter alene blant ledere."), "advisers")


def _tidy(facts: dict) -> dict:
    return facts | {"title": one_line(facts["title"])[:120], "place": one_line(facts["place"])[:160]}


def _colleague(meeting: DialogueMeeting, email: str) -> Person:
    person = Person.objects.active().filter(email=normalise_email(email)).first()
    if person is None or not _belongs(person, meeting):
        raise Refused(_("Ingen hos dere har denne adressen."), "email")
    return person


def _belongs(person, meeting: DialogueMeeting) -> bool:
    here = meeting.organisation_id
    works = Membership.objects.current().filter(person=person, unit__organisation=here)
    return works.exists() or Appointment.objects.current().filter(person=person, organisation=here).exists()


def _log(by, verb: str, meeting: DialogueMeeting, **facts) -> None:
    record(by=by, verb=verb, of=meeting, organisation=meeting.organisation_id, **facts)
