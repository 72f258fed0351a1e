"""The written pages: whole, renewed at every change, served without a database, with the right doors at any minute."""

import datetime as dt
import gzip
import io
import json
import re
import time

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.utils import timezone

from config.open_door import OpenDoor
from tests.guards import faults_in
from tryggby.help.actions import check_line, edit_line, withdraw_line
from tryggby.help.factories import HelpLineFactory
from tryggby.help.models import HelpLine
from tryggby.help.speech import speeches
from tryggby.help.static_copy import StaticCopy, write_copy
from tryggby.help.tests.conftest import at
from tryggby.organisations.door import agree_partnership, end_partnership, set_up_installation
from tryggby.organisations.factories import OrganisationFactory


@pytest.fixture
def city(shipped, home, written, eva):
    """The starter set and a local line, written."""
    line = HelpLineFactory(organisation=home, name="Barneverntjenesten", phone="11 22 33 44")
    write_copy()
    return line


def ask(path, **environ):
    """Status, headers and body of a request to the outermost layer; Django must not be reached."""

    def django(environ, start_response):
        start_response("599 Django", [])
        return [b""]

    said = {}

    def start(status, headers):
        said["status"], said["headers"] = status, dict(headers)

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "wsgi.url_scheme": "http"} | environ
    body = b"".join(OpenDoor(django)(environ, start))
    if said.get("headers", {}).get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return said["status"], said["headers"], body.decode()


@pytest.mark.shows("door.1")
def test_every_page_answers_without_a_database(city, written, monkeypatch):
    copy = written()
    copy.answer("/hjelp/")
    paths = sorted(copy.paths)
    assert len(paths) > 80

    def gone(*args, **kwargs):
        raise AssertionError("the database was asked")

    with monkeypatch.context() as dead, time_machine.travel(at("2026-11-24T10:00"), tick=False):
        dead.setattr(connection, "cursor", gone)
        pages = {path: StaticCopy(settings.DATA / "help").answer(path).decode() for path in paths}
        statuses = {ask(path)[0] for path in paths}
    assert statuses == {"200 OK"}
    assert "Barneverntjenesten" in pages["/hjelp/bekymret/"]
    assert "Åpent nå, til klokka 15.30" in pages["/hjelp/bekymret/"]
    assert "Open now, until 15:30" in pages["/en/hjelp/bekymret/"]
    assert "مفتوح الآن" in pages["/ar/hjelp/bekymret/"]
    for path, html in pages.items():
        assert not faults_in(html), path
        assert "<!--" not in re.sub(r"<!--/?(doors|door|door \w+)-->", "", html), path


@pytest.mark.shows("door.1")
def test_the_same_files_tell_the_truth_at_another_minute(city, written):
    copy = written()
    seen = []
    for when in ("2026-11-24T15:29:30", "2026-11-24T15:30:30", "2026-12-04T20:00", "2027-06-01T10:00"):
        with time_machine.travel(at(when), tick=False):
            html = copy.answer("/hjelp/voksen/").decode()
        card = html[html.index("Barneverntjenesten") :]
        seen.append(re.search(r'door-state[^"]*">([^<]+)<', card)[1])
    assert seen == [
        "Åpent nå, til klokka 15.30",
        "Stengt nå. Åpner i morgen klokka 08.00",
        "Stengt nå. Åpner mandag klokka 08.00",
        "Vi vet ikke åpningstiden. Prøv å ringe",
    ]


def test_a_change_is_written_when_it_is_committed(city, written, eva, django_capture_on_commit_callbacks):
    copy = written()
    assert "11 22 33 44" in copy.answer("/hjelp/barn/").decode()
    with django_capture_on_commit_callbacks(execute=True):
        edit_line(by=eva, line=city, texts={"nb": "Ny tekst."}, phone="99 99 99 99")
    copy.looked = 0
    assert "99 99 99 99" in copy.answer("/hjelp/barn/").decode()
    with django_capture_on_commit_callbacks(execute=True):
        check_line(by=eva, line=city)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_line(by=eva, line=city)
    copy.looked = 0
    assert "99 99 99 99" not in copy.answer("/hjelp/barn/").decode()


def test_many_changes_of_one_transaction_are_written_once(city, written, eva, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        for _ in range(3):
            check_line(by=eva, line=city)
    assert len(waiting) == 3
    assert len(list((settings.DATA / "help").glob("edition-*"))) == 2


def test_a_file_is_a_whole_page_for_any_web_server(city, written):
    file = settings.DATA / "help" / "current" / "nb" / "hjelp" / "barn" / "index.html"
    html = file.read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "mandag–fredag 08.00–15.30" in html
    assert json.loads((settings.DATA / "help" / "state.json").read_text("utf-8"))["paths"]["/hjelp/barn/"]


def test_old_editions_are_cleared_away(city, written):
    with time_machine.travel(time.time() + 600):
        write_copy()
        write_copy()
    assert len(list((settings.DATA / "help").glob("edition-*"))) <= 2


def test_a_page_is_made_once_a_minute(city, written, monkeypatch):
    copy, made = written(), []
    monkeypatch.setattr("tryggby.help.static_copy.fill", lambda *args: made.append(1) or "page")
    with time_machine.travel(at("2026-11-24T10:00:01"), tick=False) as clock:
        for _ in range(50):
            copy.answer("/hjelp/")
        assert len(made) == 1
        clock.shift(60)
        copy.answer("/hjelp/")
    assert len(made) == 2


def test_without_files_the_views_answer(written):
    assert written().answer("/hjelp/") is None


def test_what_is_in_memory_holds_when_the_state_is_gone(city, written):
    copy = written()
    assert copy.answer("/hjelp/")
    (settings.DATA / "help" / "state.json").unlink()
    copy.looked = 0
    assert copy.answer("/hjelp/")


@pytest.mark.shows("door.2")
def test_the_outermost_layer_sets_no_cookie_and_the_same_headers_as_django(city, written, client):
    status, headers, body = ask("/hjelp/barn/")
    slow = client.get("/hjelp/barn/?n=1")
    own = {"Content-Length", "Vary"}
    ours = {name: slow[name] for name in headers if name not in own}
    assert {name: value for name, value in headers.items() if name not in own} == ours
    assert status == "200 OK"
    assert "Set-Cookie" not in headers
    assert set(slow.headers) - set(headers) <= {"Vary"}
    assert body == slow.content.decode()


@pytest.mark.parametrize(
    "environ", [{"QUERY_STRING": "a=1"}, {"REQUEST_METHOD": "POST"}, {"PATH_INFO": "/"}, {"PATH_INFO": "/hjelp/../"}]
)
def test_everything_else_goes_on_to_django(city, written, environ):
    assert ask("/hjelp/", **environ)[0] == "599 Django"


def test_a_head_request_has_no_body(city, written):
    status, headers, body = ask("/hjelp/", REQUEST_METHOD="HEAD")
    assert (status, body) == ("200 OK", "")
    assert int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    ("proxies", "environ", "status"),
    [
        (0, {}, "599 Django"),
        (0, {"HTTP_X_FORWARDED_PROTO": "https"}, "599 Django"),
        (1, {"HTTP_X_FORWARDED_PROTO": "https"}, "200 OK"),
        (0, {"wsgi.url_scheme": "https"}, "200 OK"),
    ],
)
def test_where_https_is_wanted_http_is_sent_on_by_django(city, written, settings, proxies, environ, status):
    settings.SECURE_SSL_REDIRECT, settings.PROXIES = True, proxies
    assert ask("/hjelp/", **environ)[0] == status


def test_the_product_serves_through_the_outermost_layer():
    from config.wsgi import application

    assert isinstance(application, OpenDoor)
    assert isinstance(application.application, WSGIHandler)


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se", "ar"])
def test_pages_are_light(city, written, language):
    copy = written()
    copy.answer("/hjelp/")
    own = [path for path, file in copy.state["paths"].items() if f"/{language}/" in file]
    assert max(len(copy.answer(path)) for path in own) < 60_000


@pytest.mark.django_db
def test_written_and_made_anew_are_the_same_page(city, written, client):
    with time_machine.travel(at("2026-11-24T10:00"), tick=False):
        kept = written().answer("/nn/hjelp/voksen/")
        for file in (settings.DATA / "help").glob("state.json"):
            file.unlink()
        from tryggby.help.static_copy import static_copy

        static_copy.cache_clear()
        assert client.get("/nn/hjelp/voksen/").content == kept
    assert HelpLine.objects.count() > 10
    assert len(speeches()) == 10


def test_nobody_is_written_down():
    """The web server keeps no access log, and the guide says how a proxy keeps none of these paths."""
    from config.running.serve import web_command

    assert not any("access-log" in word for word in web_command("127.0.0.1", 8000))
    guide = (settings.ROOT / "docs" / "running" / "help-pages.md").read_text("utf-8")
    pattern = re.search(r"location ~ (\S+) \{\n\s+access_log off;", guide)
    for path in ("/hjelp/", "/ar/hjelp/barn/", "/prs/trygg-pa-nett/", "/forlat/"):
        assert re.match(pattern[1], path), path
    assert not re.match(pattern[1], "/arrangementer/")


def test_whoever_takes_it_gets_the_page_squeezed(city):
    _status, plain, whole = ask("/hjelp/barn/")
    _status, squeezed, again = ask("/hjelp/barn/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert "Content-Encoding" not in plain and squeezed["Content-Encoding"] == "gzip"
    assert squeezed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert again == whole
    assert int(squeezed["Content-Length"]) < int(plain["Content-Length"]) / 3


def test_a_data_folder_that_was_copied_without_links_is_written_too(city, written):
    current = settings.DATA / "help" / "current"
    current.unlink()
    (current / "nb").mkdir(parents=True)
    write_copy()
    assert current.is_symlink() and any((current / "nb").iterdir())


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", ["/forlat/", "/nn/forlat/"])
def test_leaving_needs_no_django(written, path):
    status, headers, body = ask(path)
    assert (status, body) == ("302 Found", "")
    assert headers["Location"] == settings.EXIT_URL
    assert headers["Cache-Control"] == "no-store"
    assert "storage" in headers["Clear-Site-Data"]
    assert "Set-Cookie" not in headers


def test_leaving_ends_a_session_even_when_django_fails(written):
    """`ask` lets Django answer 599."""
    status, headers, _body = ask("/forlat/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc")
    assert status == "302 Found"
    assert headers["Set-Cookie"].startswith(f"{settings.SESSION_COOKIE_NAME}=; Max-Age=0")


@pytest.mark.django_db
def test_leaving_with_a_session_is_djangos(written, client, ola):
    from config.wsgi import application

    client.force_login(ola, "allauth.account.auth_backends.AuthenticationBackend")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    said = {}
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/forlat/", "QUERY_STRING": "", "wsgi.url_scheme": "http"}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_COOKIE": cookie, "wsgi.input": io.BytesIO()}
    application(environ, lambda status, headers, *rest: said.update(status=status, headers=dict(headers)))
    assert said["status"] == "302 Found"
    assert "storage" in said["headers"]["Clear-Site-Data"]
    assert not Session.objects.filter(session_key=cookie.split("=")[1]).exists()


@pytest.mark.shows("door.1")
@pytest.mark.django_db
def test_the_set_up_and_a_new_partner_are_on_the_pages_at_once(written, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = set_up_installation(
            owner_name="Ås kommune",
            owner_kind="municipality",
            municipality_number="3218",
            department="",
            coordinator_name="Åse Ødegård",
            coordinator_email="ase@as.example",
            brand_colour="#1f5f6b",
        )
    assert "Ås kommune" in written().answer("/hjelp/").decode()
    line = HelpLineFactory(organisation=OrganisationFactory(name="Nabohjelpa"), name="Nabotelefonen")
    with django_capture_on_commit_callbacks(execute=True):
        agreed = agree_partnership(by=None, organisation=made.owner, partner=line.organisation)
    assert "Nabotelefonen" in written().answer("/hjelp/voksen/").decode()
    with django_capture_on_commit_callbacks(execute=True):
        end_partnership(by=None, partnership=agreed, on=agreed.since)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        write_copy()
        assert "Nabotelefonen" not in written().answer("/hjelp/voksen/").decode()
