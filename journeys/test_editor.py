"""An editor: gives a package out, brings a changed one in, and is told what is wrong with a broken one."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from journeys.steps import said, wrong
from tests.running.browser import check_page
from tryggby.packages.format import lock, pack

SHOWS = pytest.mark.shows("foundation.2")
PACKAGE = "snakke-med-barn"


@SHOWS
def test_editor_brings_in_a_changed_version(browser_as, tmp_path):
    page = browser_as("redaktor")
    files = _downloaded(page)
    _hand_in(page, _written(tmp_path / "lik.kpk", files))
    expect(page.get_by_text("Filen er helt lik")).to_be_visible()
    check_page(page)

    changed = files | {
        "package.yaml": re.sub(rb"(?m)^version: .*$", b"version: 1.9.0", files["package.yaml"]),
        "CHANGES.md": b"# Endringer\n\n## 1.9.0 \xe2\x80\x93 2027-01-04\n\nEn setning er kortere.\n\n"
        + files["CHANGES.md"],
    }
    text = next(path for path in sorted(files) if path.startswith("parts/") and path.endswith("/nb.md"))
    changed[text] = re.sub(rb"\n([A-Z\xc3][^\n{`#]{30,}) \{#(b\d+)\}", rb"\nKort sagt: \1 {#\2}", files[text], count=1)
    assert changed[text] != files[text]
    _hand_in(page, _written(tmp_path / "ny.kpk", changed))
    expect(page.get_by_role("heading", name="Ta inn den nye utgaven?")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Endret").nth(1)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ta inn utgaven").click()
    said(page, "er tatt inn.")
    row = page.get_by_role("row").filter(has_text=f"no.tryggby/{PACKAGE}").filter(has_text="1.9.0")
    expect(row).to_contain_text("I bruk")
    check_page(page)
    page.goto(f"/laer/{PACKAGE}/")
    expect(page.get_by_text("Utgave 1.9.0")).to_be_visible()


@SHOWS
def test_editor_is_told_file_and_line_of_what_is_wrong(browser_as, tmp_path):
    page = browser_as("redaktor")
    files = _downloaded(page)
    manifest = next(path for path in sorted(files) if path.startswith("parts/") and path.endswith("/part.yaml"))
    lines = files[manifest].split(b"\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(b"minutes:"))
    lines[at] = b"minutes: mange"
    broken = files | {manifest: b"\n".join(lines)}
    _hand_in(page, _written(tmp_path / "feil.kpk", broken))
    expect(page.get_by_text("Ingenting er endret.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=manifest).first
    expect(row.get_by_role("cell").first).to_have_text(str(at + 1))
    expect(page.get_by_role("button", name=re.compile("^Ta inn"))).to_have_count(0)
    check_page(page)

    (tmp_path / "bilde.kpk").write_bytes(b"GIF89a, ingen pakke")
    _hand_in(page, tmp_path / "bilde.kpk")
    expect(wrong(page)).to_be_visible()
    check_page(page)


def _downloaded(page) -> dict[str, bytes]:
    """The files of the newest version, given out the way the page gives it."""
    page.goto("/pakker/")
    row = page.get_by_role("row").filter(has_text=f"no.tryggby/{PACKAGE}").filter(has_text="I bruk")
    with page.expect_download() as download:
        row.get_by_role("link", name=re.compile("Last ned")).click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _written(path, files: dict[str, bytes]):
    """A .kpk with its own lock."""
    path.write_bytes(pack(files | {"lock.json": lock(files)}))
    return path


def _hand_in(page, path) -> None:
    page.goto("/pakker/")
    page.get_by_role("link", name="Sjekk og ta inn en pakke").click()
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="Sjekk filen").click()
