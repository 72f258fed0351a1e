"""A finished package and a programme that is over."""

import datetime as dt

import pytest

from tryggby.ground.door import today
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory, OrganisationFactory, UnitFactory
from tryggby.packages.door import Part, record_completion
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory
from tryggby.programmes.door import Attendance
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A data folder of each test's own."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def owner(db):
    """Lia, whose installation it is."""
    row = OrganisationFactory(name="Lia kommune")
    InstallationFactory(owner=row)
    return row


@pytest.fixture
def kari(owner):
    """Lia's coordinator."""
    return AppointmentFactory(organisation=owner, person=PersonFactory(given_name="Kari")).person


@pytest.fixture
def amina(owner):
    """Has finished the package."""
    person = PersonFactory(given_name="Amina", family_name="Ødegård")
    release = make_release()
    for part in Part.objects.filter(release=release, mode="self").select_related("release__package"):
        record_completion(by=person, person=person, part=part)
    return person


@pytest.fixture
def attended(owner):
    """A cohort of four days that are over; `attended(3)` is somebody who was at three of them."""
    cohort = CohortFactory(organisation=owner)
    days = [
        GatheringFactory(cohort=cohort, number=n, day=today() - dt.timedelta(days=50 - 10 * n)) for n in range(1, 5)
    ]
    unit = UnitFactory(organisation=owner)

    def person_at(number: int):
        row = EnrolmentFactory(cohort=cohort, unit=unit)
        for day in days[:number]:
            Attendance.objects.create(gathering=day, enrolment=row, state="present")
        return row.person

    return person_at
