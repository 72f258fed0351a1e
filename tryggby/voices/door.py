"""The door of children's advice: its nouns and its verbs."""

from tryggby.voices.actions import (
    note_talk,
    open_channel,
    pause_channel,
    publish_advice,
    reply_to_advice,
    set_up_channel,
    withdraw_advice,
    write_advice,
)
from tryggby.voices.actions.drill_practice import (
    begin_drill_practice,
    drill_practice,
    end_drill_practice,
    practice_channel,
)
from tryggby.voices.figures import Table, first_table, next_table
from tryggby.voices.models import Advice, AdviceReply, Channel, RoomTalk
from tryggby.voices.public_advice import PublicAdvice, advice_words, public_advice
from tryggby.voices.public_figures import (
    PublicFigure,
    age_words,
    answer_rows,
    library_words,
    place_figures,
    public_figures,
    question_words,
)
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import text_is_open
from tryggby.voices.signals import advice_withdrawn, questions_agreed
from tryggby.voices.waiting import on_duty_rows, overdue_alarms

__all__ = [
    "Advice",
    "AdviceReply",
    "Channel",
    "PublicAdvice",
    "PublicFigure",
    "Refused",
    "RoomTalk",
    "Table",
    "advice_withdrawn",
    "advice_words",
    "age_words",
    "answer_rows",
    "begin_drill_practice",
    "build_demo",
    "build_sealed_demo",
    "drill_practice",
    "end_drill_practice",
    "first_table",
    "library_words",
    "load_shipped",
    "newest_answers",
    "next_table",
    "note_talk",
    "on_duty_rows",
    "open_channel",
    "overdue_alarms",
    "pause_channel",
    "place_figures",
    "practice_channel",
    "public_advice",
    "public_figures",
    "publish_advice",
    "question_words",
    "questions_agreed",
    "reply_to_advice",
    "set_up_channel",
    "text_is_open",
    "withdraw_advice",
    "write_advice",
]


def load_shipped(*, by) -> int:
    """Our words of the promise: where they have changed, channels promise them anew from now on; returns how many."""
    from tryggby.voices.actions import renew_promises

    return renew_promises()


def build_demo(on, **around):
    """The demo city's channels, answers and advice as if it is `on`: `units`, `leaders`, `by`, `rng` as keywords."""
    from tryggby.voices.demo import build

    return build(on, **around)


def build_sealed_demo(on, **around) -> None:
    """What is sealed in the demo city, as if it is `on`: `channels`, `crews` (channel's unit → three people)."""
    from tryggby.voices.demo_sealed import build

    build(on, **around)


def newest_answers(most: int = 2) -> list:
    """The newest advice that everybody may read, with what was answered: rows as the public page shows them."""
    from tryggby.voices.seen import advice_rows

    return advice_rows(list(Advice.objects.public().select_related("service").order_by("-published_at", "-pk")[:most]))
