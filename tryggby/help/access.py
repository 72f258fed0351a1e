"""Who may look after the help entrance: editors."""

from tryggby.organisations.door import Role, is_appointed, standing


def edits_help(person) -> bool:
    """True when the person is appointed editor somewhere in this installation."""
    return is_appointed(person, Role.EDITOR)


def edited(person) -> frozenset[int]:
    """The organisations whose help lines the person looks after."""
    return standing(person).roles.get(Role.EDITOR, frozenset())
