"""Organisations that work together."""

from tryggby.organisations.models import Organisation, Partnership, Unit
from tryggby.people.door import Person


def test_a_new_partner_comes_with_its_agreement(as_kari, city):
    form = {"name": "Lyngvik Røde Kors", "kind": "voluntary", "org_number": "911111111", "once": "k"}
    form |= {"for_organisation": city.lyngvik.key}
    assert as_kari.post("/organisasjoner/ny/", form)["Location"] == "/organisasjoner/"
    assert as_kari.post("/organisasjoner/ny/", form).status_code == 302
    made = Organisation.objects.get(name="Lyngvik Røde Kors")
    assert Partnership.objects.get(partner=made).organisation == city.lyngvik
    assert "Lyngvik Røde Kors" in as_kari.get("/organisasjoner/").content.decode()


def test_a_partner_that_is_here_already_is_not_taken(as_kari, city):
    form = {"name": "Steinvik", "kind": "municipality", "org_number": "900000002"}
    page = as_kari.post("/organisasjoner/ny/", form | {"for_organisation": city.lyngvik.key})
    assert page.status_code == 422
    assert "finnes allerede" in page.content.decode()
    assert not Unit.objects.visible_to(Person.objects.get(pk=city.kari.pk)).filter(pk=city.foreign.pk).exists()


def test_only_the_partner_itself_opens_its_units(client, city):
    form = {"partner": city.steinvik.key, "organisation": city.lyngvik.key}
    client.force_login(city.kari)
    assert client.post("/organisasjoner/avtaler/ny/", form).status_code == 422
    client.force_login(city.siri)
    assert client.post("/organisasjoner/avtaler/ny/", form).status_code == 302
    client.force_login(city.kari)
    assert client.get(f"/enheter/{city.foreign.key}/").status_code == 200
    client.force_login(city.siri)
    agreement = Partnership.objects.get(partner=city.steinvik)
    assert "Lyngvik kommune" in client.get("/organisasjoner/").content.decode()
    assert client.post(f"/organisasjoner/avtaler/{agreement.key}/slutt/").status_code == 302
    agreement.refresh_from_db()
    assert agreement.until


def test_nobody_has_an_agreement_with_themselves(as_kari, city):
    form = {"partner": city.lyngvik.key, "organisation": city.lyngvik.key}
    assert as_kari.post("/organisasjoner/avtaler/ny/", form).status_code == 422
