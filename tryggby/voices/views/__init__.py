"""The room's pages, split by who reads them."""

from .advice import advice, advice_list, advice_publication, figures, talk
from .channels import (
    cards,
    change,
    channel,
    channels,
    new_channel,
    own_question,
    poster,
    preview,
    questions,
    state,
    truth_poster,
)
from .child import entry, flow, thanks
from .public import said_and_did, said_and_did_in, trust
from .truth import truth

__all__ = [
    "advice",
    "advice_list",
    "advice_publication",
    "cards",
    "change",
    "channel",
    "channels",
    "entry",
    "figures",
    "flow",
    "new_channel",
    "own_question",
    "poster",
    "preview",
    "questions",
    "said_and_did",
    "said_and_did_in",
    "state",
    "talk",
    "thanks",
    "trust",
    "truth",
    "truth_poster",
]
