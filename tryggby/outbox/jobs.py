"""The outbox's own recurring jobs."""

import datetime as dt

from django.core.management import call_command
from django.utils import timezone

from tryggby.audit.door import seal_entries
from tryggby.ground.door import forget_marks, settle_on_disk
from tryggby.outbox.delivering import KEPT, forget_deliveries, put_back_lost
from tryggby.outbox.post import forget_letters, forget_texts, reap
from tryggby.outbox.tasks import put_back_lost_tasks
from tryggby.outbox.ticks import every

# Texts of mails that went out are kept so long; addresses and subjects, and mails that did not arrive, a year.
TEXT_KEPT = dt.timedelta(days=30)
MAIL_KEPT = dt.timedelta(days=365)


@every(seconds=20)
def reap_dead_workers() -> None:
    """Mails, deliveries and tasks held by workers that died."""
    reap()
    put_back_lost()
    put_back_lost_tasks()


@every(minutes=1)
def seal_audit() -> None:
    """Seal the newest audit entries."""
    seal_entries()


@every(minutes=10)
def forget_salts() -> None:
    """Salts of past hours, and the counts made with them; off the disk too."""
    if forget_marks():
        settle_on_disk()


@every(hours=24)
def forget_old_mail() -> None:
    """Empty mails: their text after 30 days, all of them after a year; drop old deliveries and finished task rows."""
    forget_texts(timezone.now() - TEXT_KEPT)
    forget_letters(timezone.now() - MAIL_KEPT)
    forget_deliveries(timezone.now() - KEPT)
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)
