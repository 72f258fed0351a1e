"""The demo city's help lines: its own, fresh and overdue, one withdrawn; and checks of the country's.

The numbers begin with two zeros, so that nobody is called by them.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from tryggby.ground.door import oslo, travel
from tryggby.help.actions import add_line, check_law, check_line, load_shipped, withdraw_line
from tryggby.help.models import HelpLine, LawSnippet

GUARD = "man–fre 15.30–08\nlør døgnåpent\nsøn 00–00, 20–08\nhelligdag 00–00, 20–08"
OWN = [
    {
        "days": 6,
        "name": "Barneverntjenesten i Solvik",
        "phone": "00 12 34 56",
        "hours": "man–fre 08–15.30\nhelligdag stengt\nnyttårsaften 08–12",
        "audiences": ["adult", "worried", "employee"],
        "keeps_record": "yes",
        "web": "https://solvik.example/barnevern",
        "source": "https://solvik.example/barnevern",
        "texts": {
            "nb": "Når du er bekymret for et barn. Du kan drøfte uten å si hvem barnet er.",
            "nn": "Når du er uroa for eit barn. Du kan drøfte utan å seie kven barnet er.",
            "en": "When you worry about a child. You can discuss without saying who the child is.",
        },
    },
    {
        "days": 6,
        "name": "Barnevernvakta i Solvik",
        "phone": "00 12 34 65",
        "hours": GUARD,
        "audiences": ["child", "adult", "worried", "employee"],
        "keeps_record": "yes",
        "source": "https://solvik.example/barnevernvakt",
        "texts": {
            "nb": "Kveld, natt og helg, når et barn eller en familie trenger hjelp nå.",
            "nn": "Kveld, natt og helg, når eit barn eller ein familie treng hjelp no.",
            "en": "Evenings, nights and weekends, when a child or a family needs help now.",
        },
    },
    {
        "days": 47,
        "name": "Solvikhjelpa",
        "phone": "00 12 34 70",
        "hours": "man–tor 09–18\nfre 09–15\nhelligdag stengt",
        "audiences": ["child", "adult", "worried"],
        "free": "yes",
        "area": "Nord og Sør",
        "source": "https://solvik.example/hjelpa",
        "texts": {
            "nb": "Hjelp til barn, unge og foreldre. Du trenger ikke henvisning.",
            "en": "Help for children, young people and parents. No referral needed.",
        },
    },
    {
        "days": 12,
        "name": "Helsestasjon for ungdom",
        "phone": "00 12 34 80",
        "hours": "tir 15–18\ntor 15–18\nhelligdag stengt",
        "audiences": ["child"],
        "age_min": 13,
        "age_max": 20,
        "free": "yes",
        "source": "https://solvik.example/ungdom",
        "texts": {
            "nb": "Snakk med helsesykepleier eller lege om kropp, følelser og det som er vanskelig.",
            "nn": "Snakk med helsesjukepleiar eller lege om kropp, kjensler og det som er vanskeleg.",
            "en": "Talk to a nurse or a doctor about body, feelings and what is hard.",
        },
    },
]
# Days since somebody last looked at the country's lines and sections.
CHECKED = {"alarmtelefonen": 4, "vo-linjen": 4, "kors-pa-halsen": 4, "legevakt": 9, "mental-helse": 44}
READ = {"bvl-13-2": 20, "strl-196": 20, "bhl-46": 20, "oppl-melde": 20, "hpl-33": 20, "fvl-13": 210}


def build(on: dt.date, *, organisation, by) -> None:
    """Build the register as if it is `on`; `by` is the editor."""
    with _at(on - dt.timedelta(days=250)):
        load_shipped(by=None)
        old = add_line(
            by=by,
            organisation=organisation,
            name="Solvik krisetelefon",
            phone="00 12 34 99",
            audiences=["adult"],
            source="https://solvik.example/krise",
            texts={"nb": "Lagt ned i vår."},
        )
    with _at(on - dt.timedelta(days=150)):
        withdraw_line(by=by, line=old)
    for row in sorted(OWN, key=lambda row: -int(str(row["days"]))):
        facts = dict(row)
        with _at(on - dt.timedelta(days=int(str(facts.pop("days"))))):
            add_line(by=by, organisation=organisation, **facts)  # type: ignore[arg-type]
    for name, days in READ.items():
        with _at(on - dt.timedelta(days=days)):
            check_law(by=by, law=LawSnippet.objects.get(shipped_id=name))
    for name, days in CHECKED.items():
        with _at(on - dt.timedelta(days=days)):
            check_line(by=by, line=HelpLine.objects.get(shipped_id=name))


@contextmanager
def _at(day: dt.date) -> Iterator[None]:
    with travel(oslo(day, dt.time(11))):
        yield
