"""The recording: promised, uploaded or linked, captioned, agreed to, published; and taken down again."""

import datetime as dt

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from tryggby.events.actions import recording as verbs
from tryggby.events.actions import set_programme
from tryggby.events.factories import EventFactory
from tryggby.events.models import Event, Recording, RecordingWish, SpeakerConsent
from tryggby.events.refusal import Refused
from tryggby.ground.door import today
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(range(256)) * 40
VTT = b"WEBVTT\n\n00:00.000 --> 00:04.000\nGod morgen, og velkommen til seminaret.\n"
WHO = "Rektor, Havna skole"


@pytest.fixture
def event(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = EventFactory()
    slots = [
        {"starts_at": made.starts_at, "minutes": 5, "title": "Velkommen"},
        {
            "starts_at": made.starts_at,
            "minutes": 20,
            "title": "Fra klasserommet",
            "role": "Rektor",
            "organisation": "Havna skole",
        },
    ]
    set_programme(by=None, event=made, slots=slots)
    return Event.objects.get(pk=made.pk)


@pytest.fixture
def ingrid(event):
    return AppointmentFactory(organisation=event.organisation).person


def film(content=MP4, name="opptak.mp4"):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def whole(event, by):
    """Everything that publishing asks for."""
    verbs.upload_recording(by=by, event=event, file=film())
    verbs.caption_recording(by=by, event=event, content=VTT)
    verbs.transcribe_recording(by=by, event=event, text="Rektor: God morgen, og velkommen til seminaret.")
    verbs.note_consent(by=by, event=event, who=WHO, given_on=today())


def public(event):
    return reverse("events:recording", args=[event.slug])


def test_publishing_is_refused_until_everything_is_there(event, ingrid):
    steps = [
        ("fil eller lenke", lambda: verbs.upload_recording(by=ingrid, event=event, file=film())),
        ("teksting", lambda: verbs.caption_recording(by=ingrid, event=event, content=VTT)),
        ("tekstutgave", lambda: verbs.transcribe_recording(by=ingrid, event=event, text="God morgen, og velkommen.")),
        (f"samtykke fra {WHO}", lambda: verbs.note_consent(by=ingrid, event=event, who=WHO, given_on=today())),
    ]
    for words, step in steps:
        with pytest.raises(Refused) as refused:
            verbs.publish_recording(by=ingrid, event=event)
        assert words in str(refused.value)
        assert not Recording.objects.published().exists()
        step()
    assert verbs.publish_recording(by=ingrid, event=event).state == "published"


def test_database_refuses_a_published_recording_without_captions(event, ingrid):
    verbs.upload_recording(by=ingrid, event=event, file=film())
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.update(published_at=event.starts_at)


def test_new_programme_with_another_speaker_needs_a_new_yes(event, ingrid):
    whole(event, ingrid)
    set_programme(
        by=ingrid,
        event=event,
        slots=[{"starts_at": event.starts_at, "minutes": 5, "title": "Kulturhuset", "role": "Leder, kulturhuset"}],
    )
    with pytest.raises(Refused):
        verbs.publish_recording(by=ingrid, event=event)


def test_page_says_when_it_comes_and_then_that_it_is_late(client, event, ingrid):
    assert client.get(public(event)).status_code == 404
    verbs.promise_recording(by=ingrid, event=event, on=(event.ends_at + dt.timedelta(days=9)).date())
    promised = client.get(public(event)).content.decode()
    assert "Opptaket kommer innen" in promised and "<video" not in promised
    assert "Opptaket kommer innen" in client.get(reverse("events:event", args=[event.slug])).content.decode()
    with time_machine.travel(event.ends_at + dt.timedelta(days=30), tick=False):
        assert "forsinket" in client.get(public(event)).content.decode()


def test_published_recording_has_film_captions_and_text(client, event, ingrid):
    whole(event, ingrid)
    verbs.publish_recording(by=ingrid, event=event)
    page = client.get(public(event)).content.decode()
    assert '<track kind="captions"' in page and "God morgen, og velkommen til seminaret." in page
    answer = client.get(reverse("events:recording_file", args=[event.slug]))
    assert b"".join(answer.streaming_content) == MP4
    assert answer["Content-Type"] == "video/mp4" and "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Disposition"].startswith("inline")
    captions = client.get(reverse("events:recording_captions", args=[event.slug]))
    assert captions["Content-Type"].startswith("text/vtt") and captions.content.startswith(b"WEBVTT")


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=999999-", 416, 0, 0),
    ],
)
def test_player_gets_the_piece_it_asks_for(client, event, ingrid, asked, status, first, last):
    whole(event, ingrid)
    verbs.publish_recording(by=ingrid, event=event)
    answer = client.get(reverse("events:recording_file", args=[event.slug]), headers={"Range": asked})
    assert answer.status_code == status
    if status == 206:
        assert b"".join(answer.streaming_content) == MP4[first : None if last is None else last + 1]
        assert answer["Content-Range"].endswith(f"/{len(MP4)}")
    else:
        assert answer["Content-Range"] == f"bytes */{len(MP4)}"


def test_nothing_is_given_out_before_it_is_published(client, event, ingrid):
    whole(event, ingrid)
    for name in ("events:recording_file", "events:recording_captions"):
        assert client.get(reverse(name, args=[event.slug])).status_code == 404
    client.force_login(ingrid)
    assert client.get(reverse("events:recording_preview", args=[event.key])).status_code == 200
    client.force_login(AppointmentFactory().person)
    for name in ("recording_preview", "recording_preview_captions", "recording_desk"):
        assert client.get(reverse(f"events:{name}", args=[event.key])).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>" * 9,
        b"MZ" + bytes(200),
        b"%PDF-1.7" + bytes(99),
        b"\x00\x00\x00\x20ftypqt  " + bytes(99),
        b"GIF89a" + bytes(99),
    ],
)
def test_what_is_no_recording_is_refused_by_content(client, event, ingrid, content):
    client.force_login(ingrid)
    desk = reverse("events:recording_desk", args=[event.key])
    answer = client.post(desk, {"gjor": "upload", "file": film(content, "film.mp4")})
    assert answer.status_code == 422 and "ikke et opptak" in answer.content.decode()
    assert not Recording.objects.exclude(stored="").exists()


def test_file_that_is_too_big_is_refused(event, ingrid, monkeypatch):
    monkeypatch.setattr("tryggby.events.films.MOST", 100)
    with pytest.raises(Refused):
        verbs.upload_recording(by=ingrid, event=event, file=film())


def test_new_file_takes_the_place_of_the_old(event, ingrid, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        former = verbs.upload_recording(by=ingrid, event=event, file=film()).stored
        now = verbs.upload_recording(by=ingrid, event=event, file=film()).stored
    assert not default_storage.exists(former) and default_storage.exists(now)


def test_name_of_the_file_is_never_the_senders(event, ingrid):
    stored = verbs.upload_recording(by=ingrid, event=event, file=film(name="../../ond.html")).stored
    assert stored.startswith("events/") and stored.endswith(".mp4") and "ond" not in stored


def test_those_who_asked_get_one_mail_and_are_forgotten(client, event, ingrid):
    verbs.promise_recording(by=ingrid, event=event, on=today() + dt.timedelta(days=40))
    for email in ("dawit@lyngvik.example", "DAWIT@lyngvik.example", "eli@lyngvik.example"):
        assert client.post(public(event), {"email": email}).status_code == 302
    assert client.post(public(event), {"email": "ikke en adresse"}).status_code == 422
    assert client.post(public(event), {"email": "a@b.no\nBcc: c@d.no"}).status_code == 422
    assert RecordingWish.objects.count() == 2
    whole(event, ingrid)
    verbs.publish_recording(by=ingrid, event=event)
    verbs.take_down_recording(by=ingrid, event=event)
    verbs.publish_recording(by=ingrid, event=event)
    mails = Message.objects.filter(kind="event_recording")
    assert sorted(mail.to for mail in mails) == ["dawit@lyngvik.example", "eli@lyngvik.example"]
    assert all("/opptak/" in mail.text for mail in mails)
    assert not RecordingWish.objects.exists()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=15), tick=False):
        verbs.forget_wishes()
    assert set(mails.values_list("to", flat=True)) <= {""}


def test_withdrawn_consent_takes_the_recording_down(client, event, ingrid):
    whole(event, ingrid)
    verbs.publish_recording(by=ingrid, event=event)
    client.force_login(ingrid)
    client.post(reverse("events:recording_consent", args=[event.key]), {"who": WHO, "trekk": "1"})
    assert not SpeakerConsent.objects.exists() and not Recording.objects.published().exists()


def test_coordinator_goes_the_whole_way_on_the_page(client, event, ingrid):
    client.force_login(ingrid)
    desk = reverse("events:recording_desk", args=[event.key])
    assert "Dette mangler" in client.get(desk).content.decode()
    assert client.post(desk, {"gjor": "publish"}).status_code == 422
    consent = reverse("events:recording_consent", args=[event.key])
    wrong = {"gjor": "captions", "file": SimpleUploadedFile("t.vtt", b"WEBVTT\n\nhei")}
    answer = client.post(desk, wrong)
    assert answer.status_code == 422 and "Linje 3" in answer.content.decode()
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    assert client.post(consent, {"who": WHO, "given_on": tomorrow}).status_code == 422
    assert client.post(consent, {"who": WHO, "given_on": ""}).status_code == 422
    assert client.post(desk, {"gjor": "link", "link": "http://usikker.example/"}).status_code == 422
    for data in (
        {"gjor": "promise", "on": tomorrow},
        {"gjor": "link", "link": "https://video.lyngvik.example/1"},
        {"gjor": "upload", "file": film()},
        {"gjor": "captions", "file": SimpleUploadedFile("t.vtt", VTT)},
        {"gjor": "transcript", "text": "Rektor: God morgen, og velkommen til seminaret."},
    ):
        assert client.post(desk, data).status_code == 302, data
    assert client.post(consent, {"who": WHO, "given_on": today().isoformat()}).status_code == 302
    assert client.post(desk, {"gjor": "publish"}).status_code == 302
    page = client.get(desk).content.decode()
    assert "Opptaket er publisert" in page
    assert client.post(desk, {"gjor": "upload", "file": film()}).status_code == 422
    assert client.post(desk, {"gjor": "take_down"}).status_code == 302
