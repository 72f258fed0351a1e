"""Put a figure, a voice and a decision on the agenda together; write down what was agreed."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line
from tryggby.outreach.access import hosts
from tryggby.outreach.actions.meeting import opened
from tryggby.outreach.figures import figures_for
from tryggby.outreach.models import AgendaPoint, DialogueMeeting
from tryggby.outreach.refusal import Refused
from tryggby.voices.door import Advice

# More than this is not a dialogue.
MOST = 5


@transaction.atomic
def add_agenda_point(
    *, by, meeting: DialogueMeeting, question: str, figure: str = "", advice: Advice | None = None, once=None
) -> AgendaPoint:
    """One thing to decide. `figure` is a code of `figures_for`; it is frozen as everybody could read it today."""
    claimed = claim(once)
    if claimed is None:
        return AgendaPoint.objects.get(key=earlier(once or ""))
    meeting = opened(by, meeting)
    if meeting.points.count() >= MOST:
        raise Refused(_("Fem saker er nok for ett møte."), "question")
    known = figures_for(meeting.organisation, meeting.service) if figure else {}
    if figure and figure not in known:
        raise Refused(_("Tallene er nettopp byttet ut. Velg på nytt."), "figure")
    if advice and not Advice.objects.public().filter(pk=advice.pk).exists():
        raise Refused(_("Rådet kan ikke leses av alle lenger. Velg et annet."), "advice")
    last = meeting.points.aggregate(last=Max("number"))["last"] or 0
    made = AgendaPoint.objects.create(
        meeting=meeting,
        number=last + 1,
        question=one_line(question)[:200],
        figure=known.get(figure),
        advice=advice,
    )
    record(by=by, verb="add_agenda_point", of=meeting, organisation=meeting.organisation_id)
    done(claimed, made.key)
    return made


@transaction.atomic
def remove_agenda_point(*, by, point: AgendaPoint) -> None:
    """Take it off the agenda. Refused when it is decided."""
    meeting = opened(by, point.meeting)
    if point.decided_at is not None or point.promises.exists():
        raise Refused(_("Saken er avgjort, så den blir stående."))
    point.delete()
    record(by=by, verb="remove_agenda_point", of=meeting, organisation=meeting.organisation_id)


@transaction.atomic
def decide_agenda_point(*, by, point: AgendaPoint, decision: str) -> AgendaPoint:
    """What the meeting agreed on: what was said, never who said it. Again corrects it."""
    meeting = point.meeting
    if not hosts(by, meeting.organisation_id):
        raise Refused(_("Det er koordinatoren som setter opp dialogmøter."))
    if meeting.cancelled_at is not None:
        raise Refused(_("Møtet er holdt eller avlyst, så det kan ikke endres."))
    point.decision = one_line(decision)[:400]
    point.decided_at = timezone.now() if point.decision else None
    point.save(update_fields=["decision", "decided_at"])
    record(by=by, verb="decide_agenda_point", of=meeting, organisation=meeting.organisation_id)
    return point
