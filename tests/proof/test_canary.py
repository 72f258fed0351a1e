"""voices.1: what children write through every door, and readers' secrets, lie nowhere on the disk in any spelling.

Real processes: a web server, a worker that sends mail into a folder, a backup. Every file is searched, the database's
log of changes among them, while everything still runs.
"""

import base64
import binascii
import io
import re
import urllib.error
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.proof.machine import Machine
from tests.running.product import Visitor, stop

BUILD = """
import datetime as dt
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory, MembershipFactory
from tryggby.organisations.factories import OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.voices.factories import ChannelFactory
from tryggby.voices.models import DutyRoster
owner = OrganisationFactory()
InstallationFactory(owner=owner)
unit = UnitFactory(organisation=owner)
names = {"lise": "ansatt", "omar": "mentor", "randi": "leder"}
people = {name: PersonFactory(given_name=name, demo_name=demo) for name, demo in names.items()}
for person in people.values():
    MembershipFactory(person=person, unit=unit)
AppointmentFactory(organisation=owner, role="privacy_officer")
channel = ChannelFactory(unit=unit, takes="drawing")
DutyRoster.objects.create(channel=channel, reader=people["lise"], backup=people["omar"], leader=people["randi"],
    since=dt.date(2026, 1, 1), days=list(range(7)), opens=dt.time(0), closes=dt.time(23, 59, 59))
answer = channel.code
"""
LATER = """
import datetime as dt
from django.db.models import F
from django.utils import timezone
from tryggby.outbox.models import Job, Message
from tryggby.voices.models import Escalation
Escalation.objects.exclude(next_at=None).update(next_at=timezone.now() - dt.timedelta(hours=3))
Job.objects.update(due_at=timezone.now())
answer = True
"""
SETTLED = """
from tryggby.outbox.models import Message
from tryggby.voices.models import Escalation
answer = [Message.objects.exclude(state="sent").count(), Message.objects.count(),
          Escalation.objects.filter(overdue_since=None).count()]
"""
BACKUP = """
import pysqlite3
from django.conf import settings
a, b = (pysqlite3.connect(str(settings.DATA / name)) for name in ("tryggby.sqlite3", "backup.sqlite3"))
a.backup(b)
b.close()
answer = True
"""
BOXES = """
from tryggby.sealing.models import Envelope, Wrap
answer = [bytes(row.box)[:24].hex() for row in [*Envelope.objects.all(), *Wrap.objects.all()]]
"""
FORGET = """
import datetime as dt
from tryggby.voices.models import Escalation, HelpThread, Note
Escalation.objects.update(closed_on=dt.date(2026, 1, 1), closed_because="answered", next_at=None)
Note.objects.update(delete_on=dt.date(2026, 1, 1), read_by=None)
HelpThread.objects.update(delete_on=dt.date(2026, 1, 1))
from tryggby.voices.clock_jobs import forget_texts
forget_texts()
answer = True
"""
STOLEN = """
import secrets
from tryggby.sealing import box
from tryggby.sealing.door import NotForYou, OpenedKey, Outsider, Tampered, open_envelope
from tryggby.sealing.models import Envelope, Lock, ReadingKey
from tryggby.voices import code, keys
from tryggby.voices.models import HelpThread
opened = 0
guesses = [secrets.token_bytes(32)] + [bytes(row) for row in Lock.objects.values_list("box", flat=True)]
for envelope in Envelope.objects.all():
    readers = [OpenedKey(key, guess[:32]) for key in ReadingKey.objects.all() for guess in guesses]
    readers += [Outsider(bytes(thread.public), bytes(thread.verifier)) for thread in HelpThread.objects.all()]
    for reader in readers:
        try:
            open_envelope(envelope, reader)
            opened += 1
        except (NotForYou, Tampered):
            pass
found = [keys.find(code.new_code()) for _ in range(5)]
answer = [opened, sum(thread is not None for thread in found), Envelope.objects.count()]
"""


class Canaries:
    """Marks that no other text has, one for every door."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def __call__(self, door: str) -> str:
        """A new mark: a Norwegian sentence around something unique."""
        return self.made.setdefault(door, f"Kanarifugl blåser i {binascii.hexlify(door.encode()).decode()}qz")

    def spellings(self) -> dict[bytes, str]:
        """Every mark's unique middle in every encoding, and what it is."""
        found = {}
        for door, text in self.made.items():
            middle = text.rpartition(" ")[2]
            for name, spelt in spelt_otherwise(middle).items():
                found[spelt] = f"{door} ({name})"
        return found


def spelt_otherwise(text: str) -> dict[str, bytes]:
    """One text as UTF-8, UTF-16, base64 in all three positions, hex, URL-encoded and as JSON would."""
    plain, ways = text.encode(), {}
    for name in ("utf-8", "utf-16-le", "utf-16-be"):
        ways[name] = text.encode(name)
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        ways[f"base64 {shift}"] = coded[4 * -(-shift * 8 // 6 // 4) or 0 :][4:-4] if shift else coded[:-4]
        ways[f"base64url {shift}"] = ways[f"base64 {shift}"].translate(bytes.maketrans(b"+/", b"-_"))
    ways["hex"], ways["HEX"] = plain.hex().encode(), plain.hex().upper().encode()
    ways["url"] = "".join(f"%{byte:02X}" for byte in plain).encode()
    ways["url small"] = ways["url"].lower()
    ways["json"] = "".join(f"\\u{ord(sign):04x}" for sign in text).encode()
    ways["reversed"] = plain[::-1]
    return ways


@pytest.mark.shows("voices.1")
@pytest.mark.shows("voices.2")
@pytest.mark.xdist_group("proof")
def test_what_children_write_is_found_nowhere_on_the_disk(tmp_path):
    canary, folder = Canaries(), tmp_path / "data"
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    with Machine(folder, TRYGGBY_DEMO="", TMPDIR=str(temporary)) as bare:
        channel = bare.run(BUILD)
        bare.environment["TRYGGBY_DEMO"] = "1"
        url, worker = bare.web(), bare.worker()
        words = _readers_make_keys(url, canary)
        code = _children_write(url, channel, canary)
        _a_reader_answers(url, canary, words)
        _the_clock_runs(bare)
        bare.run(BACKUP)
        marks = canary.spellings() | {spelt: f"the code ({name})" for name, spelt in spelt_otherwise(code).items()}
        assert (folder / "tryggby.sqlite3-wal").stat().st_size > 0 and any((folder / "post").iterdir())
        assert found_in(folder, {channel.encode(): "the channel"}), "the search would find nothing anyway"
        assert found_in(folder, marks) == []
        opened, guessed, envelopes = bare.run(STOLEN)
        assert (opened, guessed) == (0, 0) and envelopes >= 6
        boxes = {bytes.fromhex(box): "a sealed box" for box in bare.run(BOXES)}
        assert stop(worker) == 0
        (folder / "backup.sqlite3").unlink()
        bare.run(FORGET)
        assert found_in(folder, boxes) == [], "deleted is deleted, in the log of changes too"


def test_the_search_finds_every_spelling(tmp_path):
    canary = Canaries()
    text = canary("planted").rpartition(" ")[2]
    hidden = {
        "plain": b"xx" + text.encode(),
        "utf16": ("æ" + text).encode("utf-16-le"),
        "hex": ("a" + text).encode().hex().encode(),
        "url": urllib.parse.quote(text, safe="").encode() if False else spelt_otherwise(text)["url"],
        "json": spelt_otherwise(text)["json"],
    }
    for shift in range(3):
        hidden[f"base64-{shift}"] = base64.b64encode(b"abc"[:shift] + text.encode() + b"rest")
    for name, content in hidden.items():
        (tmp_path / name).write_bytes(b"before " + content + b" after")
        assert found_in(tmp_path, canary.spellings()), name
        (tmp_path / name).unlink()
    assert found_in(tmp_path, canary.spellings()) == []


def found_in(folder: Path, marks: dict[bytes, str]) -> list[str]:
    """Which marks lie in which files; compressed pictures and streams are looked into."""
    faults = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            content += b"".join(_unpacked(content))
            faults += [f"{path.name}: {what}" for mark, what in marks.items() if mark in content]
    return faults


def _unpacked(content: bytes):
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        try:
            piece = content[start.start() : start.start() + 300_000]
            yield zlib.decompressobj(47).decompress(piece, 200_000)
        except zlib.error:
            continue


def _readers_make_keys(url: str, canary: Canaries) -> str:
    """The three make keys; the reader changes the passphrase and takes a new code. Returns the passphrase in use."""
    for name in ("mentor", "leder"):
        words = canary(f"passphrase of {name}")
        status, _path, _page = (
            Visitor(url).sign_in(name).post("/nokkel/", words=words, again=words, once="k" * 20 + name)
        )
        assert status == 200
    reader, first, words = Visitor(url).sign_in("ansatt"), canary("first passphrase"), canary("passphrase in use")
    _status, _path, page = reader.post("/nokkel/", words=first, again=first, once="k" * 24)
    canary.made["recovery code"] = "x " + re.search(r"<code>([^<]+)</code>", page)[1]
    reader.post("/nokkel/lesesetning/", words=words, again=words)
    reader.post("/nokkel/apning/", words=canary("a wrong passphrase"))
    reader.post("/nokkel/lukking/", token_from="/nokkel/")
    return words


def _children_write(url: str, channel: str, canary: Canaries) -> str:
    """Through every door, rightly and wrongly; returns a code."""
    flow, help_page = f"{url}/si-din-mening/{channel}/nb/", f"{url}/si-din-mening/{channel}/nb/hjelp/"
    _status, page = _send(flow)
    given = {name: _hidden(page, name) for name in ("lofte", "fjes")}
    drawing = "data:image/png;base64," + base64.b64encode(_picture(canary("hidden in a drawing"))).decode()
    sent = given | {"once": "o" * 24, "ord": canary("advice") + " Han slår meg.", "tegning": drawing}
    assert _send(flow, sent)[0] in {200, 204, 303}
    _send(flow, given | {"once": "p" * 24, "ord": canary("advice too long") * 60})
    _send(flow, {"ord": canary("advice in a broken form")})
    _send(flow + "?ord=" + urllib.parse.quote(canary("advice in an address")))
    asked = {
        "ord": canary("cry for help"),
        "once": "q" * 24,
        "fare": "1",
        "bilder": _file(canary("hidden in a picture")),
    }
    status, page = _send(help_page, asked)
    assert status == 200
    code = re.search(r'class="child-code"[^>]*>([^<]+)<', page)[1]
    _send(f"{url}/kode/sjekk/", {"gjemt": _hidden(page, "gjemt"), "kode": canary("a mistyped check")})
    _send(f"{url}/kode/", {"kode": canary("a wrong code")})
    _send(f"{url}/kode/", {"kode": "seks ord", "ord": canary("kept beside a wrong code")})
    _send(f"{url}/kode/samtale/", {"lapp": "gammel", "ord": canary("written slowly"), "once": "w" * 24})
    _status, page = _send(f"{url}/kode/", {"kode": code})
    slip = _hidden(page, "lapp")
    assert _send(f"{url}/kode/samtale/", {"lapp": slip, "ord": canary("a second message"), "once": "r" * 24})[0] == 200
    assert (
        _send(f"{url}/kode/samtale/", {"lapp": slip, "ord": f"{canary('with the code')} {code}", "once": "s" * 24})[0]
        == 422
    )
    _send(
        help_page,
        {"ord": canary("with no picture"), "once": "t" * 24, "bilder": _file(canary("no picture"), broken=True)},
    )
    _send(help_page, {"ord": canary("from another site"), "once": "u" * 24}, {"Sec-Fetch-Site": "cross-site"})
    _send(f"{url}/kode/finnes-ikke/", {"ord": canary("to no address")})
    return code


def _a_reader_answers(url: str, canary: Canaries, words: str) -> None:
    """Open, read, answer, paraphrase badly, flag: all at the desk."""
    reader = Visitor(url).sign_in("ansatt")
    _status, _path, page = reader.post("/nokkel/apning/", words=words)
    assert "Nøkkelen er åpen" in page
    _status, _path, desk = reader.get("/vakt/")
    threads = {path: reader.get(path)[2] for path in re.findall(r'href="(/vakt/samtale/\w+/)"', desk)}
    (thread,) = [path for path, page in threads.items() if canary("cry for help") in page]
    note = re.search(r'href="(/vakt/lapp/\w+/)"', desk)[1]
    status, _path, page = reader.post(thread, text=canary("the adult's answer"), once="v" * 24)
    assert status == 200 and canary("the adult's answer") in page
    notes = {reader.get(path)[2].count(canary("advice")) for path in re.findall(r'href="(/vakt/lapp/\w+/)"', desk)}
    assert notes == {0, 1}, "one note is the text, the other the drawing"
    reader.post(note + "rad/", token_from=note, advice="ny", theme="place", paraphrase="", band="few")
    reader.post(note + "fare/", token_from=note)


def _the_clock_runs(machine: Machine) -> None:
    """The ladder climbs to its end, every mail is sent."""
    import time

    until = time.monotonic() + 60
    machine.run(LATER)
    while True:
        unsent, mails, waiting = machine.run(SETTLED)
        if mails >= 4 and unsent == 0 and waiting == 0:
            return
        assert time.monotonic() < until, (unsent, mails, waiting)
        time.sleep(0.5)


def _send(url: str, fields: dict | None = None, headers: dict | None = None) -> tuple[int, str]:
    """What a browser without cookies sends and gets; redirects are not followed."""
    body = encode_multipart(BOUNDARY, fields) if fields else None
    kind = {"Content-Type": MULTIPART_CONTENT} if fields else {}
    request = urllib.request.Request(url, body, kind | {"Sec-Fetch-Site": "same-origin"} | (headers or {}))
    try:
        with urllib.request.build_opener(_Still()).open(request, timeout=30) as answer:
            assert "Set-Cookie" not in answer.headers
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace")


class _Still(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *args, **kwargs):
        """Nowhere."""
        return None


def _hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def _picture(mark: str) -> bytes:
    hidden, stored = PngInfo(), io.BytesIO()
    hidden.add_text("Comment", mark)
    Image.new("RGB", (40, 30), "teal").save(stored, "PNG", pnginfo=hidden)
    assert mark.rpartition(" ")[2].encode() in stored.getvalue()
    return stored.getvalue() + mark.encode()


def _file(mark: str, *, broken: bool = False) -> io.BytesIO:
    file = io.BytesIO(mark.encode() if broken else _picture(mark))
    file.name = "IMG_0001.png"
    return file
