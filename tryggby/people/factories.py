"""Makes people for tests and the demo city."""

import factory

from tryggby.people.models import Person

GIVEN = ["Amina", "Bjørn", "Camilla", "Dawit", "Eli", "Fatima", "Geir", "Hanne", "Idris", "Jorunn", "Kari", "Leif"]
FAMILY = ["Aas", "Berg", "Dahl", "Eide", "Foss", "Haugen", "Hassan", "Lie", "Moen", "Nguyen", "Solli", "Vik"]


class PersonFactory(factory.django.DjangoModelFactory):
    """A person who signs in by mailed code; `password="…"` gives a password too."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    given_name = factory.Sequence(lambda n: GIVEN[n % len(GIVEN)])
    family_name = factory.Sequence(lambda n: FAMILY[n * 5 % len(FAMILY)])
    email = factory.Sequence(lambda n: f"person{n}@lyngvik.example")

    @classmethod
    def _create(cls, model_class, *args, password=None, **fields):
        return model_class.objects.create_user(password=password, **fields)
