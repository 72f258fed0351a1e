"""The demo's post: mails in the folder can be read by anybody who tries the demo."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend
from django.urls import reverse

from tryggby.desk.letters import find_letter, letters

INVITATION = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20261122T080000Z",
        "DTSTART:20261203T080000Z",
        "DTEND:20261203T140000Z",
        "SUMMARY:Opplæringsdag 3",
        "LOCATION:Rådhuset",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)


def send(folder, subject="Velkommen til kullet", text="Hei!\nSe https://tryggby.example/a", calendar=""):
    mail = EmailMultiAlternatives(subject, text, "fra@tryggby.example", ["sara@solvik.example"])
    if calendar:
        mail.attach_alternative(calendar, "text/calendar; method=REQUEST; charset=utf-8")
    EmailBackend(file_path=str(folder), alias="transport").send_messages([mail])


@pytest.fixture
def folder(settings, tmp_path):
    """An own data folder's post."""
    settings.DATA = tmp_path
    return tmp_path / "post"


def test_the_post_shows_receiver_subject_text_and_calendar(client, solvik, folder):
    send(folder, calendar=INVITATION)
    page = client.get("/demo/post/").content.decode()
    assert "Velkommen til kullet" in page and "sara@solvik.example" in page
    letter = client.get(reverse("demo:letter", args=[letters(folder)[0][0].name])).content.decode()
    assert "Opplæringsdag 3" in letter and "Rådhuset" in letter and "3. desember" in letter
    assert '<a href="https://tryggby.example/a"' in letter


def test_the_post_can_be_searched(client, solvik, folder):
    send(folder)
    send(folder, subject="Påminning")
    page = client.get("/demo/post/?sok=påminning").content.decode()
    assert "Påminning" in page and "Velkommen" not in page


def test_an_old_mail_is_found_behind_many_newer_ones(client, solvik, folder):
    send(folder, subject="Denne uka i enheten din")
    for number in range(230):
        send(folder, subject=f"Påminning {number}")
    page = client.get("/demo/post/").content.decode()
    assert "171 eldre e-poster vises ikke" in page and "Denne uka" not in page
    assert "Denne uka i enheten din" in client.get("/demo/post/?sok=sara+denne+uka").content.decode()


def test_an_empty_post_says_so(client, solvik, folder):
    assert "Ingen e-post her ennå" in client.get("/demo/post/").content.decode()


@pytest.mark.parametrize("name", ["finnes-ikke-0", "0", "settings-0"])
def test_a_letter_that_is_not_there_is_404(client, solvik, folder, name):
    assert client.get(f"/demo/post/{name}/").status_code == 404


def test_names_cannot_leave_the_folder(folder):
    (folder.parent / "hemmelig.log").write_text("Subject: x\n\nx", "utf-8")
    folder.mkdir()
    assert find_letter(folder, "../hemmelig-0") is None


def test_broken_calendars_do_no_harm(folder):
    send(folder, calendar="BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nrot")
    assert letters(folder)[0][0].entries == []
