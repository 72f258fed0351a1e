"""Certificates in the demo city: some made, one withdrawn, and some that wait to be asked for."""

import datetime as dt

from tryggby.certificates.actions import allow_new_certificate, issue_certificate, withdraw_certificate
from tryggby.certificates.earned import earned_by
from tryggby.ground.door import oslo, travel

# Who has asked for theirs; the others find theirs ready to be made.
ASKED = ("mentor", "leder")


def build_demo(sender, on: dt.date, people: dict, **_around) -> None:
    """The mentor and the leader have made theirs; one was withdrawn by mistake, and may be made anew."""
    with travel(oslo(on - dt.timedelta(days=3), dt.time(10))):
        made = [
            issue_certificate(by=people[name], subject=one.subject, cycle=one.cycle)
            for name in ASKED
            if name in people
            for one in earned_by(people[name])[:2]
        ]
        if len(made) > 1:
            reason = "Laget ved en feil i registreringen. Ta kontakt, så retter vi det."
            withdraw_certificate(by=people["koordinator"], certificate=made[1], reason=reason)
    if len(made) > 1:
        with travel(oslo(on - dt.timedelta(days=1), dt.time(14))):
            allow_new_certificate(by=people["koordinator"], certificate=made[1])
