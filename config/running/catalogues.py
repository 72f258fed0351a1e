"""Compiles the translation catalogues (.po → .mo) without needing gettext on the machine."""

import os
import tempfile
from pathlib import Path


def sources(folder: Path) -> list[Path]:
    """Every catalogue below a locale folder."""
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def stale(folder: Path) -> bool:
    """True when a catalogue has changed since it was compiled, or never was."""
    return any(_is_stale(po) for po in sources(folder))


def compile_all(folder: Path) -> int:
    """Compile what is stale; returns how many. Each file is put in place whole."""
    changed = [po for po in sources(folder) if _is_stale(po)]
    for po in changed:
        import polib  # read when there is something to compile

        catalogue = polib.pofile(str(po))
        descriptor, name = tempfile.mkstemp(dir=po.parent, suffix=".tmp")
        os.close(descriptor)
        catalogue.save_as_mofile(name)
        Path(name).chmod(0o644)
        Path(name).replace(po.with_suffix(".mo"))
    return len(changed)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime
