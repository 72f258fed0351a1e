"""The child's side: ask, keep the code, come back, write more, delete. Every page in every language, no cookie."""

import io
import re

import pytest
import time_machine
from django.test import Client
from PIL import Image

from tryggby.audit.door import Entry
from tryggby.sealing.door import Envelope
from tryggby.voices import keys
from tryggby.voices.models import Escalation, Forgetting, HelpMessage, HelpPicture, HelpThread
from tryggby.voices.tests.crew import cry

ONCE = "0123456789abcdefghij"
MARK = "KANARI eplekake"


def ask(channel, client=None, **fields):
    """A child sends the form."""
    given = {"ord": f"{MARK}: jeg vil snakke med noen.", "once": ONCE} | fields
    return (client or Client()).post(f"/si-din-mening/{channel.code}/nb/hjelp/", given)


def code_in(answer) -> str:
    """The code on a page."""
    return re.search(r'class="child-code"[^>]*>([^<]+)<', answer.content.decode())[1]


def hidden_in(answer, name) -> str:
    """The value of a hidden field on a page."""
    return re.search(rf'name="{name}" value="([^"]+)"', answer.content.decode())[1]


def picture() -> io.BytesIO:
    """A picture to send."""
    stored = io.BytesIO()
    Image.new("RGB", (30, 20), "orange").save(stored, "JPEG")
    stored.seek(0)
    stored.name = "IMG_2026.jpg"
    return stored


def test_a_child_asks_keeps_the_code_and_reads_the_answer(crew, lise):
    from tryggby.voices.actions.thread import write_as_adult

    answer = ask(crew.channel)
    code = code_in(answer)
    assert len(code.split()) == 6 and answer["Cache-Control"] == "no-store" and not answer.cookies
    check = Client().post("/kode/sjekk/", {"gjemt": hidden_in(answer, "gjemt")})
    assert code not in check.content.decode() and "Har du tatt vare" in check.content.decode()
    gjemt = hidden_in(check, "gjemt")
    assert "ikke helt likt" in Client().post("/kode/sjekk/", {"gjemt": gjemt, "kode": "sol " * 6}).content.decode()
    assert code_in(Client().post("/kode/sjekk/", {"gjemt": gjemt, "vis": "1"})) == code
    assert "Bra" in Client().post("/kode/sjekk/", {"gjemt": gjemt, "kode": code.upper()}).content.decode()
    write_as_adult(by=lise, thread=HelpThread.objects.get(), text="Takk for at du skrev.")
    page = Client().post("/kode/", {"kode": code})
    assert page.status_code == 200 and not page.cookies
    assert MARK in page.content.decode() and "Takk for at du skrev." in page.content.decode()
    assert HelpMessage.objects.get(writer=lise).read_on


def test_the_same_form_sent_twice_gives_one_thread_and_the_same_code(crew):
    first, second = ask(crew.channel), ask(crew.channel)
    assert code_in(first) == code_in(second)
    assert HelpThread.objects.count() == HelpMessage.objects.count() == Escalation.objects.count() == 1


def test_nothing_a_child_does_is_in_the_log(crew):
    before = Entry.objects.count()
    code = code_in(ask(crew.channel))
    page = Client().post("/kode/", {"kode": code})
    Client().post("/kode/samtale/", {"lapp": hidden_in(page, "lapp"), "ord": "Hei igjen", "once": ONCE})
    Client().post("/kode/slutt/", {"lapp": hidden_in(page, "lapp"), "sikker": "1"})
    assert Entry.objects.count() == before


def test_more_is_written_with_the_slip_once(crew):
    page = Client().post("/kode/", {"kode": code_in(ask(crew.channel))})
    sent = {"lapp": hidden_in(page, "lapp"), "ord": "Det hjalp litt.", "once": "x" * 20}
    for _ in range(2):
        answer = Client().post("/kode/samtale/", sent)
        assert "Sendt." in answer.content.decode()
    assert HelpMessage.objects.count() == 2


@pytest.mark.parametrize("lapp", ["", "tull", "QUJD" * 30])
def test_a_foreign_slip_opens_nothing(crew, lapp):
    cry(crew.channel)
    for path in ("/kode/samtale/", "/kode/slutt/"):
        answer = Client().post(path, {"lapp": lapp, "ord": "Hei", "sikker": "1"})
        assert "Skriv koden en gang til" in answer.content.decode()
    assert HelpMessage.objects.count() == 1


def test_a_slip_lasts_half_an_hour_and_belongs_to_one_thread(crew, time_machine_at):
    thread, code = cry(crew.channel)
    slip = keys.slip(keys.find(code))
    assert keys.from_slip(slip).thread == thread
    time_machine_at(minutes=31)
    assert keys.from_slip(slip) is None


@pytest.mark.shows("voices.3")
def test_the_code_sent_as_message_is_refused(crew):
    code = code_in(ask(crew.channel))
    page = Client().post("/kode/", {"kode": code})
    answer = Client().post(
        "/kode/samtale/", {"lapp": hidden_in(page, "lapp"), "ord": f"Her: {code.title()}.", "once": "y" * 20}
    )
    assert answer.status_code == 422 and "ser ut som koden din" in answer.content.decode()
    assert ask(crew.channel, ord=code, once="z" * 20).status_code == 422
    assert HelpMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"ord": "  "}, "Skriv litt"), ({"ord": "a" * 4001}, "for langt"), ({"once": ""}, "Det gikk ikke")],
)
def test_bad_input_keeps_what_was_written(crew, fields, says):
    answer = ask(crew.channel, **fields)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert fields.get("ord", MARK).strip() in answer.content.decode() and not HelpThread.objects.exists()


def test_pictures_are_taken_in_as_pixels_and_others_refused(crew):
    assert ask(crew.channel, bilder=[picture(), picture()]).status_code == 200
    assert HelpPicture.objects.count() == 2
    bad = io.BytesIO(b"<svg/>")
    bad.name = "tegning.svg"
    answer = ask(crew.channel, bilder=[bad], once="q" * 20)
    assert answer.status_code == 422 and "Bildet kunne ikke" in answer.content.decode()
    assert HelpThread.objects.count() == 1


def test_pictures_on_their_way_in_are_never_put_on_disk(crew, settings, tmp_path):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    assert ask(crew.channel, bilder=[picture(), picture()]).status_code == 200
    large = io.BytesIO(b"x" * (9 * 1024 * 1024))
    large.name = "stort.jpg"
    assert ask(crew.channel, bilder=[large], once="p" * 20).status_code == 422
    many = [picture() for _ in range(9)]
    assert ask(crew.channel, bilder=many, once="o" * 20).status_code == 422
    assert HelpThread.objects.count() == 1


def test_where_nobody_is_on_duty_there_is_no_field_but_numbers(channel):
    page = Client().get(f"/si-din-mening/{channel.code}/nb/hjelp/")
    assert page.status_code == 200 and "<textarea" not in page.content.decode() and "116 111" in page.content.decode()
    assert ask(channel).status_code == 409 and not HelpThread.objects.exists()


@pytest.mark.parametrize("language", ["nb", "nn", "se", "en", "ar"])
def test_when_the_duty_ends_while_a_child_writes_the_words_stay_on_the_page(channel, language):
    text = f"{MARK}\n<b>Æ er redd</b>"
    form = {"ord": text, "once": ONCE}
    answer = Client().post(f"/si-din-mening/{channel.code}/{language}/hjelp/", form)
    page = answer.content.decode()
    assert answer.status_code == 409 and answer["Cache-Control"] == "no-store"
    assert MARK in page and "&lt;b&gt;Æ er redd&lt;/b&gt;" in page and "<textarea" not in page and "116 111" in page
    assert not HelpThread.objects.exists()


@pytest.mark.parametrize("language", ["nb", "nn", "se", "en", "ar"])
def test_every_page_in_every_language(crew, language):
    channel, client = crew.channel, Client()
    page = client.get(f"/si-din-mening/{channel.code}/{language}/hjelp/")
    assert f'lang="{language}"' in page.content.decode() and "112" in page.content.decode()
    made = client.post(f"/si-din-mening/{channel.code}/{language}/hjelp/", {"ord": MARK, "once": ONCE})
    own = "" if language == "nb" else f"{language}/"
    check = client.post(f"/kode/{own}sjekk/", {"gjemt": hidden_in(made, "gjemt")})
    kept = client.post(f"/kode/{own}sjekk/", {"gjemt": hidden_in(check, "gjemt"), "kode": code_in(made)})
    opened = client.post(f"/kode/{own}", {"kode": code_in(made)})
    asked = client.post(f"/kode/{own}slutt/", {"lapp": hidden_in(opened, "lapp")})
    gone = client.post(f"/kode/{own}slutt/", {"lapp": hidden_in(opened, "lapp"), "sikker": "1"})
    for answer in (made, check, kept, opened, asked, gone, client.get(f"/kode/{own}")):
        assert answer.status_code == 200 and f'lang="{language}"' in answer.content.decode()
    assert not client.cookies


def test_an_unknown_language_or_channel_is_not_found(crew):
    for path in ("/kode/xx/", "/si-din-mening/AAAAAA/nb/hjelp/", f"/si-din-mening/{crew.channel.code}/xx/hjelp/"):
        assert Client().get(path).status_code == 404


def test_a_child_deletes_at_once_when_no_clock_runs(crew, lise):
    from tryggby.voices.actions.danger import close_escalation

    _thread, code = cry(crew.channel, pictures=(picture().read(),))
    close_escalation(by=lise, escalation=Escalation.objects.get(), because="answered")
    page = Client().post("/kode/", {"kode": code})
    answer = Client().post("/kode/slutt/", {"lapp": hidden_in(page, "lapp"), "sikker": "1"})
    assert "virker ikke mer" in answer.content.decode()
    assert not HelpThread.objects.exists() and not Envelope.objects.exists()
    assert Forgetting.objects.get().rule == "by_child"
    assert Client().post("/kode/", {"kode": code}).status_code == 404


def test_a_child_that_deletes_while_the_clock_runs_is_told_the_truth(crew):
    _thread, code = cry(crew.channel, danger=True)
    page = Client().post("/kode/", {"kode": code})
    answer = Client().post("/kode/slutt/", {"lapp": hidden_in(page, "lapp"), "sikker": "1"})
    assert "så snart en voksen har sett" in answer.content.decode()
    assert HelpThread.objects.exists()


def test_a_form_from_another_site_is_refused(crew):
    answer = Client().post(
        f"/si-din-mening/{crew.channel.code}/nb/hjelp/",
        {"ord": MARK, "once": ONCE},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403 and not HelpThread.objects.exists()


def test_a_whole_class_behind_one_address_gets_in_and_a_flood_does_not(crew):
    with time_machine.travel("2026-11-18 10:00 +01:00", tick=False):
        sent = [ask(crew.channel, once=f"{number:020}").status_code for number in range(30)]
        assert sent == [200] * 30 and HelpThread.objects.count() == 30
        for _flood in range(60):
            ask(crew.channel, ord="", once="x" * 20)
        answer = ask(crew.channel, once="f" * 20)
        assert answer.status_code == 422 and "Prøv igjen om litt" in answer.content.decode()
        assert MARK in answer.content.decode(), "what was written is kept"
        elsewhere = Client(REMOTE_ADDR="203.0.113.9")
        assert ask(crew.channel, elsewhere, once="g" * 20).status_code == 200


def test_no_field_cuts_what_is_pasted(crew):
    page = Client().get(f"/si-din-mening/{crew.channel.code}/nb/hjelp/").content.decode()
    opened = Client().post("/kode/", {"kode": cry(crew.channel)[1]}).content.decode()
    for text in (page, opened):
        assert "maxlength" not in re.search(r"<textarea[^>]*>", text)[0]
