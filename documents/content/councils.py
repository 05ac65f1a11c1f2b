"""Papers about who appraises in the security unit's place: the owner's decision, and the minutes of a council."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import Paper, Reference, Signer, Subject


@dataclass(frozen=True, kw_only=True)
class Seated(Piece):
    """A member of a council as the decision lists them."""

    seat: str
    """"Chủ tịch", "Thư ký" or "Ủy viên"."""
    name: str
    title: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class AppraiserDecision(Paper):
    """The owner gives the appraisal of one system to another unit, or (with `members`) sets up a council."""

    kind: ClassVar[str] = "appraiser_decision"
    authority: str
    """Who decides, above the grounds ("Bộ trưởng Bộ Giao thông vận tải")."""
    clause: str
    """The clause that asks for it, with its text."""
    appraiser: str
    """The unit, or the name of the council."""
    members: tuple[Seated, ...] = ()
    system: str
    operator: str
    security_unit: str

    @property
    def about(self) -> str:
        """What is decided, under the kind of the paper."""
        what = "thành lập Hội đồng thẩm định độc lập" if self.members else "giao đơn vị thẩm định"
        return f"Về việc {what} hồ sơ đề xuất {self.terms.level_name}"

    @property
    def title(self) -> str:
        return f"Quyết định {self.about[:1].lower()}{self.about[1:]}: {self.system}"


@dataclass(frozen=True, kw_only=True)
class CouncilMinutes(Paper):
    """Minutes of the meeting in which a council came to its conclusion. `signer` is the chair or the secretary,
    `second_signer` (box ky-2) the other of them, where that one was there and has an account.
    """

    kind: ClassVar[str] = "council_minutes"
    council: str
    decision: Reference
    subject: Subject
    started_at: datetime
    ended_at: datetime
    place: str
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    chair: str
    secretary: str = ""
    discussion: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    conclusions: tuple[str, ...]
    second_signer: Signer | None = None

    @property
    def title(self) -> str:
        return f"Biên bản họp hội đồng thẩm định hồ sơ đề xuất cấp độ: {self.subject.system}"
