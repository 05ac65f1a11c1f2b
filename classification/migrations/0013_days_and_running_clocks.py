"""The swapped days known at delivery become rows; what a dossier waits for becomes its running clock."""

import datetime

from django.db import migrations

LETTER = "Công văn 12729/VPCP-KGVX ngày 25/12/2025 của Văn phòng Chính phủ"
DAYS = (
    (datetime.date(2026, 1, 2), "off", f"Nghỉ hoán đổi. {LETTER}"),
    (datetime.date(2026, 1, 10), "worked", f"Làm bù cho ngày 02/01/2026. {LETTER}"),
)
KINDS = {"submitted": "check_validity", "under_appraisal": "appraise", "awaiting_approval": "approve"}
AMOUNTS = {"check_validity": (5, 5, 5), "appraise": (15, 25, 30), "approve": (7, 7, 7)}
"""At level 3 or below; at levels 4-5 of Decree 331; at levels 4-5 of Decree 85."""


def enter_days(apps, schema_editor):
    row = apps.get_model("classification", "CalendarDay")
    row.objects.bulk_create(row(day=day, kind=kind, document=document) for day, kind, document in DAYS)


def start_running_clocks(apps, schema_editor):
    Dossier, Clock, StepTaken = (apps.get_model("classification", name) for name in ("Dossier", "Clock", "StepTaken"))
    clocks = []
    for dossier in Dossier.objects.filter(due_on__isnull=False, state__in=KINDS).iterator():
        kind = KINDS[dossier.state]
        last = StepTaken.objects.filter(dossier=dossier).order_by("-pk").first()
        place = 0 if (dossier.level or 0) < 4 else 1 if dossier.regime.startswith("nd331") else 2
        clocks.append(
            Clock(
                dossier=dossier, kind=kind, started_on=min(last.on if last else dossier.due_on, dossier.due_on),
                amount=AMOUNTS[kind][place], due_unit=dossier.due_unit, due_on=dossier.due_on, rule=dossier.due_rule,
            )
        )  # fmt: skip
    Clock.objects.bulk_create(clocks, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("classification", "0012_clocks")]
    operations = [
        migrations.RunPython(enter_days, migrations.RunPython.noop),
        migrations.RunPython(start_running_clocks, migrations.RunPython.noop),
    ]
