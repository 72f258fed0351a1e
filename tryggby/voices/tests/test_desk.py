"""The reader's desk: who sees what, when; texts only with the key; advice, answers and alarms from it."""

import base64

import pytest
from django.test import Client

from tryggby.audit.door import Entry
from tryggby.organisations.factories import MembershipFactory
from tryggby.sealing.door import NotForYou, open_envelope
from tryggby.sealing.factories import make_reader
from tryggby.voices.actions import danger, reply_to_advice
from tryggby.voices.actions.channel import change_channel
from tryggby.voices.actions.note import leave_notes
from tryggby.voices.models import Advice, Escalation, HelpMessage, Note
from tryggby.voices.refusal import Refused
from tryggby.voices.tests.crew import cry, leave, on_duty, open_key
from tryggby.voices.tests.people import signed_in
from tryggby.voices.tests.test_pictures import MARK, picture

TEXT = "KANARI: det er kaldt i garderoben"


@pytest.fixture
def desk(crew, lise):
    """Lise at her desk, key open."""
    return open_key(signed_in(lise))


def test_the_desk_shows_that_something_has_come_and_never_what(crew, desk):
    leave(crew.channel, TEXT)
    cry(crew.channel, TEXT)
    page = desk.get("/vakt/").content.decode()
    assert "Tekst · Fjell skole" in page and "1 ny melding" in page and "Jeg tar den" in page
    assert "KANARI" not in page


def test_a_text_is_read_with_the_key_alone_and_the_reading_is_noted(crew, lise):
    note = leave(crew.channel, TEXT)
    browser = signed_in(lise)
    page = browser.get(f"/vakt/lapp/{note.key}/").content.decode()
    assert "KANARI" not in page and f"?next=/vakt/lapp/{note.key}/" in page
    assert not Entry.objects.filter(verb="read_note").exists()
    open_key(browser)
    answer = browser.get(f"/vakt/lapp/{note.key}/")
    assert TEXT in answer.content.decode() and answer["Cache-Control"] == "private, no-store"
    entry = Entry.objects.get(verb="read_note")
    assert entry.actor == lise.pk and "KANARI" not in str(entry.facts)


@pytest.mark.parametrize("who", ["omar", "randi", "odd", "kari"])
def test_nobody_else_finds_it_before_the_ladder_has_come_to_them(crew, who, request):
    note, (thread, _code) = leave(crew.channel, TEXT), cry(crew.channel, TEXT)
    browser = signed_in(request.getfixturevalue(who))
    for path in (f"/vakt/lapp/{note.key}/", f"/vakt/samtale/{thread.key}/", f"/vakt/lapp/{note.key}/tegning/"):
        assert browser.get(path).status_code == 404
    for path in (
        f"/vakt/lapp/{note.key}/ferdig/",
        f"/vakt/samtale/{thread.key}/slutt/",
        f"/vakt/lapp/{note.key}/fare/",
    ):
        assert browser.post(path).status_code == 404
    assert browser.post(f"/vakt/varsel/{Escalation.objects.get().key}/mottak/").status_code == 404


def test_the_ladder_brings_it_to_backup_and_leader(crew, omar, randi, time_machine_at):
    thread, _code = cry(crew.channel, TEXT, danger=True)
    path = f"/vakt/samtale/{thread.key}/"
    browsers = {person: signed_in(person) for person in (omar, randi)}
    time_machine_at(minutes=15)
    danger.climb_ladders()
    assert [browsers[person].get(path).status_code for person in (omar, randi)] == [200, 404]
    time_machine_at(minutes=15)
    danger.climb_ladders()
    assert [browsers[person].get(path).status_code for person in (omar, randi)] == [200, 200]
    assert TEXT in open_key(browsers[randi]).get(path).content.decode()
    browsers[omar].post(f"/vakt/varsel/{Escalation.objects.get().key}/mottak/")
    assert browsers[omar].get(path).status_code == 200


def test_whoever_is_called_to_a_text_sees_the_drawing_sent_with_it(crew, omar, time_machine_at):
    address = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()
    text, drawing = leave_notes(channel=crew.channel, text="Pappa slår oss.", drawing=address)
    other = leave(crew.channel, TEXT)
    paths = [f"/vakt/lapp/{note.key}/" for note in (text, drawing, other)]
    browser = signed_in(omar)
    assert [browser.get(path).status_code for path in paths] == [404, 404, 404]
    time_machine_at(minutes=15)
    danger.climb_ladders()
    assert [browser.get(path).status_code for path in paths] == [200, 200, 404]
    assert open_key(browser).get(f"{paths[1]}tegning/").content.startswith(b"\x89PNG")


def test_a_note_becomes_advice_with_where_it_came_from_and_no_raw_words(crew, desk, lise):
    note = leave(crew.channel, TEXT)
    given = {
        "advice": "ny",
        "theme": "place",
        "paraphrase": "Gjør garderoben varmere.",
        "band": "few",
        "once": "x" * 20,
    }
    for _ in range(2):
        assert desk.post(f"/vakt/lapp/{note.key}/rad/", given).status_code == 302
    advice = Advice.objects.get()
    assert (advice.channel, advice.unit, advice.made_by) == (crew.channel, crew.channel.unit, lise)
    assert advice.since == note.week and list(advice.notes.all()) == [note]
    note.refresh_from_db()
    assert note.handled_by == lise and "KANARI" not in str(Advice.objects.values().get())


def test_a_note_that_says_the_same_counts_with_it(crew, desk):
    first, second = leave(crew.channel, TEXT), leave(crew.channel, TEXT)
    new = {"advice": "ny", "theme": "place", "paraphrase": "Gjør garderoben varmere.", "band": "few"}
    desk.post(f"/vakt/lapp/{first.key}/rad/", new)
    advice = Advice.objects.get()
    desk.post(f"/vakt/lapp/{second.key}/rad/", {"advice": advice.key, "theme": "place", "band": "some"})
    advice.refresh_from_db()
    assert advice.band == "some" and advice.notes.count() == 2
    third = leave(crew.channel, TEXT)
    desk.post(f"/vakt/lapp/{third.key}/rad/", {"advice": advice.key, "theme": "place", "band": "few"})
    advice.refresh_from_db()
    assert advice.band == "some" and advice.notes.count() == 3, "one more never makes it fewer"


def test_advice_needs_the_reader_s_own_words(crew, desk):
    note = leave(crew.channel, TEXT)
    answer = desk.post(f"/vakt/lapp/{note.key}/rad/", {"advice": "ny", "theme": "place", "band": "few"})
    assert answer.status_code == 422 and "med dine ord" in answer.content.decode()


def test_words_are_asked_for_where_they_are_needed(crew, desk):
    note = leave(crew.channel, TEXT)
    page = desk.get(f"/vakt/lapp/{note.key}/").content.decode()
    assert "Rådet, med dine ord</label>" in page and "valgfritt" not in page


@pytest.mark.parametrize(
    ("paraphrase", "taken"),
    [
        ("Det er KALDT, i garderoben!", False),
        ("Barna sier at det er kaldt i garderoben om morgenen.", False),
        ("Gjør garderoben varmere. Den er kald.", True),
        ("I garderoben er det kaldt", True),
    ],
)
def test_the_child_s_own_sentence_never_leaves_the_desk(crew, desk, paraphrase, taken):
    note = leave(crew.channel, TEXT)
    given = {"advice": "ny", "theme": "place", "paraphrase": paraphrase, "band": "few"}
    answer = desk.post(f"/vakt/lapp/{note.key}/rad/", given)
    assert (answer.status_code == 302, Advice.objects.exists()) == (taken, taken)
    if not taken:
        page = answer.content.decode()
        assert answer.status_code == 422 and "flere ord på rad" in page and paraphrase in page


def test_without_the_key_a_note_becomes_no_advice(crew, lise):
    note = leave(crew.channel, TEXT)
    given = {"advice": "ny", "theme": "place", "paraphrase": "Det er kaldt i garderoben.", "band": "few"}
    assert signed_in(lise).post(f"/vakt/lapp/{note.key}/rad/", given).status_code == 422
    assert not Advice.objects.exists()


def test_what_was_done_with_a_note_is_done_again(crew, desk, randi):
    note = leave(crew.channel, TEXT)
    path = f"/vakt/lapp/{note.key}/"
    desk.post(f"{path}ferdig/")
    assert "Gjør om" in desk.get(path).content.decode()
    desk.post(f"{path}omgjoring/")
    assert "Skriv ned rådet" in desk.get(path).content.decode()
    given = {"advice": "ny", "theme": "place", "paraphrase": "Gjør garderoben varmere.", "band": "few"}
    desk.post(f"{path}rad/", given)
    desk.post(f"{path}omgjoring/")
    first = Advice.objects.get()
    assert first.withdrawn_at and not first.notes.exists()
    desk.post(f"{path}rad/", given | {"paraphrase": "Sett på varmen før vi kommer."})
    second = Advice.objects.exclude(pk=first.pk).get()
    reply_to_advice(by=randi, advice=second, state="heard", text="Takk.", owner="Rektor")
    desk.post(f"{path}omgjoring/")
    second.refresh_from_db()
    note.refresh_from_db()
    assert second.withdrawn_at is None and note.handled_on is None and note.advice is None
    assert signed_in(randi).post(f"{path}omgjoring/").status_code == 404


def test_a_note_is_laid_aside(crew, desk):
    note = leave(crew.channel, TEXT)
    desk.post(f"/vakt/lapp/{note.key}/ferdig/")
    note.refresh_from_db()
    assert note.handled_on and note.advice is None and not Advice.objects.exists()


def test_a_drawing_is_shown_as_a_picture_that_can_do_nothing(crew, desk):
    address = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()
    note = leave(crew.channel, "", drawing=address)
    answer = desk.get(f"/vakt/lapp/{note.key}/tegning/")
    assert answer["Content-Type"] == "image/png" and "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store" and MARK not in answer.content
    desk.post("/nokkel/lukking/")
    assert desk.get(f"/vakt/lapp/{note.key}/tegning/").status_code == 404


def test_a_thread_is_answered_once_with_pictures_seen(crew, desk, lise):
    thread, _code = cry(crew.channel, TEXT, pictures=(picture(),))
    page = desk.get(f"/vakt/samtale/{thread.key}/").content.decode()
    assert TEXT in page
    shown = thread.messages.get().pictures.get()
    assert desk.get(f"/vakt/samtale/{thread.key}/bilde/{shown.key}/").content.startswith(b"\x89PNG")
    other, _code = cry(crew.channel)
    assert desk.get(f"/vakt/samtale/{other.key}/bilde/{shown.key}/").status_code == 404
    for _ in range(2):
        assert (
            desk.post(f"/vakt/samtale/{thread.key}/", {"text": "Hei, jeg er her.", "once": "z" * 20}).status_code == 302
        )
    assert HelpMessage.objects.filter(writer=lise).count() == 1
    assert desk.post(f"/vakt/samtale/{thread.key}/", {"text": ""}).status_code == 422
    desk.post(f"/vakt/samtale/{thread.key}/slutt/")
    assert "avsluttet" in desk.get(f"/vakt/samtale/{thread.key}/").content.decode()


def test_without_the_key_there_is_no_answering(crew, lise):
    thread, _code = cry(crew.channel, TEXT)
    assert signed_in(lise).post(f"/vakt/samtale/{thread.key}/", {"text": "Hei"}).status_code == 422
    assert HelpMessage.objects.count() == 1


def test_worry_taking_handing_over_and_closing_at_the_desk(crew, desk, lise):
    note, (thread, _code) = leave(crew.channel, TEXT), cry(crew.channel, TEXT)
    desk.post(f"/vakt/lapp/{note.key}/fare/")
    worry = note.escalations.get()
    assert worry.reason == "person"
    page = desk.get(f"/vakt/lapp/{note.key}/").content.decode()
    assert "Barneverntjenesten" in page
    assert desk.post(f"/vakt/varsel/{worry.key}/overlevering/", {"to": "", "on": ""})["Location"].endswith(
        f"{note.key}/"
    )
    desk.post(f"/vakt/varsel/{worry.key}/overlevering/", {"to": "police", "on": "2026-01-05"})
    assert not Note.objects.exists()
    cry_out = thread.escalations.get()
    desk.post(f"/vakt/varsel/{cry_out.key}/lukking/", {})
    cry_out.refresh_from_db()
    assert cry_out.closed_on is None
    desk.post(f"/vakt/varsel/{cry_out.key}/lukking/", {"because": "no_danger"})
    cry_out.refresh_from_db()
    assert (cry_out.closed_because, cry_out.closed_by, cry_out.acknowledged_by) == ("no_danger", lise, lise)


@pytest.mark.shows("voices.2")
def test_a_new_reader_is_let_in_and_the_former_let_out_at_once(crew, desk, lise, randi, omar, fjell):
    note = leave(crew.channel, TEXT)
    new = MembershipFactory(unit=fjell).person
    opened = make_reader(new)
    on_duty(crew.channel, new, omar, randi)
    with pytest.raises(NotForYou):
        open_envelope(note.envelope, opened)
    lises = open_key(signed_in(randi))
    lises.post("/vakt/tilgang/")
    assert open_envelope(note.envelope, opened).decode() == TEXT
    signed_in(randi).post(f"/barnas-rad/kanaler/{crew.channel.key}/vakt/{crew.roster.key}/slutt/")
    with pytest.raises(NotForYou):
        open_envelope(note.envelope, crew.lise)
    assert desk.get(f"/vakt/lapp/{note.key}/").status_code == 404
    assert open_envelope(note.envelope, crew.omar).decode() == TEXT


def test_nobody_is_let_out_while_only_they_can_read(crew, randi, fjell):
    leave(crew.channel, TEXT)
    three = [MembershipFactory(unit=fjell).person for _ in range(3)]
    for person in three:
        make_reader(person)
    new = on_duty(crew.channel, *three)
    answer = signed_in(randi).post(f"/barnas-rad/kanaler/{crew.channel.key}/vakt/{crew.roster.key}/slutt/", follow=True)
    assert "ingen kunne åpnet" in answer.content.decode()
    crew.roster.refresh_from_db()
    assert crew.roster.until is None and new.pk


def test_somebody_without_duty_sees_an_empty_desk(odd):
    page = signed_in(odd).get("/vakt/").content.decode()
    assert "Du har ingen vakt nå" in page
    assert Client().get("/vakt/").status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_costs_the_same_however_much_has_come(crew, desk, number, django_assert_max_num_queries):
    for _ in range(number):
        note = leave(crew.channel, TEXT)
        cry(crew.channel, TEXT)
        desk.post(f"/vakt/lapp/{note.key}/ferdig/")
        leave(crew.channel, TEXT)
    with django_assert_max_num_queries(13):
        desk.get("/vakt/")


class TestDutyPage:
    """The leader sets up who reads."""

    def path(self, crew):
        return f"/barnas-rad/kanaler/{crew.channel.key}/vakt/"

    def test_a_roster_is_set_up_once(self, crew, lise, omar, randi):
        given = {
            "reader": omar.key,
            "backup": lise.key,
            "leader": randi.key,
            "since": "2027-01-04",
            "until": "2027-06-30",
            "days": ["0", "2"],
            "opens": "08:00",
            "closes": "15:30",
            "once": "w" * 20,
        }
        browser = signed_in(randi)
        for _ in range(2):
            assert browser.post(self.path(crew), given).status_code == 302
        assert crew.channel.rosters.count() == 2 and crew.channel.rosters.first().reader == omar
        for wrong in (
            {"backup": omar.key},
            {"closes": "07:00"},
            {"until": "2026-01-01"},
            {"days": []},
            {"days": ["4"]},
            {"reader": "x"},
        ):
            answer = browser.post(self.path(crew), given | wrong | {"once": "v" * 20})
            assert answer.status_code == 422, wrong
        assert crew.channel.rosters.count() == 2

    def test_a_roster_reads_on_the_days_the_children_were_promised(self, crew, lise, omar, randi):
        given = {"reader": omar.key, "backup": lise.key, "leader": randi.key, "since": "2027-01-04"}
        given |= {"until": "2027-06-30", "days": ["4"], "opens": "14:00", "closes": "15:00", "once": "u" * 20}
        browser = signed_in(randi)
        answer = browser.post(self.path(crew), given)
        assert answer.status_code == 422 and "lovet at noen leser mandag og onsdag" in answer.content.decode()
        change_channel(by=randi, channel=crew.channel, reads_on=[4])
        assert "fredag" in str(crew.channel.promise.words["nb"])
        assert browser.post(self.path(crew), given).status_code == 302
        crew.channel.refresh_from_db()
        with pytest.raises(Refused):
            change_channel(by=randi, channel=crew.channel, reads_on=[0, 4])

    def test_a_roster_from_before_that_reads_on_other_days_is_pointed_out(self, crew, randi):
        assert "en vakt gjør ikke det" not in signed_in(randi).get(self.path(crew)).content.decode()
        crew.roster.days = [0]
        crew.roster.save()
        assert "leser onsdag, men en vakt gjør ikke det" in signed_in(randi).get(self.path(crew)).content.decode()

    def test_gaps_missing_keys_and_recoveries_are_shown(self, crew, lise, randi):
        from tryggby.ground.door import today
        from tryggby.sealing.door import retire_key

        crew.roster.until = today()
        crew.roster.save()
        retire_key(by=lise, reading_key=crew.lise.reading_key)
        page = signed_in(randi).get(self.path(crew)).content.decode()
        assert "14 dager" not in page and "13 dager" in page and f"Mangler nøkkel: {lise.name}" in page
        assert "Barna kan ikke skrive nå" in page

    @pytest.mark.parametrize("who", ["odd", "lise"])
    def test_others_find_neither_page_nor_roster(self, crew, who, request):
        browser = signed_in(request.getfixturevalue(who))
        assert browser.get(self.path(crew)).status_code == 404
        assert browser.post(f"{self.path(crew)}{crew.roster.key}/slutt/").status_code == 404
