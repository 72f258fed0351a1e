"""Searches what everybody may read: help first, then articles, packages, events and pages. Nothing is kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tryggby.events.door import Event
from tryggby.ground.door import OSLO, one_line
from tryggby.knowledge.door import search as articles
from tryggby.packages.door import common_training_packages
from tryggby.website.need import need_in, words_of

# Longer questions are not searched for (words of need in them are found), and so many different words count.
READ, MOST_WORDS = 400, 12
SHOWN = 20
# Events further back than this are found in the archive, not here.
BACK = dt.timedelta(days=400)
SNOWBALL = {"nb": "norwegian", "nn": "norwegian", "en": "english"}
# Pages without rows of their own: address, title, and words people use for what is there.
PAGES = (
    ("website:about", _("Dette gjør vi"), "opplæring kompetanse traume øving mentor leder pakke"),
    ("website:project", _("Prosjektet"), "mål partner målgruppe finansiering penger framdrift prosjektleder kontakt"),
    ("website:young", _("For barn og unge"), "barn ung rettigheter voksne trygg"),
    ("website:parents", _("For foreldre"), "forelder foreldre mor far foresatt familie"),
    ("website:staff", _("For ansatte"), "ansatt lærer barnehage logge inn kurs opplæring"),
    ("website:contact", _("Kontakt"), "kontakt epost telefon adresse presse journalist"),
    ("website:letter", _("Si fra til oss"), "feil klage si fra forslag tilbakemelding melding"),
    ("website:child_letter", _("Si fra, for barn og unge"), "si fra barn ung feil vanskelig"),
    ("website:privacy", _("Personvern"), "personvern lagring opplysninger slette innsyn gdpr"),
    ("website:cookies", _("Informasjonskapsler"), "informasjonskapsler cookies sporing"),
    ("website:accessibility", _("Tilgjengelighetserklæring"), "tilgjengelighet universell utforming skjermleser wcag"),
    ("help:traces", _("Slik skjuler du spor"), "skjule spor historikk forlat siden trygg på nett"),
    ("events:events", _("Arrangementer"), "arrangement seminar frokost møte kurs påmelding opptak"),
)


@dataclass(frozen=True)
class Found:
    """One answer: where it leads, a line about it, and its language where that is not the reader's."""

    title: str
    url: str
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Answers of one kind, with the kind's name."""

    name: str
    rows: list[Found]


@dataclass(frozen=True)
class Answer:
    """What a search gave. `need` is `danger`, `hard` or nothing; `asked` the words as they are shown again.

    `over` is how many signs too long the question was: then nothing was searched for.
    """

    asked: str = ""
    need: str = ""
    groups: list[Group] = field(default_factory=list)
    over: int = 0
    room: int = READ

    @property
    def number(self) -> int:
        """How many rows there are in all."""
        return sum(len(group.rows) for group in self.groups)


def search_everything(question: str, person) -> Answer:
    """Answers for a question in the reader's language."""
    asked = one_line(question)
    if len(asked) > READ:
        return Answer(asked, need_in(question), over=len(asked) - READ)
    stems = stems_of(asked)
    if not stems:
        return Answer(asked, need_in(question))
    found = [
        (row.kind, Found(row.title, row.address, row.summary, _other(row.language)))
        for row in articles(question, get_language() or "nb", SHOWN)
    ]
    groups = [
        Group(_("Artikler"), [row for kind, row in found if kind != "term"]),
        Group(_("Ord"), [row for kind, row in found if kind == "term"]),
        Group(_("Slik jobber vi"), _matching(_packages(), stems)),
        Group(_("Arrangementer"), _matching(_events(person), stems)),
        Group(_("Sider"), _matching(_pages(), stems)),
    ]
    return Answer(asked, need_in(question), [group for group in groups if group.rows])


def stems_of(text: str) -> list[str]:
    """The stems of the words, each once, in their order."""
    return list(dict.fromkeys(_stems(text)))[:MOST_WORDS]


def _matching(rows: Iterable[tuple[Found, str]], stems: list[str]) -> list[Found]:
    """Rows that have the words, those with most of them first, and of equals those that have them in the title."""
    scored = []
    for place, (found, more) in enumerate(rows):
        title = set(_stems(found.title))
        whole = title | set(_stems(f"{found.text} {more}"))
        hits = sum(_has(whole, wanted) for wanted in stems)
        if hits == len(stems) or (hits and len(stems) > 2 and hits >= len(stems) - 1):
            scored.append((-hits, -sum(_has(title, wanted) for wanted in stems), place, found))
    return [found for *_order, found in sorted(scored, key=lambda row: row[:3])][:SHOWN]


def _stems(text: str) -> list[str]:
    """Stemmed twice: «seminarer» becomes «seminar» and that «semin», as «seminar» does."""
    from snowballstemmer import stemmer  # thirty languages, read when the first question comes

    stem = stemmer(SNOWBALL.get(get_language() or "nb", "norwegian"))
    return stem.stemWords(stem.stemWords(words_of(text)))


def _has(stems: set[str], wanted: str) -> bool:
    """The stem itself, or the beginning of a longer word: Norwegian joins words."""
    return wanted in stems or (len(wanted) > 3 and any(stem.startswith(wanted) for stem in stems))


def _other(language: str) -> str:
    """The language of a text, when it is not the page's."""
    return "" if language == (get_language() or "nb") else language


def _packages() -> Iterable[tuple[Found, str]]:
    url = reverse("website:about")
    for release in common_training_packages():
        yield Found(release.title, url, release.said.get("summary", "")), ""


def _events(person) -> Iterable[tuple[Found, str]]:
    open_to_all = Event.objects.open_to(person).filter(kind__in=[Event.Kind.PUBLIC, Event.Kind.OUTREACH])
    recent = open_to_all.filter(ends_at__gte=timezone.now() - BACK)
    for event in recent.only("slug", "title", "lead", "place", "starts_at").order_by("-starts_at", "-pk")[:500]:
        day = f"{event.starts_at.astimezone(OSLO):%d.%m.%Y}"
        text = " · ".join(filter(None, [day, Truncator(event.lead).chars(160)]))
        yield Found(event.title, reverse("events:event", args=[event.slug]), text), event.place


def _pages() -> Iterable[tuple[Found, str]]:
    for name, title, words in PAGES:
        yield Found(str(title), reverse(name)), words
