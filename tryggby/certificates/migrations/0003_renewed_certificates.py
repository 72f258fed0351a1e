"""Notes on a certificate that runs out what is gone through again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0002_allow_a_new_one'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='refreshed',
            field=models.JSONField(default=dict, help_text='Part → the day it was gone through again.'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='cycle',
            field=models.CharField(help_text="The package's major version, «1.2» for the second of it; 1 for a programme.", max_length=20),
        ),
    ]
