"""Who may look after packages: editors."""

from tryggby.organisations.door import Role, is_appointed


def edits_packages(person) -> bool:
    """True when the person is appointed editor somewhere in this installation."""
    return is_appointed(person, Role.EDITOR)
