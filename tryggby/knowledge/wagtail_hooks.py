"""What the editors' place offers besides pages: themes, words and films; what it leaves out."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from tryggby.knowledge.models import Film, Term, Theme

# What editors have no use for here.
HIDDEN = {"reports", "settings", "help", "documents"}


class ThemeViewSet(SnippetViewSet):
    """Themes."""

    model = Theme
    icon = "folder-open-1"
    menu_label = _("Temaer")
    add_to_admin_menu = True
    menu_order = 210
    list_display = ["name", "order"]
    inspect_view_enabled = False


class TermViewSet(SnippetViewSet):
    """The glossary."""

    model = Term
    icon = "list-ul"
    menu_label = _("Ordliste")
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["term", "language"]
    list_filter = ["language"]


class FilmViewSet(SnippetViewSet):
    """Films."""

    model = Film
    icon = "media"
    menu_label = _("Filmer")
    add_to_admin_menu = True
    menu_order = 230
    list_display = ["title", "language"]
    exclude_form_fields = ["key"]


register_snippet(ThemeViewSet)
register_snippet(TermViewSet)
register_snippet(FilmViewSet)


@hooks.register("before_delete_snippet")
def keep_what_is_shown(request, instances):
    """A film that a published text shows is not deleted."""
    shown = [one for one in instances if isinstance(one, Film) and one.is_shown]
    if not shown:
        return None
    messages.error(
        request, _("«%(title)s» står i en publisert tekst. Ta den ut av teksten først.") % {"title": shown[0]}
    )
    return redirect("wagtailsnippets_knowledge_film:list")


@hooks.register("register_admin_menu_item")
def overview():
    """The way to the list of how every article stands."""
    return MenuItem(_("Slik står artiklene"), "/redaksjon/kunnskap/", icon_name="clipboard-list", order=90)


@hooks.register("construct_main_menu")
def leave_out(request, items) -> None:
    """A short menu."""
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("insert_global_admin_css")
def colours():
    """Tryggby's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("knowledge/editors.css"))


@hooks.register("insert_editor_js")
def keep_what_was_typed():
    """Nothing typed is lost, however fast somebody saves."""
    return format_html('<script src="{}" defer></script>', static("knowledge/editors.js"))
