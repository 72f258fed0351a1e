"""The toolbox: tools to use on the job, on the screen and on paper."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tryggby.organisations.door import Service
from tryggby.packages.learning import reader_services
from tryggby.packages.models import CoreElement, Tool
from tryggby.packages.reading import link_parts


@require_safe
def tools(request):
    """All tools, those of the reader's own service first; filtered by service and core element."""
    found = list(Tool.objects.visible_to(request.user).current().select_related("release__package").defer("html"))
    codes = {tool.service for tool in found}
    services = list(Service.objects.filter(code__in=codes))  # for everyone: the kinds of work are the same for all
    names = {service.code: str(service) for service in services}
    own = reader_services(request.user)
    service, element = request.GET.get("tjeneste", ""), request.GET.get("element", "")
    if service in names:
        found = [tool for tool in found if tool.service in ("", service)]
    if element in CoreElement.values:
        found = [tool for tool in found if element in tool.elements]
    groups: dict[str, list[Tool]] = {}
    for tool in sorted(found, key=lambda tool: (tool.service not in own, tool.service != "", tool.service)):
        groups.setdefault(names.get(tool.service, ""), []).append(tool)
    context = {"groups": groups, "services": services, "elements": CoreElement.choices}
    return render(request, "packages/tools.html", context | {"service": service, "element": element})


@require_safe
def tool(request, package, tool):
    """One tool."""
    found = _tool(request, package, tool)
    html = link_parts(found.html, package)
    return render(request, "packages/tool.html", {"tool": found, "html": html})


@require_safe
def tool_sheet(request, package, tool):
    """One tool on one A4 page."""
    found = _tool(request, package, tool)
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {"tool": found, "html": link_parts(found.html, package), "address": address}
    return render(request, "packages/tool_sheet.html", context)


def _tool(request, package: str, slug: str) -> Tool:
    return get_object_or_404(
        Tool.objects.visible_to(request.user).current().select_related("release__package"),
        release__package__slug=package,
        slug=slug,
    )
