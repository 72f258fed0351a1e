"""The room's mails: the invitation to a cohort, a calendar mail per gathering, and word of changes."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tryggby.events.door import CANCEL, REQUEST, CalendarEntry, address_entry, prepare_entry
from tryggby.outbox.door import queue_mails
from tryggby.programmes.models import Cohort, Enrolment, Gathering, Invitation


def welcome(cohort: Cohort, enrolments: Iterable[Enrolment], hold: dt.timedelta | None = None) -> int:
    """One mail per enrolled person with all their dates, and one calendar mail per gathering to come.

    Sent once per enrolment however often it is called, not before `hold` has gone by; returns how many were asked for.
    """
    enrolments = [e for e in enrolments if e.role == Enrolment.Role.PARTICIPANT]
    coming = list(Gathering.objects.filter(cohort=cohort).coming())
    mails = [_welcome(cohort, e, _mine(coming, e)) for e in enrolments]
    mails += _calendar_mails(cohort, coming, enrolments, "gathering_invitation")
    later = {"next_try_at": timezone.now() + hold} if hold else {}
    return queue_mails([mail | later for mail in mails])


def welcome_invited(invitation: Invitation, token: str) -> int:
    """The mail with the personal link; its dates become calendar mails when the answer is yes."""
    cohort = invitation.cohort
    with translation.override(settings.LANGUAGE_CODE):
        dates = _mine(list(Gathering.objects.filter(cohort=cohort).coming()), invitation)
        facts = {
            "cohort": cohort,
            "invitation": invitation,
            "gatherings": dates,
            "track": cohort.programme.design.track(invitation.track),
            "url": f"{settings.BASE_URL}/bli-med/{token}/",
        }
        subject = _("Vil du være med på %(name)s?") % {"name": cohort.name}
        text = _text("invited", facts)
    return queue_mails(
        [_mail(f"invite:{invitation.token_hash}", invitation.email, subject, text, "cohort_invitation", cohort)]
    )


def changed(gatherings: Iterable[Gathering]) -> int:
    """Word of a move or a cancellation to everybody expected, with the calendar entry that follows."""
    gatherings = list(gatherings)
    cohort = gatherings[0].cohort
    expected = Enrolment.objects.filter(cohort=cohort, until__isnull=True).select_related("person", "unit")
    kind = "gathering_cancelled" if gatherings[0].cancelled_at else "gathering_moved"
    people = [e for e in expected if e.role == Enrolment.Role.PARTICIPANT]
    return queue_mails(_calendar_mails(cohort, gatherings, people, kind))


def receivers(gathering: Gathering) -> int:
    """How many would get a mail if the gathering changed."""
    return Enrolment.objects.participants().of_gathering(gathering).count() if gathering.cohort.published_at else 0


def _welcome(cohort: Cohort, enrolment: Enrolment, gatherings: list[Gathering]) -> dict:
    with translation.override(enrolment.person.language):
        facts = {
            "cohort": cohort,
            "enrolment": enrolment,
            "gatherings": gatherings,
            "track": cohort.programme.design.track(enrolment.track),
            "url": f"{settings.BASE_URL}/samlinger/",
        }
        subject = _("Du er med på %(name)s") % {"name": cohort.name}
        return _mail(
            f"enrol:{enrolment.key}",
            enrolment.person.email,
            subject,
            _text("welcome", facts),
            "cohort_invitation",
            cohort,
        )


def _calendar_mails(cohort, gatherings, enrolments, kind) -> list[dict]:
    """One mail per person and gathering; texts and files are made once per gathering and language."""
    made: dict = {}
    mails = []
    for enrolment in enrolments:
        language = enrolment.person.language
        for gathering in _mine(gatherings, enrolment):
            if (gathering.pk, language) not in made:
                made[gathering.pk, language] = _calendar(cohort, gathering, language, kind)
            subject, text, prepared, method = made[gathering.pk, language]
            once = f"calendar:{gathering.key}:{gathering.sequence}:{enrolment.key}"
            mail = _mail(once, enrolment.person.email, subject, text, kind, cohort)
            mail |= {"calendar": address_entry(prepared, enrolment.person.email), "calendar_method": method}
            mails.append(mail | {"about": f"gathering:{gathering.key}"})
    return mails


def _calendar(cohort, gathering, language, kind) -> tuple[str, str, str, str]:
    with translation.override(language):
        url = f"{settings.BASE_URL}/samlinger/{gathering.key}/"
        text = _text("calendar", {"cohort": cohort, "gathering": gathering, "kind": kind, "url": url})
        day = gathering.starts.strftime("%d.%m.%Y")
        subject = {
            "gathering_moved": _("Flyttet: %(title)s er nå %(day)s"),
            "gathering_cancelled": _("Avlyst: %(title)s %(day)s"),
        }.get(kind, _("%(title)s %(day)s")) % {"title": gathering.title, "day": day}
        method = CANCEL if gathering.cancelled_at else REQUEST
        prepared = prepare_entry(_entry(cohort, gathering, text, url), method)
    return subject, text, prepared, method


def _entry(cohort: Cohort, gathering: Gathering, text: str, url: str) -> CalendarEntry:
    return CalendarEntry(
        uid=gathering.uid,
        sequence=gathering.sequence,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        title=f"{gathering.title} – {cohort.name}",
        text=text,
        where=gathering.where,
        url=url,
        organiser=cohort.organisation.name,
    )


def _mine(gatherings, place) -> list[Gathering]:
    return [g for g in gatherings if (g.track, g.run) == (place.track, place.run)]


def _mail(once, to, subject, text, kind, cohort) -> dict:
    return {
        "once": once,
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text,
        "kind": kind,
        "about": f"cohort:{cohort.key}",
        "organisation": cohort.organisation_id,
    }


def _text(name: str, facts: dict) -> str:
    return render_to_string(f"programmes/mail/{name}.txt", facts).strip() + "\n"
