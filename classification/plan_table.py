"""The plan as a table: every requirement of the level with its answer, grouped as the standard, filtered as asked."""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from classification.catalogue import Group, Requirement
from classification.models import Dossier, InspectionFinding, PlanItem, RequirementCheck
from classification.plan import DONE, Answer, Checked
from classification.plan_origins import Origin, origins
from classification.proofs import proof_counts
from systems.wording import search_form

TONES = {
    "": ("mute", _("Chưa trả lời")),
    Answer.MET: ("good", Answer.MET.label),
    Answer.PARTLY: ("warn", Answer.PARTLY.label),
    Answer.NOT_MET: ("bad", Answer.NOT_MET.label),
    Answer.NOT_APPLICABLE: ("mute", Answer.NOT_APPLICABLE.label),
}


@dataclass(slots=True)
class Row:
    """One requirement with its answer (None: not answered yet), how many proofs it has and what an inspector found."""

    requirement: Requirement
    item: PlanItem | None
    today: datetime.date
    base: str
    origin: Origin | None = None
    finding: InspectionFinding | None = None
    proofs: int = 0
    check: RequirementCheck | None = None
    inspecting: bool = False
    evidence: list = field(default_factory=list)
    """The proofs themselves, on the pages that show those of every requirement."""

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def anchor(self) -> str:
        """An id for the row: codes hold only letters, digits, dots and dashes."""
        return "r-" + self.requirement.code.replace(".", "_")

    @property
    def url(self) -> str:
        return f"{self.base}{quote(self.requirement.code)}/"

    @property
    def version(self) -> int:
        return self.item.version if self.item else 0

    @property
    def place(self) -> str:
        """Where a remark on this requirement is pinned."""
        return f"plan/{self.requirement.code}"

    @property
    def status(self) -> str:
        """The answer as it counts now: an inherited one is worth what the host's is."""
        return self.item.counts_as if self.item else ""

    @property
    def tone(self) -> str:
        return TONES[self.status][0]

    @property
    def word(self) -> str:
        return TONES[self.status][1]

    @property
    def open(self) -> bool:
        """Neither met nor justified as not applicable."""
        return self.status not in DONE

    @property
    def overdue(self) -> bool:
        return bool(self.item and self.open and self.item.due_on and self.item.due_on < self.today)

    @property
    def unassigned(self) -> bool:
        return self.open and not (self.item and self.item.responsible and self.item.due_on)

    @property
    def to_review(self) -> bool:
        """Carried over from another standard in a way that somebody must look at, and nobody has yet."""
        return bool(self.origin and self.origin.review and self.item and self.item.version == 1)

    @property
    def unproved(self) -> bool:
        return self.status == Answer.MET and not (self.item.evidence or self.proofs or self.inherits)

    @property
    def inherits(self) -> bool:
        return bool(self.item and self.item.inherited_from_id)

    @property
    def fallen(self) -> bool:
        """Inherited, and the host does not meet it (any more)."""
        return self.inherits and self.open

    @property
    def unreviewed(self) -> bool:
        """Copied from the plan of another system, and nobody has looked at it since."""
        return bool(self.item and self.item.needs_review)

    @property
    def found_wanting(self) -> bool:
        return bool(self.check and self.check.result == Checked.FAILED)

    @property
    def unchecked(self) -> bool:
        return self.inspecting and self.check is None


FILTERS = {
    "tat-ca": (_("Tất cả"), lambda row: True),
    "chua-tra-loi": (_("Chưa trả lời"), lambda row: not row.status),
    "chua-dat": (_("Chưa đạt"), lambda row: row.open),
    "qua-han": (_("Quá hạn"), lambda row: row.overdue),
    "thieu-nguoi-han": (_("Thiếu người, hạn"), lambda row: row.unassigned),
    "thieu-minh-chung": (_("Thiếu minh chứng"), lambda row: row.unproved),
    "can-xem-lai": (_("Cần xem lại"), lambda row: row.to_review),
    "co-phat-hien": (_("Có phát hiện"), lambda row: row.finding is not None),
    "khong-ap-dung": (_("Không áp dụng"), lambda row: row.status == Answer.NOT_APPLICABLE),
    "ke-thua": (_("Kế thừa"), lambda row: row.inherits),
    "ke-thua-khong-dat": (_("Kế thừa không còn đạt"), lambda row: row.fallen),
    "cho-xem-lai": (_("Chép, chờ xem lại"), lambda row: row.unreviewed),
    "chua-kiem-tra": (_("Chưa kiểm tra"), lambda row: row.unchecked),
    "kiem-tra-chua-dat": (_("Kiểm tra chưa đạt"), lambda row: row.found_wanting),
}
RARE = frozenset({
    "can-xem-lai", "co-phat-hien", "ke-thua", "ke-thua-khong-dat", "cho-xem-lai", "chua-kiem-tra", "kiem-tra-chua-dat",
})  # fmt: skip
"""Filters that stand on the page only where something is found."""


@dataclass(slots=True)
class GroupRows:
    """A chapter of the standard: what is shown of it, and how far all of it has come."""

    group: Group
    kind: str
    rows: list[Row] = field(default_factory=list)
    shown: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}.{self.group.id}"

    @property
    def title(self) -> str:
        return in_language(self.group)

    @property
    def done(self) -> int:
        return sum(not row.open for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class PlanTable:
    """The plan for one reader's filter: areas (title, groups) and tabs (query, words, count, whether chosen)."""

    areas: list[tuple[str, list[GroupRows]]]
    tabs: list[tuple[str, str, int, bool]]
    chosen: dict[str, str]

    @property
    def query(self) -> str:
        return urlencode({key: value for key, value in self.chosen.items() if value})

    @property
    def rows(self) -> list[Row]:
        return [row for _title, groups in self.areas for group in groups for row in group.rows]

    @property
    def shown(self) -> list[Row]:
        return [row for _title, groups in self.areas for group in groups for row in group.shown]

    def find(self, code: str) -> Row | None:
        return next((row for row in self.rows if row.code == code), None)

    def after(self, code: str) -> Row | None:
        """The next row of the filter after this one."""
        shown = self.shown
        place = next((n for n, row in enumerate(shown) if row.code == code), None)
        return shown[place + 1] if place is not None and place + 1 < len(shown) else None


def plan_table(dossier: Dossier, base: str, given) -> PlanTable:
    """`given` holds loc (a key of FILTERS), nhom (a group) and q (words); what it does not know is left aside.

    `base` is the address of the plan, with a slash at its end.
    """
    chosen = {name: str(given.get(name, ""))[:100] for name in ("loc", "nhom", "q")}
    if chosen["loc"] not in FILTERS:
        chosen["loc"] = ""
    row_of = _rows_of(dossier, base)
    areas = []
    for area in dossier.catalogue.groups_for(dossier.level):
        groups = []
        for part in area.groups:
            groups.append(GroupRows(part.group, area.kind, [row_of(asked) for asked in part.requirements]))
        areas.append((in_language(area), groups))
    _choose(areas, chosen)
    return PlanTable(areas, _tabs(areas, chosen), chosen)


def _rows_of(dossier: Dossier, base: str) -> Callable[[Requirement], Row]:
    """What makes the row of a requirement: everything known of it, asked of the database once for all rows."""
    answers = dossier.plan_items.with_hosts().select_related("copied_from__system", "inherited_from")
    items = {item.code: item for item in answers}
    carried, found, proofs, checks = origins(dossier), open_findings(dossier), proof_counts(dossier), dossier.checks
    today = timezone.localdate()

    def row_of(asked: Requirement) -> Row:
        code = asked.code
        return Row(
            asked, items.get(code), today, base, carried.get(code), found.get(code), proofs.get(code, 0),
            checks.get(code), dossier.is_under_inspection,
        )  # fmt: skip

    return row_of


def open_findings(dossier: Dossier) -> dict[str, InspectionFinding]:
    """Code -> the newest finding of an inspection that is still open; nothing before a level was approved."""
    if not dossier.is_in_force:
        return {}
    return {found.code: found for found in dossier.open_findings.select_related("inspection")}


def in_language(titled) -> str:
    """The title of an area or a group of the standard in the reader's language."""
    return titled.title_en if get_language() == "en" else titled.title_vi


def _choose(areas: list, chosen: dict[str, str]) -> None:
    wanted = FILTERS[chosen["loc"] or "tat-ca"][1]
    words = search_form(chosen["q"]).split()
    for _title, groups in areas:
        for group in groups:
            if not chosen["nhom"] or chosen["nhom"] == group.key:
                group.shown = [row for row in group.rows if wanted(row) and _says(row, words)]


def _says(row: Row, words: list[str]) -> bool:
    if not words:
        return True
    item = row.item
    text = f"{row.requirement.clause} {row.requirement.text} {row.requirement.topic}"
    text = search_form(f"{text} {item.responsible} {item.how}" if item else text)
    return all(word in text for word in words)


def _tabs(areas: list, chosen: dict[str, str]) -> list[tuple[str, str, int, bool]]:
    """(query, words, count, chosen) of each filter; the counts are of the whole plan."""
    counts = Counter()
    for row in (row for _title, groups in areas for group in groups for row in group.rows):
        counts.update(key for key, (_words, wanted) in FILTERS.items() if wanted(row))
    here = chosen["loc"] or "tat-ca"
    kept = {key: chosen[key] for key in ("nhom", "q") if chosen[key]}
    return [
        (urlencode({"loc": key, **kept}), words, counts[key], key == here)
        for key, (words, _wanted) in FILTERS.items()
        if key not in RARE or counts[key] or key == here
    ]
