"""Letters of the procedure: submission (forms 01-03), returns and refusals, request for approval (form 05)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import DesignKind, Paper, Reference, Subject, dossier_documents, specialist_opinion


class LetterForm(StrEnum):
    """Which form a submission letter follows; the number is the decree's."""

    APPRAISE_AND_APPROVE = "01"
    APPRAISE = "02"
    SPECIALIST_OPINION = "03"

    @property
    def request(self) -> str:
        """What is asked, as in "V/v ..."."""
        return _REQUESTS[self]


_REQUESTS = {
    LetterForm.APPRAISE_AND_APPROVE: "đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ",
    LetterForm.APPRAISE: "đề nghị thẩm định hồ sơ đề xuất cấp độ",
    LetterForm.SPECIALIST_OPINION: "cho ý kiến chuyên môn về hồ sơ đề xuất cấp độ",
}


@dataclass(frozen=True, kw_only=True)
class SubmissionLetter(Paper):
    """Form 01 (levels 1-2), 02 (levels 3-5) or 03 (levels 4-5): the operator asks, the dossier is attached."""

    kind: ClassVar[str] = "submission_letter"
    form: LetterForm
    addressee: str
    """The appraising body."""
    sender: str
    """Name of the asking body inside sentences ("Cục Đăng kiểm Việt Nam")."""
    subject: Subject
    design: DesignKind = DesignKind.CONSTRUCTION
    attachments: tuple[str, ...] = ()
    """Replaces the form's own list when given."""
    asks_critical_list: bool = False
    """Form 02's footnote: also ask for the list of systems critical to national security."""

    @property
    def title(self) -> str:
        return f"Công văn {self.form.request}: {self.subject.system}"

    @property
    def enclosed(self) -> tuple[str, ...]:
        """The list under "Phần 2. Hồ sơ kèm theo"."""
        if self.attachments:
            return self.attachments
        own = dossier_documents(self.terms, self.design)
        needs_opinion = self.form == LetterForm.APPRAISE and self.subject.level >= 4
        return (*own, specialist_opinion(self.terms, self.subject.level)) if needs_opinion else own


@dataclass(frozen=True, kw_only=True)
class Reason(Piece):
    """One thing to put right in a returned dossier."""

    text: str
    part: str = ""
    """Part of the dossier meant ("Danh mục thiết bị")."""
    clause: str = ""
    """Rule that is not met ("điểm c khoản 4 Điều 22 ...")."""


@dataclass(frozen=True, kw_only=True)
class ReturnNotice(Paper):
    """Letter that gives a dossier back for completion, with its reasons (Decree 331, Art. 23.2)."""

    kind: ClassVar[str] = "return_notice"
    addressee: str
    sender: str
    incoming: Reference
    """The letter that brought the dossier."""
    subject: Subject
    reasons: tuple[Reason, ...]
    reply_by: date | None = None
    clock_note: str = "Thời hạn thẩm định được tính từ ngày nhận đủ hồ sơ hợp lệ"

    @property
    def title(self) -> str:
        return f"Công văn thông báo hoàn thiện hồ sơ đề xuất cấp độ: {self.subject.system}"


@dataclass(frozen=True, kw_only=True)
class RefusalNotice(Paper):
    """Letter by which the approving body does not approve the dossier, with its reasons."""

    kind: ClassVar[str] = "refusal_notice"
    addressee: str
    sender: str
    incoming: Reference
    """The letter that brought the dossier."""
    subject: Subject
    reasons: tuple[Reason, ...]

    @property
    def title(self) -> str:
        return f"Công văn thông báo không phê duyệt hồ sơ đề xuất cấp độ: {self.subject.system}"


@dataclass(frozen=True, kw_only=True)
class ApprovalRequest(Paper):
    """Form 05 (Tờ trình): the operator asks the owner to approve after a fitting appraisal."""

    kind: ClassVar[str] = "approval_request"
    addressee: str
    """The approving body."""
    sender: str
    appraisal: Reference | None
    """The appraisal opinion (levels 3-5)."""
    subject: Subject
    design: DesignKind = DesignKind.CONSTRUCTION
    attachments: tuple[str, ...] = ()
    """Replaces the form's own list when given."""

    @property
    def title(self) -> str:
        return f"Tờ trình về việc phê duyệt đề xuất cấp độ: {self.subject.system}"

    @property
    def enclosed(self) -> tuple[str, ...]:
        if self.attachments:
            return self.attachments
        level = self.subject.level
        lines = (*dossier_documents(self.terms, self.design), specialist_opinion(self.terms, level))
        opinion = "Ý kiến thẩm định của cơ quan thẩm định đối với hệ thống thông tin đề xuất từ cấp độ 3 trở lên"
        return (*lines, opinion) if level >= 3 else lines
