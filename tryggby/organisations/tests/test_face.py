"""The owner's name, department and colour after the set-up: who may change them, what follows, two at once."""

import re

import pytest
from django.conf import settings

from tryggby.audit.door import Entry
from tryggby.organisations.models import Installation, Municipality
from tryggby.organisations.signals import installation_changed
from tryggby.ui.door import kept_pages_stamp, theme_href

pytestmark = pytest.mark.django_db
PATH = "/styring/navn-og-farge/"
NEW = {"name": "Nye Lyngvik kommune", "department": "Oppvekst", "brand_colour": "#6A3D7C"}


@pytest.mark.parametrize("who", ["per", "siri", "lise", "amina", "ola"])
def test_only_the_owners_coordinators_have_the_page(client, city, who):
    client.force_login(getattr(city, who), settings.AUTHENTICATION_BACKENDS[0])
    assert client.get(PATH).status_code == 404
    assert client.post(PATH, NEW).status_code == 404
    assert Installation.objects.get().owner.name == "Lyngvik kommune"


def test_a_change_is_everywhere_and_in_the_log(as_kari, city, django_capture_on_commit_callbacks):
    Municipality.objects.update(name="Lyngvik kommune")
    told, stamp = [], kept_pages_stamp()
    installation_changed.connect(lambda **signal: told.append(signal), weak=False, dispatch_uid="test.face")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_kari.post(PATH, NEW, follow=True)
    finally:
        installation_changed.disconnect(dispatch_uid="test.face")
    assert "Lagret" in answer.text and 'value="Nye Lyngvik kommune"' in answer.text
    assert theme_href("#6a3d7c") in answer.text
    made = Installation.objects.get()
    assert (made.owner.name, made.department, made.brand_colour) == ("Nye Lyngvik kommune", "Oppvekst", "#6a3d7c")
    assert made.owner.numbers.get().name == "Nye Lyngvik kommune"
    assert told and kept_pages_stamp() != stamp
    entry = Entry.objects.get(verb="change_face")
    assert (entry.actor, entry.facts) == (city.kari.pk, {"fields": ["name", "department", "brand_colour"]})
    assert as_kari.get("/").text.count("Nye Lyngvik kommune")


def test_saving_the_same_changes_nothing(as_kari, city):
    page = as_kari.get(PATH).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    made = Installation.objects.get()
    same = {"name": made.owner.name, "department": made.department, "brand_colour": made.brand_colour, "seen": seen}
    assert as_kari.post(PATH, same).status_code == 302
    assert not Entry.objects.filter(verb="change_face").exists()


def test_a_light_colour_is_commented_on(as_kari):
    page = as_kari.post(PATH, NEW | {"brand_colour": "#ffee00"}, follow=True)
    assert "Fargen er lys" in page.text


@pytest.mark.parametrize(
    ("change", "words"),
    [({"name": " "}, "Navn"), ({"name": "x" * 201}, "201"), ({"brand_colour": "rød"}, "Skriv fargen")],
)
def test_wrong_answers_are_explained_and_kept(as_kari, change, words):
    page = as_kari.post(PATH, NEW | {"department": "Oppvekst og «æøå»"} | change)
    assert page.status_code == 422
    assert words in page.text and "Oppvekst og «æøå»" in page.text
    assert Installation.objects.get().owner.name == "Lyngvik kommune"


def test_two_coordinators_do_not_undo_each_other(as_kari):
    seen = re.search(r'name="seen" value="([^"]+)"', as_kari.get(PATH).text)[1]
    made = Installation.objects.get()
    made.department = "Oppvekst og kultur"
    made.save()
    told = as_kari.post(PATH, NEW | {"seen": seen})
    assert told.status_code == 422
    assert "Noen andre har endret dette" in told.text and 'value="Nye Lyngvik kommune"' in told.text
    assert Installation.objects.get().department == "Oppvekst og kultur"
    again = re.search(r'name="seen" value="([^"]+)"', told.text)[1]
    assert as_kari.post(PATH, NEW | {"seen": again}).status_code == 302
    assert Installation.objects.get().department == "Oppvekst"
