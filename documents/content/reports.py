"""The yearly report on the security of systems (form 08): counters, bodies, and the table of twelve columns."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import Paper, Party, Reference

ABOUT = "kết quả công tác bảo đảm an ninh mạng hệ thống thông tin"
"""What the letter is about, as the form has it."""
COLUMNS = (
    "STT", "Tên HTTT", "Chủ quản HTTT", "Đơn vị vận hành HTTT", "Cấp độ đề xuất", "Tình trạng phê duyệt cấp độ",
    "Quyết định phê duyệt cấp độ", "Quy chế bảo đảm ANM cho hệ thống", "Dự kiến thời điểm phê duyệt HSĐXCĐ",
    "Đã triển khai đầy đủ PA BĐANM", "Dự kiến thời điểm triển khai đầy đủ PA BĐANM", "Đã kiểm tra, đánh giá ANM",
)  # fmt: skip
"""The heads of the form's table, word for word."""


@dataclass(frozen=True, kw_only=True)
class ReportedBody(Piece):
    """An owner with the unit that is responsible for security there."""

    owner: Party
    unit: Party | None = None


@dataclass(frozen=True, kw_only=True)
class SystemLine(Piece):
    """One system in the table. Columns 6, 10 and 12 hold the form's own words only, or nothing."""

    name: str
    owner: str
    operator: str
    level: int | None = None
    status: str = ""
    decision: str = ""
    regulation: str = ""
    approval_expected: date | None = None
    deployment: str = ""
    deployment_expected: date | None = None
    assessed: str = ""

    def cells(self, number: int) -> tuple:
        """The twelve cells, as values."""
        return (
            number, self.name, self.owner, self.operator, self.level, self.status, self.decision, self.regulation,
            self.approval_expected, self.deployment, self.deployment_expected, self.assessed,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class YearlyReport(Paper):
    """Form 08. The owner reports to the ministry in charge; its security unit and its operators to the owner."""

    kind: ClassVar[str] = "yearly_report"
    form: str
    clause: str
    """Where the law asks for it ("Điều 35 Nghị định ...")."""
    addressees: tuple[str, ...]
    sender: str
    opened_on: date
    closed_on: date
    managed: int
    typed: int
    with_dossier: int
    appraised: int
    approved: int
    assessed: int
    expected_on: date | None = None
    undated: int = 0
    """Systems not approved yet for which nobody said by when."""
    bodies: tuple[ReportedBody, ...]
    systems: tuple[SystemLine, ...]
    corrects: Reference | None = None
    reason: str = ""
    """Why an earlier report is corrected."""

    @property
    def title(self) -> str:
        return f"Báo cáo {ABOUT} năm {self.closed_on.year}: {self.sender}"

    @property
    def about(self) -> str:
        return ABOUT

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS

    @property
    def counters(self) -> tuple[tuple[str, int], ...]:
        """The first six lines of part 1, in the form's words."""
        managed = "Tổng số hệ thống thông tin"
        return (
            (f"{managed} thuộc phạm vi quản lý", self.managed),
            (f"{managed} đã được phân loại (đã xác định được loại hình hệ thống thông tin)", self.typed),
            (f"{managed} đã xây dựng hồ sơ đề xuất cấp độ", self.with_dossier),
            (f"{managed} đã được thẩm định hồ sơ đề xuất cấp độ", self.appraised),
            (f"{managed} đã được phê duyệt cấp độ", self.approved),
            (
                f"{managed} đã phê duyệt cấp độ được kiểm tra, đánh giá an ninh mạng định kỳ theo quy định",
                self.assessed,
            ),
        )  # fmt: skip

    @property
    def all_approved(self) -> bool:
        return self.approved >= self.managed
