"""When children can write in their own words."""


def text_is_open(channel, at=None) -> bool:
    """True while the channel takes own words and a named reader is on the roster at `at` (now when not given)."""
    return False
