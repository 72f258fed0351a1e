"""`bin/translations editors`: collects the texts of the editors' place that nobody has translated to Norwegian.

They are written into locale_editors/{nb,nn}/LC_MESSAGES/django.po, where a translation wins over Wagtail's own.
What is translated there already is kept; what Wagtail has come to translate itself, or no longer says, goes.
"""

from pathlib import Path

import polib

from tests.running.steps import ROOT

LANGUAGES = ("nb", "nn")
FOLDER = ROOT / "locale_editors"
# The parts of Wagtail that are installed (config/settings.py).
PARTS = ("admin", "contrib/simple_translation", "documents", "images", "search", "snippets", "users", "")
Key = tuple[str, str]


def update() -> int:
    """Write the catalogues; says how many texts wait in each."""
    for language in LANGUAGES:
        path = FOLDER / language / "LC_MESSAGES" / "django.po"
        written, missing = _translated(path), _missing(language)
        catalogue = polib.POFile(wrapwidth=118)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": language,
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        for key in sorted(missing):
            entry = missing[key]
            entry.msgstr, entry.msgstr_plural = written.get(key, ("", {}))
            if entry.msgid_plural and not entry.msgstr_plural:
                entry.msgstr_plural = {0: "", 1: ""}
            catalogue.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        print(f"{language}: {len(missing)} texts, {len(catalogue.untranslated_entries())} wait for a translation")
    return 0


def _missing(language: str) -> dict[Key, polib.POEntry]:
    """The texts of the editors' place without a translation in Wagtail's own catalogue."""
    import wagtail

    found: dict[Key, polib.POEntry] = {}
    for part in PARTS:
        folder = Path(wagtail.__file__).parent / part / "locale"
        theirs = _translated(folder / language / "LC_MESSAGES" / "django.po")
        source = folder / "en" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(source)) if source.exists() else ():
            key = (entry.msgctxt or "", entry.msgid)
            if key not in theirs and not entry.obsolete:
                found[key] = polib.POEntry(
                    msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural, flags=_format(entry)
                )
    return found


def _translated(path: Path) -> dict[Key, tuple[str, dict[int, str]]]:
    if not path.exists():
        return {}
    done = polib.pofile(str(path)).translated_entries()
    return {(entry.msgctxt or "", entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in done}


def _format(entry: polib.POEntry) -> list[str]:
    return [flag for flag in entry.flags if flag.endswith("-format")]
