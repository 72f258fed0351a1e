"""The own city's key: the private half in a file that only we may read, the public half in the list of trust."""

import os
from pathlib import Path

from django.conf import settings
from nacl.signing import SigningKey

from tryggby.network.document import new_private, public_half
from tryggby.network.models import City, CityKey

FOLDER = "network"


def current(city: City, by) -> CityKey:
    """The key with which the own city signs now; made when there is none, or when its file is not in this folder."""
    for key in CityKey.objects.trusted().filter(city=city):
        if _path(key.public).exists():
            return key
    private = new_private()
    public = public_half(private)
    _write(public, private.encode())
    return CityKey.objects.create(city=city, public=public, by=by)


def private_half(key: CityKey) -> SigningKey:
    """For signing."""
    return SigningKey(_path(key.public).read_bytes())


def _write(public: str, seed: bytes) -> None:
    path = _path(public)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(seed)
        out.flush()
        os.fsync(out.fileno())


def _path(public: str) -> Path:
    return Path(settings.DATA) / FOLDER / f"{public[:32]}.key"
