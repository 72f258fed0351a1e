"""Drills in a package: what is refused and where, hostile files, import, plan, export. (drills.4)"""

import copy
import io
import zipfile

import pytest
import yaml

from tryggby.packages.factories import drill_fields, drill_files, make_drill
from tryggby.packages.format import Refused, check, parse, read_folder, read_kpk
from tryggby.packages.format.check_drills import check_drills
from tryggby.packages.format.drills import ALWAYS
from tryggby.packages.imports import accept_import, export_release
from tryggby.packages.models import Drill, Release, ReleaseFile
from tryggby.packages.plan import plan_import

FILE = "drills/garderoben/drill.yaml"
SHIPPED = "packages/barnevernovelser"
WEAK = [{"id": name, "good": "weakens", "nb": "Nei."} for name in "ab"]
SHOWS = pytest.mark.shows("drills.4")


def said(files, file=FILE):
    """(line, message) of every problem in a file."""
    return [(problem.line, problem.message) for problem in check(files) if problem.file == file]


def changed(**changes):
    return drill_files(drill_fields(**changes))


def with_row(name, index, **changes):
    rows = [dict(row) for row in drill_fields()[name]]
    rows[index] |= changes
    return changed(**{name: rows})


def test_a_valid_drill_has_no_problems():
    assert said(drill_files()) == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (changed(title=None), "«title» mangler."),
        (changed(audience="everybody"), "«audience» er «everybody»"),
        (changed(services=["romfart"]), "Kjente verdier er alle"),
        (changed(services=[]), "minst én tjeneste"),
        (changed(ages=["fire"]), "«ages» skal være alderen"),
        (changed(minutes={"brief": 5, "play": 10, "debrief": 5}), "minst 10 minutter"),
        (changed(content_note={"level": "M0", "nb": "Ingen."}), "nivå M1 eller M2"),
        (changed(roles=drill_fields()["roles"][:1]), "minst 2 roller"),
        (changed(acts=drill_fields()["acts"][2:]), "minst 4 forventede handlinger"),
        (changed(injects=drill_fields()["injects"][:1]), "minst 3 hendelser"),
        (with_row("injects", 0, when={"minute": 60}), "spillet varer 10"),
        (with_row("injects", 0, when={"minute": True}), "helt tall"),
        (with_row("injects", 1, when={"done": "finnes-ikke"}), "ikke en handling"),
        (with_row("injects", 3, when={"not_done": "note"}), "trenger «minute»"),
        (with_row("injects", 0, when={"soon": 1}), "når hendelsen kommer"),
        (with_row("injects", 0, when={"facilitator": True, "minute": 1}), "står alene"),
        (with_row("injects", 0, when={"after": {"inject": "zip", "minutes": 1}}), "kommer før denne"),
        (with_row("injects", 0, to=["ingen"]), "ikke en rolle"),
        (with_row("injects", 1, id="start"), "Id-en «start» står to ganger"),
        (with_row("roles", 0, id="Mottaker!"), "bare a–z"),
        (with_row("decisions", 0, ref="bp-ukjent"), "decision-points.yaml"),
        (with_row("decisions", 1, options=WEAK), "styrke tryggheten"),
        (with_row("decisions", 1, options=[]), "2–6 alternativer"),
        (with_row("decisions", 1, after="ingen"), "ikke en hendelse"),
        (with_row("local", 0, ref="ukjent"), "local-answers.yaml"),
        (with_row("local", 1, scope="hele verden"), "Kjente verdier er municipality, unit"),
        (changed(law=["ukjent-1"]), "«law» har «ukjent-1»"),
        (changed(card={"nb": "Ring tlf-999."}), "«tlf-999» står ikke i drills/lines.yaml"),
        (changed(card={"nb": "Ring 112."}), "Skriv ikke telefonnumre"),
        (changed(card={"nb": "Se § 13."}), "Skriv ikke paragrafer"),
        (changed(debrief={}), "minst ett eget spørsmål"),
        (changed(fix={"nb": "x" * 201}), "over 200 tegn"),
        (changed(practises="brannalarm"), "Kjente verdier er duty-clock"),
        (changed(sessions=[]), "Bare øvelser med barn"),
        (changed(audience="children"), "en eller flere samlinger".replace("en eller", "én eller")),
        (changed(id="annet"), "«id» er «annet»"),
    ],
)
def test_what_is_wrong_is_said_in_the_file(files, message):
    files = {path.replace("drills/annet/", "drills/garderoben/"): content for path, content in files.items()}
    assert any(message in text for _line, text in said(files)), said(files)


def test_a_message_names_the_line():
    files = with_row("injects", 1, when={"done": "finnes-ikke"})
    line = next(line for line, text in said(files) if "ikke en handling" in text)
    assert "finnes-ikke" in "\n".join(files[FILE].decode().split("\n")[line - 1 : line + 3])


@SHOWS
def test_duplicate_ids_and_numbers_are_refused():
    twice = drill_files(drill_fields("a", 1), drill_fields("b", 1))
    assert any("har også nummer 1" in text for _line, text in said(twice, "drills/b/drill.yaml"))
    points = yaml.safe_load(drill_files()["drills/decision-points.yaml"])
    points.append(copy.deepcopy(points[0]))
    files = drill_files() | {"drills/decision-points.yaml": yaml.safe_dump(points).encode()}
    assert any("står to ganger" in text for _line, text in said(files, "drills/decision-points.yaml"))


@SHOWS
@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        "id: æøå".encode("latin-1"),
        "id: a".encode("utf-16"),
        b"id: a\r\ntitle: b\r\n",
        b"\x00\x01\x02",
        b"a: &x [1]\nb: *x\n",
        b"- bare\n- en\n- liste\n",
        b"id: [uavsluttet\n",
        b"[" * 5000,
        b"",
    ],
    ids=["latin-1", "utf-16", "crlf", "binary", "anchors", "list", "broken", "deep", "empty"],
)
def test_hostile_text_is_refused_with_its_name_and_nothing_is_written(content):
    files = drill_files() | {FILE: content}
    with pytest.raises(Refused) as refused:
        accept_import(by=None, files=read_kpk(zipped(files)))
    assert any(problem.file == FILE for problem in refused.value.problems)
    assert (Release.objects.count(), ReleaseFile.objects.count(), Drill.objects.count()) == (0, 0, 0)


@SHOWS
@pytest.mark.django_db
def test_one_bad_drill_among_good_ones_keeps_all_out():
    files = drill_files(drill_fields("a", 1), drill_fields("b", 2, roles=[]))
    with pytest.raises(Refused) as refused:
        accept_import(by=None, files=files)
    assert {problem.file for problem in refused.value.problems} == {"drills/b/drill.yaml"}
    assert (Release.objects.count(), Drill.objects.count()) == (0, 0)


@SHOWS
def test_a_zip_bomb_of_a_drill_is_refused_before_it_is_unpacked():
    packed = zipped(drill_files() | {FILE: b"a: " + b" " * 900_000}, zipfile.ZIP_DEFLATED)
    with pytest.raises(Refused) as refused:
        read_kpk(packed)
    assert any(problem.file == FILE and "urimelig stor" in problem.message for problem in refused.value.problems)


@SHOWS
@pytest.mark.parametrize("path", ["drills/../../etc/drill.yaml", "/drills/a/drill.yaml", "drills/a/kjor.py"])
def test_paths_that_lead_out_and_programs_are_refused(path):
    with pytest.raises(Refused):
        read_kpk(zipped(drill_files() | {path: b"id: a\n"}))


@SHOWS
def test_no_shape_of_a_value_makes_the_validator_fall():
    package = parse(drill_files())
    documents = [drill.document for drill in package.drills.drills] + list(package.drills.shared.values())
    odd = ([], {}, [[]], [{}], "x", 5, -1, None, True, {"a": [1]})
    for document in documents:
        whole = document.data
        for path in paths(whole):
            for value in odd:
                document.data = put(whole, path, value)
                check_drills(package.drills, ["nb"])
        document.data = whole


@pytest.mark.django_db
def test_a_drill_is_put_together_with_all_it_refers_to():
    drill = make_drill()
    assert drill.reference == "no.prove/garderoben#garderoben" and drill.minutes == 30 and drill.pending_review
    assert {point["id"] for point in drill.body["decisions"]} == {*ALWAYS, "henting"}
    assert [point["always"] for point in drill.body["decisions"]][:2] == [False, False]
    assert drill.body["law"][0]["name"] == "Loven" and list(drill.body["phones"]) == ["tlf-112"]
    assert drill.body["local"][0]["required"] and drill.body["local"][1]["scope"] == "unit"


@pytest.mark.django_db
def test_the_plan_says_which_drills_change_and_the_export_is_the_same_bytes():
    files = drill_files()
    release = accept_import(by=None, files=files)
    assert read_kpk(io.BytesIO(export_release(release))) == files
    points = yaml.safe_load(files["drills/decision-points.yaml"])
    points[1]["why"]["nb"] = "Noe nytt."
    newer = drill_files(drill_fields(), drill_fields("ny", 2), version="1.1.0")
    plan = plan_import(newer | {"drills/decision-points.yaml": yaml.safe_dump(points).encode()})
    assert {(row.identifier, row.change) for row in plan.drills} == {("garderoben", "changed"), ("ny", "added")}


@pytest.mark.django_db
def test_the_shipped_drills_are_valid_whole_and_lead_to_the_help_register(settings):
    from tryggby.help.door import HelpLine, load_shipped

    load_shipped(by=None)
    files = read_folder(settings.ROOT / SHIPPED)
    assert [str(problem) for problem in check(files) if problem.is_error] == []
    release = accept_import(by=None, files=files)
    drills = list(Drill.objects.filter(release=release))
    assert len(drills) >= 10
    assert {drill.audience for drill in drills} == {"staff", "children"}
    served = {service for drill in drills for service in drill.services}
    assert {"barnehage", "skole", "helsestasjon", "barnevern", "flyktningtjeneste", "politi", "frivillig"} <= served
    known = set(HelpLine.objects.values_list("shipped_id", flat=True))
    for drill in drills:
        assert {row["help"] for row in drill.body["phones"].values() if row["help"]} <= known


def zipped(files, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    out.seek(0)
    return out


def paths(value, before=()):
    yield before
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*before, key))


def put(whole, path, value):
    """A copy of the value with something else at the path."""
    if not path:
        return value if isinstance(value, dict | list) else {}
    copied = dict(whole) if isinstance(whole, dict) else list(whole)
    copied[path[0]] = put(copied[path[0]], path[1:], value) if len(path) > 1 else value
    return copied
