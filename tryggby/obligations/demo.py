"""The demo city's requirements: in every stage, with people in every state, and weeks of letters sent and not sent.

Everything is done by the room's own verbs, at the time it would have happened.
"""

import datetime as dt
from collections.abc import Mapping

from tryggby.ground.door import oslo, travel
from tryggby.obligations import actions
from tryggby.obligations.letters import goes_at
from tryggby.obligations.models import Obligation, Requirement
from tryggby.obligations.models.digest import monday
from tryggby.organisations.door import Membership, Service, Unit
from tryggby.outbox.door import Message
from tryggby.packages.door import Package

DAY = dt.timedelta(days=1)
# How many Mondays back the ledger goes.
WEEKS = 3


def build_demo(on: dt.date, *, organisation, by, units: Mapping[str, Unit]) -> None:
    """Requirements in force since last winter, one that ended, one to come, a draft; leave and waivers; letters."""
    with travel(oslo(on - 300 * DAY, dt.time(9))):
        common = _rule(
            by, organisation, "Felles grunnlag for alle", "Alle barn skal møte voksne som forstår.", due_days=90
        )
        _half_year(by, organisation)
    with travel(oslo(on - 150 * DAY, dt.time(9))):
        _for_leaders(by, organisation)
        old = _rule(
            by, organisation, "Oppstart i barnehagene", "Vi begynte med barnehagene.", service=_service("barnehage")
        )
    with travel(oslo(on - 40 * DAY, dt.time(9))):
        actions.end_requirement(by=by, requirement=old)
    _coming(on, by, organisation)
    _absences(on, by, common, units)
    _letters(on, units)


def settle_demo(on: dt.date) -> None:
    """After the post is settled: one letter was refused, this week's are on their way, the rest arrived."""
    with travel(oslo(on, dt.time(9))):
        first = Message.objects.filter(kind="obligations_digest").order_by("pk").first()
        if first:
            refused = {"state": Message.State.FAILED, "sent_at": None, "last_error": "SMTPRecipientsRefused: 550"}
            Message.objects.filter(pk=first.pk).update(**refused)
        newest = Message.objects.filter(about=f"digest:{_newest_week(on).isoformat()}", state=Message.State.SENT)
        newest.update(state=Message.State.QUEUED, sent_at=None)
        actions.follow_mails()


def _rule(by, organisation, title: str, why: str, **values) -> Requirement:
    made = actions.draft_requirement(by=by, organisation=organisation, title=title, why=why, **values)
    return actions.put_in_force(by=by, requirement=made)


def _half_year(by, organisation) -> None:
    """Twice a year at the health stations: some have let it slip, and are asked to refresh it."""
    why = "Dere møter familier i en sårbar tid, og kunnskapen må sitte."
    values = {"service": _service("helsestasjon"), "valid_months": 6, "window_days": 30}
    _rule(by, organisation, "Oppfrisking på helsestasjonene", why, **values)


def _for_leaders(by, organisation) -> None:
    why = "Lederen gir arbeidet tid og rygg."
    package = Package.objects.filter(slug="lederen-som-baerer").first()
    _rule(by, organisation, "For deg som leder", why, package=package, role=Membership.Role.LEADER, due_days=180)


def _coming(on: dt.date, by, organisation) -> None:
    """One that begins in a month, and a draft."""
    package = Package.objects.filter(slug="snakke-med-barn").first()
    with travel(oslo(on - 4 * DAY, dt.time(10))):
        why = "Barn skal slippe å lete etter de riktige ordene alene."
        _rule(by, organisation, "Å snakke med barn", why, package=package, since=on + 30 * DAY, min_share=40)
        actions.draft_requirement(
            by=by,
            organisation=organisation,
            title="Nye på skolen",
            why="De som er nye, skal få det samme som oss andre.",
            service=_service("skole"),
            started_after=on - 100 * DAY,
            due_days=30,
        )


def _absences(on: dt.date, by, common: Requirement, units: Mapping[str, Unit]) -> None:
    """Some on leave, some let off, one waiver about to end."""
    known = Obligation.objects.filter(requirement=common, state=Obligation.State.DUE)
    known = known.filter(person__demo_name__isnull=True, person__left_at__isnull=True)
    for name, back in (("Furulia barnehage", None), ("Solvik skole", 60), ("Havna skole", None)):
        row = known.filter(unit=units[name]).order_by("pk").first()
        if row:
            with travel(oslo(on - 50 * DAY, dt.time(11))):
                until = on + back * DAY if back else None
                actions.note_leave(by=by, person=row.person, since=on - 45 * DAY, until=until)
    reasons = ["Tok det samme i Fjellvik i fjor.", "Har undervist i det selv.", "Går av med pensjon til nyttår."]
    for name, because, days in zip(
        ("Furulia barnehage", "Havna skole", "Solvik skole"), reasons, (None, None, 9), strict=True
    ):
        row = known.filter(unit=units[name]).order_by("-pk").first()
        if row:
            with travel(oslo(on - 20 * DAY, dt.time(12))):
                until = on + days * DAY if days else None
                actions.waive(by=by, person=row.person, requirement=common, because=because, until=until)


def _letters(on: dt.date, units: Mapping[str, Unit]) -> None:
    """A nightly run and the letters of the last Mondays; one leader wants none, one is on leave."""
    leaders = Membership.objects.current(on).leading().filter(person__demo_name__isnull=True).select_related("person")
    several = [leaders.filter(unit=units[name]).first() for name in ("Havna barnehage", "Helsestasjon Sør")]
    with travel(oslo(on - 40 * DAY, dt.time(13))):
        actions.want_digest(by=several[0].person, wanted=False)
    with travel(oslo(on - 12 * DAY, dt.time(13))):
        actions.note_leave(by=None, person=several[1].person, since=on - 12 * DAY, until=on + 20 * DAY)
    for back in range(WEEKS, -1, -1):
        when = goes_at(_newest_week(on) - dt.timedelta(weeks=back))
        with travel(when):
            actions.ask_nightly(when.date())
            actions.run_reckonings()
            actions.reckon_affected()
            actions.send_digests()
    with travel(oslo(on, dt.time(6))):
        actions.ask_nightly(on)
        actions.run_reckonings()


def _newest_week(on: dt.date) -> dt.date:
    """The Monday of the newest letters. A Monday's own are the worker's: they go when the morning comes."""
    return monday(on - DAY)


def _service(code: str) -> Service:
    return Service.objects.get(code=code)
