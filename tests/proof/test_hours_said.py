"""Hours are dated data: what pages and texts say of the children's phone holds only while its record does."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tryggby.ground.door import today
from tryggby.help.door import CHILDRENS_PHONE, HelpLine, answers_always, load_shipped, static_copy, write_copy
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory
from tryggby.voices import content
from tryggby.voices.dialogue import thread_words

ROOT = Path(__file__).parents[2]
# «All day and night», as it is said in each language, and «whenever you like».
HOURS = re.compile(
    "døgnet|day and night|round the clock|24 hours|jándora|ليلًا ونهارًا|في أي وقت|når som helst|any time|alltid ring",
    re.I,
)
# The written pages fill in their own hours, each minute; the records are data.
OWN = ("tryggby/help/texts", "tryggby/help/shipped", "tryggby/help/hours.py", "tryggby/help/forms.py")


@pytest.fixture
def home(db, settings, tmp_path):
    """An installation with the starter set and a reader of letters; its written pages in a folder of their own."""
    settings.DATA = tmp_path
    static_copy.cache_clear()
    made = InstallationFactory()
    AppointmentFactory(organisation=made.owner, role="coordinator")
    load_shipped()
    yield made
    static_copy.cache_clear()


def seen(days_ago: int, **fields) -> None:
    """Every record was last held against its source so many days ago; the children's phone's is changed besides."""
    HelpLine.objects.update(seen_on=today() - dt.timedelta(days=days_ago))
    HelpLine.objects.filter(shipped_id="alarmtelefonen").update(**fields or {"order": 0})
    write_copy()
    static_copy.cache_clear()


def letter_sent() -> str:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', client.get("/si-fra/ung/").text))
        clock.shift(5)
        return client.post("/si-fra/ung/", hidden | {"kind": "good"}).text


@pytest.mark.shows("door.1")
@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda: Client().get("/").text, "</a> hele døgnet. Det er gratis."),
        (lambda: Client().post("/sok/", {"q": "redd"}).text, "Du kan ringe hele døgnet."),
        (letter_sent, "116 111 når som helst."),
        (lambda: Client().get("/si-din-mening/").text, "116 111 hele døgnet"),
        (lambda: content.flow("ar").words["thanks"]["talk"], "116 111 ليلًا ونهارًا"),
        (lambda: thread_words("se")["start"]["closed"], "116 111 birra jándora"),
    ],
    ids=["bar", "search", "letter", "entry", "thanks", "nobody_reads"],
)
def test_the_number_stays_and_the_hours_go_when_nobody_has_looked(home, read, words):
    seen(1)
    fresh = read()
    assert re.search(words, fresh) and CHILDRENS_PHONE in fresh
    seen(31)
    late = read()
    assert not HOURS.search(re.sub(r"<(script|style).*?</\1>", "", late, flags=re.DOTALL)) and CHILDRENS_PHONE in late


@pytest.mark.shows("door.1")
@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": timezone.now()},
        {"hours": "man–fre 08–20"},
        {"hours": ""},
        {"sure": "verify"},
        {"phone": "22 22 22 22"},
    ],
    ids=["withdrawn", "other_hours", "unknown_hours", "doubtful", "other_number"],
)
def test_what_the_record_does_not_say_is_not_said(home, change):
    seen(1)
    assert answers_always(CHILDRENS_PHONE)
    seen(1, **change)
    assert not answers_always(CHILDRENS_PHONE)


@pytest.mark.shows("door.1")
def test_whether_it_answers_costs_no_query_and_needs_no_database(home, django_assert_num_queries):
    seen(1)
    with django_assert_num_queries(0):
        assert answers_always(CHILDRENS_PHONE)


@pytest.mark.shows("door.1")
def test_no_error_page_says_hours(home):
    seen(1)
    page = Client().get("/finnes-ikke/")
    assert page.status_code == 404 and "tel:116111" in page.text
    assert not HOURS.search(page.text[page.text.index("<main") :])


@pytest.mark.shows("door.1")
def test_nothing_else_says_hours_of_the_number_by_itself():
    """Only where the line itself asks the record (`help_always`, `{always}`) may hours stand beside the number."""
    faults = []
    files = [*ROOT.glob("articles/**/*.md"), *ROOT.glob("tryggby/**/*.html"), *ROOT.glob("tryggby/**/*.yaml")]
    files += [path for path in ROOT.glob("tryggby/**/*.py") if "tests" not in path.parts]
    for path in files:
        name = str(path.relative_to(ROOT))
        if name.startswith(OWN):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if "116" in line and HOURS.search(line) and "help_always" not in line:
                faults.append(f"{name}:{number}: {line.strip()[:120]}")
    assert not faults, "\n".join(faults)
