"""The parts of a dossier that people write, field by field, as the law lists them. Pure data.

TT 12/2022 Đ8.3-8.5; NĐ 331/2026 Đ21-22. The facts and the plan are parts too, but have their own pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from systems.hosting import Place, Separation

EVERY_LEVEL = frozenset(range(1, 6))
TEXT, LONG, EMAIL, DATE, IMAGE, FILE, CHOICE = "text", "long", "email", "date", "image", "file", "choice"
TOLD = "told"
"""Not asked here: the inventory says it, and the dossier keeps what it said when it was handed in."""


@dataclass(frozen=True, slots=True)
class Field:
    """One answer. `kind` says how it is asked; images and files hold the number of an attachment."""

    name: str
    label: str
    kind: str = TEXT
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the dossier: single answers (`fields`), rows of a table (`columns`), or both.

    Its content is a JSON object: each field by name, and `rows`, a list of objects by column name.
    """

    key: str
    title: str
    clause: str
    fields: tuple[Field, ...] = ()
    columns: tuple[Field, ...] = ()
    regimes: frozenset[str] = frozenset({"nd85-2016", "nd331-2026"})
    needed_to_submit: bool = True
    levels: frozenset[int] = EVERY_LEVEL

    def missing(self, content: Mapping) -> list[str]:
        """Labels of what a complete part would still need; empty when the part is complete."""
        absent = [field.label for field in self.fields if field.required and not content.get(field.name)]
        if self.columns and not content.get("rows"):
            absent.append(_("ít nhất một dòng"))
        return absent


def _party(prefix: str) -> tuple[Field, ...]:
    return (
        Field(f"{prefix}_name", _("Tên")),
        Field(f"{prefix}_mandate", _("Văn bản quy định chức năng, nhiệm vụ, quyền hạn"), required=False),
        Field(f"{prefix}_representative", _("Người đại diện")),
        Field(f"{prefix}_representative_title", _("Chức vụ")),
        Field(f"{prefix}_address", _("Địa chỉ")),
        Field(f"{prefix}_phone", _("Điện thoại"), required=False),
        Field(f"{prefix}_email", _("Thư điện tử"), EMAIL, required=False),
    )


PLAN_CONTENTS = (
    ("design", _("Thiết kế, xây dựng")),
    ("operation", _("Vận hành")),
    ("inspection", _("Kiểm tra, đánh giá")),
    ("risk_management", _("Quản lý rủi ro")),
    ("monitoring", _("Giám sát")),
    ("recovery", _("Dự phòng, ứng phó sự cố, khôi phục sau thảm họa")),
    ("end_of_life", _("Kết thúc vận hành, khai thác, thanh lý, hủy bỏ")),
)
"""Name and label of the contents a to g that every plan has, alike in both decrees."""

DRAWN = _("Tệp PNG, JPEG, SVG hoặc PDF (tối đa 4 trang), không quá 10 MB.")
PARTS: tuple[Part, ...] = (
    Part("parties", _("Chủ quản và đơn vị vận hành"),
         "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         fields=_party("owner") + _party("operator")),
    Part("scope", _("Phạm vi, quy mô"), "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         fields=(
             Field("scope", _("Phạm vi"), LONG),
             Field("scale", _("Quy mô"), LONG),
             Field("audience", _("Đối tượng phục vụ"), LONG),
         )),
    Part("diagrams", _("Sơ đồ kiến trúc"), "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         fields=(
             Field("description", _("Mô tả kiến trúc"), LONG, required=False),
             Field("logical", _("Mô hình lô-gic"), IMAGE, hint=DRAWN),
             Field("physical", _("Mô hình vật lý"), IMAGE, hint=DRAWN),
         )),
    Part("devices", _("Thiết bị"), "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         columns=(
             Field("name", _("Tên thiết bị, chủng loại")),
             Field("location", _("Vị trí triển khai")),
             Field("purpose", _("Mục đích sử dụng")),
         )),
    Part("services", _("Ứng dụng, dịch vụ"), "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         columns=(
             Field("name", _("Tên dịch vụ")),
             Field("host", _("Máy chủ, vị trí triển khai, hệ điều hành")),
             Field("purpose", _("Mục đích sử dụng")),
         )),
    Part("zones", _("Vùng mạng và địa chỉ IP"), "Điều 8 khoản 3 Thông tư 12/2022; Điều 22 khoản 3 Nghị định 331/2026",
         columns=(
             Field("zone", _("Vùng mạng")),
             Field("private_ip", _("IP Private"), required=False),
             Field("public_ip", _("IP Public"), required=False),
         )),
    Part("hosting", _("Nơi đặt hệ thống"),
         "Điều 9 khoản 9, khoản 10 Thông tư 12/2022; Điều 30 khoản 8, khoản 9 Nghị định 331/2026",
         fields=(
             Field("place", _("Nơi đặt"), TOLD, choices=tuple(Place.choices)),
             Field("host", _("Trung tâm dữ liệu, nền tảng, nhà cung cấp"), TOLD, required=False),
             Field("separation", _("Phân tách với hệ thống khác"), TOLD, required=False,
                   choices=tuple(Separation.choices)),
             Field("description", _("Thuyết minh việc phân tách, phân chia trách nhiệm với nơi đặt"), LONG,
                   required=False),
         )),
    Part("design", _("Tài liệu thiết kế"), "Điều 15 khoản 2 Nghị định 85/2016; Điều 21 khoản 2 Nghị định 331/2026",
         fields=(
             Field("kind", _("Loại tài liệu"), CHOICE, choices=(
                 ("preliminary", _("Thiết kế sơ bộ (xây mới, nâng cấp)")),
                 ("construction", _("Thiết kế thi công đã được phê duyệt (đang vận hành)")),
                 ("equivalent", _("Tài liệu có giá trị tương đương")),
             )),
             Field("title", _("Tên tài liệu")),
             Field("number", _("Số, ký hiệu văn bản phê duyệt"), required=False),
             Field("issued_on", _("Ngày ban hành"), DATE, required=False),
             Field("issuer", _("Cơ quan ban hành"), required=False),
             Field("file", _("Tệp đính kèm"), FILE, required=False, hint=_("Tệp PDF, không quá 20 MB.")),
         )),
    Part("justification", _("Thuyết minh cấp độ"),
         "Điều 8 khoản 4 Thông tư 12/2022; Điều 22 khoản 4 Nghị định 331/2026",
         fields=(Field("justification", _("Thuyết minh việc đề xuất cấp độ"), LONG),)),
    Part("boundary", _("Ranh giới hệ thống"), "Điều 7 khoản 2, Điều 8 khoản 3 Nghị định 331/2026",
         fields=(
             Field("function", _("Chức năng nghiệp vụ"), LONG,
                   hint=_("Vì sao các thành phần cùng phục vụ một chức năng, và không thiếu thành phần nào.")),
             Field("data_flow", _("Luồng dữ liệu"), LONG,
                   hint=_("Dữ liệu vào, ra ở đâu; phần nào trao đổi với hệ thống khác.")),
             Field("dependence", _("Phụ thuộc khi vận hành"), LONG,
                   hint=_("Thành phần nào ngừng thì các thành phần khác ngừng theo.")),
             Field("incident", _("Ảnh hưởng khi có sự cố"), LONG,
                   hint=_("Sự cố ở một thành phần lan tới đâu.")),
         ),
         regimes=frozenset({"nd331-2026"})),
    Part("critical_grounds", _("Thuyết minh của cấp độ 4, 5"),
         "Điều 8 khoản 5 Thông tư 12/2022; Điều 22 khoản 5 Nghị định 331/2026",
         fields=(
             Field("related", _("Hệ thống thông tin có liên quan, kết nối"), LONG),
             Field("threats", _("Nguy cơ bị tấn công mạng"), LONG),
             Field("effects", _("Ảnh hưởng tới lợi ích công cộng, trật tự an toàn xã hội, an ninh quốc gia"), LONG),
             Field("round_the_clock", _("Lý do phải vận hành liên tục 24/7"), LONG, required=False),
         ),
         levels=frozenset({4, 5})),
    # Điều 10 khoản 3 asks for seven contents, a to g: c and d (threats, likelihood and impact) are the rows.
    Part("risk", _("Nguy cơ, rủi ro"), "Điều 10 khoản 3, Điều 22 khoản 4 điểm c Nghị định 331/2026",
         fields=(
             Field("assessed_on", _("Ngày đánh giá"), DATE),
             Field("method", _("Phương pháp đánh giá"), required=False),
             Field("assets", _("Tài sản, chức năng cần bảo vệ"), LONG),
             Field("information", _("Loại thông tin được xử lý"), LONG),
             Field("capability", _("Năng lực bảo vệ hiện có"), LONG),
             Field("mitigation", _("Kế hoạch giảm thiểu rủi ro"), LONG),
             Field("communication", _("Trao đổi, báo cáo về rủi ro"), LONG),
         ),
         columns=(
             Field("threat", _("Nguy cơ")),
             Field("affected", _("Tài sản, chức năng bị ảnh hưởng")),
             Field("likelihood", _("Khả năng xảy ra")),
             Field("impact", _("Mức ảnh hưởng")),
             Field("treatment", _("Biện pháp xử lý")),
         ),
         regimes=frozenset({"nd331-2026"})),
    Part("plan_contents", _("Bảy nội dung của phương án"),
         "Điều 19 khoản 2 Nghị định 85/2016; Điều 29 khoản 2 Nghị định 331/2026",
         fields=tuple(Field(name, label, LONG) for name, label in PLAN_CONTENTS)),
    Part("regulation", _("Quy chế bảo đảm an toàn, an ninh mạng"),
         "Điều 9 khoản 7 Thông tư 12/2022; Điều 30 khoản 7 Nghị định 331/2026",
         fields=(
             Field("title", _("Tên quy chế")),
             Field("number", _("Số, ký hiệu quyết định ban hành")),
             Field("issued_on", _("Ngày ban hành"), DATE),
             Field("issuer", _("Cơ quan ban hành")),
         ),
         needed_to_submit=False),
)  # fmt: skip

BY_KEY = {part.key: part for part in PARTS}


def parts_of(regime: str, level: int | None = None) -> tuple[Part, ...]:
    """The parts that a dossier of this level under this decree has, in their order; without a level, what all have."""
    wanted = EVERY_LEVEL if level is None else {level}
    return tuple(part for part in PARTS if regime in part.regimes and wanted <= part.levels)


def clause_under(clause: str, regime: str) -> str:
    """The half of a citation that belongs to this decree; citations name the older texts first, then NĐ 331/2026."""
    newer = [text for text in clause.split("; ") if "331/2026" in text]
    older = [text for text in clause.split("; ") if "331/2026" not in text]
    return "; ".join(newer if regime == "nd331-2026" else older)
