"""The appraisal opinion (form 04), fitting or not; a refusal is the same form with the other conclusion."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import DesignKind, Paper, Reference, Subject, dossier_documents, specialist_opinion
from documents.typography import date_in_words


class AppraisalMethod(StrEnum):
    """How the appraisal was held (form 04, part 3)."""

    MEETING = "meeting"
    WRITTEN = "written"
    BOTH = "both"

    @property
    def label(self) -> str:
        return {
            "meeting": "tổ chức họp thẩm định",
            "written": "lấy ý kiến bằng văn bản",
            "both": "áp dụng cả hai hình thức, lấy ý kiến bằng văn bản và tổ chức họp thẩm định",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Verdict(Piece):
    """One of the three verdicts of the law, with its grounds."""

    fits: bool
    comment: str = ""

    @property
    def word(self) -> str:
        return "phù hợp" if self.fits else "chưa phù hợp"


@dataclass(frozen=True, kw_only=True)
class SystemVerdicts(Piece):
    """The three verdicts on one system of a joint filing."""

    system: str
    level: int
    level_verdict: Verdict
    design_verdict: Verdict
    operation_verdict: Verdict

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return (self.level_verdict, self.design_verdict, self.operation_verdict)


@dataclass(frozen=True, kw_only=True)
class AppraisalOpinion(Paper):
    """Form 04. `fits` False needs at least one line in `unfit` (ValueError otherwise)."""

    kind: ClassVar[str] = "appraisal_opinion"
    addressees: tuple[str, ...]
    """The owner and/or the operator."""
    sender: str
    incoming: Reference
    subject: Subject
    level_verdict: Verdict
    design_verdict: Verdict
    operation_verdict: Verdict
    fits: bool
    unfit: tuple[str, ...] = ()
    """What is not fitting, one line each (part 5)."""
    design: DesignKind = DesignKind.CONSTRUCTION
    documents: tuple[str, ...] = ()
    """Documents looked at; replaces the form's own five lines when given."""
    cooperating: tuple[str, ...] = ()
    method: AppraisalMethod = AppraisalMethod.WRITTEN
    meeting_on: date | None = None
    cooperation_summary: str = ""
    other_comments: str = ""
    each: tuple[SystemVerdicts, ...] = ()
    """The verdicts system by system in a joint filing; the three above are then those of all systems together."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.fits and not self.unfit:
            raise ValueError("AppraisalOpinion.unfit: an opinion that does not fit says what does not")

    @property
    def title(self) -> str:
        return f"Công văn ý kiến thẩm định hồ sơ đề xuất cấp độ: {self.subject.system}"

    @property
    def examined(self) -> tuple[str, ...]:
        own = (*dossier_documents(self.terms, self.design), specialist_opinion(self.terms, self.subject.level))
        return self.documents or own

    @property
    def method_text(self) -> str:
        held = f" {date_in_words(self.meeting_on)}" if self.meeting_on else ""
        return f"{self.method.label}{held}"

    @property
    def verdicts(self) -> tuple[tuple[str, Verdict], ...]:
        """The three verdicts with the words that introduce them."""
        plan = self.terms.plan_name
        return (
            ("Về đề xuất cấp độ", self.level_verdict),
            (f"Về {plan} trong thiết kế hệ thống thông tin", self.design_verdict),
            (f"Về {plan} trong quá trình vận hành hệ thống thông tin", self.operation_verdict),
        )
