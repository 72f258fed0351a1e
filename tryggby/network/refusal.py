"""What the network says no to, in words for the person who asked, and a short code that tests and logs can read."""


class Refused(Exception):
    """The reason is the text, fit to be shown."""

    def __init__(self, text: str, why: str = "") -> None:
        super().__init__(text)
        self.why = why
