"""The demo city's news, and articles in every state: checked, changed here, lagging, overdue, waiting for a reader."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from tryggby.ground.door import oslo, travel
from tryggby.knowledge.actions import confirm_expert_review
from tryggby.knowledge.file import blocks_of
from tryggby.knowledge.loading import load_shipped
from tryggby.knowledge.models import Article, News, Shipment, Source, Theme
from tryggby.knowledge.tree import folder, same_key
from tryggby.organisations.door import Role, appoint
from tryggby.people.door import add_person

# Days ago, slug, title, summary, text.
NEWS = [
    (
        *(40, "ni-av-ti-arbeidsplasser", "Ni av ti arbeidsplasser er i gang"),
        "Barnehager, skoler og helsestasjoner har begynt med felles opplæring.",
        "Da vi startet, var fire arbeidsplasser med. Nå har de fleste gått gjennom den første delen.\n\n"
        "«Vi snakker mer om hva barnet kan ha opplevd, og mindre om hva det gjør galt», sier en barnehagelærer.",
    ),
    (
        *(17, "barn-ga-rad-om-venterommet", "Barn ga råd om venterommet"),
        "Elevrådet på Granlia skole fortalte hva som gjør det lettere å vente.",
        "Elevene ba om tre ting: at noen sier hei, at noen sier hvor lenge det blir, og et sted å sitte i fred.\n\n"
        "Helsestasjonen har gjort de to første. Den tredje kommer når rommet pusses opp.",
    ),
    (
        *(3, "ny-artikkel-om-tolk", "Nytt i kunnskapsbasen: barn og tolk"),
        "Vi har samlet råd om samtaler der dere ikke snakker samme språk.",
        "Bruk tolk, ikke søsken. Snakk til barnet, ikke til tolken. [Les mer](/kunnskap/barn-pa-flukt-og-tolk/)",
    ),
]
CHECKED = {
    "meldeplikt": "Berit Aas, jurist",
    "taushetsplikt": "Berit Aas, jurist",
    "trygghet-forst": "Nina Dahl, psykolog",
    "roe-seg-sammen": "Nina Dahl, psykolog",
}
OURS = " Hos oss i Solvik tar vi det opp på personalmøtet."
WAITING = """Noen ganger må du vente før du får snakke med noen.

## Du kan spørre

- Hvor lenge må jeg vente?
- Kan noen vente sammen med meg?
- Hvor er det stille?

Den voksne skal si det som det er.[^s1]
"""


def build_demo(sender, *, on: dt.date, organisation, people, **others) -> None:
    """Everything as it would have happened until `on`, by the room's own verbs."""
    editor = people["redaktor"]
    with _at(on - dt.timedelta(days=60)):
        load_shipped(by=None)
        second = add_person(
            by=people["koordinator"], email="siri.lund@solvik.example", given_name="Siri", family_name="Lund"
        )
        appoint(by=people["koordinator"], person=second, organisation=organisation, role=Role.EDITOR)
    for days, slug, title, summary, text in NEWS:
        with _at(on - dt.timedelta(days=days)):
            _news(slug, title, summary, text, on - dt.timedelta(days=days), by=editor)
    with _at(on - dt.timedelta(days=30)):
        for slug, reviewer in CHECKED.items():
            for article in _nb(slug):
                confirm_expert_review(by=editor, page=article, reviewer=reviewer)
    with _at(on - dt.timedelta(days=9)):
        _change("felles-barnesyn", by=editor, overdue=on - dt.timedelta(days=12))
        _change("barn-merker-mer", by=editor)
        Shipment.objects.filter(language="nb", slug="felles-barnesyn").update(
            offered="0" * 64, offered_at=oslo(on, dt.time(6))
        )
    with _at(on - dt.timedelta(days=2)):
        _wait_for_reader(by=second)


def _nb(slug: str):
    """The published bokmål article, or nothing when the product comes without it."""
    return Article.objects.live().filter(slug=slug, locale__language_code="nb")


def _news(slug, title, summary, text, day, *, by) -> None:
    place = folder("nyheter", "nb")
    news = News(title=title, slug=slug, summary=summary, dated=day, body=blocks_of(text), live=False)
    news.locale, news.translation_key = place.locale, same_key(f"nyhet/{slug}")
    place.add_child(instance=news)
    news.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def _change(slug: str, *, by, overdue: dt.date | None = None) -> None:
    """An editor's own words in a text that came with the product."""
    for article in _nb(slug):
        article.summary += OURS
        article.review_on = overdue or article.review_on
        article.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def _wait_for_reader(*, by) -> None:
    """A text for children that its writer has sent to another editor."""
    place = folder("kunnskap", "nb")
    page = Article(
        title="Når du må vente",
        slug="nar-du-ma-vente",
        summary="Det er lov å spørre hvor lenge det blir.",
        audience=Article.Audience.CHILD,
        theme=Theme.objects.filter(slug="medvirkning").first(),
        body=blocks_of(WAITING),
        locale=place.locale,
        live=False,
    )
    page.translation_key = same_key("artikkel/nar-du-ma-vente")
    page.sources = [Source(sort_order=0, mark="s1", kind="child", title="Råd fra elevrådet på Granlia skole")]
    place.add_child(instance=page)
    page.save_revision(user=by)
    page.get_workflow().start(page, user=by)


@contextmanager
def _at(day: dt.date) -> Iterator[None]:
    """Within, it is ten o'clock in Oslo that day, and time stands still."""
    with travel(oslo(day, dt.time(10))):
        yield
