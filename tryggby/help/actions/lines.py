"""Add, edit, check and withdraw help lines; each writes the static pages anew when it is committed."""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.help.models import HelpLine, LineText
from tryggby.help.speech import SOURCE, mark
from tryggby.help.static_copy import write_soon


@transaction.atomic
def add_line(*, by, organisation, texts: dict[str, str], once: str | None = None, **facts) -> HelpLine:
    """Add a line of an organisation (None: the whole country), checked now by whoever adds it and is sure of it.

    `texts` by language; bokmål is wanted. A repeated `once` gives the first line back.
    """
    first = claim(once)
    if first is None and once:
        return HelpLine.objects.get(key=earlier(once))
    line = HelpLine(organisation=organisation, edited_at=timezone.now(), **facts)
    # `by` is nobody when the product itself adds one.
    line.checked_at, line.checked_by = (line.edited_at, by) if line.certain else (None, None)
    line.save()
    write_texts(line, texts)
    record(by=by, verb="add_help_line", of=line, organisation=organisation, name=line.name)
    if first is not None:
        done(first, line.key)
    write_soon()
    return line


@transaction.atomic
def edit_line(*, by, line: HelpLine, texts: dict[str, str], **facts) -> list[str]:
    """Change a line; returns the names of what changed. From then on a newer starter set leaves it alone.

    Whoever says that something in it must be checked takes the check away.
    """
    changed = [name for name, value in facts.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, facts[name])
    if write_texts(line, texts):
        changed.append("texts")
    if changed:
        if not line.certain and {"sure", "sure_hours"} & set(changed):
            line.checked_at = line.checked_by = None
        line.touch()
        line.save()
        record(by=by, verb="edit_help_line", of=line, organisation=line.organisation_id, fields=changed)
        write_soon()
    return changed


@transaction.atomic
def check_line(*, by, line: HelpLine) -> None:
    """Note that the line was held against its source today, and found right."""
    line.checked_at, line.checked_by = timezone.now(), by
    line.save(update_fields=["checked_at", "checked_by"])
    record(by=by, verb="check_help_line", of=line, organisation=line.organisation_id, review_by=str(line.review_by))
    write_soon()


@transaction.atomic
def withdraw_line(*, by, line: HelpLine) -> None:
    """Take a line off the pages; the record stays."""
    if line.withdrawn_at:
        return
    line.withdrawn_at = timezone.now()
    line.touch()
    line.save(update_fields=["withdrawn_at", "edited_at"])
    record(by=by, verb="withdraw_help_line", of=line, organisation=line.organisation_id)
    write_soon()


def write_texts(line: HelpLine, texts: dict[str, str]) -> bool:
    """Write a line's texts. A translation that was touched now was made from today's bokmål; an untouched one
    keeps the mark of the text it was made from. Returns whether anything changed."""
    known = {text.language: text for text in line.texts.all()}
    source = mark(texts.get(SOURCE) or (known[SOURCE].text if SOURCE in known else ""))
    changed = False
    for language, text in texts.items():
        old = known.get(language)
        if old and old.text == text:
            continue
        changed = True
        if not text:
            if old:
                old.delete()
            continue
        made = "" if language == SOURCE else source
        LineText.objects.update_or_create(line=line, language=language, defaults={"text": text, "made_from": made})
    if changed and hasattr(line, "_prefetched_objects_cache"):
        line._prefetched_objects_cache.pop("texts", None)
    return changed
