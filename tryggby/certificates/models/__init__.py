"""The nouns of the certificates room."""

from tryggby.certificates.models.certificate import Certificate
from tryggby.certificates.models.rereading import Rereading
from tryggby.certificates.models.signing_key import SigningKey

__all__ = ["Certificate", "Rereading", "SigningKey"]
