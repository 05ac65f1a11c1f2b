"""Reads a YAML file as plain values and remembers on which line each of them stands. Pure; for files from outside."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

LARGEST = 4 * 1024 * 1024
DEEPEST = 12
Path = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: its line, the requirement (or group) and the field it concerns, in a sentence."""

    line: int
    requirement: str
    field: str
    sentence: str

    def __str__(self) -> str:
        where = [_("dòng %(n)s") % {"n": self.line}, self.requirement, self.field]
        return f"{', '.join(part for part in where if part)}: {self.sentence}"


@dataclass(slots=True)
class Page:
    """A file as read: `data` (None where it cannot be read at all), a line for every path, and what was wrong."""

    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of this place, or of the nearest place around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_page(content: bytes) -> Page:
    """Anchors, tags of a program, doubled keys and files too large or too deep are problems, never followed."""
    page = Page()
    if len(content) > LARGEST:
        page.problems.append(Problem(1, "", "", _("Tệp lớn hơn 4 MB: đây không phải một bộ yêu cầu.")))
        return page
    try:
        if _plain_and_flat(content, page):
            loader = yaml.CSafeLoader(content)
            page.data = _value(loader, loader.get_single_node(), (), page)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        page.problems.append(Problem(mark.line + 1 if mark else 1, "", "", _unreadable(wrong.problem)))
    except (yaml.YAMLError, ValueError) as wrong:
        page.problems.append(Problem(1, "", "", _unreadable(wrong)))
    return page


def _unreadable(wrong) -> str:
    return _("không đọc được tệp theo cú pháp YAML (%(why)s).") % {"why": str(wrong).splitlines()[0]}


def _plain_and_flat(content: bytes, page: Page) -> bool:
    """Look at the events before any of them is built: nothing here can repeat itself or nest without end."""
    depth = 0
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sentence = _("không dùng neo (&) và tham chiếu (*): hãy ghi đủ nội dung ở từng chỗ.")
        elif depth > DEEPEST:
            sentence = _("lồng quá sâu: đây không phải một bộ yêu cầu.")
        else:
            continue
        page.problems.append(Problem(event.start_mark.line + 1, "", "", sentence))
        return False
    return True


def _value(loader, node, path: Path, page: Page):
    if node is None:
        return None
    page.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, each, (*path, place), page) for place, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, page)
    return loader.construct_object(node)


def _mapping(loader, node, path: Path, page: Page) -> dict:
    found = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            page.problems.append(Problem(line, "", "", _("tên trường phải là chữ hoặc số.")))
            continue
        key = loader.construct_object(key_node)
        if key in found:
            page.problems.append(Problem(line, "", str(key), _("trường này được ghi hai lần.")))
        page.lines[(*path, key)] = line
        found[key] = _value(loader, value_node, (*path, key), page)
    return found
