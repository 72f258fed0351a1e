"""The frame around every page: whose installation, which hat the person wears, and where they can go."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.organisations.door import Installation, Role, Unit, standing
from tryggby.ui.door import LanguageChoice, NavItem, RoleChoice, Shell, theme_href

# What the session remembers of the hat a person wears.
SESSION_KEY = "role"


@dataclass(frozen=True)
class Hat:
    """One role a person may act in: kind, and the unit or organisation it belongs to."""

    kind: str
    label: str
    detail: str
    value: str


def shell(request) -> Shell:
    """The shell for a request; a visitor without a session costs one query at most."""
    owner = Installation.objects.select_related("owner").first()
    frame = {
        "owner_name": "Tryggby",
        "place_name": owner.owner.name if owner else "",
        "owner_detail": owner.department if owner else "",
        "theme_href": theme_href(owner.brand_colour) if owner else theme_href(),
        "language": get_language() or "nb",
        "demo": settings.DEMO,
        "demo_text": _("Dette er en demonstrasjon. Alle personer er oppdiktet, og e-post blir liggende her."),
        "demo_url": "/demo/post/" if settings.DEMO else "",
        "footer": _footer(),
        "help_url": _help(),
        "worry_url": _help("ansatt"),
        "sign_in_url": _reverse("people:sign_in"),
    }
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return Shell(**frame | _signed_in(request))
    return Shell(**frame, nav=_nav(request, _visitor_places()), languages=_languages(request))


def hats(person) -> list[Hat]:
    """The roles a person may act in, the most responsible first, the employee's last."""
    held = standing(person)
    units = Unit.objects.filter(pk__in=held.led_directly | held.member).in_bulk()
    found = [
        Hat(role, str(Role(role).label), "", role)
        for role in (Role.COORDINATOR, Role.NETWORK_COORDINATOR, Role.EDITOR, Role.PRIVACY_OFFICER)
        if held.has(role)
    ]
    found += [
        Hat("leader", _("Leder"), units[pk].name, f"leader:{units[pk].key}") for pk in sorted(held.led_directly)
    ]
    found += [
        Hat("mentor", _("Mentor"), unit.name, f"mentor:{unit.key}") for unit in _mentored(person)
    ]
    detail = ", ".join(sorted(units[pk].name for pk in held.member))
    return [*found, Hat("employee", _("Ansatt"), detail, "employee")]


def current_hat(request) -> Hat:
    """The hat chosen in the switch, or the first one."""
    if not hasattr(request, "_hat"):
        choices = hats(request.user)
        chosen = request.session.get(SESSION_KEY)
        request._hat = next((hat for hat in choices if hat.value == chosen), choices[0])
        request._hats = choices
    return request._hat


def home_of(hat: Hat) -> str:
    """The address where a hat's day begins."""
    names = {
        Role.COORDINATOR: "desk:coordinator",
        Role.NETWORK_COORDINATOR: "desk:network",
        Role.EDITOR: "packages:releases",
        Role.PRIVACY_OFFICER: "desk:privacy",
        "leader": "desk:leader",
        "mentor": "mentoring:home",
    }
    return _reverse(names.get(hat.kind, "desk:home")) or _reverse("desk:home") or "/"


def _signed_in(request) -> dict:
    hat = current_hat(request)
    person = request.user
    return {
        "place_name": hat.detail if hat.kind in {"leader", "mentor"} else "",
        "home_url": home_of(hat),
        "nav": _nav(request, _places(hat)),
        "roles": tuple(
            RoleChoice(label=h.label, value=h.value, detail=h.detail, current=h == hat) for h in request._hats
        )
        if len(request._hats) > 1
        else (),
        "role_url": _reverse("desk:role"),
        "person_name": person.name,
        "initials": person.initials,
        "account_url": _reverse("people:account"),
        "sign_out_url": _reverse("people:sign_out"),
    }


def _places(hat: Hat) -> list[tuple[str, str]]:
    """Label and URL name of at most five places per hat (design 4.1); what is not built is left out."""
    return {
        Role.COORDINATOR: [
            (_("Oversikt"), "desk:coordinator"),
            (_("Programmer"), "programmes:cohorts"),
            (_("Enheter"), "organisations:units"),
            (_("Roller"), "organisations:roles"),
            (_("Post"), "desk:post"),
        ],
        Role.NETWORK_COORDINATOR: [(_("Byer"), "desk:network"), (_("Lær"), "packages:shelf")],
        Role.EDITOR: [
            (_("Pakker"), "packages:releases"),
            (_("Verktøy"), "packages:tools"),
            (_("Lær"), "packages:shelf"),
        ],
        Role.PRIVACY_OFFICER: [
            (_("Personvern"), "desk:privacy"),
            (_("Logg"), "desk:log"),
            (_("Roller"), "organisations:roles"),
        ],
        "leader": [
            (_("Oversikt"), "desk:leader"),
            (_("Plan"), "desk:leader_plan"),
            (_("Dekning"), "desk:leader_coverage"),
            (_("Mentorer"), "mentoring:mandates"),
            (_("Verktøykasse"), "packages:tools"),
        ],
        "mentor": [
            (_("Øvinger"), "mentoring:home"),
            (_("Verktøykasse"), "packages:tools"),
            (_("Lær"), "packages:shelf"),
        ],
    }.get(hat.kind) or [
        (_("Hjem"), "desk:home"),
        (_("Lær"), "packages:shelf"),
        (_("Verktøykasse"), "packages:tools"),
    ]


def _visitor_places() -> list[tuple[str, str]]:
    return [
        (_("Dette gjør vi"), "website:about"),
        (_("For barn og unge"), "website:young"),
        (_("For foreldre"), "website:parents"),
        (_("For ansatte"), "website:staff"),
    ]


def _nav(request, places: list[tuple[str, str]]) -> tuple[NavItem, ...]:
    """Nav items that lead somewhere; the longest address that begins the reader's own is the current one."""
    found = [(label, _reverse(name)) for label, name in places]
    found = [(label, url) for label, url in found if url]
    here = max((url for _, url in found if request.path.startswith(url)), key=len, default=None)
    return tuple(NavItem(label=label, url=url, current=url == here) for label, url in found)


def _footer() -> tuple[NavItem, ...]:
    places = [
        (_("Personvern"), "website:privacy"),
        (_("Tilgjengelighetserklæring"), "website:accessibility"),
        (_("Slik skjuler du spor"), "help:traces"),
        (_("Kontakt"), "website:contact"),
    ]
    return tuple(NavItem(label=label, url=url) for label, url in ((t, _reverse(n)) for t, n in places) if url)


def _languages(request) -> tuple[LanguageChoice, ...]:
    """The same address in the other languages, named in themselves."""
    here = get_language() or settings.LANGUAGE_CODE
    path = request.path_info
    if here != settings.LANGUAGE_CODE:
        path = path[len(here) + 1 :]
    return tuple(
        LanguageChoice(
            code=code,
            name=name,
            url=path if code == settings.LANGUAGE_CODE else f"/{code}{path}",
            current=code == here,
        )
        for code, name in settings.LANGUAGES
    )


def _mentored(person) -> list[Unit]:
    """Units the person is mentor for today."""
    from tryggby.mentoring.door import mentored_units

    return list(mentored_units(person))


def _help(who: str = "") -> str:
    return (_reverse("help:lines", who=who) if who else _reverse("help:entrance")) or "/hjelp/"


def _reverse(name: str, **kwargs) -> str:
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
