"""Three municipalities for the walk over every address: home, a neighbour, and one that nobody at home may see.

Names of people and workplaces in the third are marks: a page that shows one has shown too much.
"""

from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from nacl.signing import SigningKey

from tryggby.api.factories import ApiTokenFactory, WebhookFactory
from tryggby.certificates.factories import CertificateFactory
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Question
from tryggby.help.factories import HelpLineFactory
from tryggby.insight.actions import refresh_coverage
from tryggby.insight.models import CoveragePlace, EffectReport, Training
from tryggby.mentoring.factories import MandateFactory, ParticipationFactory, PracticeFactory
from tryggby.network.factories import CityFactory, FindingFactory, NetworkFactory, trust
from tryggby.obligations.factories import LeaveFactory, ObligationFactory, RequirementFactory, WaiverFactory
from tryggby.organisations.factories import (
    SINCE,
    AppointmentFactory,
    DistrictFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    UnitFactory,
)
from tryggby.organisations.models import Appointment, StaffImport
from tryggby.outbox.door import Delivery, queue_mail
from tryggby.outreach.factories import (
    AgendaPointFactory,
    DialogueMeetingFactory,
    MeetingPromiseFactory,
    OutreachDayFactory,
)
from tryggby.packages.models import Intake
from tryggby.people.factories import PersonFactory
from tryggby.programmes.factories import (
    ArrivalFactory,
    CohortFactory,
    EnrolmentFactory,
    GatheringFactory,
    ProgrammeFactory,
)
from tryggby.programmes.models import CohortDraft, Invitation
from tryggby.routines.factories import AdoptionFactory, PlanPointFactory, SelfReviewFactory
from tryggby.scim.factories import ScimGroupFactory, ScimTokenFactory
from tryggby.sealing.actions import agree_recovery, ask_recovery
from tryggby.sealing.factories import HolderFactory, make_reader
from tryggby.sealing.models import Holder
from tryggby.voices.factories import ChannelFactory, advice_for
from tryggby.voices.models import DutyRoster, Escalation
from tryggby.voices.tests.crew import cry, leave
from tryggby.voices.tests.test_pictures import picture
from tryggby.website.actions import send_message

PERSON, PLACE = "Hemmeligsen", "Utkanten"
ROLES = ("ansatt", "mentor", "leder", "koordinator", "redaktor", "nettverk", "personvern", "nabo")
APPOINTED = {
    "koordinator": Appointment.Role.COORDINATOR,
    "redaktor": Appointment.Role.EDITOR,
    "nettverk": Appointment.Role.NETWORK_COORDINATOR,
    "personvern": Appointment.Role.PRIVACY_OFFICER,
}


@dataclass
class World:
    """`people` by role at home; the rest belongs to the municipality that none of them may see."""

    people: dict[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None


def build_world() -> World:
    """Everything that an address can name, twice: at home with the people who look, and far away."""
    world = World()
    programme = ProgrammeFactory()
    _home(world, programme)
    _far_away(world, programme)
    world.things |= _outreach(world.organisation, world.leader)
    _coverage(world)
    return world


def _coverage(world: World) -> None:
    """A requirement far away, and the sums of both places."""
    requirement = RequirementFactory(organisation=world.organisation, title=f"Krav i {PLACE}")
    refresh_coverage(whole=True)
    world.things["coverage_place"] = CoveragePlace.objects.get(unit=world.unit)
    world.things["coverage_training"] = Training.objects.get(requirement=requirement)
    world.things["effect_report"] = EffectReport.objects.create(organisation=world.organisation, language="nb")


def _home(world: World, programme) -> None:
    home, neighbour = OrganisationFactory(name="Hjemvik kommune"), OrganisationFactory(name="Nabovik kommune")
    InstallationFactory(owner=home)
    unit = UnitFactory(organisation=home, name="Furulia barnehage")
    world.people = {role: PersonFactory(given_name=role.capitalize(), demo_name=role) for role in ROLES}
    for role in ("ansatt", "mentor", "koordinator", "redaktor", "nettverk", "personvern"):
        MembershipFactory(person=world.people[role], unit=unit)
    MembershipFactory(person=world.people["leder"], unit=unit, role="leader")
    there = UnitFactory(organisation=neighbour, name="Nabolia barnehage")
    MembershipFactory(person=world.people["nabo"], unit=there, role="leader")
    for role, appointed in APPOINTED.items():
        AppointmentFactory(person=world.people[role], organisation=home, role=appointed)
    mandate = MandateFactory(person=world.people["mentor"], unit=unit)
    ParticipationFactory(practice=PracticeFactory(mandate=mandate), person=world.people["ansatt"])
    cohort = CohortFactory(organisation=home, programme=programme, units=[unit], name="Vårt kull")
    GatheringFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, unit=unit, person=world.people["ansatt"])


def _voices(far, unit, leader, reader, mentor) -> dict[str, Any]:
    """What children wrote far away, who reads it there, and a reader who has lost the way in."""
    channel = ChannelFactory(unit=unit, name=f"{PLACE} barnehage", takes="text")
    for person in (mentor, leader):
        HolderFactory(
            organisation=far,
            person=person,
            proposed_by=reader,
            agreed_by=AppointmentFactory(organisation=far).person,
            agreed_at=timezone.now(),
        )
    MembershipFactory(person=reader, unit=unit)
    keys = {person.pk: make_reader(person) for person in (mentor, leader, reader)}
    roster = DutyRoster.objects.create(
        channel=channel, reader=reader, backup=mentor, leader=leader, since=SINCE, days=list(range(7))
    )
    recovery = ask_recovery(by=reader, words="en helt ny setning")
    agree_recovery(by=mentor, opened=keys[mentor.pk], recovery=recovery)
    thread, _code = cry(channel, f"Jeg heter {PERSON}", pictures=(picture(),))
    return {
        "channel": channel,
        "roster": roster,
        "advice": advice_for(unit, paraphrase=f"Snill mot {PERSON}"),
        "note": leave(channel, f"Jeg heter {PERSON}"),
        "thread": thread,
        "picture": thread.messages.get().pictures.get(),
        "escalation": Escalation.objects.get(thread=thread),
        "recovery": recovery,
        "holder": Holder.objects.first(),
    }


def _drills(unit, leader, reader) -> dict[str, Any]:
    """A drill that waits, one that was held, and what was agreed on."""
    held = DrillRunFactory(unit=unit, facilitator=leader, held=True, place=PLACE)
    return {
        "drill_run": DrillRunFactory(unit=unit, facilitator=leader, place=PLACE),
        "held_run": held,
        "follow_up": FollowUpFactory(run=held, owner=reader, text=f"Et kort i {PLACE}"),
    }


def _obligations(far, unit, reader) -> dict[str, Any]:
    """A requirement far away, and somebody on leave who is let off it."""
    rule = RequirementFactory(organisation=far, title=f"Krav i {PLACE}")
    ObligationFactory(person=reader, unit=unit, requirement=rule, works_there=False)
    waiver = WaiverFactory(person=reader, requirement=rule, because=f"{PERSON} har gjort det")
    return {"requirement": rule, "waiver": waiver, "leave": LeaveFactory(person=reader)}


def _routines(unit, leader, reader) -> dict[str, Any]:
    """A routine adopted far away, a self-review that is open there, and what somebody promised."""
    review = SelfReviewFactory(unit=unit, started_by=leader)
    return {
        "adoption": AdoptionFactory(unit=unit, by=leader, decided_in=f"{PLACE} møterom"),
        "self_review": review,
        "plan_point": PlanPointFactory(review=review, owner=reader, text=f"Øve i {PLACE}"),
    }


def _network(far) -> dict[str, Any]:
    """A network far away: its city, the city's key, and what is on the agenda."""
    city = CityFactory(organisation=far, name=f"{PLACE} by")
    network = NetworkFactory(name=f"{PLACE} nettverk", cities=[city])
    return {
        "network": network,
        "network_city": city,
        "network_place": network.memberships.get(),
        "city_key": trust(city, SigningKey(b"the seed of a city far, far away")),
        "finding": FindingFactory(network=network, text=f"Et funn i {PLACE}"),
    }


def _outreach(far, leader) -> dict[str, Any]:
    """A dialogue meeting far away, what it talks about and promised, and a day somebody asked for there."""
    meeting = DialogueMeetingFactory(organisation=far, title=f"Møtet i {PLACE}", made_by=leader)
    held = DialogueMeetingFactory(organisation=far, title=f"Møtet i {PLACE}", made_by=leader, held=True)
    return {
        "dialogue_meeting": meeting,
        "agenda_point": AgendaPointFactory(meeting=meeting, question=f"Hva gjør vi i {PLACE}?"),
        "meeting_promise": MeetingPromiseFactory(meeting=held, owner=leader, text=f"Et rom i {PLACE}"),
        "outreach_day": OutreachDayFactory(organisation=far, name=f"Anne {PERSON}", workplace=PLACE),
    }


def _letter(far):
    """What somebody wrote to the municipality far away."""
    email = "ukjent@fjernvik.example"
    return send_message(by=None, organisation=far, kind="question", text=f"Hilsen {PERSON}", name=PERSON, email=email)


def _invitation(cohort, unit, gathering) -> Invitation:
    """An invitation to somebody nobody here knows."""
    return Invitation.objects.create(
        cohort=cohort,
        unit=unit,
        track="staff",
        email="ukjent@fjernvik.example",
        name=f"Ukjent {PERSON}",
        token_hash="0" * 64,
        expires_at=gathering.ends_at,
    )


def _webhook(far) -> dict[str, Any]:
    """A system far away, with a message that was given up."""
    webhook = WebhookFactory(organisation=far, name=f"{PLACE} kurssystem")
    delivery = Delivery.objects.create(
        once="far",
        to=webhook.address,
        signer=webhook.key,
        kind="unit.changed",
        about=webhook.about,
        body="{}",
        state=Delivery.State.DEAD,
    )
    return {"webhook": webhook, "delivery": delivery}


def _far_away(world: World, programme) -> None:
    far = OrganisationFactory(name="Fjernvik kommune")
    unit = UnitFactory(
        organisation=far, name=f"{PLACE} barnehage", district=DistrictFactory(organisation=far, name=f"{PLACE} bydel")
    )
    leader, mentor, reader, coordinator = (PersonFactory(family_name=PERSON) for _ in range(4))
    mandate = MandateFactory(person=mentor, unit=unit)
    practice = PracticeFactory(mandate=mandate)
    cohort = CohortFactory(organisation=far, programme=programme, units=[unit], name=f"{PLACE} kull")
    gathering = GatheringFactory(cohort=cohort)
    event = EventFactory(organisation=far, title=f"{PLACE} seminar", kind="internal")
    world.things = {
        "certificate": CertificateFactory(person=reader, issuer=far, title=f"{PLACE} kurs"),
        "event": event,
        "signup": SignupFactory(event=event, name=f"Anne {PERSON}"),
        "question": Question.objects.create(event=event, text=f"Et spørsmål fra {PERSON}"),
        "organisation": far,
        "unit": unit,
        "leader": leader,
        "reader": reader,
        "membership": MembershipFactory(person=leader, unit=unit, role="leader"),
        "appointment": AppointmentFactory(person=coordinator, organisation=far),
        "partnership": PartnershipFactory(organisation=far),
        "mandate": mandate,
        "practice": practice,
        "participation": ParticipationFactory(practice=practice, person=reader),
        "programme": programme,
        "cohort": cohort,
        "gathering": gathering,
        "arrival": ArrivalFactory(gathering=gathering, unit=unit, given_name=PERSON),
        "enrolment": EnrolmentFactory(cohort=cohort, unit=unit, person=reader),
        "invitation": _invitation(cohort, unit, gathering),
        "draft": CohortDraft.objects.create(programme=programme, organisation=far, name=f"{PLACE} plan"),
        "staff_import": StaffImport.objects.create(organisation=far, file_name=f"{PLACE}.csv", file_hash="0" * 64),
        "api_token": ApiTokenFactory(organisation=far, name=f"{PLACE} lesenøkkel"),
        **_webhook(far),
        "scim_token": ScimTokenFactory(organisation=far, name=f"{PLACE} nøkkel"),
        "scim_group": ScimGroupFactory(organisation=far, display_name=f"{PLACE} gruppe"),
        "intake": Intake.objects.create(uploaded_by=coordinator, name=f"{PLACE}.kpk", file="intake/none.kpk"),
        "message": queue_mail(
            once="far", to="ukjent@fjernvik.example", subject=f"{PLACE} brev", text=PERSON, organisation=far
        ),
        "letter": _letter(far),
        "help_line": HelpLineFactory(organisation=far, name=f"{PLACE} vakttelefon", audiences=["employee"]),
        "authenticator": Authenticator.objects.create(
            user=coordinator, type=Authenticator.Type.WEBAUTHN, data={"name": PLACE, "credential": {}}
        ),
    }
    world.things |= (
        _obligations(far, unit, reader)
        | _drills(unit, leader, reader)
        | _routines(unit, leader, reader)
        | _voices(far, unit, leader, reader, mentor)
        | _network(far)
        | _outreach(far, leader)
    )
