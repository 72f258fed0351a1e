"""What an action says when it cannot be done: a sentence for the person, to be shown at the form."""


class Refused(Exception):
    """The rules say no. The text is meant for the person who asked; `field` names the field it belongs to."""

    def __init__(self, text: str, field: str | None = None):
        super().__init__(text)
        self.field = field


class NotTaken(Refused):
    """A child's message is not taken in. `why` names the words for it in texts/thread, in the child's own language."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why
