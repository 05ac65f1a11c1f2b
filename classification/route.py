"""Which way a dossier goes besides its level: whose system it is, and whether it is critical to national security.

NĐ 331/2026 Đ16-18, Đ20.4; NĐ 85/2016 Đ12. Pure: the wording of a criterion may be corrected by an administrator, whose
words are then shown in place of these (models.LegalWording).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from classification.regimes.base import Regime
from classification.regimes.base import Sphere as RegimeSphere

OUTSIDE_FROM = 4
"""From this level on the appraiser is a body outside the owner's house."""
TOP = 5
LISTED_FROM = 3
"""A system below this level does not go the way of level 5, whatever else is said of it."""


class Sphere(TextChoices):
    """Whose system it is, as far as that changes who appraises at levels 4 and 5."""

    GENERAL = RegimeSphere.GENERAL.value, _("Hệ thống dân sự, không thuộc lĩnh vực riêng nào")
    DEFENCE = RegimeSphere.DEFENCE.value, _("Hệ thống thông tin quân sự")
    PUBLIC_SECURITY = RegimeSphere.PUBLIC_SECURITY.value, _("Hệ thống thuộc phạm vi quản lý của Bộ Công an")
    CIPHER = RegimeSphere.CIPHER.value, _("Hệ thống thông tin cơ yếu thuộc Ban Cơ yếu Chính phủ")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of Điều 16 as it is asked; `within` names the clause that holds the general condition."""

    code: str
    clause: str
    wording: str
    within: str = ""


FIELD_CODE = "ND331-16.3"
CRITERIA: tuple[Criterion, ...] = (
    Criterion("ND331-16.1", "Điều 16 khoản 1", "Hệ thống phục vụ chỉ đạo, điều hành của công trình quan trọng liên "
              "quan đến an ninh quốc gia theo quy định của pháp luật."),
    Criterion("ND331-16.2", "Điều 16 khoản 2", "Hệ thống phục vụ chỉ đạo, điều hành, điều khiển hoạt động của công "
              "trình viễn thông quan trọng liên quan đến an ninh quốc gia theo quy định của pháp luật."),
    Criterion(FIELD_CODE, "Điều 16 khoản 3", "Hệ thống thuộc các lĩnh vực tại khoản 2 Điều 9 Luật An ninh mạng."),
    Criterion("ND331-16.3.a", "Điều 16 khoản 3 điểm a", "Sự cố trực tiếp tác động đến độc lập, chủ quyền, thống nhất, "
              "toàn vẹn lãnh thổ của Tổ quốc, sự tồn tại của chế độ và Nhà nước.", FIELD_CODE),
    Criterion("ND331-16.3.b", "Điều 16 khoản 3 điểm b", "Sự cố gây hậu quả nghiêm trọng đến an ninh quốc gia, đối "
              "ngoại, làm suy yếu khả năng phòng thủ, bảo vệ Tổ quốc.", FIELD_CODE),
    Criterion("ND331-16.3.c", "Điều 16 khoản 3 điểm c", "Sự cố gây hậu quả nghiêm trọng đến nền kinh tế quốc dân.",
              FIELD_CODE),
    Criterion("ND331-16.3.d", "Điều 16 khoản 3 điểm d", "Sự cố gây thảm họa đối với đời sống con người, môi trường "
              "sinh thái.", FIELD_CODE),
    Criterion("ND331-16.3.đ", "Điều 16 khoản 3 điểm đ", "Sự cố gây hậu quả nghiêm trọng đến hoạt động của công trình "
              "xây dựng cấp đặc biệt theo phân cấp của pháp luật về xây dựng.", FIELD_CODE),
    Criterion("ND331-16.3.e", "Điều 16 khoản 3 điểm e", "Sự cố gây hậu quả nghiêm trọng đến hoạt động hoạch định chủ "
              "trương, chính sách thuộc phạm vi bí mật nhà nước.", FIELD_CODE),
    Criterion("ND331-16.3.g", "Điều 16 khoản 3 điểm g", "Sự cố ảnh hưởng nghiêm trọng đến sự chỉ đạo, điều hành trực "
              "tiếp của các cơ quan Đảng, Nhà nước ở trung ương.", FIELD_CODE),
)  # fmt: skip
BY_CODE = {criterion.code: criterion for criterion in CRITERIA}
SOURCE = "Điều 16 Nghị định 331/2026/NĐ-CP, đọc từ bản sao, chưa đối chiếu với Công báo."
LEVEL_5_CLAUSE = "Điều 16 khoản 4"


def asks_criteria(regime: Regime, level: int | None) -> bool:
    """Whether Điều 16 is asked: at level 5 its last clause answers it, below level 3 it changes no way."""
    return regime.clauses.critical is not None and level in range(LISTED_FROM, TOP)


def critical_criteria(regime: Regime) -> tuple[Criterion, ...]:
    """The criteria of Điều 16, of the decree that has them."""
    return CRITERIA if regime.clauses.critical is not None else ()


def route_level(regime: Regime, level: int | None, on_list: bool) -> int | None:
    """The level whose way the dossier goes; only NĐ 331/2026 sends levels 3 and 4 the way of level 5."""
    raised = on_list and regime.clauses.critical is not None and (level or 0) >= LISTED_FROM
    return TOP if raised else level


def criteria_met(answers: Mapping[str, Mapping]) -> list[Criterion]:
    """The criteria that these answers ({code: {"answer": "yes" | "no", ...}}) meet; a consequence of 16.3 counts only
    for a system within its fields."""
    said_yes = {code for code, given in answers.items() if given.get("answer") == "yes"}
    return [
        criterion
        for criterion in CRITERIA
        if criterion.code in said_yes
        and criterion.code != FIELD_CODE
        and (not criterion.within or criterion.within in said_yes)
    ]


def criteria_open(answers: Mapping[str, Mapping]) -> list[Criterion]:
    """The criteria not answered yet; the consequences are asked only within the fields of 16.3."""
    outside_the_fields = answers.get(FIELD_CODE, {}).get("answer") == "no"
    return [
        criterion
        for criterion in CRITERIA
        if answers.get(criterion.code, {}).get("answer") not in ("yes", "no")
        and not (criterion.within and outside_the_fields)
    ]
