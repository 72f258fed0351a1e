"""Who may: the words about the project are changed by the organisation's coordinators and editors."""

from tryggby.organisations.door import Organisation, Role, is_appointed


def edited_organisation(person, organisation: Organisation | None) -> Organisation | None:
    """The organisation, when the person may change what the website says about it."""
    if organisation is None:
        return None
    may = any(is_appointed(person, role, organisation) for role in (Role.COORDINATOR, Role.EDITOR))
    return organisation if may else None


def reads_messages(person) -> bool:
    """True when the person is coordinator or editor somewhere: the inbox is for them."""
    return any(is_appointed(person, role) for role in (Role.COORDINATOR, Role.EDITOR))
