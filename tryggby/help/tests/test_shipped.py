"""The starter set comes in once, is renewed, and never overwrites what an editor changed."""

import shutil

import pytest
import yaml

from tryggby.audit.door import Entry
from tryggby.help.actions import check_line, edit_line, load_shipped, withdraw_line
from tryggby.help.actions.shipped import FOLDER
from tryggby.help.door import law_snippets, lines_for
from tryggby.help.models import HelpLine, LawSnippet

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(tmp_path):
    """A newer starter set, in which 116 111 and VO-linjen have other numbers."""
    folder = tmp_path / "shipped"
    shutil.copytree(FOLDER, folder)
    data = yaml.safe_load((folder / "lines.yaml").read_text("utf-8"))
    for line in data["lines"]:
        if line["id"] in {"alarmtelefonen", "vo-linjen", "legevakt"}:
            line["phone"] = "99 99 99 99"
    (folder / "lines.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


def test_it_comes_in_once():
    assert load_shipped(by=None) > 50
    before = HelpLine.objects.count(), LawSnippet.objects.count(), Entry.objects.count()
    assert load_shipped(by=None) == 0
    assert (HelpLine.objects.count(), LawSnippet.objects.count(), Entry.objects.count()) == before


def test_a_newer_set_leaves_what_editors_changed(shipped, eva, newer):
    changed, gone = (HelpLine.objects.get(shipped_id=name) for name in ("alarmtelefonen", "legevakt"))
    edit_line(by=eva, line=changed, texts={}, name="Alarmtelefonen")
    withdraw_line(by=eva, line=gone)
    assert load_shipped(by=None, folder=newer) == 1
    numbers = dict(HelpLine.objects.values_list("shipped_id", "phone"))
    assert numbers["alarmtelefonen"] == "116 111"
    assert numbers["legevakt"] == "116 117"
    assert numbers["vo-linjen"] == "99 99 99 99"


def test_a_check_holds_until_what_was_checked_changes(shipped, eva, newer):
    for name in ("vo-linjen", "kirkens-sos"):
        check_line(by=eva, line=HelpLine.objects.get(shipped_id=name))
    load_shipped(by=None, folder=newer)
    assert HelpLine.objects.get(shipped_id="vo-linjen").checked_at is None
    assert HelpLine.objects.get(shipped_id="kirkens-sos").checked_by == eva


def test_other_rooms_get_the_sections_of_a_service(shipped, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = law_snippets(service="barnehage", kinds=["report", "avert"])
    assert [law.shipped_id for law in found] == ["bhl-46", "bvl-13-2", "strl-196", "strl-kjl"]
    assert law_snippets(service="frivillig", kinds=["report"]) == []
    assert [law.section for law in law_snippets(ids=["bvl-13-2"])] == ["Barnevernsloven § 13-2"]


def test_other_rooms_get_the_numbers_of_a_reader(shipped, django_assert_num_queries):
    with django_assert_num_queries(2):
        cards = lines_for("child")
    assert cards[0].phone == "116 111"
    assert [card.phone for card in lines_for("child", danger=True)] == ["112", "113"]
    assert [card.phone for card in lines_for("employee", danger=True)] == ["112", "113", "110"]
