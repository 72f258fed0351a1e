"""Pages for whoever learns: finding what is next, reading step by step, quitting and coming back."""

import pytest
from django.apps import apps
from django.urls import reverse

from tryggby.packages.door import record_completion
from tryggby.packages.factories import TEXT, make_release, package_files, part_fields
from tryggby.packages.imports import accept_import
from tryggby.packages.models import Completion, Part, Progress
from tryggby.packages.tests.test_check import dumped
from tryggby.packages.tests.test_imports import with_film

pytestmark = pytest.mark.django_db

STEP = "/laer/liten/forste/{}/"


def html_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/laer/",
        "/laer/liten/",
        "/laer/liten/forste/",
        "/laer/liten/forste/1/",
        "/laer/liten/oving/",
        "/laer/liten/oving/ark/",
        "/verktoy/",
        "/verktoy/liten/ett-ark/",
        "/verktoy/liten/ett-ark/utskrift/",
        "/pakker/",
    ],
)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, release, path):
    response = client.get(path)
    assert response.status_code == 302 and response["Location"].startswith("/logg-inn/")


@pytest.mark.parametrize(
    "path",
    [
        "/laer/borte/",
        "/laer/liten/borte/",
        "/laer/liten/forste/0/",
        "/laer/liten/forste/9/",
        "/laer/liten/forste/ark/",
        "/laer/liten/forste/ferdig/",
        "/laer/liten/1.0.0/media/borte.mp4",
        "/verktoy/liten/borte/",
        "/verktoy/borte/ett-ark/utskrift/",
    ],
)
def test_what_is_not_there_is_404(as_, amina, release, path):
    assert as_(amina).get(path).status_code == 404


def test_the_shelf_shows_what_is_next_and_how_far(as_, amina, release):
    html = html_of(as_(amina).get("/laer/"))
    assert "Neste for deg" in html and "Del forste" in html and "12 minutter igjen" in html
    assert "24 minutter lesing igjen" in html and "0 av 2 deler" in html
    assert 'href="/laer/liten/forste/"' in html


def test_the_shelf_is_kind_when_empty_and_when_done(as_, amina):
    assert "ingen pakker her ennå" in html_of(as_(amina).get("/laer/"))
    release = make_release()
    for part in release.parts.filter(mode="self").select_related("release__package"):
        record_completion(by=amina, person=amina, part=part)
    assert "Du har lest det som er ditt" in html_of(as_(amina).get("/laer/"))


def test_a_package_for_another_service_stands_apart(as_, amina, jonas):
    make_release(audience=["skole"])
    assert "Laget for andre" in html_of(as_(amina).get("/laer/"))
    assert "Laget for andre" not in html_of(as_(jonas).get("/laer/"))


def test_list_pages_ask_the_same_number_of_questions_for_one_and_three(
    as_, amina, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_(amina)
    make_release()
    client.get("/laer/")
    for path in ("/laer/", "/verktoy/"):
        with CaptureQueriesContext(
            connection,
        ) as one:
            client.get(path)
        for name in ("to", "tre"):
            make_release(name)
        with django_assert_num_queries(len(one)):
            client.get(path)


def test_the_front_of_a_package_says_what_it_is(as_, amina, release):
    html = html_of(as_(amina).get("/laer/liten/"))
    for words in (
        "Jeg kan noe.",
        "Del andre",
        "Øving",
        "Faglig kontroll gjenstår",
        "Grenser",
        "En kilde",
        "Fagansvarlig",
    ):
        assert words in html
    assert "Utgave 1.0.0" in html


def test_quitting_in_the_middle_and_coming_back_finds_the_step(as_, amina, release):
    client = as_(amina)
    assert client.get("/laer/liten/forste/")["Location"] == STEP.format(1)
    client.get(STEP.format(3))
    assert not Progress.objects.exists(), "reading alone changes nothing"
    assert client.post(STEP.format(1))["Location"] == STEP.format(2)
    assert client.get("/laer/liten/forste/")["Location"] == STEP.format(2)
    assert "Fortsett der du slapp" in html_of(client.get("/laer/"))
    assert "8 minutter igjen" in html_of(client.get("/laer/"))


def test_the_last_step_finishes_the_part_once_and_shows_what_is_next(as_, amina, release):
    client = as_(amina)
    for _tap in range(2):
        response = client.post(STEP.format(3))
        assert response["Location"] == "/laer/liten/forste/ferdig/"
    completion = Completion.objects.get()
    assert (completion.person, completion.part, completion.release) == (amina, "forste", release)
    html = html_of(client.get("/laer/liten/forste/ferdig/"))
    assert "Del andre" in html and "Del oving" in html
    assert client.get("/laer/liten/forste/")["Location"] == STEP.format(1)
    assert "Ferdig" in html_of(client.get("/laer/liten/"))


def test_a_finished_package_is_said_to_be_finished(as_, amina, release):
    client = as_(amina)
    client.post(STEP.format(3))
    client.post("/laer/liten/andre/3/")
    assert "Du har lest alt i pakken" in html_of(client.get("/laer/liten/andre/ferdig/"))
    assert "Du har lest alt i denne pakken" in html_of(client.get("/laer/liten/"))


def test_a_gathering_is_read_but_not_finished_alone(as_, amina):
    files = package_files()
    files["parts/010-forste/part.yaml"] = dumped(part_fields("forste", mode="gathering"))
    accept_import(by=None, files=files)
    assert as_(amina).post(STEP.format(3))["Location"] == "/laer/liten/"
    assert not Completion.objects.exists()


def test_a_quiz_explains_the_chosen_answer_and_keeps_nothing(as_, amina, release):
    client = as_(amina)
    html = html_of(client.get(STEP.format(2)))
    assert "Vi leter ikke etter merkelapper" not in html
    wrong = html_of(client.post(STEP.format(2), {"sporsmal": "q1", "svar": "1"}))
    assert "Vi leter ikke etter merkelapper" in wrong and "Det gjelder alle" not in wrong
    right = html_of(client.post(STEP.format(2), {"sporsmal": "q1", "svar": "0"}))
    assert "Det gjelder alle" in right
    assert (
        not Progress.objects.exists()
        and not Completion.objects.exists()
        and not apps.get_model("ground", "Once").objects.exists()
    )


@pytest.mark.parametrize("answer", [{}, {"svar": "99"}, {"svar": "x"}, {"svar": "-1"}])
def test_an_answer_that_is_none_shows_the_question_again(as_, amina, release, answer):
    html = html_of(as_(amina).post(STEP.format(2), {"sporsmal": "q1"} | answer))
    assert "Hva er hovedtanken?" in html and "merkelapper." not in html


def test_a_prompt_is_a_box_outside_every_form(as_, amina, release):
    html = html_of(as_(amina).get(STEP.format(3)))
    box = html.index("<textarea")
    assert html[:box].count("<form") == html[:box].count("</form")
    assert "name=" not in html[box : html.index(">", box)]
    assert "Teksten blir ikke sendt eller lagret" in html


def test_links_to_other_parts_lead_there(as_, amina, release):
    assert 'href="/laer/liten/andre/"' in html_of(as_(amina).get(STEP.format(3)))


def test_the_reader_sees_the_words_of_the_own_service_and_can_choose(as_, amina, jonas, release):
    assert "Emil" in html_of(as_(amina).get(STEP.format(1)))
    client = as_(jonas)
    html = html_of(client.get(STEP.format(1)))
    assert "Nora" in html and "Emil" not in html and "Vises for: Skole" in html
    assert "Emil" in html_of(client.get(STEP.format(1) + "?tjeneste=felles"))
    assert "Nora" in html_of(as_(amina).get(STEP.format(1) + "?tjeneste=skole"))
    assert "Emil" in html_of(as_(amina).get(STEP.format(1) + "?tjeneste=tull"))


def test_the_choice_of_service_follows_to_the_next_step(as_, amina, release):
    client = as_(amina)
    assert client.post(STEP.format(1), {"tjeneste": "skole"})["Location"] == STEP.format(2) + "?tjeneste=skole"
    assert client.post(STEP.format(1), {"tjeneste": "https://x"})["Location"] == STEP.format(2)


def test_a_heavy_part_begins_with_a_note_and_ends_with_support(as_, amina):
    files = package_files()
    heavy = part_fields("forste", content_note={"level": "M2", "nb": "Handler om noe vondt."}, support=True)
    accept_import(by=None, files=files | {"parts/010-forste/part.yaml": dumped(heavy)})
    client = as_(amina)
    html = html_of(client.get(STEP.format(1)))
    assert "Handler om noe vondt." in html and "Hopp over" in html and "sammen med noen" in html
    assert "Kjenner du at dette kommer nær?" in html
    assert "Handler om noe vondt." not in html_of(client.get(STEP.format(2)))
    assert "Kjenner du" not in html_of(client.get("/laer/liten/andre/1/"))


def test_a_practice_shows_roles_and_steps_and_prints_two_sides(as_, amina, release):
    html = html_of(as_(amina).get("/laer/liten/oving/"))
    for words in ("Roen i kroppen", "Den som øver", "Vi sier: Øv.", "Kjenner føttene", "Du kan si pass."):
        assert words in html
    html = html_of(as_(amina).get("/laer/liten/oving/ark/"))
    for words in ("Jeg er her.", "Kortet til observatør.", "Observatørens ark", "0–10", "innen fredag", 'class="qr"'):
        assert words in html


def test_a_film_has_captions_and_words_and_is_sent_in_pieces(as_, amina):
    film = "```film {#f1}\nsrc: media/f.mp4\ntitle: En film\n```\n\n## Så en tanke"
    files = with_film(package_files())
    files["parts/010-forste/nb.md"] = TEXT.replace("## Så en tanke", film, 1).encode()
    accept_import(by=None, files=files)
    client = as_(amina)
    html = html_of(client.get(STEP.format(1)))
    assert "/laer/liten/1.0.0/media/f.nb.vtt" in html and "Hei på deg." in html and "autoplay" not in html
    address = "/laer/liten/1.0.0/media/f.mp4"
    whole = b"".join(client.get(address).streaming_content)
    assert whole == files["media/f.mp4"]
    for asked, piece in (("bytes=0-3", whole[:4]), ("bytes=10-", whole[10:]), ("bytes=-5", whole[-5:])):
        response = client.get(address, headers={"Range": asked})
        assert response.status_code == 206 and b"".join(response.streaming_content) == piece
    assert client.get(address, headers={"Range": "bytes=999999-"}).status_code == 416
    assert client.get("/laer/liten/1.0.0/media/f.nb.vtt")["Content-Type"].startswith("text/vtt")
    assert client.get("/laer/liten/1.0.0/media/../package.yaml").status_code == 404


def test_a_part_page_is_light(as_, jonas, release, django_assert_max_num_queries):
    client = as_(jonas)
    client.get(STEP.format(1))
    with django_assert_max_num_queries(10):
        response = client.get(STEP.format(1))
    assert len(response.content) < 40_000


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(as_, amina, release, method):
    assert getattr(as_(amina), method)(STEP.format(1)).status_code == 405


def test_every_step_of_the_shipped_packages_can_be_read(as_, jonas):
    from tryggby.packages.door import load_shipped

    load_shipped(by=None)
    client = as_(jonas)
    for part in Part.objects.select_related("release__package"):
        steps = range(1, part.step_count + 1)
        assert client.get(part.get_absolute_url()).status_code in (200, 302)
        for number in steps:
            path = reverse("packages:step", args=[part.release.package.slug, part.identifier, number])
            response = client.get(path)
            assert response.status_code == 200 and len(response.content) < 40_000, path
