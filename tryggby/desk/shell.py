"""The frame around every page: whose installation, which role the person acts in, and where they can go."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.desk.hats import Frame, Hat, address, frame
from tryggby.help.door import CHILDRENS_PHONE, answers_always
from tryggby.organisations.door import Role
from tryggby.ui.door import LanguageChoice, NavItem, RoleChoice, Shell, offered_languages, theme_href

# Rooms whose pages exist in every language under /nn/ and /en/.
IN_EVERY_LANGUAGE = {"website", "help", "events", "knowledge", "voices", "routines", "outreach", "api"}
IN_EVERY_LANGUAGE |= {"programmes", "drills", "certificates"}
# Reached by a code on a wall, in bokmål: there also whoever is signed in may choose another language.
BEHIND_A_CODE = {"drills:join", "drills:phone", "programmes:here", "programmes:arrival"}


def shell(request) -> Shell:
    """The shell for a request, in one query; a visitor's session is not touched."""
    around = frame(request)
    parts = {
        "owner_name": "Tryggby",
        "place_name": around.owner,
        "owner_detail": " · ".join(filter(None, [around.owner, around.department])),
        "theme_href": theme_href(around.colour) if around.colour else theme_href(),
        "language": get_language() or "nb",
        "demo": settings.DEMO,
        "demo_text": _("Dette er en demonstrasjon. Alle personer er oppdiktet, og e-post blir liggende her."),
        "demo_url": address("demo:post") if settings.DEMO else "",
        "footer": _footer(),
        "help_url": address("help:entrance"),
        "exit_url": address("help:leave"),
        "help_phone": CHILDRENS_PHONE,
        "help_always": answers_always(CHILDRENS_PHONE),
        "worry_url": address("help:lines", who="ansatt"),
        "sign_in_url": address("people:sign_in"),
    }
    own = _signed_in(request, around) if around.hat else _visiting(request)
    return Shell(**(parts | own))


def _visiting(request) -> dict:
    return {
        "nav": _nav(request, _visitor_places()),
        "languages": _languages(request),
        "search_url": address("website:search"),
    }


def _signed_in(request, around: Frame) -> dict:
    hat, person = around.hat, request.user
    choices = tuple(RoleChoice(label=h.label, value=h.value, detail=h.detail, current=h == hat) for h in around.hats)
    return {
        "place_name": hat.detail if hat.unit else around.owner,
        "home_url": hat.home,
        "nav": _nav(request, _places(hat)),
        "roles": choices if len(choices) > 1 else (),
        "role_url": address("desk:role"),
        "person_name": person.name,
        "initials": person.initials,
        "account_url": address("people:account"),
        "alarms": around.alarms,
        "alarm_url": address("voices:desk") if around.alarms else "",
        "sign_out_url": address("people:sign_out"),
        "languages": _languages(request) if _name(request) in BEHIND_A_CODE else (),
    }


def _places(hat: Hat) -> list[tuple[str, str]]:
    """Label and name of the address of at most five places per role."""
    learn, tools = (_("Lær"), "packages:shelf"), (_("Verktøykasse"), "packages:tools")
    drills = (_("Barnevernøvelser"), "drills:shelf")
    return {
        Role.COORDINATOR: [
            (_("Oversikt"), "desk:coordinator"),
            (_("Programmer"), "programmes:cohorts"),
            (_("Enheter"), "organisations:units"),
            (_("Arrangementer"), "events:own"),
            (_("Barnas råd"), "voices:advice_list"),
        ],
        Role.NETWORK_COORDINATOR: [
            (_("Byer"), "desk:network"),
            (_("Nettverk"), "network:networks"),
            (_("Dialogmøter"), "outreach:meetings"),
            (_("Oppvekstdager"), "outreach:days"),
            learn,
        ],
        Role.EDITOR: [
            (_("Artikler"), "knowledge:overview"),
            (_("Pakker"), "packages:releases"),
            (_("Hjelpetilbud"), "help:register"),
            (_("Henvendelser"), "website:inbox"),
            tools,
        ],
        Role.PRIVACY_OFFICER: [
            (_("Personvern"), "desk:privacy"),
            (_("Logg"), "desk:log"),
            (_("Roller"), "organisations:roles"),
        ],
        "leader": [
            (_("Oversikt"), "desk:leader"),
            (_("Plan"), "desk:leader_plan"),
            (_("Øving"), "mentoring:unit_practice"),
            tools,
            (_("Barnas råd"), "voices:advice_list"),
        ],
        "mentor": [
            (_("Øvinger"), "mentoring:home"),
            tools,
            learn,
            drills,
            (_("Samlinger"), "programmes:mine"),
        ],
        "duty": [(_("Vakt"), "voices:desk"), (_("Nøkkelen min"), "sealing:key")],
    }.get(hat.kind) or [(_("Hjem"), "desk:home"), learn, drills, tools, (_("Samlinger"), "programmes:mine")]


def _visitor_places() -> list[tuple[str, str]]:
    return [
        (_("Dette gjør vi"), "website:about"),
        (_("For barn og unge"), "website:young"),
        (_("For foreldre"), "website:parents"),
        (_("For ansatte"), "website:staff"),
        (_("Arrangementer"), "events:events"),
    ]


def _nav(request, places: list[tuple[str, str]]) -> tuple[NavItem, ...]:
    """Nav items that lead somewhere; the longest address that begins the reader's own is the current one."""
    found = [(label, address(name)) for label, name in places]
    found = [(label, url) for label, url in found if url]
    here = max((url for _label, url in found if request.path.startswith(url)), key=len, default=None)
    return tuple(NavItem(label=label, url=url, current=url == here) for label, url in found)


def _footer() -> tuple[NavItem, ...]:
    places = [
        (_("Personvern"), "website:privacy"),
        (_("Tilgjengelighetserklæring"), "website:accessibility"),
        (_("Slik skjuler du spor"), "help:traces"),
        (_("Barna sa – vi gjorde"), "voices:said_and_did"),
        (_("Kontakt"), "website:contact"),
        (_("Si fra til oss"), "website:letter"),
    ]
    return tuple(NavItem(label=label, url=url) for label, url in ((t, address(n)) for t, n in places) if url)


def _name(request) -> str:
    """The name of the page's address, `room:noun`."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""


def _languages(request) -> tuple[LanguageChoice, ...]:
    """The same page in other languages, named in themselves: where its view says; else at the same address.

    Nothing where the page has one language.
    """
    said = offered_languages(request)
    if said is not None:
        return said
    match = getattr(request, "resolver_match", None)
    if match is None or match.namespace not in IN_EVERY_LANGUAGE:
        return ()
    here = get_language() or settings.LANGUAGE_CODE
    path = request.path_info if here == settings.LANGUAGE_CODE else request.path_info[len(here) + 1 :]
    return tuple(
        LanguageChoice(
            code=code,
            name=name,
            url=path if code == settings.LANGUAGE_CODE else f"/{code}{path}",
            current=code == here,
        )
        for code, name in settings.INTERFACE_LANGUAGES
    )
