"""Hashes and packs the files of a package, the same bytes every time and on every machine."""

import hashlib
import io
import json
import zipfile

LOCK = "lock.json"
# The first moment a zip file can tell.
EPOCH = (1980, 1, 1, 0, 0, 0)


def lock(files: dict[str, bytes]) -> bytes:
    """The content of lock.json: the SHA-256 of every other file."""
    hashes = {path: _sha(content) for path, content in sorted(files.items()) if path != LOCK}
    return (json.dumps({"format": 1, "files": hashes}, indent=1, ensure_ascii=False) + "\n").encode()


def digest(files: dict[str, bytes]) -> str:
    """One SHA-256 over all paths and hashes; lock.json is left out since it says the same."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        if path != LOCK:
            whole.update(f"{path}\0{_sha(content)}\n".encode())
    return whole.hexdigest()


def pack(files: dict[str, bytes]) -> bytes:
    """The .kpk: entries sorted, times and rights fixed, stored without compression.

    Stored, because compressors of different versions give different bytes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
