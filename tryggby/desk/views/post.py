"""Mail that failed or is uncertain: look at it, send it again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.desk.troubles import troubled
from tryggby.organisations.door import Role, standing
from tryggby.outbox.door import send_again
from tryggby.ui.door import keyset_page


@require_safe
def post(request):
    """The list, newest first: to whom, what, why it stopped. Never the text."""
    if not standing(request.user).has(Role.COORDINATOR):
        raise Http404
    return render(
        request, "desk/post.html", {"page": keyset_page(troubled(request.user), query=request.GET, by=["-pk"])}
    )


@require_POST
def post_again(request, key: str):
    """Send one mail again; a person has decided that it did not get through."""
    message = get_object_or_404(troubled(request.user), key=key)
    send_again(by=request.user, message=message)
    messages.success(request, _("E-posten til %(to)s er lagt i køen igjen.") % {"to": message.to})
    return redirect("desk:post")
