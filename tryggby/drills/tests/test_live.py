"""What comes when: injects by time, by act done and not done, after another, by hand, left out."""

from tryggby.drills.live import LEFT_OUT, injects_at, moments, seen_by

BODY = {
    "injects": [
        {"id": "start", "when": {"minute": 0}, "to": [], "text": "a"},
        {"id": "zip", "when": {"minute": 2, "done": "asked"}, "to": [], "text": "b"},
        {"id": "wait", "when": {"done": "told"}, "to": ["leader"], "text": "c"},
        {"id": "late", "when": {"minute": 4, "not_done": "note"}, "to": [], "text": "d"},
        {"id": "then", "when": {"after": {"inject": "wait", "minutes": 1}}, "to": [], "text": "e"},
        {"id": "hand", "when": {"facilitator": True}, "to": [], "text": "f"},
    ]
}


def out(acts=None, injects=None, elapsed=0):
    return [inject.id for inject in injects_at(BODY, acts or {}, injects or {}, elapsed) if inject.is_out]


def test_what_comes_at_once_and_what_waits():
    assert out(elapsed=0) == ["start"]
    assert out(elapsed=239) == ["start"]


def test_an_act_that_is_done_brings_its_inject_but_not_before_the_minute():
    assert out({"asked": 30}, elapsed=119) == ["start"]
    assert out({"asked": 30}, elapsed=120) == ["start", "zip"]
    assert out({"asked": 200}, elapsed=199) == ["start"]


def test_an_act_not_done_in_time_brings_its_inject():
    assert out(elapsed=240) == ["start", "late"]
    assert out({"note": 239}, elapsed=240) == ["start"]
    # Done too late: what has happened has happened.
    assert out({"note": 250}, elapsed=260) == ["start", "late"]


def test_one_follows_another_also_when_that_was_given_by_hand():
    assert out({"told": 100}, elapsed=159) == ["start", "wait"]
    assert out({"told": 100}, elapsed=160) == ["start", "wait", "then"]
    assert out(injects={"wait": 10}, elapsed=70) == ["start", "wait", "then"]


def test_one_left_out_never_comes_and_one_by_hand_comes_when_given():
    assert out(injects={"start": LEFT_OUT}, elapsed=500) == ["late"]
    assert "hand" not in out(elapsed=10_000)
    assert "hand" in out(injects={"hand": 77}, elapsed=77)


def test_moments_are_what_comes_by_itself():
    assert moments(BODY, {}, {}) == [0, 240]
    assert moments(BODY, {"told": 100, "asked": 5}, {"start": 0}) == [100, 120, 160, 240]


def test_a_role_sees_its_own_and_everybodys_newest_first():
    rows = injects_at(BODY, {"told": 100}, {}, 300)
    assert [inject.id for inject in seen_by(rows, "leader")] == ["late", "then", "wait", "start"]
    assert [inject.id for inject in seen_by(rows, "")] == ["late", "then", "start"]


def test_of_two_in_the_same_second_the_later_in_the_file_is_the_newer():
    rows = injects_at(BODY, {}, {"hand": 0}, 0)
    assert [inject.id for inject in seen_by(rows, "")] == ["hand", "start"]
