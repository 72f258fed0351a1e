"""Editors bring in, give out and withdraw; for everybody else these pages do not exist."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory
from tryggby.packages.factories import make_release, package_files
from tryggby.packages.format import pack
from tryggby.packages.models import Intake, Package, Release

pytestmark = pytest.mark.django_db

WITHDRAWAL = "/pakker/liten/1.0.0/tilbaketrekking/"


def kpk(files=None, name="liten.kpk"):
    return SimpleUploadedFile(name, pack(files or package_files()), content_type="application/zip")


@pytest.mark.parametrize("path", ["/pakker/", "/pakker/sjekk/", "/pakker/liten/1.0.0.kpk", WITHDRAWAL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_pages_do_not_exist_for_others(as_, amina, release, path, method):
    others = [amina] + [
        AppointmentFactory(role=role).person for role in Appointment.Role if role != Appointment.Role.EDITOR
    ]
    for person in others:
        assert getattr(as_(person), method)(path).status_code in (404, 405)
    assert not Release.objects.filter(withdrawn_on__isnull=False).exists()


def test_a_file_is_checked_planned_and_accepted(as_, editor):
    client = as_(editor)
    assert "Sjekk filen" in client.get("/pakker/sjekk/").content.decode()
    plan_page = client.post("/pakker/sjekk/", {"file": kpk(), "once": "a"})["Location"]
    html = client.get(plan_page).content.decode()
    assert "Ta inn pakken?" in html and "Del forste" in html and "Nytt." in html
    assert not Package.objects.exists()
    for _tap in range(2):
        assert client.post(plan_page, {"once": "b"})["Location"] == "/pakker/"
    assert Release.objects.get().accepted_by == editor
    html = client.get("/pakker/").content.decode()
    assert "I bruk" in html and "3 deler og verktøy: faglig kontroll" in html
    assert "ingenting å gjøre" in client.get(plan_page).content.decode()


def test_a_file_sent_twice_is_handed_in_once(as_, editor):
    client = as_(editor)
    first = client.post("/pakker/sjekk/", {"file": kpk(), "once": "a"})
    assert client.post("/pakker/sjekk/", {"file": kpk(), "once": "a"})["Location"] == first["Location"]
    assert Intake.objects.count() == 1


def test_a_package_with_errors_shows_them_and_cannot_be_accepted(as_, editor):
    client = as_(editor)
    page = client.post("/pakker/sjekk/", {"file": kpk(package_files(minutes=1))})["Location"]
    html = client.get(page).content.decode()
    assert "54 minutter" in html and "package.yaml" in html and "Ta inn" not in html
    assert client.post(page).status_code == 422
    assert not Package.objects.exists()


def test_an_attack_is_answered_with_422_and_words(as_, editor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../ut.md", "x")
    file = SimpleUploadedFile("ond.kpk", packed.getvalue())
    response = as_(editor).post("/pakker/sjekk/", {"file": file})
    assert response.status_code == 422
    assert "peker ut av pakken" in response.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("a.kpk", b""), SimpleUploadedFile("a.kpk", b"hei")])
def test_no_file_or_rubbish_is_422(as_, editor, file):
    assert as_(editor).post("/pakker/sjekk/", {"file": file} if file else {}).status_code == 422


@pytest.mark.parametrize(
    ("version", "says"),
    [("1.0.1", "Ingen må ta noe på nytt"), ("2.0.0", "Alle må ta delene på nytt"), ("0.9.0", "eldre utgave")],
)
def test_the_plan_says_what_a_release_means_for_people(as_, editor, release, version, says):
    client = as_(editor)
    page = client.post("/pakker/sjekk/", {"file": kpk(package_files(version=version))})["Location"]
    assert says in client.get(page).content.decode()


def test_a_colleagues_intake_is_404(as_, editor, amina):
    page = as_(editor).post("/pakker/sjekk/", {"file": kpk()})["Location"]
    other = AppointmentFactory(role=Appointment.Role.EDITOR).person
    assert as_(other).get(page).status_code == 404
    assert as_(other).post(page).status_code == 404
    assert as_(amina).get(page).status_code == 404


def test_a_release_is_given_out_byte_for_byte(as_, editor, release):
    response = as_(editor).get("/pakker/liten/1.0.0.kpk")
    assert response.content == pack(package_files())
    assert 'filename="liten-1.0.0.kpk"' in response["Content-Disposition"]
    assert as_(editor).get("/pakker/liten/9.9.9.kpk").status_code == 404


def test_a_release_is_withdrawn_after_a_question(as_, editor, release):
    make_release(version="1.1.0")
    client = as_(editor)
    page = "/pakker/liten/1.1.0/tilbaketrekking/"
    assert "leser alle utgave 1.0.0" in client.get(page).content.decode()
    for _tap in range(2):
        assert client.post(page).status_code == 302
    assert "Trukket tilbake" in client.get("/pakker/").content.decode()
    assert Release.objects.current().get() == release
    assert "ble trukket tilbake" in client.get(page).content.decode()
    assert "ikke lenger å lese" in client.get(WITHDRAWAL).content.decode()


def test_the_list_asks_the_same_number_of_questions_for_one_and_three(as_, editor, release, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_(editor)
    client.get("/pakker/")
    with CaptureQueriesContext(connection) as one:
        client.get("/pakker/")
    make_release(version="1.1.0")
    make_release("annen")
    with django_assert_num_queries(len(one)):
        client.get("/pakker/")
