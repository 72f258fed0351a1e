"""What acts on mails are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "send_mail_again": _("Sendte en e-post på nytt"),
}
