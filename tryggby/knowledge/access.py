"""Who may edit: the owner's appointed editors, today."""

from tryggby.organisations.door import Role, installation, is_appointed

GROUP = "Redaktører"


def is_editor(person) -> bool:
    """True when the person is an appointed editor of the organisation that owns the installation."""
    if not getattr(person, "is_authenticated", False):
        return False
    if not hasattr(person, "_is_editor"):
        made = installation()
        person._is_editor = made is not None and is_appointed(person, Role.EDITOR, made.owner_id)
    return person._is_editor
