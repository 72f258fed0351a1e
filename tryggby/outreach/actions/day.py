"""Somebody outside asks for a day, a talk or a visit; it is planned, or there is a no."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line, paragraphs
from tryggby.outreach import mails
from tryggby.outreach.access import hosts
from tryggby.outreach.models import OutreachDay
from tryggby.outreach.refusal import Refused

Ending = OutreachDay.Ending


@transaction.atomic
def ask_outreach_day(*, by, organisation, language: str = "nb", quiet: bool = False, once=None, **facts) -> OutreachDay:
    """Take in a request, and mail that it has come; `quiet` mails the hosts alone.

    `facts` are kind, asker, name, email, workplace, people and wishes.
    """
    claimed = claim(once)
    if claimed is None:
        return OutreachDay.objects.get(key=earlier(once or ""))
    lines = {name: one_line(facts[name]) for name in ("name", "workplace")}
    wishes = paragraphs(facts["wishes"])
    made = OutreachDay.objects.create(
        organisation=organisation, language=language, **(facts | lines | {"wishes": wishes})
    )
    if not quiet:
        mails.receipt(made)
    mails.tell_hosts(made)
    record(by=by, verb="ask_outreach_day", of=made, organisation=organisation, kind=made.kind)
    done(claimed, made.key)
    return made


@transaction.atomic
def plan_outreach_day(
    *, by, day: OutreachDay, starts_at: dt.datetime, ends_at: dt.datetime, place: str, who: str
) -> OutreachDay:
    """Set time, place and who comes, or change them; whoever asked gets the calendar entry."""
    day = _open(by, day)
    if ends_at <= starts_at:
        raise Refused(_("Dagen må slutte etter at den begynner."), "ends")
    if starts_at <= timezone.now():
        raise Refused(_("Velg en dag som kommer."), "day")
    facts = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": one_line(place)[:160],
        "who": one_line(who)[:160],
    }
    if all(getattr(day, name) == value for name, value in facts.items()):
        return day
    if day.starts_at is not None:
        day.sequence += 1
    for name, value in facts.items():
        setattr(day, name, value)
    day.save()
    if day.email:
        mails.planned(day)
    record(by=by, verb="plan_outreach_day", of=day, organisation=day.organisation_id)
    return day


@transaction.atomic
def decline_outreach_day(*, by, day: OutreachDay, text: str) -> OutreachDay:
    """Say no, with a reason. The reason is mailed and kept nowhere else."""
    return _close(by, _open(by, day), Ending.DECLINED, "decline_outreach_day", paragraphs(text))


@transaction.atomic
def cancel_outreach_day(*, by, day: OutreachDay, text: str) -> OutreachDay:
    """Call a planned day off, with a reason."""
    return _close(by, _open(by, day), Ending.CANCELLED, "cancel_outreach_day", paragraphs(text))


@transaction.atomic
def count_outreach_people(*, by, day: OutreachDay, people: int) -> OutreachDay:
    """Write down how many came, in place of the number that was guessed. From when the day begins."""
    day = _locked(day)
    if not hosts(by, day.organisation_id):
        raise Refused(_("Det er koordinatoren som planlegger oppvekstdager."))
    if not day.has_begun:
        raise Refused(_("Dagen har ikke begynt ennå."), "people")
    if day.people != people:
        day.people = people
        day.save(update_fields=["people"])
        record(by=by, verb="count_outreach_people", of=day, organisation=day.organisation_id, people=people)
    return day


@transaction.atomic
def withdraw_outreach_day(*, day: OutreachDay) -> OutreachDay:
    """Whoever asked changed their mind; those who plan are told. A second time changes nothing."""
    day = _locked(day)
    if day.closed_at is not None:
        return day
    if day.state == "held":
        raise Refused(_("Dagen har vært."))
    mails.tell_hosts_it_is_off(day)
    return _close(None, day, Ending.WITHDRAWN, "withdraw_outreach_day", "")


def _close(by, day: OutreachDay, ending: str, verb: str, text: str) -> OutreachDay:
    was_planned = day.starts_at is not None
    day.ending, day.closed_at = ending, timezone.now()
    day.sequence += 1
    day.save(update_fields=["ending", "closed_at", "sequence"])
    if day.email:
        mails.closed(day, text, was_planned)
    record(by=by, verb=verb, of=day, organisation=day.organisation_id)
    return day


def _locked(day: OutreachDay) -> OutreachDay:
    return OutreachDay.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=day.pk)


def _open(by, day: OutreachDay) -> OutreachDay:
    day = _locked(day)
    if not hosts(by, day.organisation_id):
        raise Refused(_("Det er koordinatoren som planlegger oppvekstdager."))
    if day.closed_at is not None or day.state == "held":
        raise Refused(_("Dagen har vært, eller er avlyst."))
    return day
