"""Which decree applies to a system that is classified on a given day, and why (the transition of 2026). Pure.

The days are data: each with its source, and a note where the texts leave room; an administrator may correct them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class LawDays:
    """The days of the transition as one set. An administrator may correct a day; the defaults are our reading."""

    law_in_force: LegalDay = LAW_IN_FORCE
    decree_in_force: LegalDay = DECREE_IN_FORCE
    transition_ends: LegalDay = TRANSITION_ENDS
    measures_due: LegalDay = MEASURES_DUE


LAW_DAYS = LawDays()
GAP_CLAUSE, TRANSITION_CLAUSE = "Điều 57 khoản 2 Luật số 64/2025/QH15", "Điều 39 khoản 1"


def regimes_on(day: date, days: LawDays = LAW_DAYS) -> tuple[Regime, ...]:
    """The decrees that apply to somebody on a day, the one for new dossiers first."""
    if day < days.decree_in_force.day:
        return (ND85_2016,)
    return (ND331_2026, ND85_2016) if day <= days.transition_ends.day else (ND331_2026,)


def _told(day: date) -> str:
    """Days below 10 and the months 1 and 2 carry a nought (NĐ 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"


def choose_regime(
    as_of: date,
    construction_began: date | None = None,
    *,
    operating_since: date | None = None,
    days: LawDays = LAW_DAYS,
) -> tuple[Regime, str]:
    """The decree for a system appraised on `as_of`, and one sentence that says why.

    A system that was already in operation before the law (`operating_since`) is not "being invested in or built", so
    the transition does not cover it. An approved level is never asked about here: it stays what it was.
    """
    law, decree, last = days.law_in_force.day, days.decree_in_force.day, days.transition_ends.day
    if as_of < law:
        return ND85_2016, f"Trước ngày {_told(law)}: áp dụng Nghị định 85/2016/NĐ-CP."
    if as_of < decree:
        return ND85_2016, (
            f"Từ ngày {_told(law)} đến ngày {_told(decree - timedelta(1))} chưa có nghị định mới: áp dụng Nghị định "
            f"85/2016/NĐ-CP ở những nội dung không trái Luật An ninh mạng số 116/2025/QH15 ({GAP_CLAUSE})."
        )
    began_before = construction_began is not None and construction_began < law
    ran_before = operating_since is not None and operating_since < law
    if not began_before or ran_before:
        return ND331_2026, f"Từ ngày {_told(decree)}: áp dụng Nghị định 331/2026/NĐ-CP (Điều 38)."
    if as_of <= last:
        return ND85_2016, (
            f"Đầu tư, xây dựng trước ngày {_told(law)} và chưa được phê duyệt: thẩm định, phê duyệt theo Nghị định "
            f"85/2016/NĐ-CP trong 06 tháng, đến hết ngày {_told(last)} ({TRANSITION_CLAUSE} Nghị định 331/2026/NĐ-CP)."
        )
    return ND331_2026, (
        f"Đầu tư, xây dựng trước ngày {_told(law)} nhưng đã hết 06 tháng chuyển tiếp: áp dụng Nghị định "
        f"331/2026/NĐ-CP ({TRANSITION_CLAUSE})."
    )


class Running(Protocol):
    """What the choice needs to know of a system of the inventory."""

    status: str
    operation_from: date | None
    construction_began: date | None


def regime_of(system: Running, as_of: date, days: LawDays = LAW_DAYS) -> tuple[Regime, str]:
    """`choose_regime` for a system of the inventory.

    One that runs since nobody knows when is taken to have run since it was begun: it is not being built any more.
    """
    runs = system.status == "operating"
    since = (system.operation_from or system.construction_began) if runs else None
    return choose_regime(as_of, system.construction_began, operating_since=since, days=days)


def is_a_reading(reason: str) -> bool:
    """Whether the choice rests on a reading that the user should be told of, rather than on the plain text."""
    return GAP_CLAUSE in reason or TRANSITION_CLAUSE in reason
