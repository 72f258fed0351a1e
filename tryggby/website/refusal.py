"""The one way an action of this room says no."""


class Refused(Exception):
    """An action cannot be done, with words for the reader; `field` is the form field it is about."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field
