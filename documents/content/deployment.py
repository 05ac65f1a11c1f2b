"""Papers of the deployment: the operator's report and the minutes of the inspection."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from documents.content.base import Piece
from documents.content.explanation import Proof, RequirementStatus
from documents.content.parts import Paper, Reference, Signer, Subject


@dataclass(frozen=True, kw_only=True)
class DeployedItem(Piece):
    """One requirement in the report: what was done by when, shown by what, or why not."""

    code: str
    """Clause of the standard."""
    text: str
    status: RequirementStatus
    done_on: date | None = None
    evidence: str = ""
    justification: str = ""
    """Needed where the requirement is not met or does not apply."""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeployedGroup(Piece):
    title: str
    items: tuple[DeployedItem, ...]


@dataclass(frozen=True, kw_only=True)
class DeploymentReport(Paper):
    """ "Báo cáo kết quả triển khai phương án": the operator reports the approved plan as deployed."""

    kind: ClassVar[str] = "deployment_report"
    addressee: str
    sender: str
    decision: Reference
    subject: Subject
    reported_on: date
    """Day to which the figures refer."""
    groups: tuple[DeployedGroup, ...]
    organisation_note: str = ""
    """How the deployment was organised."""
    difficulties: str = ""
    proposals: str = ""

    @property
    def title(self) -> str:
        return f"Báo cáo kết quả triển khai {self.terms.plan_name}: {self.subject.system}"

    @property
    def items(self) -> tuple[DeployedItem, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def tallies(self) -> tuple[tuple[str, int], ...]:
        """(status label, number of requirements), every status in its fixed order."""
        return tuple((status.label, sum(item.status == status for item in self.items)) for status in RequirementStatus)

    @property
    def unfinished(self) -> tuple[DeployedItem, ...]:
        done = (RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE)
        return tuple(item for item in self.items if item.status not in done)


@dataclass(frozen=True, kw_only=True)
class Side(Piece):
    """One side at the inspection and who came, a line each ("Ông Đỗ Thành Công, Phó Giám đốc ..., Trưởng đoàn")."""

    name: str
    members: tuple[str, ...]
    basis: str = ""
    """Decision that set up the team, without "theo"."""


@dataclass(frozen=True, kw_only=True)
class Finding(Piece):
    """One thing that was checked."""

    text: str
    ground: str
    passed: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckedItem(Piece):
    """One requirement that the inspector looked at: the result in words, what was noted, by whom and when."""

    code: str
    """Clause of the standard."""
    text: str
    result: str
    note: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class InspectionMinutes(Paper):
    """ "Biên bản kiểm tra". `signer` is the chair (box ky-1, seal dau-1); secretary is ky-2, operator ky-3.

    A signer without a name is whoever signs for that side: the signature itself says who.
    """

    kind: ClassVar[str] = "inspection_minutes"
    subject: Subject
    decision: Reference
    started_at: datetime
    ended_at: datetime
    place: str
    sides: tuple[Side, ...]
    chair: str
    secretary: str = ""
    findings: tuple[Finding, ...]
    checked: tuple[CheckedItem, ...] = ()
    """Requirements that were looked at one by one; printed as an appendix."""
    operator_comment: str = ""
    conclusions: tuple[str, ...]
    fully_deployed: bool
    copies: int = 0
    """Paper copies made; 0 for minutes kept only as a signed file."""
    secretary_signer: Signer | None = None
    operator_signer: Signer | None = None

    @property
    def title(self) -> str:
        return f"Biên bản kiểm tra việc triển khai {self.terms.plan_name}: {self.subject.system}"

    @property
    def passed_count(self) -> int:
        return sum(finding.passed for finding in self.findings)

    @property
    def failed_count(self) -> int:
        return len(self.findings) - self.passed_count
