"""What the three views of a run show at a moment: the phone, the big screen, the one who leads."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.drills.live import SHOWN_FROM, injects_at, seen_by
from tryggby.drills.models import Choice, DrillRun, Phase, Seat
from tryggby.drills.signals import answer_to, practice_possible, practice_state, practises_duty
from tryggby.drills.texts import support_lines, written_out
from tryggby.ground.door import lasting_path

TALK = (Phase.FEELINGS, Phase.FACTS, Phase.LEARNING)
# Seats by which one can tell that a role is filled are counted, never listed.


@dataclass(frozen=True)
class Option:
    """One way to answer, with how many chose it; `effect` is shown with the answers, and is no score."""

    id: str
    text: str
    good: str
    effect: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Decision:
    """A decision point as the group sees it. `few`: too few answers to show how many chose what."""

    id: str
    question: str
    why: str
    here: str
    options: list[Option]
    answered: int
    is_shown: bool

    @property
    def few(self) -> bool:
        """True when counts could tell who chose what."""
        return self.answered < SHOWN_FROM


def phone_page(run: DrillRun, seat: Seat | None) -> dict:
    """The participant's phone; two or three queries, none of them about other seats unless answers are shown."""
    body = written_out(run.drill)
    role = next((row for row in body["roles"] if seat and row["id"] == seat.role), None)
    out = _out(run, body, seat.role if seat else "") if run.phase == Phase.PLAY else []
    return {
        "run": run,
        "drill": run.drill,
        "body": body,
        "seat": seat,
        "role": role,
        "newest": out[0] if out else None,
        "earlier": out[1:],
        "decision": decision_of(run, body, seat),
        "talk": talk_of(run, body),
        "support": support_lines,
        "worry_url": reverse("help:lines", kwargs={"who": "ansatt"}),
        "mark": run.mark(),
        "shut": run.code is None or run.door_closed_at is not None,
    }


def screen_page(run: DrillRun, base: str) -> dict:
    """The big screen: nothing that is meant for one role alone."""
    body = written_out(run.drill)
    out = _out(run, body, "") if run.phase == Phase.PLAY else []
    address = base + lasting_path("drills:phone", run.key)
    return {
        "run": run,
        "drill": run.drill,
        "body": body,
        "session": session_of(run, body),
        "newest": out[0] if out else None,
        "decision": decision_of(run, body, None),
        "talk": talk_of(run, body),
        "joined": run.seats.count() if run.phase == Phase.BRIEF else 0,
        "address": address,
        "short": (base + lasting_path("drills:join")).split("://")[-1],
        "mark": screen_mark(run),
        **clock_of(run),
    }


def lead_page(run: DrillRun) -> dict:
    """The script of the one who leads: all injects, acts, decision points, roles by count."""
    body = written_out(run.drill)
    seats = Counter(run.seats.order_by().values_list("role", flat=True))
    acts = [row | {"seen": row["id"] in run.acts} for row in body["acts"]]
    return {
        "run": run,
        "drill": run.drill,
        "body": body,
        "session": session_of(run, body),
        "joined": seats.total(),
        "roles": [row | {"count": seats.get(row["id"], 0)} for row in body["roles"]],
        "watching": seats.get("", 0),
        "injects": [_cue(inject, body) for inject in injects_at(body, run.acts, run.injects, run.elapsed())],
        "acts": acts,
        "decisions": [
            row | {"is_open": row["id"] == run.decision, "is_shown": row["id"] in run.shown}
            for row in body["decisions"]
        ],
        "decision": decision_of(run, body, None),
        "talk": talk_of(run, body),
        "duty": duty_of(run),
        "mark": screen_mark(run),
        **clock_of(run),
    }


def session_of(run: DrillRun, body: dict) -> dict | None:
    """The gathering of a drill that is held with children; none for the others."""
    return next((row for row in body["sessions"] if row["id"] == run.session), None)


def duty_of(run: DrillRun) -> dict | None:
    """For a drill about those on duty: whether one can practise with them here, and how far the practice has come."""
    if not practises_duty(run) or run.phase not in (Phase.BRIEF, Phase.PLAY):
        return None
    state = answer_to(practice_state, run)
    return {"state": state, "possible": bool(state or answer_to(practice_possible, run))}


def decision_of(run: DrillRun, body: dict, seat: Seat | None) -> Decision | None:
    """The decision point that is open now, or None. One query, or two for a phone."""
    row = next((row for row in body["decisions"] if run.decision and row["id"] == run.decision), None)
    if row is None:
        return None
    shown = run.decision in run.shown
    counts: Counter = Counter()
    if seat is None or shown:
        rows = Choice.objects.filter(seat__run=run, decision=run.decision).order_by()
        counts = Counter(rows.values_list("option", flat=True))
    mine = seat.choices.filter(decision=run.decision).values_list("option", flat=True).first() if seat else None
    options = [
        Option(
            id=option["id"],
            text=option["text"],
            good=option["good"],
            effect=effect(option["good"]),
            count=counts.get(option["id"], 0),
            chosen=option["id"] == mine,
        )
        for option in row["options"]
    ]
    return Decision(row["id"], row["question"], row["why"], row["here"], options, counts.total(), shown)


def effect(good: str) -> str:
    """What an option does for the child's safety, in words."""
    return {
        "strengthens": _("Styrker tryggheten"),
        "weakens": _("Svekker tryggheten"),
        "depends": _("Kommer an på"),
    }[good]


def talk_of(run: DrillRun, body: dict) -> dict | None:
    """The step of the talk afterwards: its question, the drill's own questions, and what comes next."""
    if run.phase not in TALK:
        return None
    lead, tip = {
        Phase.FEELINGS: (
            _("Hvordan var det? Hvordan er det nå?"),
            _("Alle kan si pass. Ett ord er nok. Ingen skal forklare seg."),
        ),
        Phase.FACTS: (
            _("Hva gjorde vi, i hvilken rekkefølge?"),
            _("Snakk om situasjonen, ikke om hvem som var flink."),
        ),
        Phase.LEARNING: (
            _("Hva holdt? Hva glapp? Hva er den ene tingen vi endrer?"),
            _("Begynn med det som holdt."),
        ),
    }[run.phase]
    return {
        "step": str(run.phase),
        "number": TALK.index(run.phase) + 1,
        "title": run.phase.label,
        "lead": lead,
        "tip": tip,
        "questions": body["debrief"][str(run.phase)],
        "is_last": run.phase == Phase.LEARNING,
    }


def clock_of(run: DrillRun) -> dict:
    """Seconds left of the play, and how they are written; below zero when it runs over."""
    minutes = run.drill.play
    left = minutes * 60 - run.elapsed()
    face = f"{'+' if left < 0 else ''}{abs(left) // 60:02}:{abs(left) % 60:02}"
    return {"left": left, "face": face, "running": run.clock_since is not None, "minutes": minutes}


def screen_mark(run: DrillRun) -> str:
    """As the phones' mark, and changed by each who joins or answers. Two small queries."""
    answers = Choice.objects.filter(seat__run=run, decision=run.decision).count() if run.decision else 0
    return f"{run.mark()}.{run.seats.count()}.{answers}"


def _out(run: DrillRun, body: dict, role: str):
    rows = injects_at(body, run.acts, run.injects, run.elapsed())
    return seen_by(rows, role)


def _cue(inject, body: dict) -> dict:
    """An inject with its trigger in words."""
    names = {row["id"]: row["text"] for row in body["acts"]}
    return {"inject": inject, "trigger": trigger_words(inject.when, names), "to": _roles(inject.to, body)}


def _roles(ids, body: dict) -> str:
    names = {row["id"]: row["name"] for row in body["roles"]}
    return ", ".join(names[name] for name in ids if name in names)


def trigger_words(when: dict, acts: dict[str, str]) -> str:
    """When an inject comes, for the one who leads and for the sheet."""
    if when.get("facilitator"):
        return _("Når du vil. La den ligge hvis gruppa er strukket.")
    parts = []
    if "minute" in when:
        parts.append(_("i minutt %(n)d") % {"n": when["minute"]} if when["minute"] else _("med en gang"))
    if "after" in when:
        parts.append(_("%(n)d min etter den forrige") % {"n": when["after"]["minutes"]})
    if "done" in when:
        parts.append(_("hvis de gjør dette: %(act)s") % {"act": acts.get(when["done"], "")})
    if "not_done" in when:
        parts.append(_("hvis de ikke gjør dette: %(act)s") % {"act": acts.get(when["not_done"], "")})
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
