"""Small groups are hidden, together with what they could be worked out from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggby.insight.door import hide_share, hide_small, share_words


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=9))
def test_no_small_count_is_shown_and_none_can_be_subtracted_out(counts):
    shown = hide_small(counts)
    assert all(value is None or value == 0 or value >= 5 for value in shown)
    assert all(value is None or value == count for value, count in zip(shown, counts, strict=True))
    hidden = [count for value, count in zip(shown, counts, strict=True) if value is None]
    if any(0 < count < 5 for count in counts) and len(counts) > 1:
        assert len(hidden) >= 2


@given(st.lists(st.integers(min_value=5, max_value=400), max_size=9))
def test_large_counts_are_all_shown(counts):
    assert hide_small(counts) == counts


@pytest.mark.parametrize(
    ("done", "total", "shown"),
    [
        (0, 4, (None, None)),
        (3, 40, (None, 40)),
        (37, 40, (None, 40)),
        (40, 40, (40, 40)),
        (0, 40, (0, 40)),
        (20, 40, (20, 40)),
    ],
)
def test_a_share_is_hidden_when_it_or_the_rest_is_small(done, total, shown):
    assert hide_share(done, total) == shown


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (2, 4, "vises ikke"),
        (0, 12, "ingen ennå"),
        (4, 12, "noen få"),
        (9, 12, "nesten alle"),
        (12, 12, "12 av 12"),
        (6, 12, "6 av 12"),
    ],
)
def test_small_groups_are_told_in_words(done, total, words):
    assert share_words(done, total) == words
