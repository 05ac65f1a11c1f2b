"""What a signer writes before a paper is made, and the passphrase after it was read."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.verifying import BIGGEST_FILE
from systems.form_fields import CountField, DayField


class PrepareForm(forms.Form):
    """Numbers of the papers (`serial_<kind>`, `symbol_<kind>`), the reason where one is needed, details of the step.

    `remarks`: so many remarks are printed anyway, so that no other reason is needed.
    """

    def __init__(self, *args, orders=(), step="", reason_needed=False, remarks=0, **kwargs):
        super().__init__(*args, **kwargs)
        if reason_needed:
            self.fields["note"] = forms.CharField(
                label=_("Lý do"),
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("Mỗi dòng là một nội dung; các dòng này được in vào văn bản."),
                max_length=10000,
                required=not remarks,
            )
        if reason_needed and remarks:
            self.fields["note"].label = _("Nội dung khác, nếu có")
        for name, field in details_fields(step).items():
            self.fields[name] = field
        self.numbered = [order for order in orders if order.symbol]
        for order in self.numbered:
            self.fields[f"serial_{order.kind}"] = forms.IntegerField(
                label=_("Số văn bản"),
                initial=order.serial,
                min_value=1,
                max_value=999999,
                widget=forms.NumberInput(attrs={"class": "w-num"}),
            )
            self.fields[f"symbol_{order.kind}"] = forms.CharField(
                label=_("Ký hiệu"),
                initial=order.symbol,
                max_length=40,
                widget=forms.TextInput(attrs={"class": "w-sel"}),
            )

    @property
    def numbers(self) -> list:
        """(kind, serial field, symbol field) of each numbered paper, for the template."""
        return [(order.kind, self[f"serial_{order.kind}"], self[f"symbol_{order.kind}"]) for order in self.numbered]

    @property
    def further(self) -> list:
        return [self[name] for name in self.fields if not name.startswith(("serial_", "symbol_"))]

    def serials(self) -> dict:
        return {order.kind: self.cleaned_data[f"serial_{order.kind}"] for order in self.numbered}

    def symbols(self) -> dict:
        return {order.kind: self.cleaned_data[f"symbol_{order.kind}"] for order in self.numbered}

    def details(self) -> dict:
        """What the step asked besides, as plain JSON."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and not name.startswith(("serial_", "symbol_")) and name != "note"
        }

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("started_at"), cleaned.get("ended_at")
        if start and end and end < start:
            self.add_error("ended_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        for name in ("on_level", "on_plan"):
            if cleaned.get(name) == "unfit" and not cleaned.get(f"{name}_comment"):
                self.add_error(f"{name}_comment", _("Ghi rõ điểm nào chưa phù hợp."))
        return cleaned


def details_fields(step: str) -> dict[str, forms.Field]:
    def lines(label, hint="", rows=3):
        area = forms.Textarea(attrs={"rows": rows})
        return forms.CharField(label=label, help_text=hint, widget=area, required=False, max_length=5000)

    if step == "give_opinion":
        return {
            "on_level": _opinion(_("Đề xuất cấp độ")),
            "on_level_comment": lines(
                _("Nhận xét về đề xuất cấp độ"), _("Được in vào văn bản; chưa phù hợp thì phải ghi.")
            ),
            "on_plan": _opinion(_("Phương án bảo đảm an toàn, an ninh mạng theo cấp độ")),
            "on_plan_comment": lines(_("Nhận xét về phương án"), _("Được in vào văn bản; chưa phù hợp thì phải ghi.")),
            "other_comments": lines(_("Ý kiến khác")),
        }
    if step == "report_to_owner":
        return {
            "execution": lines(_("Tổ chức thực hiện"), _("Để trống thì dùng câu mẫu.")),
            "proposals": lines(_("Kiến nghị, đề xuất")),
        }
    if step == "approve":
        return {"deploy_by": DayField(label=_("Hạn triển khai đầy đủ phương án"), required=False)}
    if step == "report_deployed":
        return {
            "organisation_note": lines(_("Việc tổ chức triển khai")),
            "difficulties": lines(_("Khó khăn, vướng mắc")),
        }
    if step == "confirm":
        return {
            "started_at": _moment(_("Bắt đầu kiểm tra"), 8),
            "ended_at": _moment(_("Kết thúc kiểm tra"), 11),
            "place": forms.CharField(label=_("Địa điểm"), required=False, max_length=300),
            "inspectors": lines(_("Thành viên khác của đoàn kiểm tra"), _("Mỗi dòng một người: họ tên, chức vụ.")),
            "operators": lines(_("Đại diện đơn vị vận hành"), _("Mỗi dòng một người: họ tên, chức vụ.")),
            "conclusions": lines(_("Kết luận"), _("Mỗi dòng một kết luận; để trống thì dùng câu mẫu.")),
        }
    if step == "council_minutes":
        return {
            "started_at": _moment(_("Bắt đầu họp"), 8),
            "ended_at": _moment(_("Kết thúc họp"), 11),
            "place": forms.CharField(label=_("Địa điểm"), required=False, max_length=300),
            "absent": lines(_("Thành viên vắng mặt"), _("Mỗi dòng một họ tên, như trong quyết định thành lập."), 2),
            "discussion": lines(_("Nội dung, ý kiến tại phiên họp"), rows=6),
            "votes_for": _votes(_("Số phiếu đồng ý")),
            "votes_against": _votes(_("Số phiếu không đồng ý")),
            "conclusions": forms.CharField(
                label=_("Kết luận của Hội đồng"), help_text=_("Mỗi dòng một kết luận."), max_length=5000,
                widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": _("Ghi kết luận của phiên họp.")},
            ),
        }  # fmt: skip
    return {}


def _votes(label) -> CountField:
    return CountField(label=label, required=False, max_value=99)


def _opinion(label) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("fit", _("Phù hợp")), ("unfit", _("Chưa phù hợp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn phù hợp hoặc chưa phù hợp.")},
    )


def _moment(label, hour: int) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"],
        initial=lambda: timezone.localtime().replace(hour=hour, minute=0).strftime("%d/%m/%Y %H:%M"),
        widget=forms.TextInput(attrs={"class": "w-sel"}),
        help_text=_("Ngày giờ, ví dụ 23/11/2026 08:30."),
        error_messages={"invalid": _("Hãy viết ngày giờ như 23/11/2026 08:30.")},
    )


class SignForm(forms.Form):
    """What opens the person's key for this one time: the passphrase of a file, or the PIN of a device."""

    seen = forms.CharField(widget=forms.HiddenInput)
    passphrase = forms.CharField(
        label=_("Mật khẩu khóa ký"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Chỉ dùng để mở khóa của bạn cho lần ký này, không được lưu lại."),
        error_messages={"required": _("Hãy nhập mật khẩu khóa ký của bạn.")},
    )

    def __init__(self, *args, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        if key is not None and key.way == key.Way.TOKEN:
            field = self.fields["passphrase"]
            field.label = _("Mã PIN của thiết bị khóa")
            field.help_text = _("Chỉ chuyển cho thiết bị trong lần ký này, không được lưu lại.")
            field.error_messages["required"] = _("Hãy nhập mã PIN của thiết bị khóa.")


class CosignForm(SignForm):
    """A further signature: the paper it goes on is issued, so nothing has to be named besides the key."""

    seen = None


class BringBackForm(forms.Form):
    """The papers that were signed elsewhere, one file each (`signed_<paper>`)."""

    seen = forms.CharField(widget=forms.HiddenInput)
    brought = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def __init__(self, *args, papers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.papers = papers
        for paper in papers:
            self.fields[f"signed_{paper.pk}"] = forms.FileField(
                label=_("Tệp đã ký: %(title)s") % {"title": paper.title} if len(papers) > 1 else _("Tệp đã ký"),
                widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
                error_messages={"required": _("Hãy chọn tệp PDF đã ký."), "empty": _("Tệp trống.")},
            )

    @property
    def places(self) -> list:
        return [self[f"signed_{paper.pk}"] for paper in self.papers]

    def signed_files(self) -> dict[int, bytes]:
        """What was uploaded, by the key of the paper; more than may be examined is not read."""
        found = ((paper.pk, self.cleaned_data[f"signed_{paper.pk}"]) for paper in self.papers)
        return {pk: file.read(BIGGEST_FILE + 1) for pk, file in found}
