"""The form of a decision on paper, and the file that brings many."""

from __future__ import annotations

from dataclasses import fields

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classification.decision_sheets.columns import DECISIONS
from classification.decisions import Decision, Stage
from classification.models import RecordedDecision
from classification.services.files import PDF_BYTES
from classification.services.recording import Scan
from systems.form_fields import DayField
from systems.forms.declaring import DeclaresNoSecret
from systems.forms.editing import Refusable
from systems.forms.importing import SheetForm
from systems.models import InformationSystem
from systems.wording import tidy


class DecisionForm(DeclaresNoSecret, Refusable):
    """What the paper says. `before` is the record to be corrected; its values are what the writer sees first."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=60)
    decided_on = DayField(
        label=_("Ngày quyết định"), help_text=_("Hệ thống được tính là đã phê duyệt cấp độ từ ngày này.")
    )
    body = forms.CharField(
        label=_("Cơ quan phê duyệt"), max_length=250, help_text=_("Tên cơ quan ghi trên quyết định, kể cả tên cũ.")
    )
    level = forms.TypedChoiceField(
        label=_("Cấp độ được phê duyệt"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    stage = forms.ChoiceField(
        label=_("Tình trạng triển khai phương án"), choices=Stage.choices, widget=forms.RadioSelect
    )
    stage_on = DayField(
        label=_("Có tình trạng đó từ ngày"), required=False,
        help_text=_("Đã triển khai đầy đủ: ngày của biên bản kiểm tra. Chưa triển khai: để trống."),
    )  # fmt: skip
    minutes_number = forms.CharField(
        label=_("Số biên bản kiểm tra kết quả triển khai"), max_length=60, required=False,
        help_text=_("Chỉ khi đã triển khai đầy đủ."),
    )  # fmt: skip
    regulation_number = forms.CharField(
        label=_("Số quyết định ban hành quy chế bảo đảm an toàn, an ninh mạng"), max_length=60, required=False
    )
    regulation_on = DayField(label=_("Ngày ban hành quy chế"), required=False)
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Bản giấy lưu ở đâu, ai cung cấp; ví dụ: Văn thư Bộ, hồ sơ số 12."),
    )
    scan = forms.FileField(
        label=_("Bản chụp quyết định"), required=False,
        help_text=_("PDF (không quá 20 MB) hoặc ảnh PNG, JPEG. Chưa có thì bổ sung sau; không tải tài liệu mật."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, system: InformationSystem, before: RecordedDecision | None, **kwargs):
        initial = {"body": system.owner.name, "stage": Stage.NONE}
        if before:
            initial = {field.name: getattr(before, field.name) for field in fields(Decision)} | {"seen": before.pk}
        super().__init__(*args, initial=initial, **kwargs)
        self.before = before

    def clean_scan(self):
        file = self.cleaned_data["scan"]
        if file and file.size > PDF_BYTES:
            raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy tách hoặc nén tệp rồi tải lại."))
        return file

    def clean(self):
        given = super().clean()
        if not self.errors:
            for name, sentence in self.decision.faults(timezone.localdate()).items():
                self.add_error(name, sentence)
        return given

    @property
    def decision(self) -> Decision:
        given = {field.name: self.cleaned_data[field.name] for field in fields(Decision)}
        return Decision(**{name: tidy(value) if isinstance(value, str) else value for name, value in given.items()})

    @property
    def file(self) -> Scan | None:
        file = self.cleaned_data["scan"]
        return Scan(file.name, file.read()) if file else None


class DecisionSheetForm(SheetForm):
    """The same upload as of the inventory, for a sheet of decisions."""

    layout = DECISIONS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Tệp quyết định")
        self.fields["file"].error_messages |= {
            "required": _("Chọn tệp quyết định."),
            "missing": _("Chọn tệp quyết định."),
        }
