"""Health for load balancers: `live` says the process answers, `ready` that it can do its work."""

import datetime as dt
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone

from tryggby.outbox.models import Message
from tryggby.ui.door import public


@public
def live(request):
    """200 as long as the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public
def ready(request):
    """200 when the database answers, mail is moving and the disk has room; otherwise 503, without detail."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        late = timezone.now() - dt.timedelta(minutes=5)
        waiting = Message.objects.filter(state=Message.State.QUEUED)  # for everyone: only whether mail moves
        stuck = waiting.filter(tries=0, next_try_at__lt=late).exists()
        usage = shutil.disk_usage(settings.DATA)
        fine = not stuck and usage.free > usage.total * 0.02
    except (DatabaseError, OSError):
        fine = False
    return HttpResponse("ok" if fine else "ikke klar", content_type="text/plain", status=200 if fine else 503)
