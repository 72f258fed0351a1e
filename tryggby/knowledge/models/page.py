"""Pages that editors put together from blocks: news and plain pages, and the sections they lie in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PagePermissionTester, Site
from wagtail.query import PageQuerySet

from tryggby.ground.door import today
from tryggby.knowledge.blocks import BodyBlocks
from tryggby.knowledge.panels import CarePanel
from tryggby.knowledge.text_form import DraftForm, TextForm
from tryggby.ui.door import frame_language


class TextQuerySet(PageQuerySet):
    """Published texts, as readers ask for them."""

    def in_language(self, language: str):
        """Published texts in a language, and in bokmål where there is no translation; without their bodies."""
        wanted = self.live().select_related("locale").defer("body")
        if language == "nb":
            return wanted.filter(locale__language_code="nb")
        translated = self.model._default_manager.live().filter(
            locale__language_code=language, translation_key=models.OuterRef("translation_key")
        )
        instead = models.Q(locale__language_code="nb") & ~models.Exists(translated)
        return wanted.filter(models.Q(locale__language_code=language) | instead)

    def to_read(self, slug: str, language: str):
        """The text with this address in a language or else in bokmål, ready to show; None when there is none."""
        found = self.live().filter(slug=slug, locale__language_code__in={language, "nb"})
        found = found.select_related(*self.model.SHOWN_WITH).defer("body")
        return max(found, key=lambda text: text.locale.language_code == language, default=None)

    def translation(self, key, language: str):
        """The text that this key binds together, in a language or else in bokmål, ready to show; or None."""
        found = self.live().filter(translation_key=key, locale__language_code__in={language, "nb"})
        found = found.select_related(*self.model.SHOWN_WITH).defer("body")
        return max(found, key=lambda text: text.locale.language_code == language, default=None)


class TextPermissions(PagePermissionTester):
    """Who may do what with a text: publishing waits for a second reader where the text asks for one."""

    def can_publish(self) -> bool:
        """True for an editor, when nobody else has to read first."""
        return super().can_publish() and self.page.specific_deferred.may_go_out()

    def can_set_view_restrictions(self) -> bool:
        """Never: a published text is for everybody."""
        return False


class FolderPermissions(PagePermissionTester):
    """Folders come with the product: texts are put into them, and nothing else is done with them."""

    def _never(self, *args, **kwargs) -> bool:
        return False

    can_edit = can_delete = can_copy = can_move = can_publish = can_unpublish = can_lock = _never
    can_set_view_restrictions = can_submit_for_moderation = _never


class Section(Page):
    """A folder in the editors' tree; its address is that of the list its pages are shown in.

    Personal data: none of ours; Wagtail's column for who made it stays empty. Purpose: order. Kept with the tree.
    """

    parent_page_types = ["wagtailcore.Page", "knowledge.Section"]
    subpage_types = ["knowledge.Section", "knowledge.Article", "knowledge.News", "knowledge.PlainPage"]
    preview_modes: list[tuple[str, str]] = []
    search_auto_update = False
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mappe")
        verbose_name_plural = _("mapper")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Folders come with the product; editors do not make more."""
        return False

    def permissions_for_user(self, user):
        """Nobody changes, moves or takes away a folder."""
        return FolderPermissions(user, self)

    def get_url_parts(self, request=None):
        """The list on the website; the front page for roots and for pages that stand alone."""
        site = Site.objects.filter(is_default_site=True).first()
        prefix = "" if self.locale.language_code == settings.LANGUAGE_CODE else f"/{self.locale.language_code}"
        path = f"/{self.slug}/" if self.slug in {"kunnskap", "nyheter"} else "/"
        return (site.pk if site else None, settings.BASE_URL, prefix + path)


class Text(Page):
    """What every composed page has: a summary, a body of blocks, an address of the room's own."""

    summary = models.TextField(_("ingress"), max_length=400, help_text=_("En eller to setninger."))
    body = StreamField(BodyBlocks(), verbose_name=_("innhold"))
    # The digest of the bokmål text that a translation was made from.
    follows = models.CharField(max_length=64, blank=True, editable=False)

    objects = PageManager.from_queryset(TextQuerySet)()

    base_form_class = TextForm
    copy_form_class = DraftForm
    subpage_types: list[str] = []
    # Editors search the rows themselves (settings.WAGTAILSEARCH_BACKENDS); readers have search.py.
    search_auto_update = False
    show_in_menus_default = False
    # What its page shows beside it, and what its address is made of.
    SHOWN_WITH: tuple[str, ...] = ("locale", "rendering")
    FOUND_BY: tuple[str, ...] = ("locale", "slug")
    content_panels = [CarePanel(), *Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [FieldPanel("slug")]
    # No dates to go out or come down by: nothing here publishes by the clock.
    settings_panels: list = []

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        """The code of the language it is written in."""
        return self.locale.language_code

    @property
    def direction(self) -> str:
        """`rtl` for Arabic."""
        return "rtl" if translation.get_language_info(self.language)["bidi"] else "ltr"

    @property
    def path_here(self) -> str:
        """The address without language prefix."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """The address with language prefix."""
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return prefix + self.path_here

    def get_url_parts(self, request=None):
        """What the editors' place links to as «live»."""
        site = Site.objects.filter(is_default_site=True).first()
        return (site.pk if site else None, settings.BASE_URL, self.address)

    def permissions_for_user(self, user):
        """Publishing may have to wait for a second reader."""
        return TextPermissions(user, self)

    def may_go_out(self) -> bool:
        """True when the newest revision may be published as it is."""
        return True

    def faults(self) -> list[str]:
        """Why it may not be published as it is, in words."""
        films = [block.value for block in self.body if block.block_type == "film" and block.value]
        return [
            str(_("Filmen «{title}» mangler teksting eller utskrift.")).format(title=film.title)
            for film in films
            if not film.ready
        ]

    @transaction.atomic
    def publish(self, revision, user=None, **options):
        """Publish one revision: refused while something that readers need is missing; one entry in the log."""
        from tryggby.knowledge.release import note_publishing

        wanted = revision.as_object()
        if wanted.faults():
            raise PermissionDenied(wanted.faults()[0])
        before = Page.objects.filter(pk=self.pk, live=True).values_list("slug", flat=True).first()
        super().publish(revision, user=user, **options)
        note_publishing(by=user, page=self, before=before)

    def save_revision(self, *args, overwrite_revision=None, **options):
        """Always a new revision: what somebody has read is never written over."""
        return super().save_revision(*args, **options)

    def copy(self, *args, keep_live=False, **options):
        """A copy is a draft: it has been read by nobody."""
        return super().copy(*args, keep_live=False, **options)

    def serve(self, request, *args, **kwargs):
        """Pages are shown by views of the rooms, never by the tree."""
        raise Http404

    def serve_preview(self, request, mode_name):
        """The page as readers will see it, in a frame of the editors' place."""
        from tryggby.knowledge.showing import preview_context

        with translation.override(frame_language(self.language)):
            response = render(request, "knowledge/preview.html", preview_context(self))
        response.xframe_options_exempt = True
        response["X-Frame-Options"] = "SAMEORIGIN"
        policy: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}
        response.headers[str(CSP.HEADER_ENFORCE)] = build_policy(policy)
        return response


class News(Text):
    """A piece of news.

    Personal data: who made it, who wrote each revision, who has locked it (Wagtail's own columns). Purpose: editors
    answer for what they publish. Seen by editors. Kept with the text.
    """

    dated = models.DateField(_("dato"), default=today)

    parent_page_types = ["knowledge.Section"]
    content_panels = [*Text.content_panels[:2], FieldPanel("dated"), *Text.content_panels[2:], FieldPanel("in_step")]

    class Meta:
        verbose_name = _("nyhet")
        verbose_name_plural = _("nyheter")

    @property
    def path_here(self) -> str:
        """Shown by the website."""
        return f"/nyheter/{self.slug}/"


class PlainPage(Text):
    """A page of the website, such as the project page.

    Personal data: who made it, who wrote each revision, who has locked it (Wagtail's own columns). Purpose: editors
    answer for what they publish. Seen by editors. Kept with the text.
    """

    parent_page_types = ["knowledge.Section"]
    content_panels = [*Text.content_panels, FieldPanel("in_step")]

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sider")

    @property
    def path_here(self) -> str:
        """Shown by the website."""
        return f"/{self.slug}/"
