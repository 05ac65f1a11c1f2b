"""What the facts of the systems that are already here give today, written once; later it follows every change."""

import datetime
from dataclasses import asdict

from django.db import migrations

from classification.needing import need_of
from classification.regimes.selector import regime_of

BATCH = 500


def write_needs(apps, schema_editor):
    systems = apps.get_model("systems", "InformationSystem").objects.order_by("pk")
    needed = apps.get_model("classification", "NeededLevel")
    today, rows = datetime.date.today(), []
    for system in systems.iterator(chunk_size=BATCH):
        need = need_of(system.facts, regime_of(system, today)[0])
        rows.append(needed(system=system, contradicted=bool(need.contradictions), **asdict(need)))
        if len(rows) == BATCH:
            needed.objects.bulk_create(rows)
            rows = []
    needed.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("classification", "0008_events_and_needs")]
    operations = [migrations.RunPython(write_needs, migrations.RunPython.noop)]
