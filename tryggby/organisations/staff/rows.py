"""Cells as rows that mean something: a unit, and perhaps a person in it; with faults in plain words."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tryggby.organisations.staff.sheet import Cell, FileFault, Sheet
from tryggby.people.door import normalise_email

# The headings of the template, in order, and what they are called here.
COLUMNS = {
    "enhet": "unit",
    "overordnet enhet": "parent",
    "bydel": "district",
    "tjeneste": "service",
    "org.nr": "org_number",
    "fornavn": "given_name",
    "etternavn": "family_name",
    "e-post": "email",
    "stilling": "role",
    "stillingsprosent": "share",
    "fra": "since",
    "til": "until",
    "ekstern id": "external_id",
    "enhets-id": "unit_id",
}
OTHER_NAMES = {
    "enhetsnavn": "unit",
    "overordnet": "parent",
    "organisasjonsnummer": "org_number",
    "epostadresse": "email",
    "email": "email",
    "mail": "email",
    "rolle": "role",
    "prosent": "share",
    "startdato": "since",
    "fradato": "since",
    "sluttdato": "until",
    "tildato": "until",
    "ansattid": "external_id",
    "ansattnummer": "external_id",
    "ansattnr": "external_id",
}
LONGEST = {"unit": 200, "parent": 200, "district": 100, "given_name": 100, "family_name": 100, "email": 254}
LONGEST |= {"external_id": 80, "service": 80, "unit_id": 100}
ROLES = {"": "", "ansatt": "employee", "medarbeider": "employee", "leder": "leader", "enhetsleder": "leader"}
ROLES |= {"styrer": "leader", "rektor": "leader"}
TOLD = 5000
# The last day of payroll systems for whoever has no last day: 31.12.9999.
NO_END = 9999
OF_PERSON = ("given_name", "family_name", "email", "role", "share", "since", "until", "external_id")
FORMULA = re.compile(r"^[=+@\t\r＝＋＠]|^-(?=\D)")
# UTF-8 read as Windows-1252: «Ã¸», «Ã¥», «â€“»; and signs that stand for «unreadable».
GARBLED = re.compile("[ÃÂâ][\u0080-\u00bf\u0152-\u0178\u20ac‚-›™]|[\ufffd\u0080-\u009f]")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
NORWEGIAN_DAY = re.compile(r"(\d\d?)[./](\d\d?)[./](\d{4})")
UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


class Fault(NamedTuple):
    """What is wrong in one row."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, read and tidied. Empty means «not said»."""

    number: int
    unit: str
    parent: str = ""
    district: str = ""
    service: str = ""
    org_number: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    role: str = ""
    share: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    external_id: str = ""
    unit_id: str = ""

    def stored(self) -> list:
        """The row as JSON."""
        values = [getattr(self, name) for name in NAMES]
        return [value.isoformat() if isinstance(value, dt.date) else value for value in values]

    @classmethod
    def restored(cls, values: list) -> "Row":
        """The row of `stored`."""
        named = dict(zip(NAMES, values, strict=False))
        for name in ("since", "until"):
            named[name] = dt.date.fromisoformat(named[name]) if named[name] else None
        return cls(**named)


NAMES = [part.name for part in fields(Row)]


def read_rows(sheet: Sheet, tell: Callable[[int, int], None] | None = None) -> tuple[list[Row], list[Fault], list[str]]:
    """The rows that make sense, the faults of the others, and notes about the file.

    `tell` hears now and then how many rows are read, of how many.
    """
    places, unused = _places(sheet.heading)
    notes = [_("Vi bruker ikke kolonnen «%(name)s».") % {"name": name[:40]} for name in unused]
    rows, faults = [], []
    for turn, (number, cells) in enumerate(sheet.rows):
        if tell and turn % TOLD == 0:
            tell(turn, len(sheet.rows))
        try:
            if number in sheet.formulas:
                raise ValidationError(_("raden har en formel. Lim inn verdiene i stedet"))
            rows.append(_row(number, {name: cells[at] for name, at in places.items() if at < len(cells)}))
        except ValidationError as error:
            faults += [Fault(number, text) for text in error.messages]
    return rows, faults, notes


def _places(heading: list[str]) -> tuple[dict[str, int], list[str]]:
    known = {_plain(name): field for name, field in COLUMNS.items()} | OTHER_NAMES
    places: dict[str, int] = {}
    unused = []
    for at, name in enumerate(heading):
        column = known.get(_plain(name))
        if column and column in places:
            raise FileFault(_("Kolonnen «%(name)s» står to ganger i fila.") % {"name": name})
        if column:
            places[column] = at
        elif name:
            unused.append(name)
    if "unit" not in places:
        raise FileFault(_("Vi finner ikke kolonnen «enhet». Den første raden må ha overskriftene fra malen."))
    return places, unused


def _plain(name: str) -> str:
    return re.sub(r"[^a-zæøå]", "", name.casefold())


def _row(number: int, cells: dict[str, Cell]) -> Row:
    """One row; raises ValidationError with everything that is wrong in it."""
    values: dict = {}
    wrong: list[str] = []
    for name, cell in cells.items():
        try:
            values[name] = READERS.get(name, _text)(cell, name)
        except ValidationError as error:
            wrong += error.messages
    wrong += _of_row(values) if not wrong else []
    if wrong:
        raise ValidationError(wrong)
    return Row(number=number, **values)


def _of_row(values: dict) -> list[str]:
    """What is wrong with a row whose cells are right by themselves."""
    wrong = []
    if not values.get("unit"):
        wrong.append(_("enheten mangler"))
    if any(values.get(name) not in ("", None) for name in OF_PERSON):
        if not values.get("email"):
            wrong.append(_("e-posten mangler"))
        if not values.get("given_name"):
            wrong.append(_("fornavnet mangler"))
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        wrong.append(_("«til» er før «fra»"))
    return wrong


def _text(cell: Cell, name: str) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(UNSEEN.sub("", "" if cell is None else str(cell)).split())
    heading = _heading(name)
    if FORMULA.match(text):
        raise ValidationError(_("«%(name)s» begynner med et tegn som regneark leser som formel") % {"name": heading})
    if GARBLED.search(text):
        words = {"name": heading, "text": text[:40]}
        raise ValidationError(_("«%(name)s» har ødelagte tegn: %(text)s. Lagre fila som CSV UTF-8") % words)
    if len(text) > LONGEST.get(name, 200):
        raise ValidationError(_("«%(name)s» er for lang") % {"name": heading})
    return text


def _email(cell: Cell, name: str) -> str:
    text = normalise_email(_text(cell, name))
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(_("«%(text)s» er ikke en e-postadresse") % {"text": text[:60]}) from None
    return text


def _org_number(cell: Cell, name: str) -> str:
    text = _text(cell, name).replace(" ", "")
    if text and not re.fullmatch(r"[0-9]{9}", text):
        raise ValidationError(_("et organisasjonsnummer har ni siffer, ikke «%(text)s»") % {"text": text[:20]})
    return text


def _role(cell: Cell, name: str) -> str:
    text = _text(cell, name)
    if text.casefold() not in ROLES:
        raise ValidationError(_("stilling må være leder eller ansatt, ikke «%(text)s»") % {"text": text[:40]})
    return ROLES[text.casefold()]


def _share(cell: Cell, name: str) -> int | None:
    """Percent. A number up to 1 is a share of one, as spreadsheets store percent."""
    text = str(cell if cell is not None else "").replace("%", "").replace(",", ".").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    number = number * 100 if 0 < number <= 1 else number
    if not 0 <= number <= 100:
        words = {"text": str(cell)[:20]}
        raise ValidationError(_("stillingsprosent må være mellom 0 og 100, ikke «%(text)s»") % words)
    return round(number)


def _day(cell: Cell, name: str) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if not isinstance(cell, dt.date):
        text = "" if cell is None else str(cell).strip()
        if not text:
            return None
        cell = _parsed(text)
    if name == "until" and cell is not None and cell.year == NO_END:
        return None
    if cell is None or not 1950 <= cell.year <= 2100:
        raise ValidationError(_("«%(name)s» er ikke en dato. Skriv for eksempel 01.08.2026") % {"name": _heading(name)})
    return cell


def _parsed(text: str) -> dt.date | None:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", text) or re.fullmatch(
        r"(\d\d?)[./](\d\d?)[./](\d{4})", text
    )
    if not found:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _heading(name: str) -> str:
    return next(heading for heading, column in COLUMNS.items() if column == name)


READERS = {
    "email": _email,
    "org_number": _org_number,
    "role": _role,
    "share": _share,
    "since": _day,
    "until": _day,
}
