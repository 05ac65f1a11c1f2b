"""Pieces that several papers share: parties, letterhead, number, signer, references, and the frame of every paper."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from documents.content.base import Piece, canonical, digest
from documents.content.terms import Terms
from documents.typography import NBSP, date_in_words, phrase

VERSION = 1
LONGEST_ADDRESS = 120


@dataclass(frozen=True, kw_only=True)
class Party(Piece):
    """An organisation as the dossier describes it (Decree 331, Art. 22.3.a; Circular 12/2022, Art. 8.3). Blank: "-"."""

    name: str
    mandate: str = ""
    """Text that gives it functions, duties and powers ("Quyết định số ... quy định chức năng ...")."""
    representative: str = ""
    representative_title: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Letterhead(Piece):
    """Who issues and where (boxes 2 and 4 of Decree 30/2020)."""

    issuing_body: str
    parent_body: str = ""
    """The body directly above; blank for a ministry or a people's committee."""
    place: str = "Hà Nội"
    contact: str = ""
    """Box 13, foot of page 1: address, telephone, mail. Letters only; blank leaves it out."""


@dataclass(frozen=True, kw_only=True)
class Number(Piece):
    """Number and symbol (box 3): serial 9 and "QĐ-BGTVT" read "09/QĐ-BGTVT". A draft has no serial yet."""

    symbol: str
    serial: int | None = None

    @property
    def text(self) -> str:
        serial = NBSP * 6 if self.serial is None else f"{self.serial:02d}"
        return f"{serial}/{self.symbol}"


@dataclass(frozen=True, kw_only=True)
class Signer(Piece):
    """Who signs, as printed (boxes 7a, 7b). Written in any case: the paper sets capitals."""

    name: str
    """Full name without academic titles."""
    title: str = ""
    """Office that signs, the last line above the signature ("Thứ trưởng"). Left out when it ends authority_lines."""
    authority_lines: tuple[str, ...] = ()
    """Lines above it ("TM. Ủy ban nhân dân", "KT. Chủ tịch"). May already end with the title."""
    other_office: str = ""
    """Printed above the name when a council's member also holds another office."""

    @property
    def capacity(self) -> tuple[str, ...]:
        """All lines of box 7a in order, without a repeated title."""
        if not self.title or self.title in self.authority_lines[-1:]:
            return self.authority_lines
        return (*self.authority_lines, self.title)


@dataclass(frozen=True, kw_only=True)
class Reference(Piece):
    """Another document that a paper cites: "Công văn số 1208/ĐKVN-CNTT ngày 05 tháng 10 năm 2026 của Cục ..."."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""

    @property
    def text(self) -> str:
        words = [phrase(self.kind)]
        if self.number:
            words.append(f"số {self.number}")
        if self.issued_on:
            words.append(date_in_words(self.issued_on))
        if self.issuer:
            words.append(f"của {phrase(self.issuer)}")
        return " ".join(words)


@dataclass(frozen=True, kw_only=True)
class Verification(Piece):
    """Where anyone checks the signed paper; printed as a QR code, an address and a short code on the last page."""

    address: str
    """Whole address, at most 120 characters, with the code in it."""
    code: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.address) > LONGEST_ADDRESS or len(self.code) > LONGEST_ADDRESS:
            raise ValueError(f"Verification: address and code are at most {LONGEST_ADDRESS} characters")


@dataclass(frozen=True, kw_only=True)
class ListedSystem(Piece):
    """One system of a joint filing, with its own level and ground (Decree 331, Art. 22.4.a)."""

    name: str
    operator: str
    address: str
    level: int
    grounds: str = ""


@dataclass(frozen=True, kw_only=True)
class Subject(Piece):
    """The information system that a paper is about ("Thông tin chung" of the forms), or those of a joint filing."""

    system: str
    """Its name; of a joint filing how many they are and who operates them, as sentences say it."""
    operator: str
    address: str
    level: int
    """Of a joint filing the highest."""
    systems: tuple[ListedSystem, ...] = ()
    """The systems of a joint filing; empty where the paper is about one system."""
    joint_clause: str = ""
    """Clause that lets one filing list several systems, with its decree."""

    @property
    def level_text(self) -> str:
        """The proposed level, or levels, within a sentence."""
        levels = sorted({one.level for one in self.systems}) or [self.level]
        return ", ".join(f"cấp độ {level}" for level in levels)


@dataclass(frozen=True, kw_only=True)
class Passage(Piece):
    """A titled text; line breaks part its paragraphs."""

    title: str
    text: str


class DesignKind(StrEnum):
    """Which design stands in the dossier (Decree 331, Art. 21.2; Decree 85, Art. 15.2)."""

    PRELIMINARY = "preliminary"
    CONSTRUCTION = "construction"
    EQUIVALENT = "equivalent"

    @property
    def label(self) -> str:
        return _DESIGN_LABELS[self]


_DESIGN_LABELS = {
    DesignKind.PRELIMINARY: "Tài liệu thiết kế sơ bộ hoặc tài liệu có giá trị tương đương",
    DesignKind.CONSTRUCTION: (
        "Tài liệu thiết kế thi công đã được cấp có thẩm quyền phê duyệt hoặc tài liệu có giá trị tương đương"
    ),
    DesignKind.EQUIVALENT: "Tài liệu có giá trị tương đương tài liệu thiết kế thi công đã được phê duyệt",
}


def dossier_documents(terms: Terms, design: DesignKind) -> tuple[str, ...]:
    """Return the four documents of every dossier in the forms' own words."""
    return (
        "Tài liệu mô tả, thuyết minh tổng quan về hệ thống thông tin",
        design.label,
        "Tài liệu thuyết minh về việc đề xuất cấp độ căn cứ trên các tiêu chí theo quy định của pháp luật",
        f"Tài liệu thuyết minh {terms.plan_name} theo cấp độ tương ứng",
    )


def specialist_opinion(terms: Terms, level: int) -> str:
    """Return the line on the specialist unit's opinion, which only levels 4 and 5 need."""
    line = f"Ý kiến về mặt chuyên môn của {terms.specialist_unit} của chủ quản hệ thống thông tin"
    return line if level >= 4 else f"{line}: không áp dụng đối với hệ thống thông tin đề xuất cấp độ {level}"


@dataclass(frozen=True, kw_only=True)
class Paper(Piece):
    """What every paper has. Subclasses set `kind` (also their template's name) and say `title`."""

    kind: ClassVar[str] = ""
    terms: Terms
    letterhead: Letterhead
    signer: Signer
    number: Number | None = None
    """None only where the paper carries no number of its own (the explanation)."""
    issued_on: date | None = None
    """Date of the paper; None prints blanks (drafts)."""
    copies_to: tuple[str, ...] = ()
    """"Nơi nhận", one line each, without dash and closing sign; ends with "Lưu: VT, ..."."""
    extra_grounds: tuple[str, ...] = ()
    """Legal texts cited after the regime's own, without "Căn cứ"."""
    verification: Verification | None = field(default=None)

    @property
    def title(self) -> str:
        """One line for the PDF's metadata and for lists."""
        raise NotImplementedError

    @property
    def grounds(self) -> tuple[str, ...]:
        return (*self.terms.grounds, *self.extra_grounds)

    def to_json(self) -> dict:
        """Plain JSON with `kind` and `version` first, so that `content.from_json` finds the class again."""
        return {"kind": self.kind, "version": VERSION, **super().to_json()}

    @classmethod
    def from_json(cls, data: dict) -> Self:
        if data.get("kind") != cls.kind or data.get("version") != VERSION:
            raise ValueError(f"{cls.__name__}: not a '{cls.kind}' of version {VERSION}")
        return super().from_json({name: value for name, value in data.items() if name not in ("kind", "version")})

    def canonical(self) -> str:
        """The one JSON text of this content (sorted keys, compact): store this, its SHA-256 is `digest()`."""
        return canonical(self.to_json())

    def digest(self) -> str:
        return digest(self.to_json())
