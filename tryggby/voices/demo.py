"""The demo city's channels in every state, a year of answers with their figures, and advice with every kind of reply.

Everything is done by the room's own verbs; only the answers of the year are written as counts at once.
"""

import datetime as dt
import random
from collections.abc import Mapping

from tryggby.ground.door import oslo, travel
from tryggby.voices import actions
from tryggby.voices.actions.answer import scale_of, values_of
from tryggby.voices.models import Advice, AdviceReply, Channel, Tally, TruthTally
from tryggby.voices.weeks import week_of

# unit, the name children know, age band, faces, own words, who reads, what is asked, children a week, how it stands
CHANNELS = [
    (
        "Furulia barnehage",
        "Furulia",
        "under13",
        "happy",
        "drawing",
        "Amina og Maja",
        ("hort", "vaere", "voksen"),
        7,
        "open",
    ),
    (
        "Fjordgløtt barnehage",
        "Fjordgløtt",
        "under13",
        "happy",
        "nothing",
        "Styreren",
        ("hort", "vaere", "voksen"),
        5,
        "open",
    ),
    (
        "Solvik skole",
        "Solvik skole",
        "from13",
        "five",
        "text",
        "Helsesykepleieren og rektor",
        ("hort", "trygg", "deling", "bedre"),
        12,
        "open",
    ),
    (
        "Havna skole",
        "Havna skole",
        "from13",
        "five",
        "nothing",
        "Miljøterapeuten",
        ("hort", "trygg", "deling", "bedre"),
        9,
        "open",
    ),
    (
        "Helsestasjon Nord",
        "Helsestasjonen",
        "from13",
        "five",
        "text",
        "Helsesykepleieren",
        ("snakke", "forstod"),
        0,
        "draft",
    ),
    (
        "Helsestasjon Sør",
        "Helsestasjonen i sør",
        "from13",
        "five",
        "nothing",
        "Helsesykepleieren",
        ("snakke", "forstod"),
        4,
        "paused",
    ),
    ("Kulturhuset Kaia", "Kaia", "from13", "five", "nothing", "Huslederen", ("vaere", "bestemme"), 5, "closed"),
    # The neighbour city's.
    (
        "Lia skole",
        "Lia skole",
        "from13",
        "five",
        "nothing",
        "Miljøterapeuten",
        ("hort", "trygg", "deling", "bedre"),
        11,
        "open",
    ),
    ("Lia barnehage", "Lia", "under13", "happy", "nothing", "Styreren", ("hort", "vaere", "voksen"), 8, "open"),
]
# unit, theme, paraphrase, how, children, days ago, then the replies: (days ago, state, text, owner, days until due)
ADVICE = [
    (
        "Furulia barnehage",
        "decide",
        "La oss velge bok selv.",
        "group",
        9,
        80,
        [
            (76, "trying", "Vi prøver bokkasse på avdelingen i to uker.", "Pedagogisk leder", 60),
            (55, "done", "Nå står bokkassen framme. Dere velger.", "Pedagogisk leder", None),
        ],
    ),
    ("Furulia barnehage", "time", "Ikke si «straks» når dere mener lenge.", "group", 9, 24, []),
    (
        "Furulia barnehage",
        "place",
        "Vi vil ha et stille hjørne.",
        "dialogue",
        12,
        40,
        [(30, "trying", "Vi lager et hjørne med puter på rommet vårt.", "Styreren", 20)],
    ),
    (
        "Solvik skole",
        "sharing",
        "Spør oss før dere ringer hjem.",
        "council",
        14,
        120,
        [(110, "done", "Alle voksne spør nå først. Er det fare, sier vi hvorfor vi må ringe.", "Rektor", None)],
    ),
    (
        "Solvik skole",
        "time",
        "Helsesykepleieren må være her hver dag.",
        "letterbox",
        22,
        90,
        [
            (
                84,
                "cannot",
                "Vi har ikke råd til flere dager nå. Hun er her tirsdag og torsdag, og svarer på melding andre dager.",
                "Rektor",
                None,
            )
        ],
    ),
    (
        "Havna skole",
        "heard",
        "Hør ferdig før dere svarer.",
        "group",
        6,
        30,
        [(26, "heard", "Vi har snakket om det på personalmøtet.", "Rektor", None)],
    ),
    ("Solvik skole", "understood", "Forklar hva et møte er før vi skal i det.", "dialogue", 8, 9, []),
    (
        "Lia skole",
        "place",
        "Vi trenger et rom der vi kan lukke døra.",
        "council",
        16,
        70,
        [(60, "done", "Rom 12 er deres i alle friminutt. Døra kan lukkes.", "Rektor", None)],
    ),
    (
        "Lia barnehage",
        "decide",
        "La oss bestemme hvem vi sitter ved siden av.",
        "group",
        10,
        45,
        [(40, "trying", "Vi prøver det ved frokosten i november.", "Styreren", 30)],
    ),
]


def build(on: dt.date, *, units: Mapping, leaders: Mapping, by, rng: random.Random) -> dict[str, Channel]:
    """Build as if it is `on`; `by` is the coordinator, `leaders` by unit name. Returns channels by unit name."""
    with travel(oslo(on - dt.timedelta(days=380), dt.time(9))):
        here = [row for row in CHANNELS if row[0] in units]
        channels = {row[0]: _channel(row, units[row[0]], leaders[row[0]]) for row in here}
    for row in here:
        _year(channels[row[0]], row[7], on, rng)
    for months in range(12, -1, -1):
        day = on - dt.timedelta(days=30 * months)
        with travel(oslo(day, dt.time(5))):
            actions.release_due(day)
    for row in (row for row in ADVICE if row[0] in units):
        _advice(row, units[row[0]], leaders[row[0]], by, on, rng)
    with travel(oslo(on, dt.time(5))):
        actions.release_truths(on)
    return channels


def _channel(row: tuple, unit, leader) -> Channel:
    _unit, name, age_band, pack, takes, reader, asked, _weekly, state = row
    channel = actions.set_up_channel(
        by=leader,
        unit=unit,
        name=name,
        age_band=age_band,
        face_pack=pack,
        takes=takes,
        reader=reader,
        languages=["nb", "nn", "se", "en", "ar"],
        reads_on=[0, 1, 2, 3, 4] if takes != "nothing" else [0, 3],
        answer_within=14,
    )
    questions = [actions.library_question(slug) for slug in asked]
    actions.ask_children(by=leader, channel=channel, questions=questions)
    if state != "draft":
        channel = actions.open_channel(by=leader, channel=channel)
    if state == "paused":
        channel = actions.pause_channel(
            by=leader, channel=channel, because="Helsesykepleieren er syk. Åpner igjen snart."
        )
    return actions.close_channel(by=leader, channel=channel) if state == "closed" else channel


def _year(channel: Channel, weekly: int, on: dt.date, rng: random.Random) -> None:
    """A year of answers, most of them good, none of them all the same."""
    if not weekly:
        return
    questions = list(channel.question_set.questions.order_by("places__order"))
    promise, rows = channel.promise, []
    for number in range(52, 0, -1):
        week = week_of(on) - dt.timedelta(weeks=number)
        children = 0 if week.month == 7 else rng.randint(weekly // 2, weekly + weekly // 2)
        for question in questions:
            values = [0, *values_of(question, channel.face_pack)]
            weights = [1, *range(2, 2 * len(values), 2)]
            chosen = rng.choices(values, weights=weights, k=children)
            rows += [
                Tally(
                    channel=channel,
                    promise=promise,
                    question=question,
                    week=week,
                    scale=scale_of(question, channel.face_pack),
                    value=value,
                    number=chosen.count(value),
                )
                for value in sorted(set(chosen))
            ]
    Tally.objects.bulk_create(rows, batch_size=1000)


def _advice(row: tuple, unit, leader, by, on: dt.date, rng: random.Random) -> Advice:
    _unit, theme, paraphrase, method, children, ago, replies = row
    band = "under13" if "barnehage" in unit.name else "from13"
    with travel(oslo(on - dt.timedelta(days=ago), dt.time(13))):
        talk = actions.note_talk(
            by=leader,
            unit=unit,
            method=method,
            held_on=on - dt.timedelta(days=ago + 2),
            children=children,
            age_band=band,
            asked_by="Pedagogisk leder" if band == "under13" else "Helsesykepleier",
            advice=[{"theme": theme, "paraphrase": paraphrase}],
        )
    advice = talk.advice.get()
    for days, state, text, owner, due in replies:
        with travel(oslo(on - dt.timedelta(days=days), dt.time(14))):
            due_on = on + dt.timedelta(days=due - days) if due else None
            reply = actions.reply_to_advice(
                by=leader, advice=advice, state=state, text=text, owner=owner, due_on=due_on
            )
            if not advice.published_at:
                advice = actions.publish_advice(by=by, advice=advice)
    if replies and state != AdviceReply.State.HEARD:
        few = 2 if state == AdviceReply.State.CANNOT else 6
        told = zip(TruthTally.Value.values, (rng.randint(12, 20), rng.randint(5, 9), few), strict=True)
        week = week_of(on - dt.timedelta(days=days - 7))
        TruthTally.objects.bulk_create(
            TruthTally(reply=reply, week=week, value=value, number=number) for value, number in told
        )
    return advice
