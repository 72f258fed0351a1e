"""Large files: read and carried out by the worker, with progress on the page, and the report afterwards."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from tryggby.audit.door import Entry
from tryggby.organisations.actions import staff
from tryggby.organisations.jobs import forget_uploads
from tryggby.organisations.models import Membership, StaffImport, Unit
from tryggby.organisations.tasks import read_staff_file, save_staff_file
from tryggby.organisations.tests.test_staff_import import NEW, file, person

TASKS = {"read_staff_file": read_staff_file, "save_staff_file": save_staff_file}


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(staff, "AT_ONCE", 0)


def work():
    """What the worker does: the tasks that wait, in order."""
    for row in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        TASKS[row.task_path.rsplit(".", 1)[-1]].call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()


def send(client, city, *lines, **more):
    form = {"organisation": city.lyngvik.key, "file": SimpleUploadedFile("liste.csv", file(*lines))} | more
    answer = client.post("/enheter/import/", form)
    assert answer.status_code == 302
    return answer["Location"]


def test_the_pages_from_upload_to_done(as_kari, city):
    path = send(as_kari, city, *NEW, {"unit": "X"})
    page = as_kari.get(path).text
    assert "Fila står i kø" in page and "data-progress" in page
    StaffImport.objects.update(progress={"step": "reading", "done": 5000, "of": 60000})
    assert "5000 av 60000 rader er lest" in as_kari.get(path).text
    work()
    page = as_kari.get(path)
    assert "Nye enheter: 2" in page.text and "Rad 5: «X» er ny." in page.text
    upload = StaffImport.objects.get()
    assert upload.data is None and len(upload.rows) == 4
    answer = as_kari.post(path + "godkjenning/", {"digest": page.context["plan"].digest}, follow=True)
    assert "Vi lagrer endringene" in answer.text
    assert not Unit.objects.filter(name="Fjellet barnehage").exists()
    work()
    page = as_kari.get(path).text
    assert "Endringene er lagret" in page and "Nye personer: 2" in page and "Rad 5: «X» er ny." in page
    assert Unit.objects.filter(name="Fjellet barnehage").exists()
    upload.refresh_from_db()
    assert (upload.rows, upload.preview, upload.accepted_by) == ([], {}, city.kari)
    assert "liste.csv" in as_kari.get("/enheter/import/").text


def test_asking_twice_does_it_once(as_kari, city):
    path = send(as_kari, city, *NEW)
    work()
    digest = as_kari.get(path).context["plan"].digest
    for _ in range(2):
        assert as_kari.post(path + "godkjenning/", {"digest": digest}).status_code == 302
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    row = DBTaskResult.objects.get(status="READY")
    work()
    save_staff_file.call(*row.args_kwargs["args"])
    assert Entry.objects.filter(verb="accept_staff").count() == 1


def test_what_has_changed_meanwhile_is_shown_anew(as_kari, city):
    path = send(as_kari, city, *NEW)
    work()
    as_kari.post(path + "godkjenning/", {"digest": as_kari.get(path).context["plan"].digest})
    Unit.objects.filter(name="Myra barnehage").update(name="Fjellet barnehage")
    work()
    page = as_kari.get(path)
    assert "Noe er endret siden du så rapporten" in page.text
    assert not Membership.objects.filter(person__email="emil@lyngvik.example").exists()
    as_kari.post(path + "godkjenning/", {"digest": page.context["plan"].digest})
    work()
    assert "Endringene er lagret" in as_kari.get(path).text


def test_a_stale_or_unsure_yes_is_not_asked_of_the_worker(as_kari, city):
    from tryggby.organisations.factories import MembershipFactory

    for _ in range(12):
        MembershipFactory(unit=city.school)
    path = send(as_kari, city, person("Amina", "Solbakken skole"), end_missing="on")
    work()
    page = as_kari.get(path)
    assert "Ja, 13 av 14 skal avsluttes" in page.text
    digest = page.context["plan"].digest
    assert as_kari.post(path + "godkjenning/", {"digest": digest}).status_code == 422
    assert as_kari.post(path + "godkjenning/", {"digest": "gammel", "sure": "1"}).status_code == 422
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert as_kari.post(path + "godkjenning/", {"digest": digest, "sure": "1"}).status_code == 302
    work()
    assert city.school.memberships.live().count() == 1


def test_a_file_that_cannot_be_read_says_so(as_kari, city):
    form = {"organisation": city.lyngvik.key, "file": SimpleUploadedFile("fil.csv", b"navn;alder\nA;1")}
    path = as_kari.post("/enheter/import/", form)["Location"]
    work()
    assert "kolonnen «enhet»" in as_kari.get(path).text
    assert StaffImport.objects.get().state == "unreadable"
    assert as_kari.post("/enheter/import/", form | {"file": SimpleUploadedFile("fil.csv", b"navn;alder\nA;1")})


def test_when_we_fail_the_page_says_so_and_nothing_is_written(as_kari, city, monkeypatch):
    path = send(as_kari, city, *NEW)
    work()
    as_kari.post(path + "godkjenning/", {"digest": as_kari.get(path).context["plan"].digest})
    monkeypatch.setattr(staff, "_write_memberships", lambda *_: 1 / 0)
    work()
    page = as_kari.get(path).text
    assert "Noe gikk galt hos oss" in page and "Lagre endringene" in page
    assert not Unit.objects.filter(name="Fjellet barnehage").exists()


def test_the_page_does_not_plan_anew(as_kari, city, monkeypatch):
    path = send(as_kari, city, *NEW)
    work()
    monkeypatch.setattr(staff, "make_plan", lambda *_: 1 / 0)
    assert "Nye enheter: 2" in as_kari.get(path).text


def test_faults_are_forgotten_after_a_month(as_kari, city):
    path = send(as_kari, city, *NEW, {"unit": "X"})
    work()
    as_kari.post(path + "godkjenning/", {"digest": as_kari.get(path).context["plan"].digest})
    work()
    forget_uploads()
    assert StaffImport.objects.get().faults
    StaffImport.objects.update(uploaded_at="2026-01-01T00:00Z")
    forget_uploads()
    assert StaffImport.objects.get().faults == []
