"""A report on effect: asked for once, followed, made by the worker, cancelled, failed, begun again, forgotten."""

import datetime as dt
import io
import json
import re
import shutil
import subprocess
import zlib

import pytest
from django.core.files.storage import default_storage
from django.db.models.signals import post_save
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from tests.shows import lacks_tool
from tryggby.audit.door import Entry
from tryggby.insight.actions import ask_report, build_report, cancel_report, forget_reports, keep_effect
from tryggby.insight.actions import report as acts
from tryggby.insight.models import EffectReport, ReportFile
from tryggby.insight.tests.test_effect_pages import Town, page, text_of
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import run_ready_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.shows("network.3")]
KINDS = ReportFile.Kind.values


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def town():
    made = Town()
    keep_effect()
    return made


@pytest.fixture
def at_each_step():
    """Something to do each time the worker tells how far it is."""
    connected = []

    def follow(act):
        def told(sender, instance, update_fields, **_more):
            if update_fields and "progress" in update_fields:
                act(instance)

        post_save.connect(told, sender=EffectReport, weak=False)
        connected.append(told)

    yield follow
    for told in connected:
        post_save.disconnect(told, sender=EffectReport)


def ask(client, town) -> EffectReport:
    client.force_login(town.coordinator)
    answer = client.post(reverse("insight:effect_reports"), {"organisation": town.organisation.key})
    assert answer.status_code == 302
    return EffectReport.objects.get(key=answer["Location"].split("/")[-2])


def stored(media) -> list:
    return [path for path in media.rglob("*") if path.is_file()]


def streams_of(pdf: bytes) -> bytes:
    """All of a PDF's streams, unpacked where they are packed."""
    found = b""
    for piece in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(piece)
        except zlib.error:
            found += piece
    return found


@pytest.mark.django_db(transaction=True)
def test_from_one_click_to_five_files_by_the_real_worker(client, at_each_step):
    town = Town()
    keep_effect()
    report = ask(client, town)
    waiting = text_of(client.get(reverse("insight:effect_report", args=[report.key])))
    assert "Rapporten står i kø" in waiting and "data-progress" in waiting
    pages = []
    address = reverse("insight:effect_report", args=[report.key])
    at_each_step(lambda _report: pages.append(text_of(client.get(address))))
    run_ready_tasks("worker")
    assert any("Fil 2 av 5: Regneark med alle steder" in shown for shown in pages)
    assert any("6 av 12 steder er gått gjennom" in shown for shown in pages)
    assert all("data-progress" in shown for shown in pages)
    done = client.get(address)
    assert "Rapporten er klar" in text_of(done) and "data-progress" not in text_of(done)
    for kind in KINDS:
        answer = client.get(reverse("insight:effect_report_file", args=[report.key, kind]))
        assert answer.status_code == 200 and b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert Entry.objects.filter(verb="fetch_report").count() == len(KINDS)
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_asking_twice_gives_one(client, town):
    assert ask(client, town) == ask(client, town)
    assert EffectReport.objects.count() == DBTaskResult.objects.count() == 1
    build_report(report=EffectReport.objects.get())
    assert EffectReport.objects.count() == 1 and ask(client, town) != EffectReport.objects.order_by("pk")[0]


def test_a_form_sent_twice_gives_one_also_when_the_first_is_ready(client, town):
    form = {"organisation": town.organisation.key, "once": "en-gang"}
    client.force_login(town.coordinator)
    first = client.post(reverse("insight:effect_reports"), form)["Location"]
    build_report(report=EffectReport.objects.get())
    assert client.post(reverse("insight:effect_reports"), form)["Location"] == first
    assert EffectReport.objects.count() == 1


def test_cancelling_leaves_nothing_behind(client, town, media, at_each_step):
    report = ask(client, town)

    def cancel(told):
        if told.progress["kind"] == "csv":
            cancel_report(by=town.coordinator, report=told)

    at_each_step(cancel)
    build_report(report=report)
    shown = text_of(client.get(reverse("insight:effect_report", args=[report.key])))
    assert "Rapporten ble avbrutt" in shown and "Lag rapporten på nytt" in shown
    assert not stored(media) and not report.files.exists()
    assert client.get(reverse("insight:effect_report_file", args=[report.key, "pdf"])).status_code == 404


def test_a_cancelled_report_is_not_made_and_a_ready_one_not_cancelled(client, town):
    report = ask(client, town)
    client.post(reverse("insight:effect_report_cancellation", args=[report.key]))
    report.refresh_from_db()
    assert report.state == "cancelled"
    ready = ask(client, town)
    assert ready != report
    build_report(report=ready)
    client.post(reverse("insight:effect_report_cancellation", args=[ready.key]))
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_when_we_fail_the_page_says_so_and_nothing_is_left(client, town, media, monkeypatch):
    report = ask(client, town)
    monkeypatch.setitem(acts.WRITERS, "csv", lambda *_: [b"half", 1 / 0])
    build_report(report=report)
    shown = text_of(client.get(reverse("insight:effect_report", args=[report.key])))
    assert "Vi fikk ikke laget rapporten" in shown and "Prøv igjen" in shown
    assert not stored(media)


def test_a_worker_that_dies_in_the_middle_begins_again(client, town, media, at_each_step):
    class Killed(BaseException):
        """What a process that is stopped looks like from within."""

    report, deadly = ask(client, town), [True]

    def die(told):
        if deadly and told.progress["kind"] == "csv":
            raise Killed

    at_each_step(die)
    with pytest.raises(Killed):
        build_report(report=report)
    report.refresh_from_db()
    before = {made.pk for made in report.files.all()}
    assert report.is_under_way and len(before) == 2
    deadly.clear()
    build_report(report=report)
    report.refresh_from_db()
    assert report.state == "ready" and [made.kind for made in report.files.all()] == KINDS
    assert not before & {made.pk for made in report.files.all()}
    assert len(stored(media)) == len(KINDS)


def test_the_paper_is_a_tagged_pdf(town):
    report = ask_report(by=town.coordinator, organisation=town.organisation)
    build_report(report=report)
    pdf = report.files.get(kind="pdf").file.read()
    whole = pdf + streams_of(pdf)
    assert b"/StructTreeRoot" in whole and b"/MarkInfo" in whole and b"/Lang" in whole
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole or b'pdfuaid:part="1"' in whole
    assert b"/TH" in whole and b"/H2" in whole


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason=lacks_tool("pdftotext"))
def test_the_paper_says_what_the_page_says(client, town, tmp_path):
    report = ask_report(by=town.coordinator, organisation=town.organisation)
    build_report(report=report)
    path = tmp_path / "rapport.pdf"
    path.write_bytes(report.files.get(kind="pdf").file.read())
    text = " ".join(
        subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode().split()
    )
    for row in page(client, town.coordinator, "effect_place", town.place().key).context["quarters"]:
        assert row.reach_words in text and row.hours_words in text
    assert "Slik er tallene laget" in text and "Det som ikke vises" in text


def test_open_data_have_a_licence_and_explain_themselves(town):
    report = ask_report(by=town.coordinator, organisation=town.organisation)
    build_report(report=report)
    found = json.loads(report.files.get(kind="apne-data.json").file.read())
    assert found["licence"]["name"] == "CC BY 4.0" and found["publisher"] == "Lyngvik kommune"
    assert set(found["figures"][0]) == set(found["dictionary"]["columns"])
    assert {row["measure"].split(":")[0] for row in found["figures"]} <= set(found["dictionary"]["measures"])
    assert "Lia" not in json.dumps(found, ensure_ascii=False), "no workplace is named in open data"
    lines = report.files.get(kind="apne-data.csv").file.read().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(found["figures"])


def test_the_spreadsheet_explains_itself(town):
    report = ask_report(by=town.coordinator, organisation=town.organisation)
    build_report(report=report)
    book = load_workbook(io.BytesIO(report.files.get(kind="xlsx").file.read()))
    assert book.sheetnames == ["Rekkevidde og mengde", "Øving", "Egenvurdering", "Barnas svar", "Slik er tallene laget"]
    cells = {str(cell.value) for row in book["Slik er tallene laget"].rows for cell in row}
    assert {"Hva det er", "Av hvem", "Periode", "Det som ikke vises"} <= cells


def test_files_are_kept_for_thirty_days(client, town, media):
    report = ask(client, town)
    build_report(report=report)
    forget_reports()
    assert len(stored(media)) == len(KINDS)
    EffectReport.objects.update(asked_at=report.asked_at - dt.timedelta(days=31))
    assert forget_reports() == 1
    assert not stored(media) and not EffectReport.objects.exists()


def test_a_file_that_is_gone_is_not_found(client, town):
    report = ask(client, town)
    build_report(report=report)
    default_storage.delete(report.files.get(kind="csv").file.name)
    assert client.get(reverse("insight:effect_report_file", args=[report.key, "csv"])).status_code == 404


def test_reports_are_for_the_coordinators_of_the_organisation(client, town):
    report = ask(client, town)
    build_report(report=report)
    another = AppointmentFactory(organisation=town.organisation).person
    assert page(client, another, "effect_report", report.key).status_code == 200
    for stranger in (AppointmentFactory().person, town.leaders[0]):
        for name, args in (("effect_report", [report.key]), ("effect_report_file", [report.key, "pdf"])):
            assert page(client, stranger, name, *args).status_code == 404
        answer = client.post(reverse("insight:effect_reports"), {"organisation": town.organisation.key})
        assert answer.status_code == 404
        assert client.post(reverse("insight:effect_report_cancellation", args=[report.key])).status_code == 404


def test_before_the_first_count_there_is_nothing_to_report_on(client):
    """A new installation: better to say so than to try and fail."""
    new = AppointmentFactory()
    answer = page(client, new.person, "effect_reports")
    assert answer.status_code == 200 and "Ingen tall ennå" in answer.content.decode()
    assert "Lag rapport" not in answer.content.decode()
    answer = client.post(reverse("insight:effect_reports"), {"organisation": new.organisation.key})
    assert answer.status_code == 404 and not EffectReport.objects.exists()


def test_the_list_tells_every_state(client, town):
    states = {"ready": "finished_at", "cancelled": "cancelled_at", "failed": "failed_at", "making": None}
    for field in states.values():
        made = EffectReport.objects.create(organisation=town.organisation, language="nb", progress={"files": 0})
        if field:
            EffectReport.objects.filter(pk=made.pk).update(**{field: made.asked_at})
    shown = text_of(page(client, town.coordinator, "effect_reports"))
    assert all(words in shown for words in ("Klar", "Avbrutt", "Ble ikke laget", "Lages nå"))


@pytest.mark.shows("drills.1")
def test_coverage_on_paper_is_a_tagged_pdf_too(client):
    from tryggby.insight.tests.test_coverage_pages import City

    city = City()
    answer = page(client, city.coordinator, "place_pdf", city.place(level=2).key, opplaering=city.training.key)
    whole = answer.content + streams_of(answer.content)
    assert answer["Content-Type"] == "application/pdf" and b"/StructTreeRoot" in whole
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole or b'pdfuaid:part="1"' in whole
    assert page(client, city.leaders[0], "place_pdf", city.place().key).status_code == 404
