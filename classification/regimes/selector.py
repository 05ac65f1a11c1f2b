"""Which decree applies to a system that is classified on a given day, and why (the transition of 2026). Pure.

The days are data: each with its source, and a note where the texts leave room.
"""

from dataclasses import dataclass
from datetime import date

from .base import Regime
from .nd85_2016 import ND85_2016
from .nd331_2026 import ND331_2026


@dataclass(frozen=True, slots=True)
class LegalDay:
    """A day on which the law changes; `uncertain` says what in it is a reading."""

    day: date
    source: str
    uncertain: str = ""


LAW_IN_FORCE = LegalDay(date(2026, 7, 1), "Điều 44 Luật An ninh mạng số 116/2025/QH15")
DECREE_IN_FORCE = LegalDay(date(2026, 8, 19), "Điều 38 Nghị định 331/2026/NĐ-CP")
TRANSITION_ENDS = LegalDay(
    date(2026, 12, 31),
    "Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP",
    "“06 tháng kể từ ngày 01/7/2026” kết thúc ngày 31/12/2026 hoặc 01/01/2027; lấy ngày sớm hơn cho chắc.",
)
MEASURES_DUE = LegalDay(
    date(2027, 6, 30),
    "Điều 45 Luật An ninh mạng số 116/2025/QH15; Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP",
    "“12 tháng kể từ ngày 01/7/2026” kết thúc ngày 30/6/2027 hoặc 01/7/2027; lấy ngày sớm hơn cho chắc.",
)

BEFORE = "Trước ngày 01/7/2026: áp dụng Nghị định 85/2016/NĐ-CP."
GAP = (
    "Từ ngày 01/7/2026 đến ngày 18/8/2026 chưa có nghị định mới: áp dụng Nghị định 85/2016/NĐ-CP ở những nội dung "
    "không trái Luật An ninh mạng số 116/2025/QH15 (Điều 57 khoản 2 Luật số 64/2025/QH15)."
)
TRANSITION = (
    "Đầu tư, xây dựng trước ngày 01/7/2026 và chưa được phê duyệt: thẩm định, phê duyệt theo Nghị định 85/2016/NĐ-CP "
    "trong 06 tháng, đến hết ngày 31/12/2026 (Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP)."
)
TRANSITION_OVER = (
    "Đầu tư, xây dựng trước ngày 01/7/2026 nhưng đã hết 06 tháng chuyển tiếp: áp dụng Nghị định 331/2026/NĐ-CP "
    "(Điều 39 khoản 1)."
)
NEW = "Từ ngày 19/8/2026: áp dụng Nghị định 331/2026/NĐ-CP (Điều 38)."


def choose_regime(
    as_of: date, construction_began: date | None = None, *, operating_since: date | None = None
) -> tuple[Regime, str]:
    """The decree for a system appraised on `as_of`, and one sentence that says why.

    A system that was already in operation before the law (`operating_since`) is not "being invested in or built", so
    the transition does not cover it. An approved level is never asked about here: it stays what it was.
    """
    if as_of < LAW_IN_FORCE.day:
        return ND85_2016, BEFORE
    if as_of < DECREE_IN_FORCE.day:
        return ND85_2016, GAP
    began_before = construction_began is not None and construction_began < LAW_IN_FORCE.day
    ran_before = operating_since is not None and operating_since < LAW_IN_FORCE.day
    if not began_before or ran_before:
        return ND331_2026, NEW
    if as_of <= TRANSITION_ENDS.day:
        return ND85_2016, TRANSITION
    return ND331_2026, TRANSITION_OVER


def is_a_reading(reason: str) -> bool:
    """Whether the choice rests on a reading that the user should be told of, rather than on the plain text."""
    return reason in (GAP, TRANSITION, TRANSITION_OVER)
