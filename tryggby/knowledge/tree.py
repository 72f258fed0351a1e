"""The editors' tree: one root per language with the same folders, the editors' group, the workflow."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tryggby.knowledge.access import GROUP
from tryggby.knowledge.models import SecondReader, Section

FOLDERS = {"kunnskap": "Kunnskap", "nyheter": "Nyheter", "sider": "Sider"}
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_IMAGES = ("add_image", "change_image", "choose_image")
EVERYWHERE = (
    ("wagtailadmin", "access_admin"),
    ("simple_translation", "submit_translation"),
    *(
        ("knowledge", f"{verb}_{noun}")
        for noun in ("theme", "term", "film")
        for verb in ("add", "change", "delete", "view")
    ),
)


def folder(name: str, language: str) -> Section:
    """A folder of the tree, e.g. `kunnskap` in `nb`; the tree is grown when it is not there."""
    found = Section.objects.filter(slug=name, locale__language_code=language).first()
    if found is None:
        grow("nb", language)
        found = Section.objects.get(slug=name, locale__language_code=language)
    return found


def same_key(name: str) -> uuid.UUID:
    """The translation key of what comes with the product: the same in every installation."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://tryggby.example/{name}")


def join(person) -> None:
    """Make an appointed editor a member of the group that Wagtail's permissions hang on."""
    if not person.groups.filter(name=GROUP).exists():
        if not Group.objects.filter(name=GROUP).exists():
            grow()
        person.groups.add(Group.objects.get(name=GROUP))


@transaction.atomic
def grow(*languages: str) -> None:
    """Make what is missing of roots, folders, group and workflow (in every language unless some are named)."""
    top = Page.get_first_root_node()
    Page.objects.filter(pk=top.pk).update(translation_key=same_key("root"))
    wanted = [code for code, _name in settings.LANGUAGES if not languages or code in languages]
    names, home, new = dict(settings.LANGUAGES), None, []
    for language in wanted:
        locale, _made = Locale.objects.get_or_create(language_code=language)
        standing = Section.objects.filter(slug=f"innhold-{language}", locale=locale).first()
        here = standing or _section(top, locale, f"innhold-{language}", names[language], home)
        home = home or here
        if standing is None:
            new.append(here)
        for slug, title in FOLDERS.items():
            original = Section.objects.filter(slug=slug, locale__language_code="nb").first()
            _section(here, locale, slug, title, original)
    if new:
        _site(Section.objects.get(slug="innhold-nb"))
        _group(new)
        _workflow(new)


def _section(parent: Page, locale: Locale, slug: str, title: str, original: Section | None) -> Section:
    found = Section.objects.filter(slug=slug, locale=locale).first()
    if found:
        return found
    section = Section(title=title, slug=slug, locale=locale, live=True, translation_key=same_key(slug))
    if original is not None and locale.language_code != "nb":
        section.translation_key = original.translation_key
    Page.objects.get(pk=parent.pk).add_child(instance=section)
    return section


def _site(home: Section) -> None:
    """One site, ours; the welcome page that Wagtail brings goes."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id else None
    if welcome is not None and welcome.pk == home.pk:
        return
    site.hostname, site.port, site.root_page, site.site_name = address.hostname or "localhost", port, home, "Tryggby"
    site.save()
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()


def _group(homes) -> None:
    """The group that an editor joins on the way in, and what it may do below these roots."""
    group, new = Group.objects.get_or_create(name=GROUP)
    pages = {name: Permission.objects.get(content_type__app_label="wagtailcore", codename=name) for name in ON_PAGES}
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=home.pk, permission=permission)
        for home in homes
        for permission in pages.values()
    )
    if not new:
        return
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()
    for label, codename in EVERYWHERE:
        group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    pictures = Collection.get_first_root_node()
    for codename in ON_IMAGES:
        permission = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=pictures, permission=permission)


def _workflow(homes) -> None:
    """Writing → another editor reads → published."""
    task = SecondReader.objects.first()
    if task is None:
        Workflow.objects.filter(workflow_pages__isnull=False).delete()
        task = SecondReader.objects.create(name=_("Lest av en annen redaktør"))
        workflow = Workflow.objects.create(name=_("gjennomlesing"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    workflow = Workflow.objects.get(workflow_tasks__task=task)
    WorkflowPage.objects.bulk_create(WorkflowPage(workflow=workflow, page_id=home.pk) for home in homes)
