"""The starter set that comes with the product: the country's help lines and sections of the law."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import yaml
from django.db import transaction

from tryggby.audit.door import record
from tryggby.help.actions.lines import write_texts
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.help.static_copy import write_soon

FOLDER = Path(__file__).parent.parent / "shipped"
PLACINGS = {"danger": "c", "first": "b", "form": "0"}
AS_THEY_ARE = (
    *("name", "phone", "sms", "web", "hours", "written_hours", "sure_hours"),
    *("anonymous", "keeps_record", "free", "languages", "source", "sure"),
)


@transaction.atomic
def load_shipped(*, by=None, folder: Path = FOLDER) -> int:
    """Bring in the starter set; returns how many records are new or newer.

    May run at any time: a record that an editor has changed or withdrawn is left alone, and one that only was
    checked keeps its check unless what it says has changed.
    """
    lines = yaml.safe_load((folder / "lines.yaml").read_text("utf-8"))
    laws = yaml.safe_load((folder / "laws.yaml").read_text("utf-8"))
    count = sum(_line(row, lines, number) for number, row in enumerate(lines["lines"]))
    count += sum(_law(row, laws) for row in laws["laws"])
    if count:
        first = HelpLine.objects.order_by("pk")[0]
        record(by=by, verb="load_help", of=first, records=count)
        write_soon()
    return count


def _line(row: dict, data: dict, number: int) -> bool:
    facts: dict[str, object] = {name: str(row.get(name, "")).strip() for name in AS_THEY_ARE if name in row}
    ages = row.get("ages", [None, None])
    facts |= {
        "audiences": row["for"],
        "placing": PLACINGS.get(row.get("placing", ""), "a"),
        "order": 10 * (number + 1),
        "age_min": ages[0] or None,
        "age_max": ages[1],
        "chat_url": row.get("chat", ""),
    }
    line = _bring_in(HelpLine, row, data, facts)
    if line is None:
        return False
    write_texts(line, row["text"])
    return True


def _law(row: dict, data: dict) -> bool:
    facts = {name: row[name] for name in ("kind", "services", "section", "gist", "source", "sure")}
    return _bring_in(LawSnippet, row, data, facts) is not None


def _bring_in(model, row: dict, data: dict, facts: dict):
    """The new or renewed record, or None when there is nothing to do."""
    stamp = hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
    known = model.objects.filter(shipped_id=row["id"]).first()
    if known and (known.edited_at or known.shipped_hash == stamp):
        return None
    seen: dt.date = data["seen_on"]
    facts |= {"shipped_hash": stamp, "seen_on": seen, "review_every_days": data["review_every_days"]}
    facts |= {"checked_at": None, "checked_by": None}
    return model.objects.update_or_create(shipped_id=row["id"], defaults=facts)[0]
