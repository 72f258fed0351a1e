"""Says what a pasted credential is: ours and valid, withdrawn, expired, changed by somebody, or from elsewhere."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from tryggby.certificates import badge
from tryggby.certificates.models import Certificate, SigningKey


class State(StrEnum):
    """What can be said of a credential."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TAMPERED = "tampered"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    """A state, and the certificate when it is one of ours."""

    state: State
    certificate: Certificate | None = None


def state_of(certificate: Certificate) -> State:
    """Valid, withdrawn or expired."""
    if certificate.withdrawn_at:
        return State.WITHDRAWN
    return State.EXPIRED if certificate.has_run_out() else State.VALID


def check(text: str) -> Verdict:
    """What the pasted text is. Asks nobody but our own database; two queries."""
    try:
        token = badge.token_in(text)
        point = badge.public_point(token)
    except badge.Unreadable:
        return Verdict(State.UNREADABLE)
    key = next((key for key in SigningKey.objects.all() if badge.point_of(key.public) == point), None)
    if key is None:
        return Verdict(State.FOREIGN)
    try:
        address, ran_out = badge.opened(token, key.public), False
    except badge.Expired as found:
        address, ran_out = str(found), True
    except badge.Tampered:
        return Verdict(State.TAMPERED)
    code = urlsplit(address).path.strip("/").rpartition("/")[2]
    certificate = Certificate.objects.filter(code=code).select_related("issuer").first()
    if certificate is None:
        return Verdict(State.UNKNOWN)
    if ran_out and not certificate.withdrawn_at:
        return Verdict(State.EXPIRED, certificate)
    return Verdict(state_of(certificate), certificate)
