"""What an employee does now: the next piece to read, what is in the calendar, whom to ask."""

from tryggby.mentoring.door import invitations_for, mandates
from tryggby.organisations.door import standing
from tryggby.packages.door import next_part_for
from tryggby.programmes.door import gatherings_for

# A piece of reading for one sitting; a longer part is taken over several.
SITTING = 10


def mine_now(person) -> dict:
    """What the employee's home shows."""
    state = next_part_for(person)
    helpers = mandates(standing(person).member).exclude(person=person)
    return {
        "next": state,
        "minutes": min(state.minutes_left, SITTING) if state else 0,
        "practices": list(invitations_for(person)[:4]),
        "gatherings": list(gatherings_for(person).coming()[:3]),
        "mentors": list(helpers),
    }
