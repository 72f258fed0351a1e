"""QR codes as inline SVG, made on the server."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def qr_svg(address: str, *, label: str = "") -> SafeString:
    """A QR code of an address, named for those who cannot see it; black on white also in the dark scheme."""
    label = label or _("QR-kode til %(address)s") % {"address": address.split("://")[-1]}
    import segno  # read when the first code is drawn

    svg = segno.make(address, micro=False, error="m").svg_inline(
        dark="#000", light="#fff", border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(svg.replace("<svg ", f'<svg role="img" aria-label="{_quoted(label)}" ', 1))  # noqa: S308 - escaped


def _quoted(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
