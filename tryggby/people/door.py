"""The people room's door: the person, sessions, and what is stored about someone."""

from tryggby.people.actions import add_person, change_details, end_sessions, let_go, save_details, split_name
from tryggby.people.forgetting import AFTER_LEAVING, LEADS_TO_NOBODY, NAME_GOES, person_forgotten
from tryggby.people.models import Person, normalise_email
from tryggby.people.session import is_own_path, next_path, sign_in
from tryggby.people.stored import Stored, stored_about, tell_what_is_stored

__all__ = [
    "AFTER_LEAVING",
    "LEADS_TO_NOBODY",
    "NAME_GOES",
    "Person",
    "Stored",
    "add_person",
    "change_details",
    "end_sessions",
    "is_own_path",
    "let_go",
    "next_path",
    "normalise_email",
    "person_forgotten",
    "save_details",
    "sign_in",
    "split_name",
    "stored_about",
    "tell_what_is_stored",
]
