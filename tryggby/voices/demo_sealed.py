"""The demo city's duty and what children wrote there: a thread, a note and an alarm in every state.

All words are made up by adults. Everything is done by the room's own verbs, at the time it would have happened.
"""

import base64
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PIL import Image, ImageDraw

from tryggby.ground.door import oslo, travel
from tryggby.sealing.door import Outsider
from tryggby.voices.actions import danger, duty
from tryggby.voices.actions import note as notes
from tryggby.voices.actions import thread as threads
from tryggby.voices.actions.forgetting import forget_due
from tryggby.voices.actions.unread import call_for_unread
from tryggby.voices.keys import OpenedThread
from tryggby.voices.models import Channel, HelpThread, Note

WEEKDAYS = [0, 1, 2, 3, 4]
# days ago, words
WROTE = [
    (9, "Vi vil velge hva vi leser i samlingsstunden."),
    (5, "Det er fint at Amina sitter på gulvet sammen med oss."),
    (0, "Det er kaldt i garderoben om morgenen."),
    (0, "Kan dere si fra før vi skal ut, så jeg rekker å bygge ferdig?"),
]


def build(on: dt.date, *, channels: Mapping[str, Channel], crews: Mapping[str, tuple]) -> None:
    """`channels` and `crews` (reader, backup, leader) by unit name; the first has everything, the second an alarm that
    nobody took, one that was taken and left, and a text that nobody has read."""
    first, second = crews
    for unit, crew in crews.items():
        with _at(on, 200):
            _roster(on, channels[unit], crew)
    reader, _backup, leader = crews[first]
    _long_ago(on, channels[first], reader)
    _notes(on, channels[first], reader)
    _threads(on, channels[first], reader, leader)
    with _at(on, 8):
        _take(_cry(channels[second], "Jeg sover dårlig om natta.", "demo taken and left"), crews[second][0])
    with _at(on, 4):
        notes.leave_notes(channel=channels[second], text="Kan vi få lengre friminutt?")
    with _at(on, 1, dt.time(9, 10)):
        threads.start_thread(
            channel=channels[second], text="Kan noen snakke med meg?", once="demo nobody takes it", danger=True
        )
    with _at(on, 1, dt.time(12)):
        call_for_unread()
        danger.climb_ladders()


def _roster(on: dt.date, channel: Channel, crew: tuple) -> None:
    reader, backup, leader = crew
    duty.set_duty(
        by=leader,
        channel=channel,
        reader=reader,
        backup=backup,
        leader=leader,
        since=on - dt.timedelta(days=200),
        until=on + dt.timedelta(days=120),
        days=WEEKDAYS,
        opens=dt.time(8),
        closes=dt.time(15, 30),
    )


def _long_ago(on: dt.date, channel: Channel, reader) -> None:
    """Two texts that are deleted by now; their receipt is left."""
    with _at(on, 48):
        for words in ("Maten er god.", "Flere turer i skogen."):
            for note in notes.leave_notes(channel=channel, text=words):
                notes.lay_aside_note(by=reader, note=note)
    with _at(on, 14):
        forget_due()


def _notes(on: dt.date, channel: Channel, reader) -> None:
    made: list[Note] = []
    for days, words in WROTE:
        with _at(on, days):
            made += notes.leave_notes(channel=channel, text=words)
    with _at(on, 0, dt.time(11)):
        notes.leave_notes(channel=channel, drawing=_drawing())
    with _at(on, 4, dt.time(11)):
        notes.note_to_advice(
            by=reader, note=made[0], theme="decide", paraphrase="La oss være med og velge bok.", band="few"
        )
        notes.lay_aside_note(by=reader, note=made[1])
    with _at(on, 12):
        (flagged,) = notes.leave_notes(channel=channel, text="Broren min sparker meg når ingen ser det.")
    with _at(on, 12, dt.time(10, 9)):
        alarm = flagged.escalations.get()
        danger.hand_over(by=reader, escalation=alarm, to="child_welfare", on=_weekday(on, 12))


def _threads(on: dt.date, channel: Channel, reader, leader) -> None:
    """Closed, answered and gone on with, practised, and new."""
    with _at(on, 20):
        closed = _cry(channel, "Jeg har ingen å være sammen med ute.", "demo closed")
        _take(closed, reader)
        threads.write_as_adult(by=reader, thread=closed, text="Så fint at du sa det. I morgen leker jeg med dere ute.")
        danger.close_escalation(by=reader, escalation=closed.escalations.get(), because="answered")
        threads.close_thread(by=reader, thread=closed)
    with _at(on, 6):
        going = _cry(channel, "Det er noen som ler av meg når jeg snakker.", "demo goes on")
        _take(going, reader)
        threads.write_as_adult(
            by=reader,
            thread=going,
            text="Det skal du slippe. Skal jeg snakke med dem, eller gjør vi det sammen?",
        )
    with _at(on, 1, dt.time(9)):
        child = OpenedThread(going, Outsider(bytes(going.public)))
        threads.write_as_child(opened=child, text="Sammen. Men ikke på mandag.", once="demo goes on, the child")
        _take(going, reader)
    with _at(on, 15):
        for practice in duty.practise():
            if practice.channel_id == channel.pk:
                danger.close_escalation(by=leader, escalation=practice, because="")
            else:
                danger.acknowledge(by=reader, escalation=practice)
    with _at(on, 0, dt.time(15, 5)):
        _cry(channel, "Jeg vil snakke med en voksen om noe hjemme.", "demo new")


def _cry(channel: Channel, text: str, once: str) -> HelpThread:
    return threads.start_thread(channel=channel, text=text, once=once)[0]


def _take(thread: HelpThread, reader) -> None:
    for alarm in thread.escalations.open():
        danger.acknowledge(by=reader, escalation=alarm)


def _drawing() -> str:
    """A house with a sun, as a child draws it."""
    image = Image.new("RGB", (640, 420), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((220, 200, 420, 380), outline="brown", width=6)
    pen.polygon([(200, 200), (320, 110), (440, 200)], outline="red", width=6)
    pen.ellipse((500, 30, 580, 110), outline="orange", width=8)
    for x in (270, 340):
        pen.ellipse((x, 300, x + 24, 324), outline="blue", width=5)
        pen.line((x + 12, 324, x + 12, 372), fill="blue", width=5)
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return "data:image/png;base64," + base64.b64encode(stored.getvalue()).decode()


def _weekday(on: dt.date, days: int) -> dt.date:
    """So many days ago, or the weekday before."""
    day = on - dt.timedelta(days=days)
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


@contextmanager
def _at(on: dt.date, days: int, clock: dt.time = dt.time(10)) -> Iterator[None]:
    with travel(oslo(_weekday(on, days), clock)):
        yield
