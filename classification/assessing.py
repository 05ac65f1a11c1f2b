"""Who may assess a system's security, and when the next assessment falls due. Pure.

NĐ 85/2016 Đ20.2.c; TT 12/2022 Đ11-12; NĐ 331/2026 Đ28.5, Đ31.2.c.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .regimes import Regime


class Kind(TextChoices):
    """What was looked at (TT 12/2022 Đ11)."""

    COMPLIANCE = "compliance", gettext_lazy("Kiểm tra việc tuân thủ")
    EFFECTIVENESS = "effectiveness", gettext_lazy("Đánh giá hiệu quả của biện pháp")
    VULNERABILITY = "vulnerability", gettext_lazy("Phát hiện mã độc, lỗ hổng, thử nghiệm xâm nhập")


class Box(TextChoices):
    """How much a tester was told beforehand (TT 12/2022 Đ12)."""

    BLACK = "black", gettext_lazy("Hộp đen")
    GREY = "grey", gettext_lazy("Hộp xám")
    WHITE = "white", gettext_lazy("Hộp trắng")


class Occasion(TextChoices):
    PERIODIC = "periodic", gettext_lazy("Định kỳ")
    BEFORE_USE = "before_use", gettext_lazy("Trước khi đưa vào sử dụng")
    INCIDENT = "incident", gettext_lazy("Sau sự cố nghiêm trọng")
    CHANGE = "change", gettext_lazy("Khi có thay đổi lớn")
    DOUBT = "doubt", gettext_lazy("Kết quả tự đánh giá có nghi vấn")
    REQUEST = "request", gettext_lazy("Theo yêu cầu của cơ quan có thẩm quyền")


class Doer(TextChoices):
    OWN = "own", gettext_lazy("Đơn vị của cơ quan, tổ chức")
    EXPERT = "expert", gettext_lazy("Tổ chức chuyên môn được cấp phép hoặc được chỉ định")
    STATE = "state", gettext_lazy("Cơ quan nhà nước có thẩm quyền")


class Severity(TextChoices):
    MINOR = "minor", gettext_lazy("Nhẹ")
    MAJOR = "major", gettext_lazy("Đáng kể")
    SERIOUS = "serious", gettext_lazy("Nghiêm trọng")


EXPERT_OCCASIONS = frozenset({Occasion.INCIDENT, Occasion.CHANGE, Occasion.DOUBT, Occasion.REQUEST})
"""When NĐ 331/2026 Đ31.2.c asks for an expert organisation whatever the level."""


@dataclass(frozen=True, slots=True)
class Lawfulness:
    """`refusals`: the law does not let them; `shortfalls`: it may be recorded and does not stand for the duty."""

    refusals: tuple[str, ...] = ()
    shortfalls: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return not self.refusals and not self.shortfalls


def lawful(
    *, rules: Regime, level: int, critical: bool, doer: str, occasion: str, operates: bool, document: str
) -> Lawfulness:
    """Whether these may assess. `operates`: the own unit is the operator or part of it; `document`: the licence or
    appointment of an outside organisation."""
    if doer == Doer.EXPERT and not document.strip():
        return Lawfulness(
            (_("Ghi số giấy phép hoặc văn bản chỉ định của tổ chức chuyên môn (%(clause)s).") % _clause(rules),)
        )
    if doer != Doer.OWN:
        return Lawfulness()
    return (
        _by_old_law(rules, level)
        if rules.code == "nd85-2016"
        else _by_new_law(rules, level, critical, occasion, operates)
    )


def _by_old_law(rules: Regime, level: int) -> Lawfulness:
    if level < 3:
        return Lawfulness()
    sentence = _(
        "Từ cấp độ 3, kỳ đánh giá bắt buộc phải do tổ chức chuyên môn được cấp phép, cơ quan nhà nước có thẩm quyền "
        "hoặc tổ chức được chỉ định thực hiện (%(clause)s): lần này được ghi nhưng không thay cho kỳ đó."
    )
    return Lawfulness(shortfalls=(sentence % _clause(rules),))


def _by_new_law(rules: Regime, level: int, critical: bool, occasion: str, operates: bool) -> Lawfulness:
    if operates:
        sentence = _("Đơn vị vận hành không được tự đánh giá: phải là đơn vị độc lập với đơn vị vận hành (%(clause)s).")
        return Lawfulness((sentence % _clause(rules),))
    if level == 5 or critical:
        sentence = _(
            "Hệ thống cấp độ 5 hoặc quan trọng về an ninh quốc gia phải do tổ chức chuyên môn đánh giá (%(clause)s): "
            "lần này được ghi nhưng không thay cho kỳ đó."
        )
        return Lawfulness(shortfalls=(sentence % _clause(rules),))
    if occasion in EXPERT_OCCASIONS:
        sentence = _(
            "“%(occasion)s” thì phải do tổ chức chuyên môn đánh giá (%(clause)s): lần này được ghi "
            "nhưng không thay cho việc đó."
        )
        return Lawfulness(shortfalls=(sentence % (_clause(rules) | {"occasion": Occasion(occasion).label}),))
    return Lawfulness()


def _clause(rules: Regime) -> dict[str, str]:
    clause = "Điều 20 khoản 2 điểm c" if rules.code == "nd85-2016" else "Điều 31 khoản 2 điểm c"
    return {"clause": rules.cite(clause)}


# ------------------------------------------------------------------ when
def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_index(day: datetime.date) -> int:
    """Months since year 0, so that days of lists can be compared month by month in the database."""
    return day.year * 12 + day.month - 1


def is_last_of_month(day: datetime.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
