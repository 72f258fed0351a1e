"""A background task that leaves a mark each time it runs."""

from django.tasks import task


@task
def leave_mark(number: int) -> int:
    """One audit entry per run."""
    from tryggby.audit.door import record
    from tryggby.organisations.door import Service

    record(by=None, verb="proof_mark", of=Service(pk=number), number=number)
    return number
