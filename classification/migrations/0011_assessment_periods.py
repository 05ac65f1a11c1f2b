"""How often systems are assessed as the product knows it when it is installed; administrators correct it afterwards."""

from django.db import migrations

OLD = "Điều 20 khoản 2 điểm c Nghị định 85/2016/NĐ-CP"
NEW = "Điều 28 khoản 5 điểm a Nghị định 331/2026/NĐ-CP: định kỳ theo cấp độ và mức rủi ro, không ấn định số tháng"
WHOLE = "Đánh giá trong phạm vi toàn cơ quan, tổ chức: mỗi hệ thống ít nhất 2 năm một lần."
USUAL = "Nghị định không ấn định: mặc định lấy theo chu kỳ của Điều 20 khoản 2 điểm c Nghị định 85/2016/NĐ-CP."
PERIODS = (
    ("nd85-2016", 1, 24, OLD, WHOLE), ("nd85-2016", 2, 24, OLD, WHOLE), ("nd85-2016", 3, 12, OLD, ""),
    ("nd85-2016", 4, 12, OLD, ""), ("nd85-2016", 5, 6, OLD, ""),
    ("nd331-2026", 1, 24, NEW, USUAL), ("nd331-2026", 2, 24, NEW, USUAL), ("nd331-2026", 3, 12, NEW, USUAL),
    ("nd331-2026", 4, 12, NEW, USUAL), ("nd331-2026", 5, 6, NEW, USUAL),
)  # fmt: skip


def sow(apps, schema_editor):
    AssessmentPeriod = apps.get_model("classification", "AssessmentPeriod")
    for regime, level, months, source, note in PERIODS:
        AssessmentPeriod.objects.get_or_create(
            regime=regime, level=level, defaults={"months": months, "source": source, "note": note}
        )


class Migration(migrations.Migration):
    dependencies = [("classification", "0010_standards")]
    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
