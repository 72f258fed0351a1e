"""Makes events and sign-ups for tests and the demo city. Places are made and taken by the room's own verbs."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.events.actions import create_event, publish_event, sign_up
from tryggby.events.models import Event, Signup
from tryggby.organisations.factories import OrganisationFactory


class EventFactory(factory.django.DjangoModelFactory):
    """An announced seminar in three weeks, with 60 places in the room and no end on the stream.

    `draft=True` leaves it unannounced; `room=None` or `stream=False` leaves a mode out.
    """

    class Meta:
        model = Event

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Frokostseminar {n}")
    lead = "Sånn utvikler vi tjenester der barn kjenner seg trygge."
    place = "Kantina i bydelshuset"
    address = "Havnegata 23"
    organiser = "Oppvekstetaten"
    starts_at = factory.LazyFunction(
        lambda: (timezone.now() + dt.timedelta(days=21)).replace(hour=8, minute=0, second=0, microsecond=0)
    )
    room = 60
    stream = True
    stream_places = None
    draft = False

    @classmethod
    def _create(cls, model_class, *args, room, stream, draft, **fields):
        fields.setdefault("ends_at", fields["starts_at"] + dt.timedelta(hours=1))
        event = create_event(by=None, room_places=room, stream=stream, **fields)
        return event if draft else publish_event(by=None, event=event)


class SignupFactory(factory.django.DjangoModelFactory):
    """Somebody who signed up, with whatever the event had to give: a place, one to confirm, or the queue."""

    class Meta:
        model = Signup

    event = factory.SubFactory(EventFactory)
    mode = "room"
    name = factory.Sequence(lambda n: f"Amina Haugen {n}")
    email = factory.Sequence(lambda n: f"amina{n}@lyngvik.example")
    workplace = "Solbakken barnehage"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return sign_up(by=None, **fields).signup
