"""Examines a requirement catalogue from outside: every problem with its line, requirement and field. Pure.

Both shapes of file are written down here as data, so that a slip of the hand is told where it was made and nothing
that the readers of `catalogue_files.py` would pass over in silence gets in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from . import catalogue_files
from .catalogue import LEVELS, MANAGEMENT, TECHNICAL, Catalogue
from .catalogue_reading import Page, Path, Problem, read_page

LONGEST_CODE = 60
Check = Callable[[object], "str | None"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found: the standard ("" where it cannot be told), the catalogue when nothing is wrong."""

    standard: str = ""
    catalogue: Catalogue | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one kind of entry: those it needs, those it may have besides."""

    needed: Mapping[str, Check]
    allowed: Mapping[str, Check] = field(default_factory=dict)


def _words(value) -> str | None:
    if isinstance(value, str) and value.strip():
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _("phải là chữ: đặt trong dấu nháy, như '%(value)s'.") % {"value": value}
    return _("phải là chữ và không được để trống.")


def _code(value) -> str | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9A-Za-zđĐ][0-9A-Za-zđĐ.-]*", value) and len(value) <= LONGEST_CODE:
        return None
    return _("mã chỉ gồm chữ, số, dấu chấm và gạch nối, không quá %(n)s ký tự.") % {"n": LONGEST_CODE}


def _level(value) -> str | None:
    return None if value in LEVELS and not isinstance(value, bool) else _("phải là cấp độ, một số từ 1 đến 5.")


def _months(value) -> str | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 120
    return None if good else _("phải là số tháng, từ 1 đến 120.")


def _flag(value) -> str | None:
    return None if isinstance(value, bool) else _("phải là true hoặc false.")


def _list(value) -> str | None:
    return None if isinstance(value, list) and value else _("phải là một danh sách có ít nhất một mục.")


def _by_level(value) -> str | None:
    if not isinstance(value, dict) or any(_level(level) for level in value):
        return _("phải ghi theo cấp độ, mỗi dòng một số từ 1 đến 5.")
    return next((wrong for each in value.values() if (wrong := _words(each))), None)


def _levels(value) -> str | None:
    good = isinstance(value, dict) and value and not any(_level(level) for level in value)
    return None if good else _("phải có ít nhất một cấp độ, mỗi cấp độ một số từ 1 đến 5.")


def _one_of(*known: str) -> Check:
    def check(value) -> str | None:
        return None if value in known else _("phải là một trong: %(known)s.") % {"known": ", ".join(known)}

    return check


CONFIDENCE = _one_of("high", "medium", "low")
NODE = Shape(
    {
        "id": _code, "title_vi": _words, "title_en": _words, "source": _words, "clause": _by_level,
        "min_level": _level, "seen": _words,
    },
    {"editorial": _words, "note": _words, "requirements": _list},
)  # fmt: skip
POINT = Shape(
    {
        "key": _code, "min_level": _level, "text_vi": _words, "seen": _words, "conf_text": CONFIDENCE,
        "conf_level": CONFIDENCE,
    },
    {"level_values": _by_level},
)  # fmt: skip
GROUP = Shape(
    {"id": _code, "title_vi": _words, "title_en": _words, "head": _list, "clause": _by_level, "requirements": _list}
)
REQUIREMENT = Shape(
    {
        "id": _code, "text_vi": _words, "levels": _levels, "kind": _one_of(MANAGEMENT, TECHNICAL), "head": _words,
        "evidence_vi": _words,
    },
    {"note": _words},
)  # fmt: skip
AT_LEVEL = Shape({"clause": _words}, {"value": _words, "every_months": _months, "group": _code, "inferred": _flag})
OLD_META = Shape({"title": _words, "warning": _words})
NEW_META = Shape({"standard": _words, "title_vi": _words, "warning": _words})
SHELVES = {"nodes": "tcvn11930:2017", "groups": "tcvn14423:2026"}
"""What the entries of a file stand under tells which standard it is of."""


def examine(content: bytes) -> Examined:
    """Read a catalogue file; `catalogue` is there only when no problem was found."""
    page = read_page(content)
    if page.problems:
        return Examined(problems=tuple(page.problems))
    shelf = next((name for name in SHELVES if isinstance(page.data, dict) and name in page.data), "")
    if not shelf:
        sentence = _("Không thấy “nodes” (TCVN 11930) hay “groups” (TCVN 14423): đây không phải tệp bộ yêu cầu.")
        return Examined(problems=(Problem(1, "", "", sentence),))
    desk = _Desk(page)
    (desk.old if shelf == "nodes" else desk.new)(page.data)
    found = None
    if not page.problems:
        found = catalogue_files.read(SHELVES[shelf], content)
        desk.counted(page.data["meta"], found)
    problems = tuple(sorted(page.problems, key=lambda problem: problem.line))
    return Examined(SHELVES[shelf], None if problems else found, problems)


@dataclass(slots=True)
class _Desk:
    """Goes through a page and writes what is wrong onto it."""

    page: Page
    seen: dict[str, int] = field(default_factory=dict)

    def wrong(self, path: Path, sentence: str, about: str = "") -> None:
        name = ".".join(str(step) for step in path if isinstance(step, str) or step in LEVELS)
        for shelf in (*SHELVES, "requirements"):
            name = re.sub(rf"^{shelf}(\.\d+)?\.?", "", name)
        self.page.problems.append(Problem(self.page.line(path), about, name, sentence))

    def fits(self, entry, shape: Shape, path: Path, about: str = "", *, strict: bool = True) -> bool:
        """Whether the entry has the fields of its shape; each that is missing, strange or wrong is told."""
        if not isinstance(entry, dict):
            self.wrong(path, _("phải là một mục có các trường."), about)
            return False
        before = len(self.page.problems)
        for name in shape.needed.keys() - entry.keys():
            self.wrong((*path, name), _("thiếu trường này."), about)
        known = {**shape.needed, **shape.allowed}
        for name, value in entry.items():
            if name in known:
                if sentence := known[name](value):
                    self.wrong((*path, name), sentence, about)
            elif strict:
                self.wrong((*path, name), _("không có trường nào tên như vậy."), about)
        return len(self.page.problems) == before

    def once(self, code: str, path: Path) -> None:
        line = self.page.line(path)
        if len(code) > LONGEST_CODE:
            self.wrong(path, _("mã dài quá %(n)s ký tự.") % {"n": LONGEST_CODE}, code)
        first = self.seen.setdefault(code, line)
        if first != line:
            self.wrong(path, _("mã này đã có ở dòng %(n)s.") % {"n": first}, code)

    def head(self, data: dict, shape: Shape) -> dict:
        """The file's own particulars; an empty mapping where there are none."""
        meta = data.get("meta")
        self.fits(meta, shape, ("meta",), strict=False)
        return meta if isinstance(meta, dict) else {}

    # ------------------------------------------------------------------ TCVN 11930: nodes with points
    def old(self, data: dict) -> None:
        self.head(data, OLD_META)
        if sentence := _list(data["nodes"]):
            return self.wrong(("nodes",), sentence)
        names = {node["id"] for node in data["nodes"] if isinstance(node, dict) and isinstance(node.get("id"), str)}
        for place, node in enumerate(data["nodes"]):
            path = ("nodes", place)
            about = str(node.get("id", "")) if isinstance(node, dict) else ""
            if not self.fits(node, NODE, path, about):
                continue
            self.once(about, path)
            chapter = ".".join(about.split(".")[:2])
            if not about.startswith("tt12.") and node.get("requirements") and chapter not in names:
                self.wrong((*path, "id"), _("chương %(id)s không có trong tệp.") % {"id": chapter}, about)
            for point_place, point in enumerate(node.get("requirements", ())):
                self.point(point, (*path, "requirements", point_place), about)
        for needed in catalogue_files.HEADS_OF_CIRCULAR.keys() - names:
            self.wrong(("nodes",), _("thiếu chương %(id)s của Thông tư 12/2022.") % {"id": needed}, needed)

    def point(self, point, path: Path, node: str) -> None:
        about = f"{node}.{point['key']}" if isinstance(point, dict) and "key" in point else node
        if self.fits(point, POINT, path, about):
            self.once(about, path)

    # ------------------------------------------------------------------ TCVN 14423: groups of requirements
    def new(self, data: dict) -> None:
        meta = self.head(data, NEW_META)
        heads = meta.get("heads")
        if not isinstance(heads, dict) or not heads:
            return self.wrong(("meta", "heads"), _("phải là danh sách các đầu mục của nghị định."))
        if sentence := _list(data["groups"]):
            return self.wrong(("groups",), sentence)
        names = {
            group["id"] for group in data["groups"] if isinstance(group, dict) and isinstance(group.get("id"), str)
        }
        for place, group in enumerate(data["groups"]):
            path = ("groups", place)
            about = str(group.get("id", "")) if isinstance(group, dict) else ""
            if not self.fits(group, GROUP, path, about):
                continue
            self.once(about, path)
            for head in group["head"]:
                if head not in heads:
                    self.wrong(
                        (*path, "head"), _("đầu mục %(head)s không có trong meta.heads.") % {"head": head}, about
                    )
            for item_place, item in enumerate(group["requirements"]):
                self.requirement(item, (*path, "requirements", item_place), names, heads)

    def requirement(self, item, path: Path, groups: set[str], heads: Mapping) -> None:
        about = str(item.get("id", "")) if isinstance(item, dict) else ""
        if not self.fits(item, REQUIREMENT, path, about):
            return
        self.once(about, path)
        if item["head"] not in heads:
            sentence = _("đầu mục %(head)s không có trong meta.heads.") % {"head": item["head"]}
            self.wrong((*path, "head"), sentence, about)
        for level, here in item["levels"].items():
            place = (*path, "levels", level)
            if self.fits(here, AT_LEVEL, place, about) and here.get("group", "") not in {"", *groups}:
                sentence = _("nhóm %(id)s không có trong tệp.") % {"id": here["group"]}
                self.wrong((*place, "group"), sentence, about)

    # ------------------------------------------------------------------ its own statistics
    def counted(self, meta: dict, found: Catalogue) -> None:
        """Where the file says how many requirements a level has, it holds as many."""
        for name, counted in (("stats", "requirements_cumulative"), ("counts", "requirements")):
            for level in LEVELS:
                said, real = _inside(meta, name, "by_level", level, counted), len(found.requirements_for(level))
                if said is not None and said != real:
                    sentence = _("tệp ghi %(said)s yêu cầu, đếm được %(real)s: sửa con số này hoặc các yêu cầu.")
                    self.wrong(("meta", name, "by_level", level, counted), sentence % {"said": said, "real": real})
        for level in LEVELS:
            if not found.requirements_for(level):
                self.wrong(("meta",), _("cấp độ %(level)s không có yêu cầu nào.") % {"level": level})


def _inside(value, *path):
    """What stands at the end of a path of mappings; None where the path breaks off."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
