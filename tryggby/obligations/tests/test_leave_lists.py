"""Leaves from a list: whole or not at all, hostile lines named, one's own organisation first."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse

from tryggby.obligations.models import Leave
from tryggby.obligations.tests.conftest import page, text
from tryggby.organisations.factories import OrganisationFactory, PartnershipFactory


def test_leaves_from_a_list_all_or_nothing(client, ingrid, nora, kari, lyngvik):
    client.force_login(ingrid)
    address = reverse("obligations:leaves")
    bad = f"{nora.email};01.03.2026;30.06.2026\nukjent@lyngvik.example;2026-03-01;\n{kari.email};2026-13-01;"
    answer = client.post(address, {"organisation": lyngvik.key, "rows": bad})
    assert answer.status_code == 422
    assert "Linje 2" in text(answer) and "Linje 3" in text(answer)
    assert not Leave.objects.exists()
    good = f"{nora.email};01.03.2026;30.06.2026\n{kari.email}\t2026-03-01\t"
    for _ in range(2):
        assert client.post(address, {"organisation": lyngvik.key, "rows": good}).status_code == 302
    assert Leave.objects.count() == 2


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("rows", "faulty"),
    [
        ("x" * 200_000, [1]),
        ('"ukjent@lyngvik.example;2026-03-01;', [1]),
        ('NORA;"2026-03-01;\nukjent@lyngvik.example;2026-03-01;', [2]),
        ("NORA;2026-03-01;\n\n\nNORA;2026-02-30;", [4]),
        ("NORA;2026-03-01;\r\n\r\nx;y;z", [3]),
        ("NORA", [1]),
        (";" * 50_000, [1]),
    ],
)
def test_hostile_lines_are_named_each_by_its_own_number_and_the_text_is_kept(
    client, ingrid, nora, lyngvik, rows, faulty
):
    client.force_login(ingrid)
    rows = rows.replace("NORA", nora.email)
    answer = client.post(reverse("obligations:leaves"), {"organisation": lyngvik.key, "rows": rows})
    assert answer.status_code == 422
    assert rows.splitlines()[-1][:100_000] in html.unescape(answer.content.decode())
    assert sorted({int(number) for number in re.findall(r"Linje (\d+):", text(answer))}) == faulty
    assert not Leave.objects.exists()


def test_leaves_may_stand_in_quotation_marks_as_a_file_has_them(client, ingrid, nora, lyngvik):
    client.force_login(ingrid)
    rows = f'"{nora.email}";"01.03.2026";"30.06.2026"'
    assert client.post(reverse("obligations:leaves"), {"organisation": lyngvik.key, "rows": rows}).status_code == 302
    assert Leave.objects.get().until == dt.date(2026, 6, 30)


def test_ones_own_organisation_is_proposed_for_a_list_of_leaves(client, ingrid, lyngvik):
    partner = OrganisationFactory(name="Elvdal kommune")
    PartnershipFactory(organisation=lyngvik, partner=partner)
    shown = text(page(client, ingrid, "leaves"))
    assert f'value="{partner.key}">Elvdal' in shown
    assert f'value="{lyngvik.key}" selected' in shown


@pytest.mark.shows("drills.4")
def test_a_leave_without_an_end_as_payroll_writes_it_is_open_and_reckoning_goes_on(client, ingrid, nora, kari, lyngvik):
    client.force_login(ingrid)
    address = reverse("obligations:leaves")
    for rows in (f"{nora.email};01.03.0206;", f"{nora.email};9999-12-31;", f"{nora.email};01.03.2026;31.12.2999"):
        answer = client.post(address, {"organisation": lyngvik.key, "rows": rows})
        assert answer.status_code == 422 and "Linje 1" in text(answer) and not Leave.objects.exists()
    rows = f"{nora.email};01.03.2026;31.12.9999"
    assert client.post(address, {"organisation": lyngvik.key, "rows": rows}).status_code == 302
    assert Leave.objects.get().until is None
    client.force_login(kari)
    late = reverse("obligations:leave", args=[kari.key])
    for since, until in (("2026-03-01", "9999-12-31"), ("0206-03-01", "")):
        answer = client.post(late, {"since": since, "until": until, "once": "a"})
        assert answer.status_code in (404, 422)
    assert Leave.objects.count() == 1
