"""What the programmes room says no to, in words for the person who asked."""


class Refused(Exception):
    """The reason is the text, fit to be shown."""


class SameName(Refused):
    """Somebody of that first name and unit is here already: it may be the same person, or another one."""
