"""drills.4: two coordinators who save the same reorganisation at the same moment save it once, with nobody twice."""

import time

import pytest

from tests.proof.machine import Machine

PREPARE = """
from tryggby.organisations.actions import plan_of, upload_staff
from tryggby.organisations.door import Organisation, Service, add_membership, add_unit
from tryggby.people.door import add_person
town = Organisation.objects.create(name="Lyngvik kommune", kind="municipality")
school = Service.objects.get(code="skole")
old, new = (add_unit(by=None, organisation=town, name=name, service=school) for name in ("Gamle skole", "Nye skole"))
lines = ["enhet;fornavn;etternavn;e-post", "Nye skole;;;"]
for number in range(60):
    email = f"p{number}@lyngvik.example"
    person = add_person(by=None, email=email, given_name="Nora", family_name=f"Nr {number}")
    add_membership(by=None, person=person, unit=old, since=__import__("datetime").date(2026, 1, 1))
    lines.append(f"Nye skole;Nora;Nr {number};{email}")
data = "\\n".join(lines).encode()
uploads = []
for name in ("kari", "per"):
    by = add_person(by=None, email=f"{name}@lyngvik.example", given_name=name)
    uploads.append(upload_staff(by=by, organisation=town, name="ny.csv", data=data, end_missing=True))
answer = [[upload.pk, plan_of(upload).digest] for upload in uploads]
"""
ACCEPT = """
import time
from tryggby.organisations.actions import PlanChanged, accept_staff
from tryggby.organisations.models import StaffImport
upload = StaffImport.objects.select_related("organisation", "uploaded_by").get(pk=UPLOAD)
time.sleep(max(0, AT - time.time()))
try:
    accept_staff(by=upload.uploaded_by, upload=upload, digest=DIGEST, sure=True)
    answer = "saved"
except PlanChanged:
    answer = "changed"
"""
COUNT = """
from tryggby.audit.door import Entry
from tryggby.organisations.door import Membership
held = Membership.objects.all()
answer = [Entry.objects.filter(verb="accept_staff").count(), held.live().count(), held.exclude(until=None).count()]
"""


@pytest.mark.shows("drills.4")
def test_two_who_save_at_once_save_once(tmp_path):
    with Machine(tmp_path / "data") as machine:
        uploads = machine.run(PREPARE)
        at = time.time() + 12
        asked = [
            machine.code(f"UPLOAD, DIGEST, AT = {number}, {digest!r}, {at}\n{ACCEPT}") for number, digest in uploads
        ]
        words = sorted(machine.wait(one).strip().splitlines()[-1].strip('"') for one in asked)
        assert words == ["changed", "saved"]
        assert machine.run(COUNT) == [1, 60, 60]
