"""The keys that sign badges: the private half in a file that only we may read, the public half in the database."""

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.certificates import badge
from tryggby.certificates.models import SigningKey
from tryggby.ground.door import new_key, private_file, write_private

FOLDER = "badges"


def current() -> SigningKey:
    """The key that signs now; made when there is none, or when its file is not in this data folder."""
    found = SigningKey.objects.filter(retired_at__isnull=True).first()
    if found is not None and _path(found.name).exists():
        return found
    return rotate()


@transaction.atomic
def rotate() -> SigningKey:
    """Retire the key that signs and make a new one. What was signed before stays verifiable."""
    private, public = badge.new_pair()
    name = new_key()
    write_private(_path(name), private)
    try:
        with transaction.atomic():
            SigningKey.objects.filter(retired_at__isnull=True).update(retired_at=timezone.now())
            return SigningKey.objects.create(name=name, public=public.decode())
    except IntegrityError:
        # Another process made one in this instant.
        _path(name).unlink()
        return SigningKey.objects.get(retired_at__isnull=True)


def private_half(key: SigningKey) -> bytes:
    """The private half, for signing."""
    return _path(key.name).read_bytes()


def _path(name: str) -> Path:
    return private_file(FOLDER, f"{name}.pem")
