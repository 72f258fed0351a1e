"""Counts against abuse lie in one place for all rooms. What is here lives for two hours only, so it is let go."""

import django.db.models.deletion
from django.db import migrations, models


def forget(apps, _schema_editor):
    """Wrong tries of the last hours, whose salts are not taken along."""
    apps.get_model("voices", "CodePace").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rate'),
        ('voices', '0102_drill_practice'),
    ]

    operations = [
        migrations.RunPython(forget, forget),
        migrations.RemoveConstraint(
            model_name='voicemark',
            name='voices_mark_once',
        ),
        migrations.AlterField(
            model_name='codepace',
            name='hour',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ground.salthour'),
        ),
        migrations.DeleteModel(
            name='VoiceMark',
        ),
        migrations.DeleteModel(
            name='VoiceSalt',
        ),
    ]
