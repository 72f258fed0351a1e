"""What children say of an answer is counted by week, and shown when it is released."""

import datetime as dt

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


def weeks(apps, _schema_editor):
    """What was counted before belongs to the week the adults answered in."""
    tallies = apps.get_model("voices", "TruthTally")
    for tally in tallies.objects.select_related("reply"):
        day = tally.reply.at.date()
        tally.week = day - dt.timedelta(days=day.weekday())
        tally.save(update_fields=["week"])


class Migration(migrations.Migration):

    dependencies = [
        ('voices', '0111_the_week_is_enough'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='truthtally', name='voices_truth_once'),
        migrations.AddField(
            model_name='truthtally',
            name='week',
            field=models.DateField(help_text='The Monday.', null=True),
        ),
        migrations.RunPython(weeks, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='truthtally',
            name='week',
            field=models.DateField(help_text='The Monday.'),
        ),
        migrations.AlterModelOptions(name='truthtally', options={'ordering': ['reply', 'week', 'value']}),
        migrations.AddConstraint(
            model_name='truthtally',
            constraint=models.UniqueConstraint(fields=('reply', 'week', 'value'), name='voices_truth_once'),
        ),
        migrations.CreateModel(
            name='TruthFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(help_text='The Monday of the week the adults answered in.')),
                ('until', models.DateField(help_text='The last day of the last whole week.')),
                ('counts', models.JSONField(default=list, help_text='In the order of TruthTally.Value.')),
                ('hidden', models.JSONField(default=list, help_text='Places in `counts` that are not shown.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('former', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replaced_by', to='voices.truthfigure')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='truth_figures', to='voices.advicereply')),
            ],
            options={
                'ordering': ['reply', '-until', '-id'],
                'constraints': [models.CheckConstraint(condition=Q(until__gt=F('since')), name='voices_truth_figure_period')],
            },
        ),
    ]
