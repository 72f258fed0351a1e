"""A mail server for tests: it may be slow, and it remembers every mail that it took."""

import email
import threading
import time

from aiosmtpd.controller import Controller

from tests.running.postgres import free_port


class MailServer:
    """Use it as a context; `taken` maps a mail's subject to how often it was taken."""

    def __init__(self) -> None:
        self.pause = 0.0
        self.taken: dict[str, int] = {}
        self.begun = threading.Semaphore(0)
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        """For MAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "MailServer":
        self.controller.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self.controller.stop()

    async def handle_DATA(self, server, session, envelope):
        """The mail is in the server's hands from here; the answer comes later."""
        subject = str(email.message_from_bytes(envelope.content)["Subject"])
        self.taken[subject] = self.taken.get(subject, 0) + 1
        self.begun.release()
        if self.pause:
            import asyncio

            await asyncio.sleep(self.pause)
        return "250 taken"

    def wait_for(self, count: int, seconds: float) -> bool:
        """Wait until `count` different mails were taken."""
        until = time.monotonic() + seconds
        while len(self.taken) < count and time.monotonic() < until:
            time.sleep(0.05)
        return len(self.taken) >= count
