"""A mail is a row with state: queued once, sent once, tried again, or looked at by a person."""

import datetime as dt
import email
import email.policy
import smtplib

import pytest
from django.core import mail
from django.utils import timezone

from tryggby.outbox.door import Message, queue_mail, send_again
from tryggby.outbox.jobs import MAIL_KEPT
from tryggby.outbox.models import Worker
from tryggby.outbox.post import deliver_due, forget_letters, forget_texts, reap
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def queued(once="a", **values):
    return queue_mail(once=once, **{"to": "kari@solvik.example", "subject": "Hei", "text": "Velkommen."} | values)


def test_the_same_intent_is_one_mail():
    assert queued().pk == queued(subject="Hei igjen").pk
    assert Message.objects.count() == 1


@pytest.mark.parametrize("field", ["subject", "to"])
def test_line_breaks_in_a_header_are_refused(field):
    with pytest.raises(ValueError, match="line breaks"):
        queued(**{field: "kari@solvik.example\r\nBcc: alle@solvik.example"})
    assert not Message.objects.exists()


def test_a_due_mail_is_sent_once_with_a_stable_message_id():
    message = queued(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST")
    assert deliver_due("w") == 1
    assert deliver_due("w") == 0
    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 1)
    [sent] = mail.outbox
    assert message.key in sent.extra_headers["Message-ID"]
    assert "method=REQUEST" in sent.alternatives[0].mimetype


def test_a_mail_whose_time_has_not_come_waits():
    message = queued()
    Message.objects.filter(pk=message.pk).update(next_try_at=timezone.now() + dt.timedelta(minutes=1))
    assert deliver_due("w") == 0


class Refusing:
    """A transport that refuses as told."""

    error: Exception = smtplib.SMTPServerDisconnected("gone")

    def __init__(self, alias, **options):
        pass

    def send_messages(self, messages):
        raise self.error

    def open(self):
        return True

    def close(self):
        return None


@pytest.fixture
def refusing(settings):
    settings.MAILERS = settings.MAILERS | {"transport": {"BACKEND": f"{__name__}.Refusing"}}


def test_a_dead_server_means_a_later_try(refusing):
    message = queued()
    deliver_due("w")
    message.refresh_from_db()
    assert message.state == "queued"
    assert "gone" in message.last_error
    assert message.next_try_at > timezone.now() + dt.timedelta(seconds=60)


def test_after_three_days_it_is_given_up_and_can_be_sent_again(refusing):
    message = queued()
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - dt.timedelta(hours=73))
    deliver_due("w")
    message.refresh_from_db()
    assert message.state == "failed"
    send_again(by=PersonFactory(), message=message)
    message.refresh_from_db()
    assert message.state == "queued"


def test_a_mail_held_by_a_dead_worker_is_for_a_person_to_look_at():
    message = queued()
    Message.objects.filter(pk=message.pk).update(state="sending", claimed_by="dead")
    alive = queued(once="b")
    Message.objects.filter(pk=alive.pk).update(state="sending", claimed_by="alive")
    Worker.objects.create(name="alive")
    assert reap() == 1
    message.refresh_from_db()
    assert message.state == "uncertain"
    assert deliver_due("w") == 0


def test_texts_are_forgotten_after_the_limit():
    queued()
    deliver_due("w")
    assert forget_texts(timezone.now() - dt.timedelta(days=30)) == 0
    assert forget_texts(timezone.now() + dt.timedelta(seconds=1)) == 1
    assert Message.objects.get().text == ""


@pytest.mark.parametrize("length", range(40, 120, 7))
def test_a_long_subject_in_norwegian_is_read_as_it_was_written(length):
    words = "Flyttet: Frokostseminar: «Trygg & sett» – hva nå? Og så én til, på Grünerløkka & på nett – takk! "
    subject = (words * 2)[:length].strip()
    queued(subject=subject)
    deliver_due("w")
    raw = mail.outbox[-1].message().as_bytes()
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert str(read["Subject"]) == subject
    assert max(map(len, raw.split(b"\n\n")[0].split(b"\n"))) <= 78


def test_after_a_year_nothing_is_left_of_a_mail_but_that_it_was_made():
    queued(once="sent")
    deliver_due("w")
    queued(once="stopped")
    Message.objects.filter(once="stopped").update(state="failed", last_error="550 nobody@example")
    queued(once="waits")
    assert forget_letters(timezone.now() - MAIL_KEPT) == 0
    assert forget_letters(timezone.now() + dt.timedelta(seconds=1)) == 2
    assert forget_letters(timezone.now() + dt.timedelta(seconds=1)) == 0
    for once in ("sent", "stopped"):
        mail = Message.objects.get(once=once)
        assert not any((mail.to, mail.subject, mail.text, mail.html, mail.calendar, mail.last_error))
    assert Message.objects.get(once="waits").to
    assert not Message.objects.stopped().exists(), "no mail without an address can be sent again"
