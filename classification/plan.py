"""How far the answers to a plan's requirements have come. Pure.

The plan (phương án) answers every requirement of the level, one by one (NĐ 331/2026 Đ22.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .catalogue import Requirement


class Answer(TextChoices):
    MET = "met", _("Đã đáp ứng")
    PARTLY = "partly", _("Đáp ứng một phần")
    NOT_MET = "not_met", _("Chưa đáp ứng")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")


DONE = frozenset({Answer.MET, Answer.NOT_APPLICABLE})
"""Answers that leave nothing to do: a requirement that does not apply says why."""

SHARED_UP_TO = 3
"""Systems up to this level share solutions; above it each has its own (TT 12/2022 Đ9.5)."""


class Checked(TextChoices):
    """What an inspector says of one requirement (kết quả kiểm tra)."""

    PASSED = "passed", _("Đạt")
    FAILED = "failed", _("Chưa đạt")
    UNCHECKED = "unchecked", _("Không kiểm tra")


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """Whole numbers about the requirements of one level. A requirement nobody answered counts as not done."""

    total: int
    met: int = 0
    partly: int = 0
    not_met: int = 0
    not_applicable: int = 0
    without_owner_or_date: int = 0

    @property
    def answered(self) -> int:
        return self.met + self.partly + self.not_met + self.not_applicable

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    @property
    def done(self) -> int:
        return self.met + self.not_applicable

    @property
    def not_done(self) -> int:
        return self.total - self.done


def summarise(requirements: Iterable[Requirement], items: Mapping[str, object]) -> PlanSummary:
    """Count the answers (`items` by requirement code, with counts_as, responsible, due_on) of these requirements."""
    counts = dict.fromkeys(Answer.values, 0)
    total = without = 0
    for requirement in requirements:
        total += 1
        item = items.get(requirement.code)
        open_still = item is None or item.counts_as not in DONE
        if item is not None:
            counts[item.counts_as] += 1
        if open_still and (item is None or not item.responsible or not item.due_on):
            without += 1
    return PlanSummary(total, **counts, without_owner_or_date=without)
