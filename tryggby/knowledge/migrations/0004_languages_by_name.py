import tryggby.knowledge.models.theme
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0003_follows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="film",
            name="language",
            field=models.CharField(
                choices=tryggby.knowledge.models.theme.languages, default="nb", max_length=5, verbose_name="språk"
            ),
        ),
        migrations.AlterField(
            model_name="term",
            name="language",
            field=models.CharField(
                choices=tryggby.knowledge.models.theme.languages, default="nb", max_length=5, verbose_name="språk"
            ),
        ),
    ]
