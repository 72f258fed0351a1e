"""What machines are told: when security.txt runs out, and the addresses of the open pages."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tryggby.events.door import Event
from tryggby.ground.door import today
from tryggby.knowledge.door import all_addresses

# Open pages without arguments, in the order of the menu.
PAGES = (
    "website:front",
    "help:entrance",
    "website:about",
    "website:project",
    "website:young",
    "website:parents",
    "website:staff",
    "events:events",
    "knowledge:index",
    "website:news",
    "website:contact",
    "outreach:asking",
    "outreach:promises",
    "help:traces",
    "website:privacy",
    "website:cookies",
    "website:accessibility",
)
# A sitemap may have 50 000 addresses; nobody needs so many events.
MOST_EVENTS = 2000


@dataclass(frozen=True)
class SitePage:
    """One page in one language, with the addresses of all its languages (code, address)."""

    url: str
    languages: tuple[tuple[str, str], ...]


def expires() -> dt.datetime:
    """The first of a month, six to seven months ahead: the file is the same all month and never runs out."""
    day = today()
    index = day.year * 12 + day.month - 1 + 7
    return dt.datetime(index // 12, index % 12 + 1, 1, tzinfo=dt.UTC)


def site_pages() -> list[SitePage]:
    """Every open page in every language."""
    found = [_in_languages(name) for name in PAGES]
    events = Event.objects.published().filter(archived_at__isnull=True, home="").exclude(kind=Event.Kind.INTERNAL)
    for slug in events.order_by("-starts_at", "-pk").values_list("slug", flat=True)[:MOST_EVENTS]:
        found.append(_in_languages("events:event", slug))
    pages = [SitePage(url, languages) for languages in found for _code, url in languages]
    return pages + [SitePage(settings.BASE_URL + address, ()) for address, _changed in all_addresses()]


def _in_languages(name: str, *arguments) -> tuple[tuple[str, str], ...]:
    addresses = []
    for code, _name in settings.INTERFACE_LANGUAGES:
        with translation.override(code):
            addresses.append((code, settings.BASE_URL + reverse(name, args=arguments)))
    return tuple(addresses)
