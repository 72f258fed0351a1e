"""The template tags of the look; loaded in every template. Parameters are listed in tryggby/ui/README.md."""

import secrets

from django import template
from django.template import defaultfilters
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import geometry, icons, qr
from ..days import form_of_day
from ..fields import field_context, summary_context
from ..shell import outside_shell

register = template.Library()

# The four core elements, in their fixed order.
ELEMENTS = {
    "knowledge": (_("Kunnskap"), "glasses"),
    "practical_skill": (_("Handlingskompetanse"), "handshake"),
    "reflexivity": (_("Refleksivitet"), "head-heart"),
    "work_culture": (_("Arbeidskultur"), "people"),
}


@register.filter(expects_localtime=True)
def date(value, form=None):
    """Django's filter, with the format turned into the reader's language: «24. november», «24 November»."""
    return defaultfilters.date(value, form_of_day(form) if form else form)


@register.simple_tag
def icon(name):
    """An icon from the closed set, for the eye only: always beside a word."""
    return icons.icon(name)


@register.simple_tag
def field(bound, **options):
    """A form field with label, hint, input and errors tied together."""
    return render_to_string("ui/field.html", field_context(bound, **options))


@register.simple_tag
def errors(*forms):
    """A calm summary of what must be changed, with links to the fields; nothing when all is well."""
    problems = summary_context([form for form in forms if form is not None and form.is_bound])
    return render_to_string("ui/errors.html", {"problems": problems}) if problems else ""


@register.simple_tag(takes_context=True)
def outside(context):
    """The shell of a page that asks the database nothing. `asked` is the language of the address, if it is another."""
    return outside_shell(context.get("asked") or "")


@register.simple_tag
def once():
    """A hidden random key, so that a form sent twice is done once."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(16))


@register.simple_tag
def bars(rows):
    """Coverage rows with their shares worked out (used by ui/coverage.html)."""
    return geometry.bars(rows)


@register.simple_tag
def columns(points):
    """Chart points with their places worked out (used by ui/columns.html)."""
    return geometry.columns(points)


@register.simple_tag
def qr_code(address, label=""):
    """A QR code of an address as inline SVG."""
    return qr.qr_svg(address, label=label)


@register.inclusion_tag("ui/element.html")
def element(code):
    """The tag of one core element: icon and word."""
    word, drawing = ELEMENTS[str(code)]
    return {"word": word, "icon": drawing}


@register.filter
def element_name(code):
    """The name of a core element in the reader's language."""
    return ELEMENTS[str(code)][0]


@register.filter
def element_icon(code):
    """The icon of a core element."""
    return ELEMENTS[str(code)][1]


@register.filter
def initials(name):
    """Two letters for a round portrait, from the first and the last name."""
    parts = str(name).split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()
