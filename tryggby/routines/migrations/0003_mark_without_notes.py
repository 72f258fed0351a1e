"""The mark of a version is of what a unit agrees to; the notes about its sources may follow what is known of them."""

import hashlib
import json

from django.db import migrations


def _mark(content):
    agreed = {key: value for key, value in content.items() if key != "source_notes"}
    if "sources" in agreed:
        agreed["sources"] = [{k: v for k, v in source.items() if k != "note"} for source in agreed["sources"]]
    return hashlib.sha256(json.dumps(agreed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def mark_again(apps, schema_editor):
    for name in ("RoutineVersion", "RoutineText"):
        for row in apps.get_model("routines", name).objects.all():
            row.digest = _mark(row.content)
            row.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("routines", "0002_routine_text")]
    operations = [migrations.RunPython(mark_again, migrations.RunPython.noop, elidable=True)]
