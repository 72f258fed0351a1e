"""Who signed a release, by which schema, and what was last seen of each table."""

import re

import django.db.models.deletion
from django.db import migrations, models

SCHEMA = re.compile(r'"schema":\s*(\d+)')


def name_signers(apps, _editor):
    """The key that stands in the document, else the city's newest; what nobody can have signed goes."""
    for release in apps.get_model("network", "CityRelease").objects.all():
        keys = list(apps.get_model("network", "CityKey").objects.filter(city=release.city_id).order_by("-since", "-id"))
        if not keys:
            release.delete()
            continue
        release.signer = next((key for key in keys if key.public in release.document), keys[0])
        found = SCHEMA.search(release.document)
        release.schema = int(found[1]) if found else 3
        release.save()


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SeenTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=180)),
                (
                    "since",
                    models.CharField(help_text="The period's first day, as it stands in the release.", max_length=10),
                ),
                (
                    "table",
                    models.JSONField(help_text="What is compared: period, number and cells, hidden ones as null."),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seen_tables", to="network.city"
                    ),
                ),
            ],
            options={
                "ordering": ["city", "scope", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "scope", "since"), name="network_table_seen_once")
                ],
            },
        ),
        migrations.AlterModelOptions("cityrelease", {"ordering": ["city", "-made_at", "-pk"]}),
        migrations.RemoveConstraint("cityrelease", "network_release_number"),
        migrations.AddField("cityrelease", "schema", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "cityrelease",
            "signer",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="network.citykey",
            ),
        ),
        migrations.RunPython(name_signers, migrations.RunPython.noop),
    ]
