"""Who may: propose and agree to holders, and help a colleague in again."""

from tryggby.organisations.door import Membership, Organisation, Role, is_appointed, standing
from tryggby.people.door import Person
from tryggby.sealing.models import Holder, ReadingKey, Recovery


def may_propose(person, organisation) -> bool:
    """True for the organisation's privacy officer."""
    return is_appointed(person, Role.PRIVACY_OFFICER, organisation)


def may_agree(person, holder: Holder) -> bool:
    """True for a leader in the organisation who neither proposed the holder nor is the holder."""
    if person.pk in (holder.proposed_by_id, holder.person_id):
        return False
    return led_organisations(person).filter(pk=holder.organisation_id).exists()


def led_organisations(person):
    """Organisations in which the person leads a unit."""
    return Organisation.objects.filter(units__in=standing(person).led_directly).distinct()


def holders_for(person):
    """Holders, ended ones left out, of the organisations the person belongs to."""
    return Holder.objects.standing().filter(organisation__in=standing(person).organisations)


def proposing_organisations(person):
    """Organisations in which the person proposes holders."""
    return Organisation.objects.filter(pk__in=standing(person).roles.get(Role.PRIVACY_OFFICER, frozenset()))


def possible_holders(organisation):
    """People who work in the organisation and are no holders yet, by name."""
    here = Membership.objects.current().filter(unit__organisation=organisation).values("person")
    taken = Holder.objects.standing().filter(organisation=organisation).values("person")
    return Person.objects.active().filter(pk__in=here).exclude(pk__in=taken)


def recoveries_to_help(person):
    """Open requests of colleagues for whom the person is key holder."""
    organisations = Holder.objects.current().filter(person=person).values("organisation")
    colleagues = Membership.objects.current().filter(unit__organisation__in=organisations).values("person")
    keys = ReadingKey.objects.current().filter(person__in=colleagues).exclude(person=person)
    return Recovery.objects.open().filter(reading_key__in=keys).select_related("reading_key__person")


def recoveries_of(people):
    """All requests of these people, newest first: for whoever answers for what they read."""
    return Recovery.objects.filter(reading_key__person__in=people).select_related("reading_key__person")
