"""Lets a new certificate be made in place of one that was withdrawn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0001_initial'),
        ('organisations', '0005_large_staff_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificate',
            name='certificates_once_a_cycle',
        ),
        migrations.AddField(
            model_name='certificate',
            name='again_at',
            field=models.DateTimeField(blank=True, help_text='The issuer let a new one be made.', null=True),
        ),
        migrations.AddField(
            model_name='certificate',
            name='again_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('again_at__isnull', True)), fields=('person', 'subject', 'cycle'), name='certificates_once_a_cycle'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('again_at__isnull', True), ('withdrawn_at__isnull', False), _connector='OR'), name='certificates_again_when'),
        ),
    ]
