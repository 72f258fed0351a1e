"""One screen of a part as a reader sees it: the blocks of a step, in the words of the reader's service."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.db.models import Exists, OuterRef
from django.urls import reverse

from tryggby.organisations.door import Service, Unit, standing
from tryggby.packages.imports import file_content
from tryggby.packages.models import Overlay, Part, Progress, ReleaseFile

# What stands for the common text in the address, instead of a service.
COMMON = "felles"
PART_LINK = re.compile(r'href="part:([a-z0-9-]+)"')


@dataclass(frozen=True)
class Voice:
    """Whose everyday the text speaks of: a service code, or none for the common text."""

    code: str = ""
    name: str = ""
    chosen: str = ""
    choices: tuple[Service, ...] = ()


@dataclass
class Screen:
    """One step as shown: its title, blocks, place among the others and voice."""

    part: Part
    number: int
    title: str
    blocks: list[dict]
    voice: Voice
    adapted: bool = False
    marks: list[str] = field(default_factory=list)
    chosen: str = ""

    @property
    def total(self) -> int:
        """How many steps the part has."""
        return self.part.step_count

    @property
    def here(self) -> str:
        """This step's address."""
        return self.url(self.number, self.chosen)

    @property
    def previous_url(self) -> str:
        """The address of the step before."""
        return self.url(self.number - 1, self.chosen)

    def url(self, number: int, service: str = "") -> str:
        """The address of a step, keeping a chosen service."""
        address = reverse("packages:step", args=[self.part.release.package.slug, self.part.identifier, number])
        return f"{address}?tjeneste={service}" if service in {COMMON, *self.part.services} else address

    @property
    def is_last(self) -> bool:
        """True on the part's last step."""
        return self.number >= self.total


def voice_for(person, part: Part, number: int, wanted: str = "") -> Voice:
    """Whose words step `number` is shown in: the wanted service's, else the reader's own, else the common ones.

    One query, none for a step that is the same for all.
    """
    kept = wanted if wanted in {COMMON, *part.services} else ""
    if not part.steps[number - 1].get("adapted"):
        return Voice(chosen=kept)
    own = Unit.objects.filter(service=OuterRef("pk"), pk__in=standing(person).member)
    choices = tuple(Service.objects.filter(code__in=part.services).annotate(is_own=Exists(own)))
    chosen = next((service for service in choices if service.code == wanted), None)
    if chosen is None and wanted != COMMON:
        chosen = next((service for service in choices if service.is_own), None)
    return Voice(chosen.code if chosen else "", str(chosen) if chosen else "", kept, choices)


def screen(part: Part, number: int, voice: Voice) -> Screen:
    """The step with number 1 …; one more query when a service speaks, one more when there is a film."""
    step = part.steps[number - 1]
    own = _overlay(part, voice)
    blocks = [_shown(part, own.get(block["id"], block)) for block in step["blocks"]]
    marks = ["done"] * (number - 1) + ["now"] + ["coming"] * (part.step_count - number)
    return Screen(part, number, step["title"], blocks, voice, bool(step.get("adapted")), marks, voice.chosen)


def answered(shown: Screen, block: str, option: str) -> Screen:
    """The same screen with one answer to one question marked as chosen; kept nowhere."""
    for quiz in shown.blocks:
        if quiz["id"] == block and quiz["kind"] == "quiz":
            quiz["options"] = [
                answer | {"chosen": option == str(index)} for index, answer in enumerate(quiz["options"])
            ]
    return shown


def all_screens(part: Part) -> list[Screen]:
    """Every step in the common words, for pages that show a part whole."""
    return [screen(part, number, Voice()) for number in range(1, part.step_count + 1)]


def place_in(part: Part, person) -> int:
    """The step the person has come to, 0 when not begun; found by its id, so that new steps before it do no harm."""
    place = Progress.objects.filter(
        person=person, package=part.release.package_id, part=part.identifier, major=part.release.major
    ).first()
    if place is None:
        return 0
    ids = [step["id"] for step in part.steps]
    return ids.index(place.step) + 1 if place.step in ids else min(place.position, len(ids))


def link_parts(html: str, slug: str) -> str:
    """Links to other parts of the same package as addresses of this site."""
    if 'href="part:' not in html:
        return html
    return PART_LINK.sub(lambda found: f'href="{reverse("packages:part", args=[slug, found.group(1)])}"', html)


def _overlay(part: Part, voice: Voice) -> dict:
    if not voice.code:
        return {}
    return Overlay.objects.filter(part=part, service=voice.code).values_list("blocks", flat=True).first() or {}


def _shown(part: Part, block: dict) -> dict:
    """A stored block as the page prints it."""
    shown = dict(block)
    if "html" in shown:
        shown["html"] = link_parts(shown["html"], part.release.package.slug)
    if shown["kind"] == "quiz":
        shown["options"] = [option | {"chosen": False} for option in shown["options"]]
    if shown["kind"] == "film":
        shown |= _film(part, shown["src"])
    elif shown["kind"] == "image":
        shown["url"] = _media_url(part, shown["src"])
    return shown


def _film(part: Part, src: str) -> dict:
    """Addresses of a film and its captions, and the words that are said in it."""
    stem, language = src.removesuffix(PurePosixPath(src).suffix), part.release.language
    transcript = ReleaseFile.objects.filter(release=part.release_id, path=f"{stem}.{language}.transcript.md").first()
    text = file_content(transcript).decode() if transcript else ""
    return {
        "url": _media_url(part, src),
        "captions": _media_url(part, f"{stem}.{language}.vtt"),
        "language": language,
        "transcript": [line for line in text.split("\n\n") if line.strip()],
    }


def _media_url(part: Part, path: str) -> str:
    release = part.release
    return reverse("packages:media", args=[release.package.slug, release.version, path.removeprefix("media/")])
