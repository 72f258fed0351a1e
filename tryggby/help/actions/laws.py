"""Add, edit, check and withdraw law snippets; each writes the static pages anew when it is committed."""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.help.models import LawSnippet
from tryggby.help.static_copy import write_soon


@transaction.atomic
def add_law(*, by, once: str | None = None, **facts) -> LawSnippet:
    """Add a section, read against the law today by whoever adds it and is sure of it.

    A repeated `once` gives the first one back.
    """
    first = claim(once)
    if first is None and once:
        return LawSnippet.objects.get(key=earlier(once))
    law = LawSnippet(edited_at=timezone.now(), **facts)
    law.checked_at, law.checked_by = (law.edited_at, by) if law.certain else (None, None)
    law.save()
    record(by=by, verb="add_law_snippet", of=law, section=law.section)
    if first is not None:
        done(first, law.key)
    write_soon()
    return law


@transaction.atomic
def edit_law(*, by, law: LawSnippet, **facts) -> list[str]:
    """Change a section; returns the names of what changed. From then on a newer starter set leaves it alone."""
    changed = [name for name, value in facts.items() if getattr(law, name) != value]
    for name in changed:
        setattr(law, name, facts[name])
    if changed:
        if not law.certain and "sure" in changed:
            law.checked_at = law.checked_by = None
        law.touch()
        law.save()
        record(by=by, verb="edit_law_snippet", of=law, fields=changed)
        write_soon()
    return changed


@transaction.atomic
def check_law(*, by, law: LawSnippet) -> None:
    """Note that the section was read against the law today, and found right."""
    law.checked_at, law.checked_by = timezone.now(), by
    law.save(update_fields=["checked_at", "checked_by"])
    record(by=by, verb="check_law_snippet", of=law, review_by=str(law.review_by))
    write_soon()


@transaction.atomic
def withdraw_law(*, by, law: LawSnippet) -> None:
    """Take a section off the pages; the record stays."""
    if law.withdrawn_at:
        return
    law.withdrawn_at = timezone.now()
    law.touch()
    law.save(update_fields=["withdrawn_at", "edited_at"])
    record(by=by, verb="withdraw_law_snippet", of=law)
    write_soon()
