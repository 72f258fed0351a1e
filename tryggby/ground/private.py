"""Secrets in files of their own in the data folder, which only the product's own user may read."""

import os
from pathlib import Path

from django.conf import settings


def private_file(folder: str, name: str) -> Path:
    """Where a secret lies; it need not be there."""
    if "/" in name or name.startswith("."):
        raise ValueError("A secret's name is no path")
    return Path(settings.DATA) / folder / name


def write_private(path: Path, content: bytes) -> None:
    """Write a secret so that nobody else may read it, and it is on the disk when this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
