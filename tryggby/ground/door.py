"""The ground's door: keys, periods, the clock, doing once, tidy text, lasting addresses, counts, files, secrets."""

from tryggby.ground.addresses import lasting_path
from tryggby.ground.among import Among
from tryggby.ground.clock import OSLO, months_before, oslo, today, travel
from tryggby.ground.erase import settle_on_disk
from tryggby.ground.models import Dated, DatedQuerySet, Keyed, SaltHour, new_key
from tryggby.ground.once import claim, done, earlier
from tryggby.ground.pieces import in_pieces
from tryggby.ground.private import private_file, write_private
from tryggby.ground.rate import (
    count_from,
    count_this_minute,
    count_visit,
    counted_from,
    forget_marks,
    mark_of,
    marks_outlived,
)
from tryggby.ground.signals import demo_stands
from tryggby.ground.tidy import one_line, paragraphs

__all__ = [
    "OSLO",
    "Among",
    "Dated",
    "DatedQuerySet",
    "Keyed",
    "SaltHour",
    "claim",
    "count_from",
    "count_this_minute",
    "count_visit",
    "counted_from",
    "demo_stands",
    "done",
    "earlier",
    "forget_marks",
    "in_pieces",
    "lasting_path",
    "mark_of",
    "marks_outlived",
    "months_before",
    "new_key",
    "one_line",
    "oslo",
    "paragraphs",
    "private_file",
    "settle_on_disk",
    "today",
    "travel",
    "write_private",
]
