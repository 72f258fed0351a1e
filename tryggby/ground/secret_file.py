"""Files in the data folder that only we may read: the private halves of keys."""

import os
from pathlib import Path

from django.conf import settings


def secret_file(folder: str, name: str) -> Path:
    """Where it lies; it need not exist."""
    return Path(settings.DATA) / folder / name


def write_secret(path: Path, content: bytes) -> None:
    """Write it, readable by us alone, and on the disk when this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
