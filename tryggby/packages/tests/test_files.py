"""What may come in as files: folders and archives, and what is refused."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from tryggby.packages.factories import package_files
from tryggby.packages.format import Refused, pack, read_folder, read_kpk
from tryggby.packages.format import files as limits


def zipped(entries, **options):
    """A zip of (name or ZipInfo, bytes) pairs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def refusal(file):
    with pytest.raises(Refused) as caught:
        read_kpk(file)
    return " ".join(str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("../ut.md", b"x", "peker ut"),
        ("a/../../ut.md", b"x", "peker ut"),
        ("/etc/passwd.md", b"x", "peker ut"),
        ("C:/ut.md", b"x", "peker ut"),
        ("a\\..\\ut.md", b"x", "peker ut"),
        ("med mellomrom.md", b"x", "Filnavn"),
        (".skjult.md", b"x", "Filnavn"),
        ("a/" * 130 + "x.md", b"x", "Filnavn"),
        ("program.exe", b"MZ", "Ukjent filtype"),
        ("side.html", b"<p>", "Ukjent filtype"),
        ("skript.js", b"1", "Ukjent filtype"),
        ("utenslag", b"x", "Ukjent filtype"),
        ("a.md", b"\xff\xfe", "ikke UTF-8"),
        ("a.md", b"en\r\nto", "LF"),
        ("a.md", b"en\0to", "tegn som ikke er tekst"),
        ("media/a.png", b"GIF89a", "ikke .png"),
        ("media/a.jpg", b"<svg>", "ikke .jpg"),
        ("media/a.mp4", b"MZ\0\0\0\0\0\0", "ikke .mp4"),
        ("media/a.svg", b"<svg><script>1</script></svg>", "SVG"),
        ("media/a.svg", b'<svg onload="x()"></svg>', "SVG"),
        ("media/a.svg", b'<svg><a href="javascript:x()"/></svg>', "SVG"),
        ("media/a.svg", b'<svg><image href="https://x.example/a"/></svg>', "SVG"),
        ("media/a.svg", b'<svg><style>@import "x"</style></svg>', "SVG"),
        ("media/a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "SVG"),
        ("media/a.svg", b"<svg><foreignObject/></svg>", "SVG"),
        ("media/a.svg", b"<p>ikke tegning</p>", "SVG"),
    ],
)
def test_an_entry_that_no_package_should_hold_is_refused(name, content, says):
    assert says in refusal(zipped([(name, content)]))


def test_a_quiet_drawing_is_let_in():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><path fill="url(#b)"/></svg>'
    assert read_kpk(zipped([("media/a.svg", svg)])) == {"media/a.svg": svg}


def test_a_link_is_refused():
    entry = zipfile.ZipInfo("lenke.md")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert "Lenker" in refusal(zipped([(entry, b"/etc/passwd")]))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped([("a.md", b"0" * 900_000)], compression=zipfile.ZIP_DEFLATED)
    assert "urimelig stor" in refusal(bomb)


def test_the_same_name_twice_is_refused():
    with pytest.warns(UserWarning):
        twice = zipped([("a.md", b"1"), ("a.md", b"2")])
    assert "to ganger" in refusal(twice)


def test_names_that_differ_in_case_alone_are_refused():
    assert "store og små" in refusal(zipped([("a.md", b"1"), ("A.md", b"2")]))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILES", 3)
    assert "over 3 filer" in refusal(zipped([(f"{n}.md", b"x") for n in range(4)]))


def test_too_large_files_are_refused(monkeypatch):
    assert "over 1 MB" in refusal(zipped([("a.md", b"x y" * 400_000)]))
    monkeypatch.setattr(limits, "MAX_TOTAL", 1024 * 1024)
    assert "Pakken er over 1 MB" in refusal(zipped([(f"{n}.md", bytes(900_000)) for n in range(2)]))


def test_a_locked_archive_is_refused():
    packed = bytearray(zipped([("a.md", b"x")]).getvalue())
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 8] |= 1
    assert "passord" in refusal(io.BytesIO(bytes(packed)))


def test_an_entry_that_lies_about_its_size_is_refused():
    packed = bytearray(zipped([("a.md", b"x" * 5000)], compression=zipfile.ZIP_DEFLATED).getvalue())
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refusal(io.BytesIO(bytes(packed)))


@pytest.mark.parametrize("content", [b"", b"ikke zip", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_rubbish_is_refused_or_empty(content):
    try:
        assert read_kpk(io.BytesIO(content)) == {}
    except Refused as refused:
        assert "ikke en hel" in str(refused)


def test_litter_and_a_folder_around_are_taken_off():
    entries = [(f"liten/{path}", content) for path, content in package_files().items()]
    entries += [("__MACOSX/liten/._a", b"x"), ("liten/.DS_Store", b"x")]
    assert read_kpk(zipped(entries)) == package_files()


def test_a_folder_is_read_without_links(tmp_path):
    (tmp_path / "a.md").write_text("a")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_text("x")
    assert read_folder(tmp_path) == {"a.md": b"a"}
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    with pytest.raises(Refused, match="Lenker"):
        read_folder(tmp_path)


def test_a_folder_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(Refused, match="Lenker"):
        read_folder(tmp_path)


def test_packing_is_byte_stable_and_reversible():
    files = package_files()
    backwards = dict(reversed(files.items()))
    assert pack(files) == pack(backwards)
    assert read_kpk(io.BytesIO(pack(files))) == files


@pytest.mark.parametrize("folder", sorted((Path(__file__).parents[3] / "packages").glob("*/package.yaml")))
def test_a_shipped_package_survives_packing(folder):
    files = read_folder(folder.parent)
    assert read_kpk(io.BytesIO(pack(files))) == files
