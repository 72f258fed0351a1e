"""What an action says when it cannot be done: a sentence for the person, to be shown at the form."""


class Refused(Exception):
    """The rules say no. The text is meant for the person who asked; `field` names the field it belongs to."""

    def __init__(self, text: str, field: str | None = None):
        super().__init__(text)
        self.field = field
