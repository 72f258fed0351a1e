"""The code on the wall: hang it up, change it, take it down."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.programmes.models import Gathering, RoomCode
from tryggby.programmes.models.room import AFTER, BEFORE, new_code
from tryggby.programmes.refusal import Refused


@transaction.atomic
def open_room(
    *, by, gathering: Gathering, opens_at: dt.datetime | None = None, closes_at: dt.datetime | None = None
) -> RoomCode:
    """Hang up a code for the gathering, from an hour before until an hour after unless told otherwise.

    A code that hangs already stops at once, and the new one takes over its hours.
    """
    now = timezone.now()
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    former = gathering.room_codes.standing().first()
    opens = opens_at or (former.opens_at if former else gathering.starts_at - BEFORE)
    closes = closes_at or (former.closes_at if former else gathering.ends_at + AFTER)
    if gathering.cancelled_at or closes <= now:
        raise Refused(_("Samlingen er over, så koden trengs ikke lenger. Bruk opprop eller antall."))
    gathering.room_codes.standing().update(ended_at=now)
    row = _hang_up(gathering, by, opens, closes)
    record(by=by, verb="open_room", of=gathering, organisation=gathering.cohort.organisation_id)
    return row


@transaction.atomic
def close_room(*, by, gathering: Gathering) -> None:
    """Take the code down."""
    if gathering.room_codes.standing().update(ended_at=timezone.now()):
        record(by=by, verb="close_room", of=gathering, organisation=gathering.cohort.organisation_id)


def _hang_up(gathering: Gathering, by, opens: dt.datetime, closes: dt.datetime) -> RoomCode:
    while True:
        try:
            with transaction.atomic():
                return RoomCode.objects.create(
                    gathering=gathering, code=new_code(), opens_at=opens, closes_at=closes, made_by=by
                )
        except IntegrityError:
            continue  # another gathering has had this code
