"""`bin/translations`: collects the product's texts and says which are not translated yet.

    bin/translations update    write new texts into locale/{nn,en}/LC_MESSAGES/django.po
    bin/translations check     fail when a text is missing, empty, unsure or misses a placeholder
    bin/translations compile   .po to .mo (the start does it by itself)
    bin/translations editors   write what Wagtail lacks in Norwegian into locale_editors/{nb,nn}/LC_MESSAGES/django.po

The texts in the code are bokmål. No gettext programs are needed.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from config.running.catalogues import compile_all
from tests.running.editors_texts import update as update_editors
from tests.running.steps import ROOT

LANGUAGES = ("nn", "en")
LOCALE = ROOT / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CALL = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
Text = tuple[str, str, str]  # context, singular, plural


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    match arguments[:1]:
        case ["update"]:
            return update()
        case ["check"]:
            return check()
        case ["compile"]:
            print(f"{compile_all(LOCALE)} compiled")
            return 0
        case ["editors"]:
            return update_editors()
    print(__doc__)
    return 2


def texts() -> dict[Text, list[tuple[str, str]]]:
    """Every text in code and templates, with where it stands."""
    found: dict[Text, list[tuple[str, str]]] = {}
    for folder in ("tryggby", "config"):
        methods = [("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python")]
        methods += [("**/templates/**", "tests.running.translations:extract_template")]
        options = {"**.py": {"encoding": "utf-8"}}
        for name, line, message, _, context in extract_from_dir(
            str(ROOT / folder), methods, options, KEYWORDS, directory_filter=lambda _: True
        ):
            single, plural = message if isinstance(message, tuple) else (message, "")
            if single:
                found.setdefault((context or "", single, plural or ""), []).append((f"{folder}/{name}", str(line)))
    return dict(sorted(found.items()))


def extract_template(fileobj: io.BytesIO, keywords, comment_tags, options) -> Iterator:
    """Babel's way into Django templates: Django itself turns them into Python that calls gettext."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    source = templatize(fileobj.read().decode("utf-8"))
    for found in CALL.finditer(source):
        arguments = _arguments(source[found.start() :])
        if arguments:
            yield source.count("\n", 0, found.start()) + 1, found[1], arguments, []


def _arguments(source: str) -> tuple[str | None, ...] | None:
    """The texts in the call that `source` begins with; what follows the call is Django's blotted-out mark-up."""
    end = -1
    while (end := source.find(")", end + 1)) >= 0:
        try:
            call = ast.parse(source[: end + 1], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(call, ast.Call):
            return tuple(a.value if isinstance(a, ast.Constant) else None for a in call.args)
        return None
    return None


def update() -> int:
    """Add what is new, drop what is gone, keep what is translated."""
    wanted = texts()
    for language in LANGUAGES:
        path = catalogue_of(language)
        old = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        for text, places in wanted.items():
            catalogue.append(_entry(text, places, old.get(text)))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        left = sum(1 for entry in catalogue if not entry.translated())
        print(f"{language}: {len(catalogue)} texts, {left} to translate, {len(old.keys() - wanted.keys())} dropped")
    return 0


def check() -> int:
    """Fail with one line per missing text."""
    wanted = texts()
    faults = [f"{language}: {fault}" for language in LANGUAGES for fault in _faults(language, wanted)]
    for fault in faults[:60]:
        print(fault)
    if len(faults) > 60:
        print(f"… and {len(faults) - 60} more")
    return 1 if faults else 0


def catalogue_of(language: str) -> Path:
    """The catalogue file of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _faults(language: str, wanted: dict[Text, list[tuple[str, str]]]) -> Iterator[str]:
    path = catalogue_of(language)
    entries = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    for text, places in wanted.items():
        entry = entries.get(text)
        where = ":".join(places[0])
        if entry is None or not entry.translated():
            yield f"not translated: {text[1]!r} ({where})"
            continue
        given = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        for words in given:
            plain = not entry.msgid_plural
            if plain and sorted(PLACE.findall(words)) != sorted(PLACE.findall(text[1])):
                yield f"placeholders differ: {text[1]!r} ({where})"
    for text in entries.keys() - wanted.keys():
        yield f"no longer used: {text[1]!r} (bin/translations update)"


def _entry(text: Text, places: list[tuple[str, str]], old: polib.POEntry | None) -> polib.POEntry:
    context, single, plural = text
    # Only the files are named: line numbers would make every change of code a change of the catalogue.
    entry = polib.POEntry(
        msgid=single, msgctxt=context or None, occurrences=[(name, "") for name in sorted({n for n, _ in places})]
    )
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    if any(PLACE.search(piece) for piece in (single, plural)) and "%(" in single + plural:
        entry.flags.append("python-format")
    return entry


def _key(entry: polib.POEntry) -> Text:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
