"""Certificates: earned, made once, on paper, as a badge, withdrawn, and proof against change."""

import base64
import datetime as dt
import json
import re
import shutil
import stat
import subprocess
import zlib

import jwt
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.shows import lacks_tool
from tryggby.audit.door import Entry
from tryggby.certificates import actions, badge, keys
from tryggby.certificates.checking import State, check
from tryggby.certificates.earned import earned_by
from tryggby.certificates.factories import CertificateFactory
from tryggby.certificates.models import Certificate, SigningKey
from tryggby.certificates.paper import hours, pdf_of
from tryggby.certificates.refusal import Refused
from tryggby.ground.door import today
from tryggby.organisations.factories import AppointmentFactory
from tryggby.packages.door import Completion, Part, record_completion
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory

OWN, CHECK = "/mine-bevis/", "/bevis/"


@pytest.fixture
def made(amina):
    """Amina's certificate."""
    return actions.issue_certificate(by=amina, subject="no.prove/liten", cycle="1")


def test_it_is_earned_when_every_own_part_is_done_and_made_once(client, amina):
    one = earned_by(amina)[0]
    assert (one.title, one.version, one.minutes, one.goals) == ("Pakken liten", "1.0.0", 24, ["Jeg kan noe."])
    client.force_login(amina)
    for _ in range(2):
        client.post(OWN, {"subject": one.subject, "cycle": one.cycle})
    row = Certificate.objects.get()
    assert (row.holder, row.person, row.issuer.name) == ("Amina Ødegård", amina, "Lia kommune")
    assert row.valid_until and 700 < (row.valid_until - today()).days < 740
    assert Entry.objects.filter(verb="issue_certificate").count() == 1
    page = client.get(OWN).content.decode()
    assert "Gjelder" in page and "Lag beviset" not in page


def test_a_minor_release_gives_no_second_one_and_a_major_one_does(amina, made):
    make_release(version="1.1.0")
    assert [(one.subject, one.cycle) for one in earned_by(amina)] == [("no.prove/liten", "1")]
    newer = make_release(version="2.0.0")
    assert earned_by(amina) == []
    for part in Part.objects.filter(release=newer, mode="self").select_related("release__package"):
        record_completion(by=amina, person=amina, part=part)
    again = actions.issue_certificate(by=amina, subject="no.prove/liten", cycle="2")
    assert again.version == "2.0.0" and Certificate.objects.count() == 2


def test_what_is_not_finished_gives_none(client, amina):
    Completion.objects.filter(part="andre").delete()
    assert earned_by(amina) == []
    with pytest.raises(Refused):
        actions.issue_certificate(by=amina, subject="no.prove/liten", cycle="1")
    client.force_login(amina)
    assert client.post(OWN, {"subject": "no.prove/liten", "cycle": "1"}, follow=True).status_code == 200
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(("days", "earned"), [(4, True), (3, True), (2, False), (0, False)])
def test_a_programme_counts_from_three_of_four_gatherings(attended, days, earned):
    person = attended(days)
    found = earned_by(person)
    assert bool(found) is earned
    if earned:
        assert found[0].minutes == days * 390 and found[0].kind == "programme"
        assert actions.issue_certificate(by=person, subject=found[0].subject, cycle="1").valid_until is None


def test_a_programme_that_is_not_over_gives_none_yet(attended):
    person = attended(4)
    with time_machine.travel(timezone.now() - dt.timedelta(days=11)):
        assert earned_by(person) == []


def test_what_is_earned_costs_the_same_for_one_and_three(attended, amina, client):
    def cost(person):
        with CaptureQueriesContext(connection) as found:
            earned_by(person)
        return len(found)

    one = cost(amina)
    for number in range(2):
        release = make_release(name=f"annen-{number}")
        for part in Part.objects.filter(release=release, mode="self").select_related("release__package"):
            record_completion(by=amina, person=amina, part=part)
    assert len(earned_by(amina)) == 3 and cost(amina) == one


def streams_of(pdf: bytes) -> bytes:
    """All of a PDF's streams, unpacked where they are packed."""
    found = []
    for piece in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(piece))
        except zlib.error:
            found.append(piece)
    return b"\n".join(found)


def test_the_paper_is_a_tagged_pdf_with_language_and_title(client, amina, made):
    client.force_login(amina)
    answer = client.get(reverse("certificates:paper", args=[made.key]))
    pdf = answer.content
    assert answer["Content-Type"] == "application/pdf" and pdf.startswith(b"%PDF-1.7")
    whole = pdf + streams_of(pdf)
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", whole) and b"/StructTreeRoot" in whole
    assert re.search(rb"/Lang\s*\(nb\)", whole)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole or b'pdfuaid:part="1"' in whole
    assert b"/DisplayDocTitle true" in whole and b"Bevis: Pakken liten" in whole
    for tag in (b"/H1", b"/Figure", b"/L", b"/Link"):
        assert re.search(tag + rb"\b", whole), tag
    assert b"/ToUnicode" in whole
    assert pdf_of(made) == pdf, "the same bytes each time"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason=lacks_tool("pdftotext"))
def test_the_paper_reads_as_real_norwegian_text(made, tmp_path):
    path = tmp_path / "bevis.pdf"
    path.write_bytes(pdf_of(made))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    for words in ("Amina Ødegård", "har fullført", "Pakken liten", "24 minutter", "Lia kommune", "Læringsmål", "1.0.0"):
        assert words in text, text
    assert made.code in re.sub(r"\s", "", text)


def test_hours_are_said_in_words():
    assert [hours(n) for n in (24, 60, 150)] == ["24 minutter", "1 time", "2 timer og 30 minutter"]


def test_the_badge_follows_open_badges_and_names_nobody(client, amina, made):
    client.force_login(amina)
    token = client.get(reverse("certificates:badge", args=[made.key, "jwt"])).content.decode()
    body = jwt.decode(token, options={"verify_signature": False})
    assert body["@context"][0] == "https://www.w3.org/ns/credentials/v2" and "ob/v3p0" in body["@context"][1]
    assert body["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert body["id"] == body["jti"] == made.address and body["iss"] == body["issuer"]["id"]
    assert body["credentialSubject"]["achievement"]["name"] == "Pakken liten"
    assert body["validUntil"] and body["credentialSubject"]["identifier"][0]["hashed"] is True
    for secret in ("Amina", "Ødegård", amina.email):
        assert secret not in json.dumps(body, ensure_ascii=False)
    enveloped = json.loads(client.get(reverse("certificates:badge", args=[made.key, "json"])).content)
    assert enveloped["type"] == ["EnvelopedVerifiableCredential"] and enveloped["id"].endswith(token)
    assert client.get(reverse("certificates:badge", args=[made.key, "svg"])).status_code == 404


def test_others_can_verify_with_the_public_key_alone(client, made):
    found = client.get("/bevis/nokler.json").json()["keys"]
    assert found[0]["kty"] == "OKP" and "d" not in found[0]
    body = jwt.decode(made.badge, jwt.PyJWK(found[0]).key, algorithms=["EdDSA"])
    assert client.get(body["iss"].removeprefix("http://localhost:8000")).json()["name"] == "Lia kommune"


def test_the_private_key_is_a_file_that_only_we_may_read(made, folder):
    files = list((folder / "badges").iterdir())
    assert len(files) == 1 and stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "badges").stat().st_mode) == 0o700
    assert b"PRIVATE KEY" in files[0].read_bytes()
    assert "PRIVATE" not in SigningKey.objects.get().public


def test_after_a_rotation_the_old_ones_are_still_verifiable(client, made, attended):
    call_command("rotate_badge_key")
    person = attended(4)
    newer = actions.issue_certificate(by=person, subject=earned_by(person)[0].subject, cycle="1")
    assert made.signed_with != newer.signed_with
    assert check(made.badge).state == check(newer.badge).state == State.VALID
    assert len(client.get("/bevis/nokler.json").json()["keys"]) == 2
    assert SigningKey.objects.filter(retired_at__isnull=True).count() == 1


def test_a_lost_key_file_means_a_new_key(made, folder, attended):
    shutil.rmtree(folder / "badges")
    person = attended(4)
    newer = actions.issue_certificate(by=person, subject=earned_by(person)[0].subject, cycle="1")
    assert check(newer.badge).state == check(made.badge).state == State.VALID


def changed(token: str, **claims) -> str:
    """The token with other words, and the signature it had."""
    head, body, signature = token.split(".")
    found = json.loads(base64.urlsafe_b64decode(body + "=="))
    body = base64.urlsafe_b64encode(json.dumps(found | claims).encode()).decode().rstrip("=")
    return ".".join([head, body, signature])


def foreign(made) -> str:
    """The same words, signed by somebody else's key."""
    private, _public = badge.new_pair()
    found = jwt.decode(made.badge, options={"verify_signature": False})
    return badge.OB3Signer(private, algorithm="EdDSA").sign_payload(found)


def unsigned(made) -> str:
    found = jwt.decode(made.badge, options={"verify_signature": False})
    return jwt.encode(found, None, algorithm="none", headers={"jwk": jwt.get_unverified_header(made.badge)["jwk"]})


def test_a_pasted_badge_is_said_to_be_what_it_is(client, amina, made, kari):
    verdicts = {
        made.badge: State.VALID,
        badge.as_json(made.badge): State.VALID,
        f"\ufeff {made.badge}\n": State.VALID,
        changed(made.badge, name="Overlege"): State.TAMPERED,
        changed(made.badge, jti="x", id="x"): State.TAMPERED,
        unsigned(made): State.TAMPERED,
        foreign(made): State.FOREIGN,
        "hei på deg": State.UNREADABLE,
        "a.b.c": State.UNREADABLE,
        "{": State.UNREADABLE,
        '{"id": 3}': State.UNREADABLE,
        "[" * 40_000: State.UNREADABLE,
        '{"a":' * 8_000: State.UNREADABLE,
        "x" * 60_000: State.UNREADABLE,
    }
    for text, state in verdicts.items():
        assert check(text).state == state, text[:80]
    with time_machine.travel(timezone.now() + dt.timedelta(days=900)):
        assert check(made.badge).state == State.EXPIRED
        assert "Beviset har gått ut" in client.get(f"/bevis/{made.code}/").content.decode()
    actions.withdraw_certificate(by=kari, certificate=made, reason="Feil person")
    assert check(made.badge).state == State.WITHDRAWN
    Certificate.objects.all().delete()
    assert check(made.badge).state == State.UNKNOWN


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda made: made.badge, "Beviset er ekte og gjelder"),
        (lambda made: changed(made.badge, name="x"), "Innholdet er endret"),
        (foreign, "Beviset er ikke utstedt her"),
        (lambda made: "tull", "Dette er ikke et bevis vi kan lese"),
    ],
)
def test_the_page_says_it_kindly_pasted_and_as_a_file(client, made, make, words):
    text = make(made)
    pasted = client.post(CHECK, {"text": text})
    assert pasted.status_code == 200 and words in pasted.content.decode() and not pasted.cookies
    file = client.post(CHECK, {"file": SimpleUploadedFile("bevis.jwt", text.encode())})
    assert words in file.content.decode()
    assert "Ødegård" not in pasted.content.decode().replace(text, "")


def test_hostile_files_are_refused(client, made):
    big = SimpleUploadedFile("bevis.jwt", b"x" * 200_000)
    assert client.post(CHECK, {"file": big}).status_code == 422
    assert client.post(CHECK, {}).status_code == 422
    assert client.post(CHECK, {"file": SimpleUploadedFile("b.png", b"\x89PNG\x00\xff\xfe")}).status_code == 200


def test_an_address_or_a_code_leads_to_the_page(client, made):
    for given in (made.address, made.code, f" {made.code} "):
        assert client.post(CHECK, {"text": given}).url == f"/bevis/{made.code}/"


def test_the_public_page_names_nobody_and_compares_a_typed_name(client, made):
    path = f"/bevis/{made.code}/"
    page = client.get(path)
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies and page["X-Robots-Tag"] == "noindex"
    assert "Pakken liten" in text and "1.0.0" in text and "Lia kommune" in text and "Beviset gjelder" in text
    assert "Amina" not in text and "Ødegård" not in text
    assert "Ja, navnet stemmer" in client.post(path, {"name": "  amina ØDEGÅRD "}).content.decode()
    wrong = client.post(path, {"name": "Amina"})
    assert "Nei, det er ikke navnet" in wrong.content.decode() and "Ødegård" not in wrong.content.decode()
    assert client.post(path, {"name": ""}).status_code == 422
    assert client.get("/bevis/bbbbbbbbbbbbbbbbbbbb/").status_code == 404


def test_guessing_names_comes_to_an_end(client, made, monkeypatch):
    monkeypatch.setattr("tryggby.certificates.views.proof.MOST", 2)
    path = f"/bevis/{made.code}/"
    assert [client.post(path, {"name": f"N{n}"}).status_code for n in range(4)] == [200, 200, 429, 429]
    assert "Ja, navnet" not in client.post(path, {"name": "Amina Ødegård"}).content.decode()


def test_the_issuers_coordinator_withdraws_with_a_reason(client, amina, made, kari):
    path = f"/bevis/{made.code}/trekk/"
    stranger = AppointmentFactory().person
    for person in (stranger, amina):
        client.force_login(person)
        assert client.post(path, {"reason": "Nei"}).status_code == 404
    client.force_login(kari)
    assert "Trekk beviset tilbake" in client.get(f"/bevis/{made.code}/").content.decode()
    assert client.post(path, {"reason": ""}).status_code == 422
    client.post(path, {"reason": "Laget ved en feil"})
    made.refresh_from_db()
    assert made.withdrawn_at and made.withdrawn_by == kari
    shown = Client().get(f"/bevis/{made.code}/").content.decode()
    assert "trukket tilbake" in shown and "Laget ved en feil" not in shown
    client.force_login(amina)
    assert "Laget ved en feil" in client.get(OWN).content.decode()
    assert client.get(reverse("certificates:paper", args=[made.key])).status_code == 404
    assert actions.issue_certificate(by=amina, subject=made.subject, cycle="1") == made, "asking again gives no new one"


def test_after_a_wrong_withdrawal_the_issuer_lets_a_new_one_be_made(client, amina, made, kari):
    path = f"/bevis/{made.code}/nytt/"
    client.force_login(kari)
    assert client.post(path).status_code == 404, "it holds"
    actions.withdraw_certificate(by=kari, certificate=made, reason="Feil person")
    client.force_login(amina)
    assert client.post(path).status_code == 404 and 'name="subject"' not in client.get(OWN).content.decode()
    client.force_login(AppointmentFactory().person)
    assert client.post(path).status_code == 404
    client.force_login(kari)
    assert path in client.get(f"/bevis/{made.code}/").content.decode()
    assert "La eieren lage et nytt" in client.get(path).content.decode()
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 404, "once"
    assert Entry.objects.filter(verb="allow_new_certificate").count() == 1
    client.force_login(amina)
    shown = client.get(OWN).content.decode()
    assert "du kan lage et nytt" in shown and 'name="subject"' in shown
    for _ in range(2):
        client.post(OWN, {"subject": made.subject, "cycle": made.cycle})
    new = Certificate.objects.get(person=amina, withdrawn_at=None)
    assert new.code != made.code and Certificate.objects.count() == 2
    assert check(new.badge).state == "valid" and check(made.badge).state == "withdrawn"
    assert "Beviset gjelder" in Client().get(f"/bevis/{new.code}/").content.decode()
    assert "Beviset er trukket tilbake" in Client().get(f"/bevis/{made.code}/").content.decode()
    assert 'name="subject"' not in client.get(OWN).content.decode()


def test_there_is_no_new_one_for_one_that_holds(made, kari):
    with pytest.raises(Refused):
        actions.allow_new_certificate(by=kari, certificate=made)


def test_others_certificates_are_nowhere(client, made):
    client.force_login(PersonFactory())
    assert "Pakken liten" not in client.get(OWN).content.decode()
    for name, args in (("paper", [made.key]), ("badge", [made.key, "jwt"])):
        assert client.get(reverse(f"certificates:{name}", args=args)).status_code == 404


def test_ones_own_list_costs_the_same_for_one_and_three(client, amina, made):
    client.force_login(amina)

    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get(OWN).status_code == 200
        return len(found)

    cost()
    one = cost()
    for _ in range(2):
        CertificateFactory(person=amina)
    assert cost() == one


def test_two_processes_at_once_make_one_key(made, folder, monkeypatch):
    first = SigningKey.objects.get()
    keys.rotate()
    assert SigningKey.objects.exclude(pk=first.pk).get() == keys.current()
