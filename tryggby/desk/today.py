"""What an employee does now: the next piece to read, what is in the calendar, whom to ask."""

from tryggby.desk.hats import frame
from tryggby.drills.door import follow_ups_of
from tryggby.mentoring.door import invitations_for, mandates
from tryggby.obligations.door import waiting_cards
from tryggby.organisations.door import Unit
from tryggby.outreach.door import promises_of
from tryggby.packages.door import next_part_for
from tryggby.programmes.door import gatherings_for
from tryggby.routines.door import points_of

# Minutes of reading for one sitting; a longer part is taken over several.
SITTING = 10


def mine_now(request) -> dict:
    """What the employee's home shows."""
    person, around = request.user, frame(request)
    leads = any(hat.kind == "leader" for hat in around.hats)
    state = next_part_for(person, services=around.services, leads=leads)
    mine = Unit.objects.filter(key__in=around.units).order_by().values("pk")
    return {
        "next": state,
        "minutes": min(state.minutes_left, SITTING) if state else 0,
        "practices": list(invitations_for(person)[:4]),
        "gatherings": list(gatherings_for(person).coming()[:3]),
        "duties": waiting_cards(person),
        "points": list(points_of(person)[:3]),
        "follow_ups": list(follow_ups_of(person)[:3]),
        "promises": list(promises_of(person)[:3]),
        "mentors": list(mandates(mine).exclude(person=person)),
    }
