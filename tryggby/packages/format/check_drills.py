"""Checks the drills of a package: fields, references, triggers, lengths and words."""

import re

from tryggby.packages.format.check_shared import check_shared, decision_fields, local_fields, texts_of
from tryggby.packages.format.drills import ALWAYS, AUDIENCES, DEBRIEF, PRACTISES, ParsedDrill, ParsedDrills
from tryggby.packages.format.fields import ELEMENTS, LEVELS, SERVICES, SLUG, Reader
from tryggby.packages.format.problem import Problem, error, warning
from tryggby.packages.format.words import MAX_LIX, avoided, lix

MAX_CHILD_LIX = 25
MAX_FIX = 200
# As many as fit on a phone, a big screen and one sheet of paper.
MOST = {"roles": 10, "acts": 20, "injects": 20, "decisions": 20, "sessions": 12, "local": 20}
TRIGGERS = {"minute", "done", "not_done", "after", "facilitator"}
LONG = {"text": 320, "card": 700, "question": 200, "why": 600, "summary": 300}


def check_drills(drills: ParsedDrills, languages: list[str]) -> list[Problem]:
    """Everything wrong with the drills and the files they share."""
    problems = check_shared(drills, languages)
    for drill in drills.drills:
        problems += _Drill(drills, drill, languages).problems()
    numbers: dict[str, str] = {}
    for drill in drills.drills:
        number, line = str(drill.document.get("number")), drill.document.line("number")
        if number in numbers:
            problems.append(error(drill.document.file, line, f"{numbers[number]} har også nummer {number}."))
        numbers.setdefault(number, drill.folder)
    return problems


class _Drill:
    """The checks of one drill."""

    def __init__(self, drills: ParsedDrills, drill: ParsedDrill, languages: list[str]):
        self.drills, self.drill, self.languages = drills, drill, languages
        self.read = Reader(drill.document, languages)
        self.get = drill.document.get

    def problems(self) -> list[Problem]:
        """All of them; nothing else is asked of a file that is empty."""
        if not self.drill.document.data:
            return [error(self.drill.document.file, 1, "Filen er tom.")]
        self._front()
        self.roles = self._ids("roles")
        self.acts = self._ids("acts")
        self.injects = self._ids("injects")
        self._people()
        for index, row in enumerate(self._rows("injects")):
            self._inject(index, row)
        self._decisions()
        self._local()
        self._after()
        self._sessions()
        return self.read.problems + texts_of(self.drill.document, self.drills, self.languages) + self._words()

    def _front(self) -> None:
        if self.drill.identifier != self.drill.folder:
            self.read.wrong(f"«id» er «{self.drill.identifier}», men mappa heter {self.drill.folder}.", "id")
        self.read.need("count", "number")
        for name in ("title", "summary", "purpose", "card"):
            self.read.need("said", name)
        self.read.among(AUDIENCES, "audience")
        if not self.read.all_among(("alle", *SERVICES), "services"):
            self.read.wrong("Øvelsen må gjelde minst én tjeneste, eller «alle».", "services")
        ages = self.read.need("list", "ages") or []
        if not ages or not all(isinstance(age, int) and 0 <= age <= 20 for age in ages):
            self.read.wrong("«ages» skal være alderen på det oppdiktede barnet, for eksempel [4].", "ages")
        for phase in ("brief", "play", "debrief"):
            self.read.need("count", "minutes", phase)
        debrief = self.get("minutes", "debrief")
        if isinstance(debrief, int) and debrief < 10:
            self.read.wrong("Samtalen etterpå skal ha minst 10 minutter.", "minutes", "debrief")
        self.read.need("count", "group", "min")
        self.read.need("count", "group", "best")
        if not self.read.all_among(ELEMENTS, "elements"):
            self.read.wrong("Øvelsen må ha minst ett kjerneelement.", "elements")
        if self.read.among(LEVELS, "content_note", "level") == "M0":
            self.read.wrong("En øvelse har alltid en innholdsmerknad på nivå M1 eller M2.", "content_note")
        self.read.need("said", "content_note")
        status = self.read.among(("pending", "signed"), "review", "status")
        if status == "pending" and not self.read.need("list", "review", "roles"):
            self.read.wrong("Si hvilke roller som skal kontrollere øvelsen (review.roles).", "review")

    def _people(self) -> None:
        for name in ("roles", "acts", "injects", "decisions", "local"):
            self.read.need("list", name, optional=self.drill.is_for_children and name in ("acts",))
        for index, row in enumerate(self._rows("roles")):
            self.read.need("said", "roles", index)
            self.read.need("said", "roles", index, "card")
            if not isinstance(row.get("min", 0), int) or not 0 <= row.get("min", 0) <= 20:
                self.read.wrong("«min» skal være et helt tall, 0 eller mer.", "roles", index, "min")
        for index, _row in enumerate(self._rows("acts")):
            self.read.need("said", "acts", index)
            self.read.need("switch", "acts", index, "expected", optional=True)
        if self.drill.is_for_children:
            return
        expected = [row for row in self._rows("acts") if row.get("expected", True) is True]
        for least, have, what, where in (
            (2, self.roles, "roller", "roles"),
            (3, self.injects, "hendelser", "injects"),
            (4, expected, "forventede handlinger", "acts"),
        ):
            if len(have) < least:
                self.read.wrong(f"Øvelsen skal ha minst {least} {what}.", where)

    def _inject(self, index: int, row: dict) -> None:
        self.read.need("said", "injects", index, "text")
        for role in self.read.need("list", "injects", index, "to", optional=True) or []:
            if str(role) not in self.roles:
                self.read.wrong(f"«{role}» er ikke en rolle i øvelsen.", "injects", index, "to")
        if self.drill.is_for_children:
            self.read.need("said", "injects", index, "answer")
            return
        when = row.get("when")
        if not isinstance(when, dict) or not when or set(when) - TRIGGERS:
            known = ", ".join(sorted(TRIGGERS))
            self.read.wrong(f"«when» skal si når hendelsen kommer ({known}).", "injects", index, "when")
            return
        self._when(index, when)

    def _when(self, index: int, when: dict) -> None:
        here = ("injects", index, "when")
        play, minute = self.get("minutes", "play", default=0), when.get("minute")
        if minute is not None and (isinstance(minute, bool) or not isinstance(minute, int) or minute < 0):
            self.read.wrong("«minute» skal være et helt tall, 0 eller mer.", *here)
        elif isinstance(minute, int) and isinstance(play, int) and minute > play:
            self.read.wrong(f"Hendelsen kommer i minutt {minute}, men spillet varer {play}.", *here)
        for name in ("done", "not_done"):
            if name in when and str(when[name]) not in self.acts:
                self.read.wrong(f"«{when[name]}» er ikke en handling i øvelsen (acts).", *here)
        if "not_done" in when and minute is None:
            self.read.wrong("«not_done» trenger «minute»: når skal det ha vært gjort?", *here)
        if "facilitator" in when and (when["facilitator"] is not True or len(when) > 1):
            self.read.wrong("«facilitator: true» står alene.", *here)
        if "after" in when:
            before = list(self.injects)[:index]
            self._follows(when["after"], before, here)

    def _follows(self, after, before: list[str], here: tuple) -> None:
        if not isinstance(after, dict) or not isinstance(after.get("minutes"), int) or after["minutes"] < 0:
            self.read.wrong("«after» skal se ut som {inject: id, minutes: 1}.", *here)
        elif after.get("inject") not in before:
            self.read.wrong(f"«{after.get('inject')}» er ikke en hendelse som kommer før denne.", *here)

    def _decisions(self) -> None:
        known = self.drills.rows("decision-points")
        seen: set[str] = set()
        for index, row in enumerate(self._rows("decisions")):
            name = str(row.get("ref") or row.get("id") or "")
            if name in seen:
                self.read.wrong(f"«{name}» står to ganger.", "decisions", index)
            seen.add(name)
            if row.get("ref"):
                self.read.need("said", "decisions", index, "here", optional=True)
                if name not in known:
                    self.read.wrong(f"«{name}» står ikke i drills/decision-points.yaml.", "decisions", index)
            else:
                decision_fields(self.read, self.drills, ("decisions", index))
            if row.get("after") and str(row["after"]) not in self.injects:
                self.read.wrong(f"«{row['after']}» er ikke en hendelse i øvelsen.", "decisions", index, "after")
        missing = [name for name in ALWAYS if name not in known]
        if missing and not self.drill.is_for_children:
            self.read.wrong(f"drills/decision-points.yaml mangler {', '.join(missing)}.", "decisions")

    def _local(self) -> None:
        known = self.drills.rows("local-answers")
        seen: set[str] = set()
        for index, row in enumerate(self._rows("local")):
            name = str(row.get("ref") or row.get("id") or "")
            if name in seen:
                self.read.wrong(f"«{name}» står to ganger.", "local", index)
            seen.add(name)
            if row.get("ref"):
                if name not in known:
                    self.read.wrong(f"«{name}» står ikke i drills/local-answers.yaml.", "local", index)
            else:
                local_fields(self.read, ("local", index))
                if name in known:
                    self.read.wrong(f"«{name}» er id-en til et felles spørsmål. Vis til det med «ref».", "local", index)

    def _after(self) -> None:
        """Debrief, fix, law and the loose texts."""
        asked = [phase for phase in DEBRIEF if self.read.need("says", "debrief", phase, optional=True)]
        if not asked:
            self.read.wrong("Samtalen etterpå skal ha minst ett eget spørsmål.", "debrief")
        self.read.need("said", "fix")
        self.read.need("said", "fix", "owner", optional=True)
        for language in self.languages:
            text = self.get("fix", language)
            if isinstance(text, str) and len(text) > MAX_FIX:
                self.read.wrong(f"Forslaget til endring er over {MAX_FIX} tegn.", "fix")
        self.read.need("says", "lines", optional=True)
        self.read.need("says", "knobs", optional=True)
        if self.get("practises") is not None:
            self.read.among(PRACTISES, "practises")
        self.read.need("said", "parents", optional=True)
        self.read.all_among(tuple(self.drills.rows("law", "key")), "law")

    def _sessions(self) -> None:
        if not self.drill.is_for_children:
            if self.get("sessions") is not None:
                self.read.wrong("Bare øvelser med barn har «sessions».", "sessions")
            return
        if not self._ids("sessions"):
            self.read.wrong("En øvelse med barn har én eller flere samlinger (sessions).", "sessions")
        for index, _row in enumerate(self._rows("sessions")):
            self.read.need("count", "sessions", index, "minutes")
            for name in ("title", "aim", "line"):
                self.read.need("said", "sessions", index, name)
            self.read.need("says", "sessions", index, "things", optional=True)
            self.read.need("says", "sessions", index, "do")

    def _rows(self, name: str) -> list[dict]:
        """The mappings of a list, one for each of its items; others have been reported by `_ids`."""
        rows = self.get(name, default=[])
        return [row if isinstance(row, dict) else {} for row in rows][: MOST[name]] if isinstance(rows, list) else []

    def _ids(self, name: str) -> dict[str, int]:
        """Id → index of a list whose ids are unique."""
        found: dict[str, int] = {}
        rows = self.get(name, default=[])
        if isinstance(rows, list) and len(rows) > MOST[name]:
            self.read.wrong(f"«{name}» har {len(rows)} rader. Høyst {MOST[name]} er lov.", name)
        for index, row in enumerate(self._rows(name)):
            identifier = str(row.get("id", ""))
            if not SLUG.fullmatch(identifier):
                self.read.wrong("«id» skal ha bare a–z, 0–9 og strek.", name, index)
            elif identifier in found:
                self.read.wrong(f"Id-en «{identifier}» står to ganger.", name, index)
            found.setdefault(identifier, index)
        return found

    def _words(self) -> list[Problem]:
        """Words we do not use, heavy text, texts too long for a phone."""
        file, problems, all_text = self.drill.document.file, [], []
        for path, text in _strings(self.drill.document.data, ()):
            line = self.drill.document.line(*path)
            all_text.append(text)
            problems += [warning(file, line, f"«{word}»: {advice}") for word, advice in avoided(text)]
            most = LONG.get(str(next((key for key in reversed(path[:-1]) if isinstance(key, str)), "")))
            if most and len(text) > most:
                problems.append(warning(file, line, f"Teksten er på {len(text)} tegn. Under {most} er godt."))
            if "sessions" in path and "line" in path and lix(text) > MAX_CHILD_LIX:
                problems.append(warning(file, line, f"Det barna hører, er tungt (LIX over {MAX_CHILD_LIX})."))
        score = lix("\n".join(text if re.search(r"[.?!»]$", text) else f"{text}." for text in all_text))
        if score > MAX_LIX:
            problems.append(warning(file, 0, f"Teksten er tung å lese (LIX {score}). Under {MAX_LIX} er godt."))
        return problems


def _strings(value, path: tuple):
    """(path, text) of every language's text in a document: those that stand under a language code."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))
    elif isinstance(value, str) and any(isinstance(key, str) and len(key) == 2 for key in path[-2:]):
        yield path, value
