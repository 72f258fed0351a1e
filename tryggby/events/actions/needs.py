"""Keep, count and forget what a person needs. Runs inside the caller's transaction, after the lock."""

from django.db.models import F

from tryggby.events import sealing
from tryggby.events.models import NeedCount, SealedNeeds, Signup
from tryggby.events.models.need import NeedKind


def keep_needs(signup: Signup, needs: dict[str, str]) -> None:
    """Seal the needs (kind → words) of a new sign-up, and count them."""
    known = {kind: words for kind, words in needs.items() if kind in NeedKind.values}
    if not known:
        return
    SealedNeeds.objects.create(signup=signup, sealed=sealing.seal(signup, known))
    for kind in known:
        row, _created = NeedCount.objects.get_or_create(event=signup.event, kind=kind)
        NeedCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


def forget_needs(signup: Signup) -> None:
    """Take away the needs of someone who is not coming, also from the counts."""
    row = SealedNeeds.objects.filter(signup=signup).first()
    if row is None:
        return
    kinds = list(sealing.opened(signup, bytes(row.sealed)))
    NeedCount.objects.filter(event=signup.event_id, kind__in=kinds, number__gt=0).update(number=F("number") - 1)
    row.delete()
