"""One of everything, for the page that shows every part."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator

from systems.form_fields import CountField, DayField, ExplainedRadioSelect

STEPS = [
    SimpleNamespace(kind="done", name="Lập hồ sơ", date=date(2026, 9, 2), fine=""),
    SimpleNamespace(kind="done", name="Gửi thẩm định", date=date(2026, 9, 18), fine="lần 2: 12/10/2026"),
    SimpleNamespace(kind="done", name="Thẩm định", date=date(2026, 11, 9), fine="phù hợp"),
    SimpleNamespace(kind="now", name="Phê duyệt", date=date(2026, 11, 26), fine="hạn, còn 3 ngày làm việc"),
    SimpleNamespace(kind="later", name="Triển khai", date=None, fine="166 / 172 yêu cầu đạt"),
    SimpleNamespace(kind="later", name="Được bảo vệ", date=None, fine="sau khi kiểm tra"),
]


class Sample(forms.Form):
    address = forms.CharField(label="Địa chỉ trụ sở", help_text="In trên Mẫu số 01.")
    issued = DayField(label="Ngày ban hành quy chế")
    people = CountField(label="Số người sử dụng", required=False)
    unit = forms.ChoiceField(label="Đơn vị vận hành", choices=[("1", "Cục Đăng kiểm Việt Nam")])
    procedure = forms.ChoiceField(
        label="Có giải quyết thủ tục hành chính không?",
        choices=[("yes", "Có"), ("no", "Không"), ("unknown", "Chưa biết")],
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Hệ thống thuộc loại hình nào?",
        help_text="Chọn loại hình chính.",
        choices=[("internal", "Phục vụ hoạt động nội bộ"), ("public", "Phục vụ người dân, doanh nghiệp")],
        widget=ExplainedRadioSelect(hints={"internal": "Thư điện tử, quản lý văn bản, họp trực tuyến"}),
        required=False,
    )
    paper = forms.BooleanField(label="Gửi bản giấy", required=False)
    scan = forms.FileField(label="Bản quét", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class Device(forms.Form):
    name = forms.CharField(label="Thiết bị")
    kind = forms.ChoiceField(label="Loại", choices=[("server", "Máy chủ"), ("router", "Bộ định tuyến")])
    count = CountField(label="Số lượng", min_value=1)


Devices = forms.formset_factory(Device, extra=1, can_delete=True)
DEVICES = {
    "tb-TOTAL_FORMS": "2",
    "tb-INITIAL_FORMS": "2",
    "tb-0-name": "Máy chủ cơ sở dữ liệu",
    "tb-0-kind": "server",
    "tb-0-count": "2",
    "tb-1-name": "Bộ định tuyến biên",
    "tb-1-kind": "router",
    "tb-1-count": "hai",
}


def everything(request) -> dict:
    """The context of styleguide.html."""
    filled = {"issued": "31/02/2026", "people": "1.200 người", "unit": "1", "procedure": "unknown", "kind": "public"}
    return {
        "form": Sample(filled),
        "formset": Devices(DEVICES, prefix="tb", initial=[{}, {}]),
        "steps": STEPS,
        "levels": [1, 2, 3, 4, 5, 0],
        "ranks": [0, 1, 2, 3],
        "squares": [0, 1, 2],
        "page": Paginator(range(1156), 20).page(3),
        "due": date(2026, 11, 26),
        "obstacles": ["Chưa lấy số quyết định."],
        "cleared": ["Ý kiến thẩm định kết luận phù hợp.", "Quy chế đã ban hành ngày 05/08/2026."],
    }
