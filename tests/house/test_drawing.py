"""The drawing of the house agrees with its floors."""

from tests.house.drawing import PATH, draw


def test_the_drawing_is_fresh():
    assert PATH.exists(), "run bin/house"
    assert PATH.read_text("utf-8") == draw(), "docs/house.md is stale: run bin/house"
