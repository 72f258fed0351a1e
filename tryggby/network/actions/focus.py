"""Say where the own city stands in a focus point."""

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import one_line
from tryggby.network.models import City, FocusPoint, FocusState, Network
from tryggby.network.refusal import Refused


@transaction.atomic
def set_focus_state(
    *, by, point: FocusPoint, city: City, state: str, routine: str = "", evidence: str = "", next_step: str = ""
) -> FocusState:
    """A new row when something changed; the former stays as history."""
    member = Network.objects.run_by(by).filter(pk=point.network_id).exists()
    if not member or not City.objects.of_person(by).filter(pk=city.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren i byen skriver hvor byen står."), "may_not")
    facts = {
        "state": FocusState.State(state),
        "routine": one_line(routine)[:200],
        "evidence": one_line(evidence)[:400],
        "next_step": one_line(next_step)[:200],
    }
    if facts["state"] in {FocusState.State.ADOPTED, FocusState.State.LIVED} and not facts["routine"]:
        raise Refused(_("Skriv hvilken rutine som er vedtatt."), "routine")
    newest = FocusState.objects.select_for_update().filter(point=point, city=city).first()
    if newest and all(getattr(newest, name) == value for name, value in facts.items()):
        return newest
    made = FocusState.objects.create(point=point, city=city, by=by, **facts)
    record(by=by, verb="set_focus_state", of=point.network, organisation=city.organisation_id, point=point.number)
    return made
