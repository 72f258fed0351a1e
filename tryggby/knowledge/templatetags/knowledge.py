"""Template filters of the room: stored rich text as clean HTML."""

from django import template

from tryggby.knowledge.jsonld import described
from tryggby.knowledge.showing import clean

register = template.Library()


@register.filter
def running(value):
    """The HTML of a piece of rich text."""
    return clean(value.source) if value else ""


@register.simple_tag(takes_context=True)
def json_ld(context, article, base_url):
    """The article for search engines."""
    return described(article, base_url, context["shell"].owner_name)
