"""The article for search engines, as schema.org describes one."""

import json

from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def described(article, base_url: str, publisher: str) -> SafeString:
    """JSON-LD, safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": article.language,
        "datePublished": article.written_on.isoformat(),
        "url": base_url + article.address,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": publisher},
    }
    if article.last_published_at:
        data["dateModified"] = article.last_published_at.date().isoformat()
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 (escaped above)
