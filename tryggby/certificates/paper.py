"""The certificate on paper: a tagged PDF for everybody (PDF/UA-1), with language, title and a code to check it by."""

import io
import json
from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.certificates.models import Certificate
from tryggby.ground.door import OSLO
from tryggby.ui.door import date_format

DRAWN = Path(__file__).parent / "paper.typ"


def pdf_of(certificate: Certificate) -> bytes:
    """The PDF, in the holder's language. The same certificate gives the same bytes."""
    import typst  # read when the first certificate is drawn

    with translation.override(certificate.person.language):
        words = json.dumps(_words(certificate), ensure_ascii=False)
    made = typst.compile(
        DRAWN.read_bytes(),
        format="pdf",
        sys_inputs={"words": words},
        pdf_standards="ua-1",
        timestamp=int(certificate.issued_at.timestamp()),
        font_paths=typst.Fonts(include_system_fonts=False),
    )
    assert isinstance(made, bytes)
    return made


def hours(minutes: int) -> str:
    """«2 timer og 30 minutter»."""
    whole, rest = divmod(minutes, 60)
    parts = [ngettext("%(n)d time", "%(n)d timer", whole) % {"n": whole}] if whole else []
    if rest or not whole:
        parts.append(ngettext("%(n)d minutt", "%(n)d minutter", rest) % {"n": rest})
    return _(" og ").join(parts)


def _words(certificate: Certificate) -> dict:
    issued = certificate.issued_at.astimezone(OSLO)
    drawn = io.BytesIO()
    segno.make(certificate.address, micro=False, error="m").save(drawn, kind="svg", border=0)
    rows = [
        [_("Utgave"), certificate.version],
        [_("Fullført"), date_format(certificate.earned_on, "j. F Y")],
        [_("Omfang"), hours(certificate.minutes)],
        [_("Utstedt av"), certificate.issuer.name],
        [_("Utstedt"), date_format(issued, "j. F Y")],
    ]
    if certificate.valid_until:
        rows.append([_("Gjelder til"), date_format(certificate.valid_until, "j. F Y")])
    return {
        "language": translation.get_language() or "nb",
        "title": _("Bevis: %(title)s") % {"title": certificate.title},
        "kind": _("Bevis"),
        "name": certificate.holder,
        "lead": _("har fullført") if certificate.kind == Certificate.Kind.PACKAGE else _("har deltatt i"),
        "what": certificate.title,
        "rows": rows,
        "goals_title": _("Læringsmål"),
        "goals": certificate.facts.get("goals", []),
        "issuer": certificate.issuer.name,
        "check": _("Se om beviset gjelder"),
        "address": certificate.address,
        "qr": drawn.getvalue().decode(),
        "qr_words": _("QR-kode til siden der beviset kan sjekkes: %(address)s") % {"address": certificate.address},
        "day": [issued.year, issued.month, issued.day],
    }
