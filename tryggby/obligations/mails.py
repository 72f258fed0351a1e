"""The weekly letter: what needs an act, in the leader's own language, with one link. No names of anybody."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.obligations.models import Digest
from tryggby.ui.door import date_format


def letter(digest: Digest, leader) -> dict:
    """The mail as the outbox takes it; the same leader and week is the same intent."""
    with translation.override(leader.language):
        return {
            "once": digest.mail_key,
            "to": leader.email,
            "subject": _("Denne uka i enheten din: %(points)s") % {"points": points(digest)[0]},
            "text": _text(digest, leader),
            "kind": "obligations_digest",
            "about": f"digest:{digest.week.isoformat()}",
            "organisation": digest.organisation_id,
        }


def points(digest: Digest) -> list[str]:
    """What needs an act, most pressing first."""
    late = ngettext("%(n)s kollega er over fristen", "%(n)s kolleger er over fristen", digest.late)
    soon = ngettext("%(n)s frist kommer innen to uker", "%(n)s frister kommer innen to uker", digest.soon)
    waivers = ngettext("%(n)s fritak går ut", "%(n)s fritak går ut", digest.waivers)
    rows = [(late, digest.late), (soon, digest.soon), (waivers, digest.waivers)]
    return [text % {"n": count} for text, count in rows if count]


def _text(digest: Digest, leader) -> str:
    unit = settings.BASE_URL + reverse("obligations:unit")
    lines = [
        _("Hei, %(name)s.") % {"name": leader.given_name},
        _("Dette trenger deg i uka som begynner %(day)s:") % {"day": date_format(digest.week, "j. F")},
        "\n".join(f"– {point}" for point in points(digest)),
        _("Se hvem det gjelder, og hva du kan gjøre: %(link)s") % {"link": unit},
        _("Er noen i permisjon, eller har de gjort det samme et annet sted? Da kan du notere det der."),
        _("Du får dette brevet bare når noe trenger deg. Du kan velge det bort på samme side."),
    ]
    return "\n\n".join(lines)
