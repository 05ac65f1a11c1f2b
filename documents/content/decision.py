"""The decision that approves a level (form 06)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.content.parts import Paper, Reference, Subject


@dataclass(frozen=True, kw_only=True)
class Decision(Paper):
    """Form 06. `extra_grounds` take the text on the owner's functions; the proposal is cited by itself."""

    kind: ClassVar[str] = "decision"
    authority: str
    """Who decides, above the grounds ("Bộ trưởng Bộ Giao thông vận tải")."""
    owner: str
    """The owner (chủ quản) to whom execution is reported."""
    proposal: Reference
    """Tờ trình (levels 3-5) or the submission letter (levels 1-2)."""
    proposer: str
    appraisal: Reference | None = None
    subject: Subject
    deploy_by: date | None = None
    duties: tuple[str, ...] = ()
    """Further duties of the operator under Article 2."""
    others: tuple[str, ...] = ()
    """Sentences for other bodies under Article 2 ("Vụ Tài chính bố trí kinh phí ...")."""
    supervisor: str
    """The specialist unit that checks the execution."""

    @property
    def title(self) -> str:
        return f"Quyết định về việc phê duyệt {self.terms.level_name}: {self.subject.system}"


@dataclass(frozen=True, kw_only=True)
class PlanDecision(Decision):
    """Form 07: the owner approves the plan of a system whose level stands on the Prime Minister's list."""

    kind: ClassVar[str] = "plan_decision"
    about: str
    """What is approved, as the form's title has it: "phương án bảo đảm an ninh mạng hệ thống thông tin"."""
    list_decision: Reference
    further_list_decisions: tuple[Reference, ...] = ()
    """Where the systems of a joint filing stand on the list by several decisions: the others."""
    list_name: str
    """The list in the decree's words ("Danh mục hệ thống thông tin quan trọng về an ninh quốc gia")."""

    @property
    def title(self) -> str:
        return f"Quyết định về việc phê duyệt {self.about}: {self.subject.system}"

    @property
    def summary(self) -> str:
        return f"Về việc phê duyệt {self.about}"
