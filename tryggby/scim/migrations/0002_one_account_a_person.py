"""A person is one account's alone in an organisation: of several, the oldest active one keeps them."""

from django.db import migrations, models
from django.utils import timezone


def let_one_keep(apps, schema_editor):
    """The others wait to be settled, and are shown on the coordinator's page."""
    accounts = apps.get_model("scim", "ScimAccount").objects.filter(person__isnull=False)
    held = set()
    rows = accounts.order_by(models.F("deactivated_at").asc(nulls_first=True), "pk")
    for account in rows.only("organisation", "person", "unsettled_at"):
        if (account.organisation_id, account.person_id) in held:
            account.person, account.unsettled_at = None, timezone.now()
            account.save(update_fields=["person", "unsettled_at"])
        held.add((account.organisation_id, account.person_id))


class Migration(migrations.Migration):
    dependencies = [("scim", "0001_initial")]

    operations = [
        migrations.RunPython(let_one_keep, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="scimaccount",
            name="snag",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_address", "Mangler en e-postadresse vi kan bruke"),
                    ("address_taken", "E-postadressen hører til en annen person"),
                    ("other_id", "Personen har et annet ansattnummer her fra før"),
                    ("shared", "Har samme ansattnummer eller e-postadresse som en annen konto. Rett det i katalogen"),
                    (
                        "guarded",
                        "Personen hører også til et annet sted eller har en rolle. Navn og e-post blir som før",
                    ),
                    ("last_coordinator", "Er deaktivert, men er siste koordinator. Gi rollen til en annen"),
                ],
                help_text="What a coordinator should look at.",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="scimaccount",
            constraint=models.UniqueConstraint(fields=("organisation", "person"), name="scim_account_person"),
        ),
    ]
