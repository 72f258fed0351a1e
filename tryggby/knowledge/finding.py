"""Where a text is read: in the language asked for, under the address it has now, and which languages it exists in."""

from django.conf import settings
from django.db.models import Q

from tryggby.ui.door import LanguageChoice


def find(model, slug: str, language: str):
    """The published text that an address means, in a language or else in bokmål; None when it means nothing.

    The address may be another language's, or one that the text had before.
    """
    found = model.objects.to_read(slug, language)
    if found is not None and found.language == language:
        return found
    key = found.translation_key if found else _key(model, slug)
    return (model.objects.translation(key, language) if key else None) or found


def place_of(page, language: str) -> str:
    """The address of a text for a reader of a language: with that prefix where the frame exists in it."""
    if page.language == language or language not in dict(settings.INTERFACE_LANGUAGES):
        return page.address
    return page.path_here if language == settings.LANGUAGE_CODE else f"/{language}{page.path_here}"


def languages_of(page, language: str) -> list[LanguageChoice]:
    """The text in each language: its translation where there is one, else (with the mark) the bokmål text.

    A language without an interface of its own is named only when the text is translated to it.
    """
    model = type(page)
    same = model.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    written = {other.language: other for other in same.only(*model.FOUND_BY)}
    original = written.get(settings.LANGUAGE_CODE)
    choices = []
    for code, name in settings.LANGUAGES:
        text = written.get(code) or (original if code in dict(settings.INTERFACE_LANGUAGES) else None)
        if text is not None:
            current = code == language
            choices.append(LanguageChoice(code=code, name=name, url=place_of(text, code), current=current))
    return choices


def _key(model, slug: str):
    """What binds the translations together, of the text that has or had this address in any language."""
    texts = model.objects.live().filter(Q(slug=slug) | Q(old_addresses__slug=slug)).order_by("pk")
    rows = list(texts.values_list("slug", "translation_key").distinct()[:20])
    now = [key for there, key in rows if there == slug]
    return (now or [key for _there, key in rows] or [None])[0]
