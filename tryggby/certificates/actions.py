"""The verbs of the certificates room. Keyword-only, `by=` always, one transaction, one audit entry."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.certificates import badge, keys
from tryggby.certificates.earned import Earned, earned_by
from tryggby.certificates.models import Certificate, Rereading, SigningKey
from tryggby.certificates.refusal import Refused
from tryggby.ground.door import lasting_path, one_line, oslo


@transaction.atomic
def issue_certificate(*, by, subject: str, cycle: str) -> Certificate:
    """Make one's own certificate for something one has earned. Asked for again it is the one that was made.

    After a withdrawal a new one, with a code of its own, is made once the issuer has allowed it.
    """
    found = Certificate.objects.holding_place().filter(person=by, subject=subject, cycle=cycle).first()
    if found is not None:
        return found
    earned = next((one for one in earned_by(by) if (one.subject, one.cycle) == (subject, cycle)), None)
    if earned is None:
        raise Refused(_("Dette er ikke fullført ennå, så det kan ikke lages et bevis."))
    certificate, made = Certificate.objects.get_or_create(
        person=by,
        subject=subject,
        cycle=cycle,
        again_at=None,
        defaults={
            "holder": by.name,
            "kind": earned.kind,
            "title": earned.title,
            "version": earned.version,
            "facts": {"minutes": earned.minutes, "goals": earned.goals, "summary": earned.summary},
            "earned_on": earned.earned_on,
            "issuer": earned.issuer,
            "valid_until": earned.valid_until,
        },
    )
    if made:
        _take_over(certificate)
        _sign(certificate, earned)
        record(by=by, verb="issue_certificate", of=certificate, organisation=earned.issuer)
    return certificate


@transaction.atomic
def withdraw_certificate(*, by, certificate: Certificate, reason: str) -> Certificate:
    """Say that a certificate holds no more, and why. The holder sees the reason; whoever checks sees the day."""
    reason = one_line(reason)[:200]
    if not reason:
        raise Refused(_("Skriv hvorfor beviset trekkes tilbake."))
    if certificate.withdrawn_at is None:
        certificate.withdrawn_at, certificate.withdrawn_by = timezone.now(), by
        certificate.withdrawn_reason = reason
        certificate.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        record(by=by, verb="withdraw_certificate", of=certificate, organisation=certificate.issuer_id)
    return certificate


@transaction.atomic
def allow_new_certificate(*, by, certificate: Certificate) -> Certificate:
    """Let the holder make a new one for one that was withdrawn by mistake, or with a fault; the old stays withdrawn."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.withdrawn_at is None:
        raise Refused(_("Beviset gjelder. Da trengs det ikke et nytt."))
    if certificate.again_at is None:
        certificate.again_at, certificate.again_by = timezone.now(), by
        certificate.save(update_fields=["again_at", "again_by"])
        record(by=by, verb="allow_new_certificate", of=certificate, organisation=certificate.issuer_id)
    return certificate


@transaction.atomic
def rotate_badge_key(*, by) -> SigningKey:
    """Sign with a new key from now on; what the former one signed stays verifiable."""
    key = keys.rotate()
    record(by=by, verb="rotate_badge_key", of=key)
    return key


def _take_over(certificate: Certificate) -> None:
    """Parts that were gone through again before the certificate was made count towards the next one."""
    if certificate.kind != Certificate.Kind.PACKAGE:
        return
    begun = Rereading.objects.of(certificate.person).filter(subject=certificate.subject, major=certificate.round[0])
    row = begun.exclude(days={}).order_by("pk").first()
    if row is not None and certificate.can_be_renewed():
        certificate.refreshed, row.days = row.days, {}
        certificate.save(update_fields=["refreshed"])
        if row.done_on:
            row.save(update_fields=["days"])
        else:
            row.delete()


def _sign(certificate: Certificate, earned: Earned) -> None:
    key, last = keys.current(), certificate.valid_until
    content = badge.Content(
        address=certificate.address,
        issuer_address=settings.BASE_URL + lasting_path("certificates:issuer", certificate.issuer.key),
        issuer_name=certificate.issuer.name,
        issuer_url=settings.BASE_URL + "/",
        subject=f"urn:tryggby:{earned.subject}:{earned.version}",
        title=certificate.title,
        summary=earned.summary,
        criteria=" ".join(earned.goals) or earned.title,
        holder=certificate.person.email,
        salt=certificate.key,
        issued_at=certificate.issued_at.replace(microsecond=0),
        valid_until=oslo(last + dt.timedelta(days=1), dt.time(0)) if last else None,
    )
    certificate.badge, certificate.signed_with = badge.sign(content, keys.private_half(key)), key
    certificate.save(update_fields=["badge", "signed_with"])
