"""The days, lists and sources that the product knows when it is installed; administrators correct them afterwards."""

import datetime

from django.db import migrations

DAYS = (
    ("law_in_force", datetime.date(2026, 7, 1), "Điều 44 Luật An ninh mạng số 116/2025/QH15", ""),
    ("decree_in_force", datetime.date(2026, 8, 19), "Điều 38 Nghị định 331/2026/NĐ-CP", ""),
    (
        "transition_ends", datetime.date(2026, 12, 31), "Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP",
        "“06 tháng kể từ ngày 01/7/2026” kết thúc ngày 31/12/2026 hoặc 01/01/2027; lấy ngày sớm hơn cho chắc.",
    ),
    (
        "measures_due", datetime.date(2027, 6, 30),
        "Điều 45 Luật An ninh mạng số 116/2025/QH15; Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP",
        "“12 tháng kể từ ngày 01/7/2026” kết thúc ngày 30/6/2027 hoặc 01/7/2027; lấy ngày sớm hơn cho chắc.",
    ),
)  # fmt: skip
UNCHECKED = "Tóm tắt, chưa đối chiếu với Công báo; quản trị viên dán nguyên văn danh mục vào đây."
BASIC = """Họ và tên, tên gọi khác
Ngày sinh; ngày chết hoặc mất tích
Giới tính
Nơi sinh, nơi đăng ký, nơi ở, quê quán, địa chỉ liên hệ
Quốc tịch
Hình ảnh của cá nhân
Số điện thoại, số định danh, hộ chiếu, giấy phép lái xe, biển số xe
Tình trạng hôn nhân
Quan hệ gia đình
Tài khoản số
Thông tin khác gắn với một người cụ thể, không thuộc dữ liệu nhạy cảm"""
SENSITIVE = """Nguồn gốc chủng tộc, dân tộc
Quan điểm chính trị, tôn giáo, tín ngưỡng
Đời sống riêng tư, bí mật cá nhân, bí mật gia đình
Tình trạng sức khỏe
Dữ liệu sinh trắc học, đặc điểm di truyền
Đời sống, xu hướng tình dục
Dữ liệu về tội phạm do cơ quan thi hành pháp luật thu thập
Vị trí của cá nhân xác định qua dịch vụ định vị
Thông tin đăng nhập định danh điện tử; hình ảnh thẻ căn cước
Thông tin đăng nhập ngân hàng, thẻ, giao dịch, tài chính
Dữ liệu theo dõi hành vi
Dữ liệu khác mà luật quy định là nhạy cảm"""
LISTS = (
    (
        "conditional_business", "Danh mục ngành, nghề đầu tư kinh doanh có điều kiện (198 ngành, nghề)", "",
        "Phụ lục IV Luật Đầu tư số 143/2025/QH15", datetime.date(2026, 7, 1),
        "Có tin danh mục được thay từ ngày 01/3/2027: khi đó ghi ngày hết áp dụng và thêm bản mới. " + UNCHECKED,
    ),
    (
        "basic_data_subjects", "Danh mục dữ liệu cá nhân cơ bản", BASIC, "Điều 3 Nghị định 356/2025/NĐ-CP",
        datetime.date(2026, 1, 1), UNCHECKED,
    ),
    (
        "sensitive_data_subjects", "Danh mục dữ liệu cá nhân nhạy cảm", SENSITIVE, "Điều 4 Nghị định 356/2025/NĐ-CP",
        datetime.date(2026, 1, 1), UNCHECKED,
    ),
)  # fmt: skip


def sow(apps, schema_editor):
    StatutoryDay = apps.get_model("classification", "StatutoryDay")
    LegalList = apps.get_model("classification", "LegalList")
    for key, day, source, note in DAYS:
        StatutoryDay.objects.get_or_create(key=key, defaults={"day": day, "source": source, "note": note})
    for kind, title, entries, source, since, note in LISTS:
        LegalList.objects.get_or_create(
            kind=kind, since=since, defaults={"title": title, "entries": entries, "source": source, "note": note}
        )


class Migration(migrations.Migration):
    dependencies = [("classification", "0003_law_as_data")]
    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
