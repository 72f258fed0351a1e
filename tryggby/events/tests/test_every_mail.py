"""events.3: every kind of mail: hostile names, three parsers, a spam filter, and links that a scanner may open."""

import datetime as dt
import email
import email.policy
import re
import shutil
import subprocess
from email.utils import parseaddr
from urllib.parse import urlsplit

import fast_mail_parser
import mailparser
import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.running.suite import apt
from tests.shows import lacks_tool
from tryggby.events import actions, mails, tokens
from tryggby.events.actions import evaluation, recording
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Event, Signup
from tryggby.ground.door import today
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import Message, deliver_due

pytestmark = [pytest.mark.django_db, pytest.mark.shows("events.3")]
LINK = re.compile(r"https?://[^\s\"<>]+")
HOSTILE = [
    "Kari\r\nBcc: alle@offer.example",
    "Kari\nSubject: Du har vunnet\n\nhei",
    "=?utf-8?q?Kari=0D=0ABcc:_x@y.no?=",
    "Kari\u2028Bcc: x@y.no\u2029",
    "<script>alert(1)</script> Kari",
    '"Kari", <kari> ; ,',
    "\u202eiraK \u200fنور",
    "👩‍👩‍👧 Kari Øyås 🌻",
    "Ø" * 120,
    "Kari %0d%0aBcc: x %(title)s {0}",
]
VTT = b"WEBVTT\n\n00:00.000 --> 00:04.000\nGod morgen, og velkommen til seminaret.\n"
# More than this from one mail, and a filter begins to wonder; five is where spam begins.
SCORE = 2.0


@pytest.fixture
def ingrid():
    return AppointmentFactory().person


@pytest.fixture
def event(ingrid):
    return EventFactory(
        organisation=ingrid.appointments.get().organisation,
        title="Frokostseminar: «Trygg & sett» – hva nå?",
        stream_url="https://sending.lyngvik.example/",
        stream_places=2,
        kind="training",
        slots=[{"starts_at": timezone.now(), "minutes": 20, "title": "Velkommen", "role": "Rektor"}],
    )


def every_kind(event, ingrid, name="Kari Øyås"):
    """All mails that an event's life can bring, about people of that name."""
    given = {"event": event, "name": name}
    aisha, bo, camilla, dawit = (SignupFactory(mode=mode, **given) for mode in ("room", "stream", "stream", "stream"))
    actions.sign_up(by=None, mode="room", name=name, event=event, email=aisha.email)
    actions.switch_mode(by=None, signup=bo, mode="room")
    Signup.objects.filter(pk=dawit.pk).update(offer_expires_at=timezone.now())
    actions.expire_offers()
    actions.cancel_signup(by=None, signup=camilla)
    SignupFactory(mode="stream", **given)
    evaluation.start_evaluation(by=ingrid, event=event)
    evaluation.set_goals(by=ingrid, event=event, goals=["Jeg vet hva jeg sier først"])
    recording.promise_recording(by=ingrid, event=event, on=today() + dt.timedelta(days=40))
    recording.wish_for_recording(event=event, email="onsker@lyngvik.example")
    with time_machine.travel(event.starts_at - dt.timedelta(hours=1), tick=False):
        actions.send_due_reminders()
        actions.send_due_stream_links()
        evaluation.send_due_evaluations()
    with time_machine.travel(event.ends_at + dt.timedelta(hours=2), tick=False):
        evaluation.send_due_evaluations()
        _publish_recording(event, ingrid)
    later = {"starts_at": event.starts_at + dt.timedelta(days=7), "ends_at": event.ends_at + dt.timedelta(days=7)}
    actions.move_event(by=ingrid, event=event, because="Salen trengtes til noe annet.", **later)
    actions.cancel_event(by=ingrid, event=Event.objects.get(pk=event.pk), because="Salen er opptatt.")


def _publish_recording(event, ingrid):
    recording.link_recording(by=ingrid, event=event, link="https://video.lyngvik.example/1")
    recording.caption_recording(by=ingrid, event=event, content=VTT)
    recording.transcribe_recording(by=ingrid, event=event, text="God morgen, og velkommen til seminaret.")
    for slot in event.slots.all():
        recording.note_consent(by=ingrid, event=event, who=slot.who, given_on=today())
    recording.publish_recording(by=ingrid, event=event)


def sent():
    """Every queued mail as the server would get it: row and bytes."""
    Message.objects.update(next_try_at=timezone.now())
    while deliver_due("test"):
        pass
    assert not Message.objects.exclude(state=Message.State.SENT).exists()
    rows = {row.key: row for row in Message.objects.all()}
    found = [(rows[one.extra_headers["Message-ID"][1:11]], one.message().as_bytes()) for one in mail.outbox]
    assert len(found) == len(rows)
    return found


def read(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_every_kind_of_mail_is_tried(event, ingrid):
    every_kind(event, ingrid)
    assert set(Message.objects.values_list("kind", flat=True)) == set(mails.KINDS) | {"event_recording"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_put_nothing_into_headers(event, name):
    signup = actions.sign_up(by=None, event=event, mode="room", name=name, email="kari@lyngvik.example").signup
    actions.cancel_signup(by=None, signup=signup)
    for row, raw in sent():
        found = read(raw)
        names = [header.lower() for header in found]
        assert len(names) == len(set(names)), "a header came twice"
        assert not {"bcc", "cc", "reply-to"} & set(names)
        assert parseaddr(str(found["To"]))[1] == row.to == "kari@lyngvik.example"
        html = found.get_body(("html",)).get_content()
        assert "<script" not in html and "\u202e" not in html and "\u2028" not in html


@pytest.mark.parametrize(
    "address", ["kari@lyngvik.example\nBcc: x@y.no", "kari@x.no, ola@y.no", "kari", "<k@x.no>", ""]
)
def test_addresses_that_are_none_are_refused(client, event, address):
    page = reverse("events:signup", args=[event.slug])
    started = re.search(r'name="started" value="([^"]+)"', client.get(page).content.decode())[1]
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=30)):
        answer = client.post(page, {"name": "Kari", "email": address, "mode": "room", "started": started})
    assert answer.status_code == 422 and not Message.objects.exists()


def test_three_parsers_read_every_mail_alike(event, ingrid):
    every_kind(event, ingrid, name="Kari «Ø» Øyås 🌻")
    for row, raw in sent():
        standard, other, third = read(raw), mailparser.parse_from_bytes(raw), fast_mail_parser.parse_email(raw)
        assert str(standard["Subject"]) == other.subject == third.subject == row.subject
        assert {parseaddr(str(standard["To"]))[1], other.to[0][1], third.to[0].address} == {row.to}
        texts = [standard.get_body(("plain",)).get_content(), other.text_plain[0], third.text_plain[0]]
        assert {_tidy(text) for text in texts} == {_tidy(row.text)}
        assert _tidy(other.text_html[0]) == _tidy(third.text_html[0]) == _tidy(row.html)
        files = [part.get_filename() for part in standard.iter_attachments() if part.get_filename()]
        assert files == [one["filename"] for one in other.attachments if one["filename"].endswith(".ics")]
        assert files == [one.filename for one in third.attachments if (one.filename or "").endswith(".ics")]
        assert bool(files) == bool(row.calendar)


def test_mails_have_the_marks_of_honest_mail(event, ingrid):
    """Our own rules, for machines without a spam filter: what the common filters count against a mail."""
    every_kind(event, ingrid)
    own = urlsplit(settings.BASE_URL).netloc
    for row, raw in sent():
        found, links = read(raw), LINK.findall(row.text)
        sender, identity = parseaddr(str(found["From"]))[1], str(found["Message-ID"]).strip("<>")
        assert sender.partition("@")[2] == identity.partition("@")[2]
        assert found["Date"] and found["Auto-Submitted"] == "auto-generated"
        assert 8 <= len(row.subject) <= 160 and not row.subject.isupper() and "!" not in row.subject
        assert {urlsplit(link).netloc for link in links} == {own}, f"{row.kind} leads elsewhere, or nowhere"
        assert set(re.findall(r'href="([^"]+)"', row.html)) <= set(links)
        assert not re.search(r"<(img|script|style|form|iframe|object)\b|style=", row.html)
        assert row.text.count("!") <= 3 and max(map(len, row.text.split("\n"))) < 500


def test_a_spam_filter_scores_every_mail_low(event, ingrid):
    program = shutil.which("spamassassin") or (apt("spamassassin") and shutil.which("spamassassin"))
    if not program:
        pytest.skip(lacks_tool("SpamAssassin, which could not be installed from apt either"))
    every_kind(event, ingrid)
    kinds = {row.kind: raw for row, raw in sent()}
    for kind, raw in kinds.items():
        done = subprocess.run([program, "-L", "-t"], input=raw, capture_output=True, check=False, timeout=120)
        words = done.stdout.decode("utf-8", "replace")
        # The report follows the mail, plain or in a transfer encoding; the header is always there.
        score = re.search(r"^X-Spam-Status: .*?score=(-?[\d.]+)", words, re.MULTILINE | re.DOTALL)
        assert score, words[-1500:]
        assert float(score[1]) < SCORE, f"{kind}: {words[-1500:]}"


@pytest.mark.parametrize("method", ["get", "head"])
def test_links_do_nothing_when_a_scanner_opens_them(client, event, ingrid, method):
    every_kind(event, ingrid)
    links = {link for text in Message.objects.values_list("text", flat=True) for link in LINK.findall(text)}
    assert {urlsplit(link).path.split("/")[1] for link in links} == {"arrangementer", "pamelding", "sending", "svar"}
    before = _rows()
    for link in [*links, *links]:
        answer = getattr(client, method)(urlsplit(link).path, headers={"User-Agent": "SafeLinks"})
        assert answer.status_code in {200, 404}, link
    assert _rows() == before


def test_one_click_on_the_page_is_enough(client):
    signup = SignupFactory(event=EventFactory(room=60), mode="room")
    leave = reverse("events:leaving", args=[tokens.token(signup)])
    assert leave in client.get(reverse("events:place", args=[tokens.token(signup)])).content.decode()
    assert client.get(leave).status_code == 405
    assert client.post(leave).status_code == 302
    assert Signup.objects.get(pk=signup.pk).cancelled_at


def _rows() -> dict:
    """Everything the room and the outbox keep."""
    models = [*apps.get_app_config("events").get_models(), Message]
    return {model.__name__: sorted(map(repr, model.objects.order_by("pk").values())) for model in models}


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
