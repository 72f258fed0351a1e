"""What acts are called to people: each room names its own verbs."""

NAMES: dict[str, object] = {}


def name_verbs(**names) -> None:
    """Give acts their (translatable) names: `name_verbs(add_unit=_("La til en enhet"))`, at start-up."""
    NAMES.update(names)


def verb_name(verb: str) -> str:
    """The name of an act in the reader's language; the verb itself when no room has named it."""
    return str(NAMES.get(verb) or verb.replace("_", " "))
