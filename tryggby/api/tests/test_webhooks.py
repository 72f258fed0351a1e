"""Webhooks: who is told of what, signed, tried again, given up; never to a private address, never on a detour."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from tryggby.api.actions import add_webhook, deliver_again, end_webhook
from tryggby.api.factories import WebhookFactory
from tryggby.ground.door import private_file
from tryggby.organisations.door import add_unit, close_unit
from tryggby.outbox.door import Delivery, deliver_calls, forget_deliveries, put_back_lost, signature
from tryggby.packages.door import record_completion, record_completions
from tryggby.people.factories import PersonFactory


class Receiver(BaseHTTPRequestHandler):
    """Another system, which answers what it is told to."""

    status = 200
    got: list = []

    def do_POST(self):
        """Remember what came."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), body.decode()))
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:9/annet")
        self.end_headers()

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture
def receiver(settings):
    """The address of a system on this machine, which only the demo may speak to."""
    settings.DEMO = True
    Receiver.status, Receiver.got = 200, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/webhook"
    server.shutdown()
    server.server_close()


@pytest.fixture
def hooked(city, receiver):
    """Lyngvik's system is told of everything; so is Steinvik's."""
    tells = ["completion.created", "unit.changed"]
    city.webhook, city.secret = add_webhook(
        by=city.kari, organisation=city.lyngvik, name="KS Kunnskap", address=receiver, tells=tells
    )
    city.foreign_webhook = WebhookFactory(organisation=city.steinvik, address=receiver)
    return city


def waiting(webhook):
    return [json.loads(row.body) for row in Delivery.objects.concerning(webhook.about).order_by("pk")]


def colleague(city):
    from tryggby.organisations.factories import MembershipFactory

    person = PersonFactory()
    MembershipFactory(person=person, unit=city.school)
    return person


def test_who_finishes_something_is_told_of_once_and_named_by_an_id_alone(hooked):
    eva = colleague(hooked)
    done = record_completion(by=eva, person=eva, part=hooked.part)
    record_completion(by=eva, person=eva, part=hooked.part, at=timezone.now() + dt.timedelta(hours=1))
    (told,) = waiting(hooked.webhook)
    assert (told["type"], told["data"]) == ("completion.created", {"id": str(done.pk)})
    assert waiting(hooked.foreign_webhook) == []
    assert hooked.mine.ask(f"completions/{told['data']['id']}").body["person"]["email"] == eva.email


def test_many_at_once_cost_the_same(hooked, django_assert_max_num_queries):
    people = [colleague(hooked).pk for _ in range(12)]
    with django_assert_max_num_queries(14):
        record_completions(by=None, people=people, part=hooked.part)
    assert len(waiting(hooked.webhook)) == 12


def test_a_unit_that_is_new_or_closed_is_told_of(hooked):
    unit = add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    close_unit(by=hooked.kari, unit=unit)
    assert [one["data"] for one in waiting(hooked.webhook)] == [{"id": unit.key}] * 2
    assert waiting(hooked.foreign_webhook) == []


def test_nobody_is_told_what_was_not_asked_for(hooked):
    type(hooked.webhook).objects.update(tells=["unit.changed"])
    record_completion(by=None, person=colleague(hooked), part=hooked.part)
    assert Delivery.objects.count() == 0


def test_a_message_is_signed_so_that_the_receiver_can_tell(hooked):
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    assert deliver_calls("arbeider") == 1
    ((path, headers, body),) = Receiver.got
    assert path == "/webhook" and "tryggby" in headers["User-Agent"].lower()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_status, delivery.tries) == ("sent", 200, 1)
    assert headers["webhook-id"] == delivery.key
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    key = base64.b64decode(hooked.secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"


def test_the_signature_is_that_of_standard_webhooks():
    """The example in the specification's own libraries."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = '{"test": 2432232314}'
    told = signature(secret, key="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=body)
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_not_taken_is_tried_again_later_and_given_up_after_three_days(hooked, status):
    Receiver.status = status
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    waits = []
    for _ in range(3):
        deliver_calls("arbeider")
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.last_status) == ("queued", status)
        waits.append(delivery.next_try_at - timezone.now())
        Delivery.objects.update(next_try_at=timezone.now())
    assert waits == sorted(waits) and waits[0] > dt.timedelta(minutes=1)
    assert len(Receiver.got) == 3, "a redirect is not followed"
    Delivery.objects.update(began_at=timezone.now() - dt.timedelta(hours=73))
    deliver_calls("arbeider")
    delivery = Delivery.objects.get()
    assert delivery.state == "dead"
    Delivery.objects.update(next_try_at=timezone.now())
    assert deliver_calls("arbeider") == 0
    Receiver.status = 204
    deliver_again(by=hooked.kari, webhook=hooked.webhook, delivery=delivery)
    deliver_calls("arbeider")
    assert Delivery.objects.get().state == "sent"
    assert len({headers["webhook-id"] for _path, headers, _body in Receiver.got}) == 1


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("https://127.0.0.1/", "private"),
        ("https://10.1.2.3/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:192.168.0.1]/", "private"),
        ("http://127.0.0.1:8000/", "not_https"),
        ("https://kunnskap.example:8443/", "not_https"),
    ],
)
def test_nothing_is_sent_to_a_private_address(hooked, settings, address, error):
    settings.DEMO = False
    type(hooked.webhook).objects.update(address=address)
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    deliver_calls("arbeider")
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_error, delivery.last_status) == ("queued", error, None)
    assert not Receiver.got


def test_the_demo_speaks_to_nobody_outside_the_machine(hooked):
    type(hooked.webhook).objects.update(address="https://kunnskap.lyngvik.example/")
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    deliver_calls("arbeider")
    assert Delivery.objects.get().last_error == "demo"


def test_what_a_dead_worker_held_goes_again(hooked):
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    Delivery.objects.update(state="sending", claimed_by="borte")
    assert put_back_lost() == 1
    deliver_calls("arbeider")
    assert Delivery.objects.get().state == "sent"


def test_an_ended_webhook_is_told_of_nothing_and_its_secret_is_gone(hooked, django_capture_on_commit_callbacks):
    path = private_file("webhooks", f"{hooked.webhook.key}.key")
    assert path.stat().st_mode & 0o777 == 0o600
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    with django_capture_on_commit_callbacks(execute=True):
        end_webhook(by=hooked.kari, webhook=hooked.webhook)
    assert not path.exists() and not Delivery.objects.exists()
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Åsen skole", service=hooked.school.service)
    assert not Delivery.objects.exists()


def test_old_messages_are_forgotten(hooked):
    add_unit(by=hooked.kari, organisation=hooked.lyngvik, name="Lia skole", service=hooked.school.service)
    deliver_calls("arbeider")
    assert forget_deliveries(timezone.now() - dt.timedelta(days=30)) == 0
    assert forget_deliveries(timezone.now() + dt.timedelta(days=1)) == 1
