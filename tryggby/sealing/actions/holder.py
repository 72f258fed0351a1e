"""Name key holders: the privacy officer proposes, a leader agrees, either ends."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.organisations.door import standing
from tryggby.sealing.access import may_agree, may_propose
from tryggby.sealing.models import Holder, PairLock
from tryggby.sealing.refusal import Refused

MOST = 3


@transaction.atomic
def propose_holder(*, by, organisation, person) -> Holder:
    """Propose a person of the organisation; it counts when a leader has agreed."""
    if not may_propose(by, organisation):
        raise Refused(_("Bare personvernansvarlig kan foreslå nøkkelholdere."))
    if organisation.pk not in standing(person).organisations:
        raise Refused(_("Nøkkelholderen må høre til organisasjonen."), "person")
    if Holder.objects.standing().filter(organisation=organisation).count() >= MOST:
        raise Refused(_("Det er tre nøkkelholdere allerede. Avslutt en først."))
    try:
        with transaction.atomic():
            holder = Holder.objects.create(organisation=organisation, person=person, proposed_by=by)
    except IntegrityError:
        raise Refused(_("Personen er foreslått eller er nøkkelholder allerede."), "person") from None
    record(by=by, verb="propose_holder", of=holder, organisation=organisation)
    return holder


@transaction.atomic
def agree_holder(*, by, holder: Holder) -> Holder:
    """A leader of the organisation agrees: another than who proposed, and never the holder."""
    if not may_agree(by, holder):
        raise Refused(_("En leder i organisasjonen må bekrefte, og en annen enn den som foreslo."))
    changed = Holder.objects.filter(pk=holder.pk, agreed_at__isnull=True, ended_at__isnull=True).update(
        agreed_at=timezone.now(), agreed_by=by
    )
    holder.refresh_from_db()
    if changed:
        record(by=by, verb="agree_holder", of=holder, organisation=holder.organisation_id)
    return holder


@transaction.atomic
def end_holder(*, by, holder: Holder) -> None:
    """Take the role away: the halves sealed to this holder are deleted at once."""
    if not Holder.objects.filter(pk=holder.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        return
    if not Holder.objects.current().filter(person=holder.person_id).exists():
        mine = Q(first__person=holder.person_id) | Q(second__person=holder.person_id)
        PairLock.objects.filter(mine).delete()
    record(by=by, verb="end_holder", of=holder, organisation=holder.organisation_id)
