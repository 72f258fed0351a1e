"""No release without its signer; numbers are counted for each key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0002_signer_and_memory")]

    operations = [
        migrations.AlterField("cityrelease", "schema", models.PositiveSmallIntegerField()),
        migrations.AlterField(
            "cityrelease",
            "signer",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="network.citykey"
            ),
        ),
        migrations.AlterField(
            "cityrelease", "number", models.PositiveIntegerField(help_text="Counted for each key, from 1.")
        ),
        migrations.AddConstraint(
            "cityrelease", models.UniqueConstraint(fields=("signer", "number"), name="network_release_number")
        ),
    ]
