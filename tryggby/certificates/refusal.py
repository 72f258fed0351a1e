"""What the certificates room says no to, in words for the person who asked."""


class Refused(Exception):
    """The reason is the text, fit to be shown."""
