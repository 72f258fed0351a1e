"""Makes what is otherwise random or now the same each time: keys, tokens, and the clock."""

import base64
import datetime as dt
import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

SEED = 20190617


@contextmanager
def stable(seed: int = SEED) -> Iterator[random.Random]:
    """Within, `secrets` and `uuid4` draw from a seeded source. For the demo city alone."""
    source = random.Random(seed)

    def token_bytes(count: int | None = None) -> bytes:
        return source.randbytes(count or 32)

    def token_urlsafe(count: int | None = None) -> str:
        return base64.urlsafe_b64encode(token_bytes(count)).rstrip(b"=").decode("ascii")

    with (
        mock.patch.object(secrets, "choice", source.choice),
        mock.patch.object(secrets, "randbelow", source.randrange),
        mock.patch.object(secrets, "token_bytes", token_bytes),
        mock.patch.object(secrets, "token_urlsafe", token_urlsafe),
        mock.patch.object(secrets, "token_hex", lambda count=None: token_bytes(count).hex()),
        mock.patch.object(uuid, "uuid4", lambda: uuid.UUID(bytes=source.randbytes(16), version=4)),
    ):
        yield random.Random(seed + 1)


@contextmanager
def at(day: dt.date, clock: str = "10:00") -> Iterator[None]:
    """Within, it is that day and hour in Oslo (given in UTC to the machine), and time stands still."""
    from tryggby.ground.door import oslo, travel

    hour, minute = (int(part) for part in clock.split(":"))
    with travel(oslo(day, dt.time(hour, minute))):
        yield
