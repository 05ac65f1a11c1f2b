"""What an appraisal must conclude on: the items of the law. Pure data.

NĐ 85/2016 Đ16.1; NĐ 331/2026 Đ23.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    FIT = "fit", _("Phù hợp")
    UNFIT = "unfit", _("Chưa phù hợp")


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    title: str
    question: str
    clause: str


ITEMS = (
    Item("level", _("sự phù hợp của việc đề xuất cấp độ"), _("Cấp độ đề xuất có đúng tiêu chí không?"),
         "Điều 16 khoản 1 điểm a Nghị định 85/2016; Điều 23 khoản 1 Nghị định 331/2026"),
    Item("plan_in_design", _("sự phù hợp của phương án trong thiết kế"),
         _("Phương án trong thiết kế có đáp ứng yêu cầu của cấp độ không?"),
         "Điều 16 khoản 1 điểm b Nghị định 85/2016; Điều 23 khoản 1 Nghị định 331/2026"),
    Item("plan_in_operation", _("sự phù hợp của phương án trong vận hành"),
         _("Phương án trong vận hành có đáp ứng yêu cầu của cấp độ không?"),
         "Điều 16 khoản 1 điểm c Nghị định 85/2016; Điều 23 khoản 1 Nghị định 331/2026"),
)  # fmt: skip


class Manner(TextChoices):
    """How the appraisal was organised (Mẫu số 04, phần 3)."""

    MEETING = "meeting", _("Họp thẩm định")
    WRITING = "writing", _("Lấy ý kiến bằng văn bản")
    BOTH = "both", _("Họp thẩm định và lấy ý kiến bằng văn bản")


def missing(verdicts: dict) -> list[str]:
    """Titles of the items without a verdict. `verdicts`: item key -> {"verdict", "comment"}."""
    return [item.title for item in ITEMS if verdicts.get(item.key, {}).get("verdict") not in Verdict.values]


def unfavourable(verdicts: dict) -> list[str]:
    return [item.title for item in ITEMS if verdicts.get(item.key, {}).get("verdict") == Verdict.UNFIT]
