"""The decision by which an owner gives its rights to a subordinate: to whom, which acts and systems, until when."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.content.base import Piece
from documents.content.parts import Paper


@dataclass(frozen=True, kw_only=True)
class CoveredSystem(Piece):
    """One system in the scope of a delegation."""

    code: str
    name: str
    operator: str


@dataclass(frozen=True, kw_only=True)
class DelegationDecision(Paper):
    """Scope, responsibilities and term are what both decrees ask of the document."""

    kind: ClassVar[str] = "delegation"
    authority: str
    """Who decides, above the grounds ("Bộ trưởng Bộ Giao thông vận tải")."""
    clauses: tuple[str, ...]
    """The clauses that allow it, one of each decree that is in force for somebody on this day."""
    owner: str
    head: str
    """Office of the owner's head, for whom the receiver signs."""
    receiver: str
    """The unit, or the person with office and unit, as sentences name them."""
    by_order: bool
    """Signed thừa lệnh (TL.) instead of thừa ủy quyền (TUQ.)."""
    decides: bool
    forwards: bool
    systems: tuple[CoveredSystem, ...] = ()
    """Empty: every system of the owner."""
    responsibilities: tuple[str, ...] = ()
    holds_from: date
    holds_until: date

    @property
    def word(self) -> str:
        return "TL." if self.by_order else "TUQ."

    @property
    def about(self) -> str:
        """What is decided, under the kind of the paper."""
        what = "ủy quyền phê duyệt" if self.decides else "ủy quyền gửi thẩm định"
        if self.by_order:
            what = "giao ký thừa lệnh văn bản về"
        return f"Về việc {what} hồ sơ đề xuất {self.terms.level_name}"

    @property
    def title(self) -> str:
        return f"Quyết định {self.about[:1].lower()}{self.about[1:]}: {self.receiver}"
