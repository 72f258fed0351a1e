"""The validator: each fault in a small package gives one message at the right place."""

from pathlib import Path

import pytest
import yaml

from tryggby.packages.factories import PRACTICE, package_files, part_fields
from tryggby.packages.format import ERROR, check, has_errors, lock, read_folder
from tryggby.packages.format.words import lix

SHIPPED = sorted(path.parent for path in (Path(__file__).parents[3] / "packages").glob("*/package.yaml"))
PART, NB = "parts/010-forste/part.yaml", "parts/010-forste/nb.md"
PRACTICE_FILE, MANIFEST = "parts/900-oving/practice.yaml", "package.yaml"
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nHei.\n"
MP4 = b"\0\0\0\x18ftypmp42"


def dumped(value) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True).encode()


def with_part(**changes):
    return package_files() | {PART: dumped(part_fields("forste", **changes))}


def with_text(old, new):
    files = package_files()
    text = files[NB].decode()
    assert old in text
    return files | {NB: text.replace(old, new).encode()}


def with_practice(**changes):
    return package_files() | {PRACTICE_FILE: dumped(PRACTICE | changes)}


def with_film(**without):
    film = {
        "media/f.mp4": MP4,
        "media/f.nb.vtt": VTT,
        "media/f.nb.transcript.md": b"Hei.",
        "media/f.license.yaml": b"licence: CC-BY-4.0\nauthor: Oss\n",
    } | {path: content for path, content in without.items() if content is not None}
    for path in [path for path, content in without.items() if content is None]:
        del film[path]
    block = "```film {#f1}\nsrc: media/f.mp4\ntitle: En film\n```\n\n"
    return with_text("## Så en tanke", block + "## Så en tanke") | film


def without(path):
    return {name: content for name, content in package_files().items() if name != path}


def test_a_good_package_has_no_errors():
    problems = check(package_files())
    assert [str(problem) for problem in problems] == [
        "lock.json: advarsel: Filen mangler. Lag den med bin/manage packages_lock."
    ]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_package_has_no_errors_and_a_true_lock(folder):
    problems = check(read_folder(folder))
    assert [str(problem) for problem in problems] == []


def test_we_ship_at_least_two_packages():
    assert {"trygge-voksne", "snakke-med-barn"} <= {folder.name for folder in SHIPPED}


@pytest.mark.parametrize(
    ("files", "file", "line", "says"),
    [
        (without(MANIFEST), MANIFEST, 0, "Filen mangler"),
        (package_files(format=2), MANIFEST, 1, "«format» skal være 1"),
        (package_files(id="Feil Id"), MANIFEST, 2, "no.eier/navn"),
        (package_files(version="1.0"), MANIFEST, 3, "tre tall"),
        (package_files(title={"nn": "x"}), MANIFEST, 4, "«title» skal ha tekst på hvert språk"),
        (package_files(goals={"nb": []}), MANIFEST, 8, "«goals»"),
        (package_files(licence=""), MANIFEST, 11, "«licence»"),
        (package_files(audience=["romfart"]), MANIFEST, 15, "romfart"),
        (package_files(roles=["sjef"]), MANIFEST, None, "sjef"),
        (package_files(minutes=55), MANIFEST, 16, "delene er 54 minutter"),
        (package_files(elements=["knowledge"]), MANIFEST, 17, "practical_skill"),
        (package_files(requires=["bare-navn"]), MANIFEST, 22, "ikke id-en til en annen pakke"),
        (package_files(content_note={"level": "M1"}), MANIFEST, 22, "«content_note»"),
        (package_files(content_note={"level": "M9"}), MANIFEST, 23, "M9"),
        (package_files() | {MANIFEST: b"format: [1"}, MANIFEST, 2, "YAML kan ikke leses"),
        (package_files() | {MANIFEST: b"- 1"}, MANIFEST, 1, "navn: verdi"),
        (package_files() | {MANIFEST: b"format: 1\nformat: 1"}, MANIFEST, 2, "to ganger"),
        (package_files() | {MANIFEST: b"a: &x [1]\nb: *x"}, MANIFEST, 0, "ankere"),
        (without("CHANGES.md"), "CHANGES.md", 0, "Filen mangler"),
        (package_files() | {"CHANGES.md": b"## 0.9.0\n\nFor.\n"}, "CHANGES.md", 1, "1.0.0"),
        (without(NB), NB, 0, "Teksten mangler"),
        (package_files() | {"parts/010-forste/nn.md": b"## A {#a}\n\nB {#b}\n"}, "parts/010-forste/nn.md", 0, "«nn»"),
        (without(PART), PART, 0, "mangler eller er tom"),
        (with_part(id="andre"), "parts/020-andre/part.yaml", 1, "parts/010-forste også"),
        (with_part(id="Feil"), PART, 14, "bare a–z"),
        (with_part(mode="lek"), PART, 16, "«mode» er «lek»"),
        (with_part(minutes=0), PART, 15, "helt tall"),
        (with_part(minutes="ti"), PART, 15, "helt tall"),
        (with_part(elements=[]), PART, 4, "minst ett kjerneelement"),
        (with_part(elements=["ro"]), PART, 5, "«ro»"),
        (with_part(after="finnes-ikke"), PART, 1, "«after» peker på"),
        (with_part(content_note={"level": "M1"}, support=True), PART, 2, "«content_note»"),
        (with_part(content_note={"level": "M2", "nb": "Rolig."}), PART, None, "support: true"),
        (with_part(support="ja"), PART, None, "true eller false"),
        (with_part(evidence={"practice": ["borte"], "missing": ["child", "research"]}), PART, None, "«borte»"),
        (with_part(evidence={"practice": ["kilde"]}), PART, None, "«child»"),
        (with_part(evidence={"practice": ["kilde"], "missing": ["child", "research", "practice"]}), PART, None, "men"),
        (with_part(review={"status": "pending"}), PART, None, "hvilke roller"),
        (with_part(review={"status": "kanskje"}), PART, None, "kanskje"),
        (with_text("trygghet. {#b1}", "trygghet."), NB, 3, "mangler id"),
        (with_text("{#b2}", "{#b1}"), NB, 21, "«b1» er brukt på linje 3"),
        (with_text("## Først {#s1}\n\n", ""), NB, 1, "under et steg"),
        (with_text("## Først", "# Først"), NB, 1, "##"),
        (with_text("Alle trenger trygghet. {#b1}", "Hei <b>du</b>. {#b1}"), NB, 3, "HTML"),
        (with_text("Alle trenger trygghet. {#b1}", "![bilde](media/x.png) {#b1}"), NB, 3, "```image"),
        (with_text("Alle trenger trygghet. {#b1}", "[x](http://a.example) {#b1}"), NB, 3, "må begynne med"),
        (with_text("Alle trenger trygghet. {#b1}", "[x](javascript:alert) {#b1}"), NB, 3, "må begynne med"),
        (with_text("part:andre", "part:tredje"), NB, 21, "part:tredje"),
        (with_text("```vignette {#v1}", "```vinjett {#v1}"), NB, 5, "Ukjent blokk"),
        (with_text("```vignette {#v1}", "```vignette"), NB, 5, "mangler id"),
        (with_text("text: Emil (3) står i garderoben.\n", ""), NB, 5, "mangler «text»"),
        (with_text("text: Emil (3) står i garderoben.", "text: [Emil"), NB, 7, "YAML"),
        (with_text("right: true", "right: false"), NB, 12, "ikke noe riktig svar"),
        (with_text("feedback: Ja. Det gjelder alle.", "feedback: ''"), NB, 15, "mangler forklaring"),
        (with_text("right: false", "right: nei"), NB, 16, "true eller false"),
        (with_text("Vi vet ikke alt.\n```", "Vi vet ikke alt."), NB, 27, "ikke avsluttet"),
        (with_text("## Til slutt {#s3}\n", "## Tomt {#s9}\n\n## Til slutt {#s3}\n"), NB, 19, "er tomt"),
        (
            package_files() | {"services/romfart/parts/forste/nb.md": b"```vignette {#v1}\ntext: A.\n```\n"},
            "services/romfart/parts/forste/nb.md",
            0,
            "kjent tjeneste",
        ),
        (
            package_files() | {"services/skole/parts/forste/nb.md": b"```vignette {#v9}\ntext: A.\n```\n"},
            "services/skole/parts/forste/nb.md",
            1,
            "ingen blokk «v9»",
        ),
        (
            package_files() | {"services/skole/parts/forste/nb.md": b"Tekst. {#v1}\n"},
            "services/skole/parts/forste/nb.md",
            1,
            "annet slag",
        ),
        (
            package_files() | {"services/skole/parts/borte/nb.md": b"Tekst. {#v1}\n"},
            "services/skole/parts/borte/nb.md",
            0,
            "ingen del med id «borte»",
        ),
        (without(PRACTICE_FILE), PRACTICE_FILE, 0, "En øving trenger den"),
        (with_practice(steps=PRACTICE["steps"][:1]), PRACTICE_FILE, None, "10 minutter til sammen, men delen er 30"),
        (with_practice(skill=None), PRACTICE_FILE, None, "«skill»"),
        (with_practice(observe={"nb": []}), PRACTICE_FILE, None, "«observe»"),
        (with_practice(roles=[{"id": "practiser"}]), PRACTICE_FILE, None, "roles.0"),
        (with_part(mode="practice"), "parts/010-forste/practice.yaml", 0, "En øving trenger den"),
        (without("evidence/sources.yaml"), "evidence/sources.yaml", 0, "Filen mangler"),
        (
            package_files() | {"evidence/sources.yaml": b"- {id: kilde, kind: rykte, text: A, opened: true}\n"},
            "evidence/sources.yaml",
            1,
            "rykte",
        ),
        (package_files() | {"tools/ett-ark.md": b"Bare tekst"}, "tools/ett-ark.md", 1, "---"),
        (package_files() | {"tools/ett-ark.md": b"---\ntitle: A\n---\nB"}, "tools/ett-ark.md", 2, "«summary» mangler"),
        (with_film(**{"media/f.nb.vtt": None}), "media/f.mp4", 0, "Undertekster mangler"),
        (with_film(**{"media/f.nb.transcript.md": None}), "media/f.mp4", 0, "Teksten til det som sies"),
        (with_film(**{"media/f.license.yaml": None}), "media/f.mp4", 0, "Lisensen mangler"),
        (with_film(**{"media/f.license.yaml": b"author: Oss\n"}), "media/f.license.yaml", 1, "«licence» mangler"),
        (with_film(**{"media/f.nb.vtt": b"1\n00:01"}), "media/f.nb.vtt", 1, "WEBVTT"),
        (with_film(**{"media/f.nb.vtt": b"WEBVTT\n"}), "media/f.nb.vtt", 1, "ingen undertekster"),
        (with_film(**{"media/f.nb.vtt": VTT.replace(b"04.000", b"00.500")}), "media/f.nb.vtt", 3, "slutter før"),
        (with_film(**{"media/f.nb.vtt": VTT.replace(b"Hei.\n", b"")}), "media/f.nb.vtt", 3, "ingen tekst"),
        (with_film(**{"media/f.mp4": None}), NB, 10, "finnes ikke i pakken"),
        (
            with_text("## Så en tanke", "```image {#i1}\nsrc: media/b.png\n```\n\n## Så en tanke"),
            NB,
            10,
            "mangler «text»",
        ),
        (package_files() | {"lock.json": b"{}"}, "lock.json", 0, "kan ikke leses"),
        (package_files() | {"lock.json": lock(package_files()), "README.md": b"x"}, "lock.json", 0, "README.md"),
    ],
)
def test_a_fault_is_named_with_file_and_line(files, file, line, says):
    found = [p for p in check(files) if p.level == ERROR and p.file == file and says in p.message]
    assert found, "\n".join(map(str, check(files)))
    assert line is None or line in {problem.line for problem in found}, [str(problem) for problem in found]


def test_a_film_with_everything_is_let_in():
    assert not has_errors(check(with_film()))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hun er traumatisert.", "traumatisert"),
        ("Krypdyrhjernen tar over.", "kroppens alarm"),
        ("Se § 6-4.", "paragrafer"),
        ("Kompetansehevingsprogrammer forutsetter organisasjonsforankring. " * 20, "LIX"),
    ],
)
def test_words_we_avoid_and_heavy_text_are_warnings(text, says):
    found = [p for p in check(with_text("Alle trenger trygghet.", text)) if says in p.message]
    assert found
    assert not any(problem.is_error for problem in found)


def test_a_long_step_is_a_warning():
    long = with_text("Alle trenger trygghet.", "Vi ser. " * 150)
    assert any("ord. Del det" in problem.message for problem in check(long))


def test_a_name_that_some_readers_never_met_is_a_warning():
    files = with_text("Alle trenger trygghet.", "Se på Emil igjen.")
    found = [problem for problem in check(files) if "Emil" in problem.message]
    assert [(problem.file, problem.line, problem.is_error) for problem in found] == [(NB, 3, False)]


def test_a_quiz_may_say_what_we_warn_against():
    files = with_text("Noen er annerledes", "Hvem er traumatisert")
    assert not [problem for problem in check(files) if "traumatisert" in problem.message]


def test_rubbish_in_every_file_never_breaks_the_validator():
    for path in package_files():
        for rubbish in (b"", b"[]", b"{}", b"- - -", b"a: b: c", b"```", b"## {#}", b"\xc3\xa6" * 50, b"1", b"null"):
            problems = check(package_files() | {path: rubbish})
            assert has_errors(problems) or path.startswith(("services/", "CHANGES"))


@pytest.mark.parametrize(("text", "score"), [("", 0), ("Vi ser deg. Du er her.", 3), ("Organisasjonsforankring.", 101)])
def test_lix_counts_words_sentences_and_long_words(text, score):
    assert lix(text) == score
