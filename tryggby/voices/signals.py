"""What rooms above are told of when advice is taken back, and asked when somebody chooses what a channel asks."""

from django.dispatch import Signal

# `advice` stands for everybody no more; sent inside the transaction.
advice_withdrawn = Signal()
# Which questions of the common library does the `organisation` ask together with others? → slugs.
questions_agreed = Signal()


def agreed_questions(organisation) -> list[str]:
    """The slugs that any room above answers with, each once."""
    answers = questions_agreed.send(sender=None, organisation=organisation)
    return list(dict.fromkeys(slug for _receiver, slugs in answers for slug in slugs or ()))
