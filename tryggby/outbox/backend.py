"""Django's mail backend that puts every mail into the outbox, so that libraries' mails are rows too."""

import uuid

from django.core.mail.backends.base import BaseEmailBackend

from tryggby.outbox.post import queue_mail


class OutboxBackend(BaseEmailBackend):
    """One row per receiver."""

    def send_messages(self, email_messages) -> int:
        """Queue the messages; returns how many mails that makes."""
        count = 0
        for message in email_messages:
            html = next((a.content for a in getattr(message, "alternatives", []) if a.mimetype == "text/html"), "")
            for to in message.recipients():
                queue_mail(
                    once=f"mail:{uuid.uuid4()}",
                    to=to,
                    subject=message.subject.strip(),
                    text=message.body,
                    html=html,
                    kind="account",
                )
                count += 1
        return count
