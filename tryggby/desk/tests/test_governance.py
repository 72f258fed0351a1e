"""The privacy officer sees what is kept and who did what, in own organisations only."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tryggby.audit.door import all_held, record, seal_entries, verb_name
from tryggby.desk.privacy import row_counts
from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory, OrganisationFactory
from tryggby.people.door import Person
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def knut(client):
    appointment = AppointmentFactory(role=Appointment.Role.PRIVACY_OFFICER)
    client.force_login(appointment.person)
    return appointment


ENGLISH = re.compile(r"\b(the|who|whom|what|kept|seen|deleted|purpose|of|with|until|nobody|everybody)\b", re.IGNORECASE)


def test_the_page_lists_what_is_kept(client, knut):
    page = client.get("/styring/personvern/").content.decode()
    for name in ("Personer som logger inn", "Tilhørigheter", "Gjennomførte deler", "Deltakelse i øving", "E-poster vi"):
        assert name in page
    assert page.count('<article class="ds-card held">') == sum(len(held) for _, held in all_held()) > 80
    assert "slettes 14 dager etter arrangementet" in page
    assert "Loggen er hel" in page


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_page_is_in_the_readers_language(client, knut, language):
    knut.person.language = language
    knut.person.save()
    page = client.get("/styring/personvern/").content.decode()
    assert f'<html lang="{language}"' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "lang=" not in main
    words = re.sub(r"<[^>]*>", " ", main)
    assert not ENGLISH.findall(words)
    assert not {model.__name__ for _, held in all_held() for model in held} & set(re.findall(r"\w+", words))


def test_the_rows_of_all_models_are_counted_in_one_query(knut, django_assert_num_queries):
    PersonFactory.create_batch(3)
    models = [model for _, held in all_held() for model in held]
    with django_assert_num_queries(1):
        counts = row_counts(models)
    assert counts == {model: model._default_manager.count() for model in models}
    assert counts[Person] == 4


def test_the_log_shows_own_organisations_acts_only(client, knut):
    kari = PersonFactory(given_name="Kari", family_name="Tveit")
    record(by=kari, verb="add_unit", of=knut, organisation=knut.organisation)
    record(by=PersonFactory(given_name="Fremmed"), verb="add_unit", of=knut, organisation=OrganisationFactory())
    seal_entries()
    page = client.get("/styring/logg/").content.decode()
    assert "Kari Tveit" in page
    assert "Fremmed" not in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("handling=add_unit", True),
        ("handling=close_unit", False),
        ("person=tveit", True),
        ("person=olsen", False),
        ("person=kari tveit", True),
        ("person=ola tveit", False),
        ("fra=2020-01-01&til=2100-01-01", True),
        ("fra=2100-01-01", False),
        ("fra=tull&til=2026-13-45&person=%00%F0%9F%98%80" + "x" * 300, False),
        ("fra=tull", True),
    ],
)
def test_the_log_can_be_filtered_and_survives_nonsense(client, knut, query, seen):
    kari = PersonFactory(given_name="Kari", family_name="Tveit")
    record(by=kari, verb="add_unit", of=knut, organisation=knut.organisation)
    response = client.get(f"/styring/logg/?{query}")
    assert response.status_code == 200
    assert ("Kari Tveit" in response.content.decode()) is seen


def test_every_act_has_a_name_that_people_understand():
    written = {
        verb
        for path in Path(settings.ROOT / "tryggby").rglob("*.py")
        if "tests" not in path.parts
        for verb in re.findall(r'verb="([a-z_]+)"', path.read_text("utf-8"))
    }
    assert len(written) > 50
    assert not {verb for verb in written if verb_name(verb) == verb.replace("_", " ")}


def test_others_get_404(client):
    client.force_login(PersonFactory())
    assert client.get("/styring/personvern/").status_code == 404
    assert client.get("/styring/logg/").status_code == 404
