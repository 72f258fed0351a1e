"""For machines: where faults are reported, what may be indexed, and which pages there are."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tryggby.organisations.door import installation
from tryggby.ui.door import visitor_page
from tryggby.website.machines import expires, site_pages


@require_safe
@visitor_page
def security(request):
    """RFC 9116: whom to tell about a hole. The date is always ahead."""
    made = installation(request)
    contacts = [f"mailto:{made.contact_email}"] if made and made.contact_email else []
    contacts.append(settings.BASE_URL + reverse("website:letter"))
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [
        f"Expires: {expires():%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: {settings.BASE_URL}{reverse('website:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@visitor_page
def robots(request):
    """Open pages may be indexed, forms need not be; a demo is not indexed at all."""
    closed = ["/"] if settings.DEMO else ["/konto/", "/logg-inn/", "/forlat/", "/sok/", "/si-fra/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('website:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@visitor_page
def sitemap(request):
    """Every open page in every language it exists in."""
    return render(request, "website/sitemap.xml", {"pages": site_pages()}, content_type="application/xml")
