"""What the worker does with large staff files: read them, and carry them out."""

import logging

from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from tryggby.organisations.models import StaffImport
from tryggby.people.door import Person

log = logging.getLogger("tryggby.organisations")


@task()
def read_staff_file(number: int) -> None:
    """Read an upload; may run again."""
    from tryggby.organisations.actions.staff import prepare_staff

    upload = _found(number)
    if upload is None:
        return
    try:
        prepare_staff(by=upload.uploaded_by, upload=upload)
    except Exception:
        log.exception("upload %s could not be read", upload.key)
        trouble = _in_the_language_of(upload.uploaded_by)
        StaffImport.objects.filter(pk=number).update(trouble=trouble, data=None, rows=[], progress={})


@task()
def save_staff_file(number: int, person: int, digest: str, sure: bool) -> None:
    """Carry out an upload that somebody accepted; may run again."""
    from tryggby.organisations.actions.staff import carry_out_staff

    upload = _found(number)
    if upload is None or upload.accepted_at or not upload.asked_at:
        return
    by = Person.objects.get(pk=person)
    try:
        carry_out_staff(by=by, upload=upload, digest=digest, sure=sure)
    except Exception:
        log.exception("upload %s could not be carried out", upload.key)
        again = StaffImport.objects.filter(pk=number, accepted_at__isnull=True)
        again.update(asked_at=None, trouble=_in_the_language_of(by), progress={})


def _found(number: int) -> StaffImport | None:
    return StaffImport.objects.select_related("organisation", "uploaded_by").filter(pk=number).first()


def _in_the_language_of(person) -> str:
    with override(person.language if person else None):
        return _("Noe gikk galt hos oss. Ingenting er endret. Prøv igjen.")
