"""Plan, accept, give out: what bringing in a package changes, and what it never changes."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.packages.actions import withdraw_release
from tryggby.packages.door import load_shipped
from tryggby.packages.factories import TEXT, CompletionFactory, make_release, package_files
from tryggby.packages.format import Refused, pack, read_folder, read_kpk
from tryggby.packages.imports import accept_import, export_release, forget_intakes, hand_in, intake_files
from tryggby.packages.models import Frozen, Intake, Overlay, Package, Part, Release, ReleaseFile, Tool
from tryggby.packages.plan import plan_import

SHIPPED = Path(__file__).parents[3] / "packages"
MP4 = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20

pytestmark = pytest.mark.django_db


def with_film(files):
    return files | {
        "media/f.mp4": MP4,
        "media/f.nb.vtt": b"WEBVTT\n\n00:01.000 --> 00:04.000\nHei.\n",
        "media/f.nb.transcript.md": "Hei på deg.".encode(),
        "media/f.license.yaml": b"licence: CC-BY-4.0\nauthor: Oss\n",
    }


def changed(files, old, new):
    path = "parts/010-forste/nb.md"
    assert old in files[path].decode()
    return files | {path: files[path].decode().replace(old, new).encode()}


def counts():
    return [model.objects.count() for model in (Package, Release, ReleaseFile, Part, Overlay, Tool, Entry)]


def test_a_plan_touches_nothing():
    before = counts()
    plan = plan_import(package_files())
    assert (plan.kind, plan.title, plan.current) == ("new", "Pakken liten", None)
    assert [(part.identifier, part.change) for part in plan.parts] == [
        ("forste", "added"),
        ("andre", "added"),
        ("oving", "added"),
    ]
    assert counts() == before


def test_accepting_makes_one_frozen_release_and_one_audit_entry(editor):
    release = accept_import(by=editor, files=package_files())
    assert (release.version, release.number, release.accepted_by) == ("1.0.0", (1, 0, 0), editor)
    assert release.manifest["ukjent"] == "blir med"
    assert release.parts.count() == 3 and release.tools.count() == 1
    entry = Entry.objects.get(verb="accept_import")
    assert (entry.actor, entry.facts["version"]) == (editor.pk, "1.0.0")


def test_the_same_file_twice_changes_nothing():
    first = make_release()
    before = counts()
    assert plan_import(package_files()).kind == "same"
    assert make_release() == first
    assert counts() == before


def test_a_double_tap_gives_one_release(editor):
    first = accept_import(by=editor, files=package_files(), once="a")
    assert accept_import(by=editor, files=package_files(version="9.9.9"), once="a") == first
    assert Release.objects.count() == 1


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SHIPPED.glob("*/package.yaml")))
def test_export_of_a_shipped_package_is_byte_identical(name):
    files = read_folder(SHIPPED / name)
    packed = pack(files)
    release = accept_import(by=None, files=read_kpk(io.BytesIO(packed)))
    assert export_release(release) == packed


def test_export_with_media_and_unknown_files_is_byte_identical():
    files = with_film(package_files()) | {"facilitator/ark.md": b"Ark.\n"}
    release = accept_import(by=None, files=files)
    assert export_release(release) == pack(files)
    stored = release.files.get(path="media/f.mp4")
    assert stored.content is None and stored.stored.startswith("packages/media/") and stored.sha256 in stored.stored
    assert default_storage.exists(stored.stored)


def test_media_is_kept_once_for_two_releases():
    accept_import(by=None, files=with_film(package_files()))
    accept_import(by=None, files=with_film(package_files(version="1.0.1")))
    assert len(set(ReleaseFile.objects.filter(path="media/f.mp4").values_list("stored", flat=True))) == 1


def test_load_shipped_brings_in_all_and_is_idempotent():
    first = load_shipped(by=None)
    before = counts()
    assert {release.package.slug for release in first} >= {"trygge-voksne", "snakke-med-barn"}
    assert load_shipped(by=None) == first
    assert counts() == before


def test_the_foundation_package_is_what_was_promised():
    release = accept_import(by=None, files=read_folder(SHIPPED / "trygge-voksne"))
    parts = list(release.parts.all())
    own = [part for part in parts if part.mode == "self"]
    practices = [part for part in parts if part.mode == "practice"]
    assert 6 <= len(own) <= 8 and 75 <= sum(part.minutes for part in own) <= 105
    assert [part.minutes for part in practices] == [30, 30, 30, 30]
    assert {element for part in parts for element in part.elements} == {
        "knowledge",
        "practical_skill",
        "reflexivity",
        "work_culture",
    }


def test_a_package_with_errors_is_refused_and_nothing_is_made():
    files = package_files(minutes=1)
    plan = plan_import(files)
    assert plan.kind == "refused" and not plan.can_accept and plan.problems
    with pytest.raises(Refused, match="54 minutter"):
        accept_import(by=None, files=files)
    assert not Package.objects.exists()


def test_the_same_version_with_other_content_is_refused():
    make_release()
    files = changed(package_files(), "Alle trenger trygghet.", "Alle trenger ro.")
    plan = plan_import(files)
    assert plan.kind == "refused"
    assert [(problem.file, problem.line) for problem in plan.problems if problem.is_error] == [("package.yaml", 3)]


def test_a_new_release_says_what_changes_in_each_part():
    make_release()
    text = TEXT.replace("Alle trenger trygghet. {#b1}", "Alle trenger ro. {#b1}\n\nNytt. {#b9}").replace(
        "```prompt {#r1}\ntext: Når kjente du deg trygg?\n```\n\n", ""
    )
    files = package_files(version="1.1.0", parts=("forste", "tredje"))
    files["parts/010-forste/nb.md"] = text.replace(" Les [neste](part:andre).", "").encode()
    plan = plan_import(files)
    assert (plan.kind, plan.current.version, plan.asks_again) == ("release", "1.0.0", False)
    found = {part.identifier: part for part in plan.parts}
    assert (found["forste"].change, found["forste"].added, found["forste"].changed, found["forste"].removed) == (
        "changed",
        1,
        2,
        1,
    )
    assert found["tredje"].change == "added" and found["andre"].change == "removed"
    assert found["oving"].change == "same"


def test_a_changed_overlay_or_practice_is_a_change():
    make_release()
    files = package_files(version="1.0.1")
    files["services/skole/parts/forste/nb.md"] = b"```vignette {#v1}\ntext: Ny.\n```\n"
    files["parts/900-oving/practice.yaml"] = files["parts/900-oving/practice.yaml"].replace(b"Ta pause", b"Ta en pause")
    found = {part.identifier: part.change for part in plan_import(files).parts}
    assert found == {"forste": "changed", "andre": "same", "oving": "changed"}


def test_a_major_version_is_said_to_ask_again():
    make_release()
    assert plan_import(package_files(version="2.0.0")).asks_again


def test_an_older_release_does_not_change_what_people_read():
    newer = make_release(version="1.2.0")
    assert plan_import(package_files(version="1.1.0")).kind == "older"
    make_release(version="1.1.0")
    assert list(Release.objects.current()) == [newer]


def test_versions_are_compared_as_numbers():
    make_release(version="1.9.0")
    newest = make_release(version="1.10.0")
    assert Release.objects.current().get() == newest


def test_two_owners_may_use_the_same_name():
    one = make_release()
    files = package_files(id="no.annen/liten")
    two = accept_import(by=None, files=files)
    assert (one.package.slug, two.package.slug) == ("liten", "no-annen-liten")


def test_a_release_is_frozen():
    release = make_release()
    with pytest.raises(Frozen):
        release.save()
    with pytest.raises(Frozen):
        Release.objects.update(title="Ny")
    for row in (release.parts.first(), release.files.first(), release.tools.first()):
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            type(row).objects.filter(pk=row.pk).update(release=release)


def test_a_release_that_is_cited_cannot_be_deleted():
    completion = CompletionFactory()
    with pytest.raises(ProtectedError):
        completion.release.delete()


def test_withdrawing_gives_people_the_release_before(editor):
    first = make_release()
    second = make_release(version="1.1.0", title={"nb": "Nytt navn"})
    assert Package.objects.get().title == "Nytt navn"
    withdraw_release(by=editor, release=second)
    withdraw_release(by=editor, release=second)
    assert Release.objects.current().get() == first
    assert Package.objects.get().title == "Pakken liten"
    assert Entry.objects.filter(verb="withdraw_release").count() == 1
    withdraw_release(by=editor, release=first)
    assert not Release.objects.current().exists()


def test_a_withdrawn_release_is_known_when_it_comes_again(editor):
    release = make_release()
    withdraw_release(by=editor, release=release)
    plan = plan_import(package_files())
    assert plan.kind == "same" and plan.known.withdrawn_on


def test_a_handed_in_file_is_kept_until_it_is_forgotten(editor, django_capture_on_commit_callbacks):
    packed = pack(package_files())
    intake = hand_in(by=editor, name="liten.kpk", content=packed, once="x")
    assert hand_in(by=editor, name="liten.kpk", content=packed, once="x") == intake
    assert intake_files(intake) == package_files()
    assert not Package.objects.exists()
    accept_import(by=editor, files=intake_files(intake), intake=intake)
    intake.refresh_from_db()
    assert intake.accepted_at
    assert forget_intakes() == 0
    Intake.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_intakes() == 1
    assert not default_storage.exists(intake.file.name)
    assert Release.objects.exists()
