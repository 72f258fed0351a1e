"""Makes channels, advice and answers for tests and the demo city, by the room's own verbs."""

import datetime as dt

import factory

from tryggby.ground.door import today
from tryggby.organisations.factories import UnitFactory
from tryggby.voices import actions
from tryggby.voices.actions.statistic import release_due
from tryggby.voices.models import Advice, Channel, Question, RoomTalk, Statistic, Tally

# What a channel asks when nothing else is said.
ASKED = ("hort", "trygg", "vaere", "bedre")


def ask_in_library(slug: str) -> Question:
    """One of our own questions."""
    return actions.library_question(slug)


class ChannelFactory(factory.django.DjangoModelFactory):
    """An open channel with four questions for those from 13; `draft=True` leaves it unopened."""

    class Meta:
        model = Channel

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Fjell skole {n}")
    age_band = "from13"
    languages = ["nb", "nn", "se", "en", "ar"]
    face_pack = "five"
    takes = "nothing"
    reader = "Helsesykepleieren og rektor"
    reads_on = [0, 2]
    answer_within = 14
    asked = ASKED
    draft = False

    @classmethod
    def _create(cls, model_class, *args, asked, draft, **fields):
        channel = actions.set_up_channel(by=None, **fields)
        if asked:
            questions = [actions.library_question(slug) for slug in asked]
            actions.ask_children(by=None, channel=channel, questions=questions)
        return channel if draft else actions.open_channel(by=None, channel=channel)


def answered(channel: Channel, counts: list[int], week: dt.date, slug: str = "hort") -> None:
    """So many children gave each answer to a library question on five faces in a week; skipped is the first."""
    question = actions.library_question(slug)
    made = {"channel": channel, "promise": channel.promise, "question": question, "week": week, "scale": "five"}
    rows = [Tally(value=value, number=number, **made) for value, number in enumerate(counts) if number]
    Tally.objects.bulk_create(rows)


def release(day: dt.date) -> None:
    """What may be shown on a day is shown."""
    release_due(day)


def released_table(channel: Channel, **fields) -> Statistic:
    """A released table of the channel's first question on five faces; say `counts`, `hidden`, `since` and `until`."""
    return Statistic.objects.create(
        organisation=channel.organisation,
        service=channel.service,
        age_band=channel.age_band,
        question=channel.question_set.questions.first(),
        scale="five",
        **fields,
    )


class RoomTalkFactory(factory.django.DjangoModelFactory):
    """A group talk with one piece of advice."""

    class Meta:
        model = RoomTalk

    unit = factory.SubFactory(UnitFactory)
    method = "group"
    held_on = factory.LazyFunction(today)
    children = 8
    age_band = "from13"
    asked_by = "Helsesykepleier"
    by = None
    paraphrase = "Spør oss før dere ringer hjem."
    theme = "sharing"

    @classmethod
    def _create(cls, model_class, *args, paraphrase, theme, **fields):
        return actions.note_talk(advice=[{"paraphrase": paraphrase, "theme": theme}], **fields)


def advice_for(unit, *, by=None, answered_by=None, published_by=None, **words) -> Advice:
    """One piece of advice to a unit, answered and published when somebody is named."""
    (advice,) = RoomTalkFactory(unit=unit, by=by, **words).advice.all()
    if answered_by:
        text = "Vi spør dere først fra nå av."
        actions.reply_to_advice(by=answered_by, advice=advice, state="done", text=text, owner="Rektor")
    if published_by:
        advice = actions.publish_advice(by=published_by, advice=advice)
    return advice
