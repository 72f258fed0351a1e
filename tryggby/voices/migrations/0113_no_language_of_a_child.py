"""Which language a child read in was kept beside the dialogue, for nothing: in a small place it tells who it was."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("voices", "0112_truth_figures"),
    ]

    operations = [
        migrations.RemoveField(model_name="helpthread", name="language"),
    ]
