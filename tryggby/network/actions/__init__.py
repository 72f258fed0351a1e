"""The room's verbs."""

from tryggby.network.actions.finding import (
    agree_on_question,
    drop_finding,
    drop_question,
    finish_finding,
    lift_finding,
    move_finding,
)
from tryggby.network.actions.focus import set_focus_state
from tryggby.network.actions.intake import fetch_release, take_away_release, take_in_release
from tryggby.network.actions.network import (
    date_city_membership,
    end_city_membership,
    found_network,
    join_city,
    name_city,
    name_network,
    own_city,
)
from tryggby.network.actions.release import publish_release, renew_release
from tryggby.network.actions.trust import end_city_key, set_source, trust_city_key

__all__ = [
    "agree_on_question",
    "date_city_membership",
    "drop_finding",
    "drop_question",
    "end_city_key",
    "end_city_membership",
    "fetch_release",
    "finish_finding",
    "found_network",
    "join_city",
    "lift_finding",
    "move_finding",
    "name_city",
    "name_network",
    "own_city",
    "publish_release",
    "renew_release",
    "set_focus_state",
    "set_source",
    "take_away_release",
    "take_in_release",
    "trust_city_key",
]
