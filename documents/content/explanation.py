"""The dossier's explanation: overview of the system, the proposed level, and the plan requirement by requirement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import DesignKind, Paper, Party, Passage, Reference


@dataclass(frozen=True, kw_only=True)
class Scope(Piece):
    """Scope, scale and served people; lines become paragraphs, several lines of `audience` become points a), b)..."""

    scope: str
    scale: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class Device(Piece):
    name: str
    location: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Service(Piece):
    name: str
    host: str
    """Server / place of deployment / operating system."""
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Zone(Piece):
    zone: str
    private_ip: str = ""
    public_ip: str = ""


@dataclass(frozen=True, kw_only=True)
class Architecture(Piece):
    """Current architecture of a running system, or the designed one. Diagrams are ids into `render(images=...)`."""

    description: str
    logical_diagram: str = ""
    physical_description: str = ""
    physical_diagram: str = ""
    devices: tuple[Device, ...] = ()
    services: tuple[Service, ...] = ()
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DesignDocument(Piece):
    """The design that the dossier stands on; `number`, `issued_on`, `issuer` are those of its approval."""

    kind: DesignKind
    title: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, kw_only=True)
class Hosting(Piece):
    """Where the system stands, how it is kept apart there (Circular 12/2022, Art. 9.9-9.10; Decree 331, 30.8-30.9)."""

    place: str
    host: str = ""
    separation: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Regulation(Piece):
    """The security regulation (quy chế), issued before the dossier is approved."""

    title: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedSystem(Piece):
    """A line of the list of systems: name, proposed level (1-5) and its ground in the decree."""

    name: str
    level: int
    grounds: str


@dataclass(frozen=True, kw_only=True)
class Criterion(Piece):
    """One criterion of the decree held against the system."""

    clause: str
    criterion: str
    reason: str
    """What the system is or does, in this respect."""
    met: bool


@dataclass(frozen=True, kw_only=True)
class Risk(Piece):
    """A preliminary risk (Decree 331, Art. 22.4.c)."""

    threat: str
    affected: str = ""
    likelihood: str = ""
    impact: str = ""
    treatment: str = ""


@dataclass(frozen=True, kw_only=True)
class LevelChapter(Piece):
    """Part II. `risks` empty leaves their section out (Decree 85 does not ask for it)."""

    systems: tuple[ProposedSystem, ...]
    information_types: tuple[str, ...]
    information_note: str = ""
    system_type: str
    criteria: tuple[Criterion, ...]
    higher_level_reason: str = ""
    """Why no higher level applies."""
    conclusion: str
    risks: tuple[Risk, ...] = ()
    boundary: tuple[Passage, ...] = ()
    """The four tests of the system's boundary (Decree 331, Art. 7.2); Decree 85 does not ask for them."""
    risk_report: tuple[Passage, ...] = ()
    """The contents of the risk assessment beside its table (Decree 331, Art. 10.3)."""
    further: tuple[Passage, ...] = ()
    """Levels 4-5: related systems, threats, effect on public interests, why round the clock."""


class RequirementStatus(StrEnum):
    """How far a requirement is fulfilled."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"

    @property
    def label(self) -> str:
        return {
            "met": "Đã đáp ứng",
            "partial": "Đáp ứng một phần",
            "unmet": "Chưa đáp ứng",
            "not_applicable": "Không áp dụng",
            "unanswered": "Chưa thuyết minh",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Proof(Piece):
    """One file of the newest version of an evidence, as it was when the paper was made."""

    title: str
    filename: str
    version: int
    sha256: str

    @property
    def text(self) -> str:
        """In one line: what it proves, the file, its version and enough of the hash to compare by eye."""
        named = self.filename if self.filename.startswith(self.title) else f"{self.title}: {self.filename}"
        return f"{named}, v{self.version}, SHA-256 {self.sha256[:12]}"


@dataclass(frozen=True, kw_only=True)
class Requirement(Piece):
    """A requirement of the standard and the system's answer (Decree 331, Art. 22.6)."""

    code: str
    """Our own lasting code; kept in the content, not printed."""
    clause: str
    """Clause of the standard at this level."""
    text: str
    status: RequirementStatus
    implementation: str = ""
    """How it is fulfilled; for "not applicable", why."""
    responsible: str = ""
    due: date | None = None
    evidence: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RequirementGroup(Piece):
    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class Plan(Piece):
    """Part III with both appendices. `contents` are the decree's seven contents, where the operator wrote them."""

    principles: str = ""
    """Replaces the standing paragraph on how the plan was made."""
    contents: tuple[Passage, ...] = ()
    management: tuple[RequirementGroup, ...]
    technical: tuple[RequirementGroup, ...]

    @property
    def management_tallies(self) -> tuple[tuple[str, int], ...]:
        return tallies(self.management)

    @property
    def technical_tallies(self) -> tuple[tuple[str, int], ...]:
        return tallies(self.technical)

    @property
    def summary(self) -> tuple[tuple[str, int, int, int], ...]:
        """(status label, management, technical, both), one row a status."""
        rows = zip(self.management_tallies, self.technical_tallies, strict=True)
        return tuple((label, first, second, first + second) for (label, first), (_, second) in rows)

    @property
    def totals(self) -> tuple[int, int, int]:
        first = sum(count for _, count in self.management_tallies)
        second = sum(count for _, count in self.technical_tallies)
        return first, second, first + second

    @property
    def outstanding(self) -> int:
        """How many requirements are not met or met in part."""
        open_ones = (RequirementStatus.PARTIAL, RequirementStatus.UNMET, RequirementStatus.UNANSWERED)
        return sum(count for label, count in tallies(self.management + self.technical) if label in _labels(open_ones))

    @property
    def last_due(self) -> date | None:
        """The latest date by which something outstanding is to be done."""
        groups = self.management + self.technical
        dates = [item.due for group in groups for item in group.requirements if item.due and _is_open(item)]
        return max(dates, default=None)


def _labels(statuses: tuple[RequirementStatus, ...]) -> set[str]:
    return {status.label for status in statuses}


def _is_open(item: Requirement) -> bool:
    return item.status not in (RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE)


def tallies(groups: tuple[RequirementGroup, ...]) -> tuple[tuple[str, int], ...]:
    """Return (status label, number of requirements) for every status in its fixed order."""
    found = [item.status for group in groups for item in group.requirements]
    return tuple((status.label, found.count(status)) for status in RequirementStatus)


@dataclass(frozen=True, kw_only=True)
class Explanation(Paper):
    """The whole explanation as one file; attached to the submission letter, so it has no number of its own."""

    kind: ClassVar[str] = "explanation"
    system: str
    level: int
    letter: Reference | None = None
    """The letter it is attached to; None leaves the line out."""
    owner: Party
    delegation: str = ""
    """Document by which the owner delegated its rights, with scope and term."""
    operator: Party
    co_operators: tuple[str, ...] = ()
    """Units that operate it beside the lead, which is `operator`."""
    provider: Party | None = None
    """Service provider, when the system is leased."""
    contract: str = ""
    """Contract of the lease, with its number and last day."""
    scope: Scope
    architecture: Architecture
    design: DesignDocument
    hosting: Hosting | None = None
    regulation: Regulation | None = None
    level_chapter: LevelChapter
    plan: Plan

    @property
    def title(self) -> str:
        return f"Thuyết minh hồ sơ đề xuất cấp độ: {self.system}"
