"""Notes that editors alone see, addresses a text has left, and a theme's names in fields of their own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FIELDS = [(part, code) for code in ("nn", "en") for part in ("name", "summary")]


def take_out(apps, _editor):
    """What stood as JSON becomes the fields' text."""
    for theme in apps.get_model("knowledge", "Theme").objects.exclude(texts={}):
        for part, code in FIELDS:
            text = (theme.texts.get(code) or {}).get(part) or ""
            setattr(theme, f"{part}_{code}", text[: 80 if part == "name" else 300])
        theme.save()


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL)]

    operations = [
        migrations.AddField(
            "article",
            "editor_notes",
            models.TextField(
                blank=True,
                help_text="Hva som skal undersøkes, og hvem som skal lese. Vises aldri for leserne.",
                max_length=1500,
                verbose_name="notat for redaktører",
            ),
        ),
        migrations.AddField("theme", "name_nn", models.CharField("navn på nynorsk", max_length=80, blank=True)),
        migrations.AddField("theme", "summary_nn", models.CharField("kort om på nynorsk", max_length=300, blank=True)),
        migrations.AddField("theme", "name_en", models.CharField("navn på engelsk", max_length=80, blank=True)),
        migrations.AddField("theme", "summary_en", models.CharField("kort om på engelsk", max_length=300, blank=True)),
        migrations.RunPython(take_out, migrations.RunPython.noop),
        migrations.RemoveField("theme", "texts"),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=255)),
                ("left_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_addresses",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["page", "slug"],
                "constraints": [models.UniqueConstraint(fields=("page", "slug"), name="knowledge_old_address_once")],
            },
        ),
    ]
