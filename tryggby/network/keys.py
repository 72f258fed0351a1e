"""The own city's key: the private half in a file that only we may read, the public half in the list of trust."""

from pathlib import Path

from nacl.signing import SigningKey

from tryggby.ground.door import private_file, write_private
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
    write_private(_path(public), private.encode())
    return CityKey.objects.create(city=city, public=public, by=by)


def private_half(key: CityKey) -> SigningKey:
    """For signing."""
    return SigningKey(_path(key.public).read_bytes())


def _path(public: str) -> Path:
    return private_file(FOLDER, f"{public[:32]}.key")
