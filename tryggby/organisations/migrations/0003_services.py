"""The kinds of work the package format knows."""

from django.db import migrations

SERVICES = [
    ("barnehage", "Barnehage", "Barnehage", "Kindergarten"),
    ("skole", "Skole og SFO", "Skule og SFO", "School and after-school"),
    ("helsestasjon", "Helsestasjon", "Helsestasjon", "Health station"),
    ("flyktningtjeneste", "Flyktningtjeneste", "Flyktningteneste", "Refugee service"),
    ("politi", "Politi", "Politi", "Police"),
    ("frivillig", "Frivillig lag og forening", "Frivillig lag og foreining", "Voluntary organisation"),
    ("barnevern", "Barneverntjeneste", "Barnevernteneste", "Child protection"),
    ("pp-tjeneste", "PP-tjeneste", "PP-teneste", "Educational psychology service"),
    ("psykisk-helse", "Psykisk helse", "Psykisk helse", "Mental health"),
    ("kultur", "Kultur og fritid", "Kultur og fritid", "Culture and leisure"),
]


def forwards(apps, schema_editor):
    model = apps.get_model("organisations", "Service")
    model.objects.bulk_create(
        model(code=code, name=nb, name_nn=nn, name_en=en, order=number)
        for number, (code, nb, nn, en) in enumerate(SERVICES)
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
