"""Where a day begins: the start page, the role switch and the employee's home."""

from tryggby.mentoring.factories import ParticipationFactory, PracticeFactory


def test_the_start_page_chooses_the_home_of_the_role(client, sara, amina, ola):
    for person, home in ((sara, "/min-enhet/"), (amina, "/mentor/"), (ola, "/hjem/")):
        client.force_login(person)
        assert client.get("/start/")["Location"] == home


def test_the_start_page_asks_visitors_to_sign_in(client, solvik):
    assert client.get("/start/")["Location"].startswith("/logg-inn/")


def test_the_role_switch_is_remembered(client, amina):
    client.force_login(amina)
    assert client.post("/rolle/", {"role": "employee"})["Location"] == "/hjem/"
    assert client.get("/start/")["Location"] == "/hjem/"


def test_a_role_one_does_not_have_changes_nothing(client, ola, furulia):
    client.force_login(ola)
    for role in ("coordinator", f"leader:{furulia.key}", "", "x" * 500):
        assert client.post("/rolle/", {"role": role})["Location"] == "/hjem/"
    assert "role" not in client.session


def test_the_role_is_not_switched_by_a_link(client, amina):
    client.force_login(amina)
    assert client.get("/rolle/?role=employee").status_code == 405


def test_the_home_says_what_is_on_and_whom_to_ask(client, ola, amina, furulia):
    practice = PracticeFactory(unit=furulia, mandate=amina.mandates.get())
    ParticipationFactory(practice=practice, person=ola)
    client.force_login(ola)
    page = client.get("/hjem/").content.decode()
    assert "Hei, Ola" in page
    assert practice.title in page
    assert "Si om du kommer" in page
    assert "Amina Yusuf" in page


def test_the_home_is_kind_when_nothing_is_on(client, ola):
    client.force_login(ola)
    page = client.get("/hjem/").content.decode()
    assert "Ingen akkurat nå" in page
    assert "Ingen på vei" in page


def test_the_home_asks_as_many_queries_for_one_practice_as_for_three(client, ola, amina, furulia, count_queries):
    client.force_login(ola)
    mandate = amina.mandates.get()
    ParticipationFactory(practice=PracticeFactory(unit=furulia, mandate=mandate), person=ola)
    one = count_queries(lambda: client.get("/hjem/"))
    for _ in range(2):
        ParticipationFactory(practice=PracticeFactory(unit=furulia, mandate=mandate), person=ola)
    assert count_queries(lambda: client.get("/hjem/")) == one
