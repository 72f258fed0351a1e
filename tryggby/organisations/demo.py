"""The demo city's staff files: one that was taken in, with its report, and a reorganisation that waits for a look."""

import csv
import datetime as dt
import io
from collections import Counter

from tryggby.ground.door import oslo, travel
from tryggby.organisations.actions import accept_staff, plan_of, upload_staff
from tryggby.organisations.models import Membership, Organisation, Unit
from tryggby.organisations.staff.rows import COLUMNS

NUMBERS = {"Kulturhuset Kaia": "999000101", "Helsestasjon Sør": "999000102", "Psykisk helse": "999000103"}
RENAMED = {"Kulturhuset Kaia": "Kaia kultur og fritid"}
MERGED = {"PP-tjenesten": "Psykisk helse"}
NEW = {"enhet": "Oppvekst Sør", "enhets-id": "E900", "bydel": "Solvik sør", "tjeneste": "pp-tjeneste"}
BELOW = ("Helsestasjon Sør", "Psykisk helse")


def build_demo(sender, on: dt.date, organisation: Organisation, people: dict, **kwargs) -> None:
    """Take in a file of two weeks ago, and leave a reorganisation waiting since this morning."""
    by = people["koordinator"]
    with travel(oslo(on - dt.timedelta(days=14), dt.time(9, 40))):
        lines = [{"enhet": name, "org.nr": number} for name, number in NUMBERS.items()]
        lines.append({"enhet": "Nattugla", "tjeneste": "uteseksjon"})
        data = _file(lines)
        upload = upload_staff(by=by, organisation=organisation, name="enheter.csv", data=data, end_missing=False)
        accept_staff(by=by, upload=upload, digest=plan_of(upload).digest)
    with travel(oslo(on, dt.time(7, 35))):
        data, name = _file(_reorganised(organisation, people)), "ny-organisering.csv"
        upload_staff(by=by, organisation=organisation, name=name, data=data, end_missing=True)


def _reorganised(organisation: Organisation, people: dict) -> list[dict]:
    """Everybody as they are, but one unit renamed, two below a new one, one merged; one who moves, one who leaves."""
    lines = [NEW]
    for unit in Unit.objects.open().filter(organisation=organisation).exclude(name__in=MERGED).order_by("pk"):
        above = NEW["enhet"] if unit.name in BELOW else ""
        lines.append({"enhet": _now(unit.name), "enhets-id": unit.external_id, "overordnet enhet": above})
    held = Membership.objects.live().filter(unit__organisation=organisation).select_related("unit", "person")
    known = {person.pk for person in people.values()}
    places = Counter(held.values_list("person_id", flat=True))
    free = [row for row in held.order_by("pk") if row.person_id not in known and row.role == Membership.Role.EMPLOYEE]
    free = [row for row in free if places[row.person_id] == 1]
    leaver, mover = free[-1].pk, free[-2].pk
    for row in held.order_by("pk"):
        if row.pk != leaver:
            lines.append(_line(row, "Havna skole" if row.pk == mover else _now(row.unit.name)))
    return lines


def _now(name: str) -> str:
    return RENAMED.get(name) or MERGED.get(name) or name


def _line(held: Membership, unit: str) -> dict:
    role = "leder" if held.role == Membership.Role.LEADER and held.unit.name not in MERGED else "ansatt"
    who = {"fornavn": held.person.given_name, "etternavn": held.person.family_name, "e-post": held.person.email}
    return who | {"enhet": unit, "stilling": role, "stillingsprosent": held.share}


def _file(lines: list[dict]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(COLUMNS), delimiter=";")
    table.writeheader()
    table.writerows(lines)
    return out.getvalue().encode()
