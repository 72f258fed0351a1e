"""Our promises to children as checks that really run. Each says whether it held, and tells numbers and dates."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import broken_seal
from tryggby.ground.door import marks_outlived, today
from tryggby.voices import content, figures
from tryggby.voices.actions.channel import least_of
from tryggby.voices.actions.forgetting import free_notes, free_threads
from tryggby.voices.actions.statistic import table_of
from tryggby.voices.actions.truth import truth_table
from tryggby.voices.models import (
    Channel,
    Escalation,
    Forgetting,
    HelpThread,
    Note,
    ProofCheck,
    Sent,
    TruthFigure,
)
from tryggby.voices.public_figures import standing_tables
from tryggby.voices.weeks import this_week

# A result older than this is no proof any more.
STALE = dt.timedelta(days=2)
# A check gives whether it held, and what there is to tell.
Check = Callable[[], tuple[bool, dict]]
CHECKS: dict[str, tuple[Words, Check]] = {}


@dataclass(frozen=True)
class ProofRow:
    """One promise with its newest result: `held`, `failed`, or `unknown` when no fresh check has run."""

    promise: Words
    state: str
    at: dt.datetime | None = None
    last_held: dt.datetime | None = None
    detail: dict = field(default_factory=dict)
    receipt: dt.date | None = None


def proves(code: str, promise: Words) -> Callable[[Check], Check]:
    """Declare a check of one promise."""

    def declare(check: Check) -> Check:
        CHECKS[code] = (promise, check)
        return check

    return declare


def run_checks() -> dict[str, bool]:
    """Run every check and keep the newest result; a check that breaks has not held."""
    results = {}
    for code, (_promise, check) in CHECKS.items():
        now = timezone.now()
        try:
            held, detail = check()
        except Exception as problem:
            held, detail = False, {"broke": type(problem).__name__}
        kept, _made = ProofCheck.objects.get_or_create(code=code)
        kept.at, kept.detail = now, detail
        kept.held_at = now if held else kept.held_at
        kept.save()
        results[code] = held
    return results


def proof_rows() -> list[ProofRow]:
    """Every promise, in the order they are declared."""
    kept = {row.code: row for row in ProofCheck.objects.all()}
    return [_row(promise, kept.get(code)) for code, (promise, _check) in CHECKS.items()]


def audits() -> list[dict]:
    """Reviews by somebody outside, from texts/audits.yaml."""
    return yaml.safe_load((content.FOLDER / "audits.yaml").read_text("utf-8")) or []


def _row(promise: Words, row: ProofCheck | None) -> ProofRow:
    if row is None or row.at < timezone.now() - STALE:
        return ProofRow(promise, "unknown", last_held=row.held_at if row else None)
    return ProofRow(promise, "held" if row.holds else "failed", row.at, row.held_at, row.detail, _receipt(row))


def _receipt(row: ProofCheck) -> dt.date | None:
    """The day of the last receipt that the check tells of."""
    return dt.date.fromisoformat(row.detail["receipt"]) if row.detail.get("receipt") else None


def child_paths() -> list[str]:
    """Addresses that stand for all of the child's pages."""
    return [
        reverse("voices:entry"),
        reverse("voices:thanks", args=[content.FIRST]),
        reverse("voices:reply"),
        reverse("help:lines", args=["barn"]),
    ]


def asked(path: str) -> dict[str, list[str]]:
    """The headers of a page as the web server would send them, through every layer of the product."""
    from django.core.handlers.wsgi import WSGIHandler

    environ: dict = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": urlsplit(settings.BASE_URL).netloc}
    environ |= {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    found: dict[str, list[str]] = {}

    def start(status: str, headers: list[tuple[str, str]], _problem=None) -> None:
        found[":status"] = [status]
        for name, value in headers:
            found.setdefault(name.lower(), []).append(value)

    response = WSGIHandler()(environ, start)
    if hasattr(response, "close"):
        response.close()
    return found


@proves("cookies", _("Sidene for barn setter ingen informasjonskapsler."))
def no_cookies() -> tuple[bool, dict]:
    """No page for children sets a cookie."""
    pages = [asked(path) for path in child_paths()]
    return all("set-cookie" not in page and page[":status"][0].startswith("200") for page in pages), {
        "pages": len(pages)
    }


@proves("headers", _("Sidene for barn blir ikke lagret, kan ikke vises inni andre sider, og henter ikke noe utenfra."))
def strict_headers() -> tuple[bool, dict]:
    """Nothing is kept, framed, or loaded from elsewhere."""
    pages = [asked(path) for path in child_paths()]
    return all(_strict(page) for page in pages), {"pages": len(pages)}


@proves("log", _("Serveren vår fører ingen logg over hvem som besøker sidene."))
def no_access_log() -> tuple[bool, dict]:
    """The web server was started without an access log, and nothing in our settings writes one."""
    logged = [name for name in settings.LOGGING.get("loggers", {}) if "access" in name]
    return not (logged or _processes_with_access_log()), {}


@proves("thresholds", _("Tall vises først når nok barn har svart."))
def thresholds() -> tuple[bool, dict]:
    """No channel has a lower threshold than its age band's, and nothing that is shown is about fewer."""
    channels = Channel.objects.values_list("age_band", "least")
    promised = all(least >= least_of(age) for age, least in channels)
    shown = [(sum(row), least_of(table.age_band)) for table in standing_tables() for row in table.counts.values()]
    told = TruthFigure.objects.filter(replaced_by__isnull=True).select_related("reply__advice")
    shown += [(sum(figure.counts), least_of(figure.reply.advice.age_band)) for figure in told]
    return promised and all(number >= least for number, least in shown), {
        "least": figures.LEAST,
        "young": figures.LEAST_UNDER_13,
    }


@proves("hidden", _("Små tall er skjult, og kan ikke regnes ut."))
def nothing_recovered() -> tuple[bool, dict]:
    """No small cell of a table that is shown now stands open, and no hidden one can be worked out."""
    tables = [table_of(row) for row in standing_tables()]
    tables += [truth_table(figure) for figure in TruthFigure.objects.filter(replaced_by__isnull=True)]
    return all(_safe(table) for table in tables), {"tables": len(tables)}


@proves("forgotten", _("Merkene som hindrer at et svar telles to ganger, blir slettet etter to uker."))
def marks_are_forgotten() -> tuple[bool, dict]:
    """No mark of a form and no hour's salt has outlived its time."""
    old = Sent.objects.filter(week__lt=this_week() - dt.timedelta(days=14)).count()
    return old == 0 and not marks_outlived(), {}


@proves("texts", _("Det barn skriver med egne ord, blir slettet etter 30 dager."))
def texts_are_forgotten() -> tuple[bool, dict]:
    """No text has outlived its day, except what a clock holds that somebody looks after; the last receipt."""
    yesterday = today() - dt.timedelta(days=1)
    running = Escalation.objects.open().filter(overdue_since__isnull=True)
    notes, threads = Note.objects.filter(delete_on__lt=yesterday), HelpThread.objects.filter(delete_on__lt=yesterday)
    late = free_notes(running).filter(delete_on__lt=yesterday).count()
    late += free_threads(running).filter(delete_on__lt=yesterday, practice_on__isnull=True).count()
    receipt = Forgetting.objects.order_by("-on", "-pk").first()
    told = {"receipt": receipt.on.isoformat() if receipt else "", "late": late}
    return late == 0, told | {"held": notes.count() + threads.filter(practice_on__isnull=True).count() - late}


@proves("read", _("Det barn skriver med egne ord, blir lest senest neste lesedag."))
def nothing_lies_unread() -> tuple[bool, dict]:
    """No text lies unread past the reading day it was promised to."""
    late = Note.objects.unread().promised_before(today()).count()
    return late == 0, {"late": late}


@proves("clock", _("Ingen rop om hjelp ligger ulest etter fristen."))
def nobody_waits() -> tuple[bool, dict]:
    """No clock has run out: everything is taken in time, and what is taken is closed in time. Practice is no cry."""
    late = Escalation.objects.overdue().exclude(reason=Escalation.Reason.PRACTICE).count()
    return late == 0, {"late": late}


@proves("sealed_log", _("Loggen over hva voksne har gjort, er hel."))
def log_is_whole() -> tuple[bool, dict]:
    """The audit's seals fit."""
    return broken_seal() is None, {}


def _strict(page: dict[str, list[str]]) -> bool:
    policy = page.get("content-security-policy", [""])[0]
    return (
        "no-store" in page.get("cache-control", [""])[0]
        and "default-src 'none'" in policy
        and "unsafe" not in policy
        and page.get("referrer-policy") == ["no-referrer"]
        and page.get("x-frame-options") == ["DENY"]
    )


def _safe(table: figures.Table) -> bool:
    values = {(name, column): value for name, row in table.counts.items() for column, value in enumerate(row)}
    if table.has_sums:
        values |= {(figures.SUM, column): value for column, value in enumerate(figures.sums(table.counts))}
    small = all(value >= figures.SMALL for cell, value in values.items() if cell not in table.hidden)
    return small and all(
        figures.width(values, table.hidden, cell) >= figures.WIDE for cell in table.hidden if cell in values
    )


def _processes_with_access_log() -> bool:
    """True when a web server of ours runs with an access log (Linux; elsewhere the settings must do)."""
    try:
        numbers = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return False
    for number in numbers:
        try:
            with open(f"/proc/{number}/cmdline", "rb") as found:
                words = found.read().split(b"\0")
        except OSError:
            continue
        if b"config.wsgi:application" in words and (b"--access-log" in words or _asks_for_a_log(number)):
            return True
    return False


def _asks_for_a_log(number: str) -> bool:
    """True when a web server was told in its environment to keep an access log."""
    try:
        with open(f"/proc/{number}/environ", "rb") as found:
            told = dict(row.partition(b"=")[::2] for row in found.read().split(b"\0"))
    except OSError:
        return False
    return told.get(b"GRANIAN_LOG_ACCESS_ENABLED", b"").lower() in {b"1", b"true", b"t", b"yes", b"y", b"on"}
