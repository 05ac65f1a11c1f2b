"""The expert opinion of the specialist unit (levels 4-5), and its report to the owner (levels 1-2)."""

from dataclasses import dataclass
from typing import ClassVar

from documents.content.appraisal import Verdict
from documents.content.parts import Paper, Reference, Subject


@dataclass(frozen=True, kw_only=True)
class SpecialistOpinion(Paper):
    """Letter with the unit's opinion on the level and on the plan (Decree 331, Art. 20.1.d; Decree 85, Art. 14.1.d)."""

    kind: ClassVar[str] = "specialist_opinion"
    addressees: tuple[str, ...]
    """The operator that asked and the owner who sends the dossier on."""
    sender: str
    incoming: Reference
    """The letter that asked (form 03)."""
    subject: Subject
    level_opinion: Verdict
    plan_opinion: Verdict
    other_comments: str = ""

    @property
    def title(self) -> str:
        return f"Công văn ý kiến chuyên môn về hồ sơ đề xuất cấp độ: {self.subject.system}"

    @property
    def agrees(self) -> bool:
        return self.level_opinion.fits and self.plan_opinion.fits

    @property
    def opinions(self) -> tuple[tuple[str, Verdict], ...]:
        """The two opinions that the law asks for, with the words that introduce them."""
        return (
            (f"Về sự phù hợp của đề xuất {self.terms.level_name}", self.level_opinion),
            (f"Về {self.terms.plan_name} theo cấp độ", self.plan_opinion),
        )


@dataclass(frozen=True, kw_only=True)
class OwnerReport(Paper):
    """Report to the owner of a level that the specialist unit itself approved (Decree 331, Art. 18.1, 20.3.a)."""

    kind: ClassVar[str] = "owner_report"
    addressee: str
    sender: str
    decision: Reference
    appraisal: Reference
    subject: Subject
    clause: str
    """Where the law asks for the report, with its decree."""
    execution: str = ""
    """How the decision is to be carried out; blank prints the usual sentence."""
    proposals: str = ""

    @property
    def title(self) -> str:
        return f"Báo cáo về việc phê duyệt {self.terms.level_name}: {self.subject.system}"
