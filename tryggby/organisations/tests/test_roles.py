"""Roles that hold for a whole organisation."""

from tryggby.ground.door import today
from tryggby.organisations.models import Appointment
from tryggby.people.door import Person


def given(city, **change):
    form = {"organisation": city.lyngvik.key, "role": "editor", "email": "nora@lyngvik.example"}
    return form | {"given_name": "Nora", "family_name": "Lie", "since": str(today()), "until": ""} | change


def test_the_privacy_officer_reads_and_does_not_change(client, city):
    client.force_login(city.per)
    text = client.get("/styring/roller/").content.decode()
    assert "Kari Berg" in text
    assert "Siri Moen" not in text
    assert "Gi noen en rolle" not in text
    assert "/slutt/" not in text


def test_a_role_is_given(as_kari, city):
    assert as_kari.post("/styring/roller/ny/", given(city))["Location"] == "/styring/roller/"
    assert Person.objects.get(email="nora@lyngvik.example").appointments.get().role == "editor"
    assert "Nora Lie" in as_kari.get("/styring/roller/").content.decode()


def test_a_wrong_role_is_explained(as_kari, city):
    for change in ({"organisation": city.steinvik.key}, {"until": "2020-01-01"}, {"role": "sjef"}, {"email": "x"}):
        page = as_kari.post("/styring/roller/ny/", given(city, **change))
        assert page.status_code == 422
        assert "Nora" in page.content.decode()
    assert not Person.objects.filter(given_name="Nora").exists()


def test_a_role_is_taken_back_at_once(as_kari, city):
    role = city.per.appointments.get()
    path = f"/styring/roller/{role.key}/slutt/"
    assert "Avslutte rollen som personvernansvarlig i Lyngvik kommune?" in as_kari.get(path).content.decode()
    as_kari.post(path)
    assert not Appointment.objects.current().filter(pk=role.pk).exists()


def test_the_last_coordinator_is_told_why(as_kari, city):
    role = city.kari.appointments.get()
    as_kari.post(f"/styring/roller/{role.key}/slutt/")
    assert Appointment.objects.current().filter(pk=role.pk).exists()
