"""What surrounds every page: whose installation it is, who is looking, and where they can go."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .theme import theme_href


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One place to go; `current` is the page the reader is on, or the part of the site it belongs to."""

    label: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class RoleChoice:
    """One hat a person may put on, named by unit; `value` is what the switch form sends as `role`."""

    label: str
    value: str
    detail: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class LanguageChoice:
    """The same page in another language, named in that language."""

    code: str
    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Shell:
    """Everything the layouts ask for. The desk room fills it in; without that a visitor's plain frame is shown.

    `help_always` says that the children's phone is known to answer at every hour: hours are data, never our words.
    `alarms` names the places where something waits for the reader to take it, `alarm_url` is where that is done.
    """

    owner_name: str = "Tryggby"
    place_name: str = ""
    owner_detail: str = ""
    home_url: str = "/"
    nav: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    roles: tuple[RoleChoice, ...] = ()
    role_url: str = ""
    person_name: str = ""
    initials: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    search_url: str = ""
    sign_out_url: str = ""
    help_url: str = "/hjelp/"
    exit_url: str = "/forlat/"
    worry_url: str = "/hjelp/"
    help_phone: str = "116 111"
    help_phone_text: str = ""
    help_always: bool = False
    theme_href: str = field(default_factory=theme_href)
    color_scheme: str = "auto"
    language: str = "nb"
    direction: str = "ltr"
    languages: tuple[LanguageChoice, ...] = ()
    alarms: tuple[str, ...] = ()
    alarm_url: str = ""
    demo: bool = False
    demo_text: str = ""
    demo_url: str = ""

    @property
    def help_line(self) -> SafeString:
        """The sentence about the children's phone in the safety bar, with the number as a link."""
        text = self.help_phone_text or _("Barn og unge kan ringe {number}. Det er gratis.")
        if self.help_always and not self.help_phone_text:
            text = _("Barn og unge kan ringe {number} hele døgnet. Det er gratis.")
        before, _number, after = text.partition("{number}")
        link = format_html('<a href="tel:{}">{}</a>', self.help_phone.replace(" ", ""), self.help_phone)
        return format_html("{}{}{}", before, link, after)


def outside_shell(asked: str = "") -> Shell:
    """For error pages: links in the language of the page; help and the way out in the one that was asked for."""
    home, help_ = _prefix(get_language() or ""), _prefix(asked or get_language() or "")
    return Shell(
        home_url=f"{home}/",
        search_url=f"{home}/sok/",
        help_url=f"{help_}/hjelp/",
        exit_url=f"{help_}/forlat/",
        language=get_language() or settings.LANGUAGE_CODE,
    )


def _prefix(code: str) -> str:
    return f"/{code}" if code and code != settings.LANGUAGE_CODE else ""
