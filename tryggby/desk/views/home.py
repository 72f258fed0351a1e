"""Where a day begins: the right home for the role, the role switch, and the employee's own home."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tryggby.desk.hats import SESSION_KEY, current_hat, frame
from tryggby.desk.today import mine_now


@require_safe
def start(request):
    """After sign-in: the home of the role the person acts in."""
    return redirect(current_hat(request).home)


@require_POST
def role(request):
    """Act in another of one's roles; a role one does not have changes nothing."""
    wanted = request.POST.get("role", "")
    chosen = next((hat for hat in frame(request).hats if hat.value == wanted), None)
    if chosen is None:
        return redirect(current_hat(request).home)
    request.session[SESSION_KEY] = chosen.value
    return redirect(chosen.home)


@require_safe
def home(request):
    """The employee's home: what do I do now, ten minutes at a time."""
    return render(request, "desk/home.html", mine_now(request))
