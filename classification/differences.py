"""What changed between two versions of a text, of named answers, of a table's rows. Pure.

Every difference holds both versions whole: what stayed and went gives the older, what stayed and came the newer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, CAME = "same", "gone", "came"
TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
TOO_MUCH = 400_000
"""Above so many pairs of words a paragraph is shown as replaced: comparing it word by word would take seconds."""
ALIKE = 0.5
"""Two rows of a table are one row that changed when at least half of their words are the same."""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One named answer in both versions; a value that was not there is None."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table: gone (`new` empty), come (`old` empty), or changed in these cells."""

    kind: str
    old: Mapping
    new: Mapping
    cells: tuple[Change, ...] = ()


def words(old: str, new: str) -> tuple[Words, ...]:
    """The two texts as one sequence of pieces, compared paragraph by paragraph, then word by word."""
    pieces: list[Words] = []
    before, after = LINES.findall(old), LINES.findall(new)
    for kind, a, b, c, d in _opcodes(before, after):
        if kind == "equal":
            pieces.append(Words(SAME, "".join(before[a:b])))
        else:
            pieces += _within("".join(before[a:b]), "".join(after[c:d]))
    return _joined(pieces)


def _within(old: str, new: str) -> list[Words]:
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if len(before) * len(after) > TOO_MUCH:
        return [Words(GONE, old), Words(CAME, new)]
    found = []
    for kind, a, b, c, d in _opcodes(before, after):
        if kind == "equal":
            found.append(Words(SAME, "".join(before[a:b])))
        else:
            found += [Words(GONE, "".join(before[a:b])), Words(CAME, "".join(after[c:d]))]
    return found


def _opcodes(before: Sequence, after: Sequence):
    if len(before) * len(after) > TOO_MUCH:
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _joined(pieces: list[Words]) -> tuple[Words, ...]:
    """Neighbours of one kind as one piece; a space alone between two changes is no reason to part them."""
    joined: list[Words] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Words(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def answers(old: Mapping, new: Mapping, names: Sequence[str] | None = None) -> tuple[Change, ...]:
    """Named answers that differ; `names` says which and in what order, else all in alphabetical order.

    An answer that says nothing (None, empty text, empty list) is the same as no answer.
    """
    wanted = names if names is not None else sorted({*old, *new})
    pairs = [(name, _said(old.get(name)), _said(new.get(name))) for name in wanted]
    return tuple(Change(name, before, after) for name, before, after in pairs if before != after)


def _said(value):
    return None if value in ("", [], {}) else value


def rows(old: Sequence[Mapping], new: Sequence[Mapping]) -> tuple[RowChange, ...]:
    """Rows that went, came or changed, in the order of the newer table; rows that only moved are not told."""
    left, came = _without_pairs(list(old), list(new))
    found: list[RowChange] = []
    for row in came:
        partner = max(left, key=lambda one: _likeness(one, row), default=None)
        if partner is not None and _likeness(partner, row) >= ALIKE:
            left.remove(partner)
            found.append(RowChange("changed", partner, row, answers(partner, row)))
        else:
            found.append(RowChange(CAME, {}, row))
    return (*found, *(RowChange(GONE, row, {}) for row in left))


def _without_pairs(old: list[Mapping], new: list[Mapping]) -> tuple[list[Mapping], list[Mapping]]:
    """Both tables without the rows that stand in both, each as often as it does."""
    keys = [_key(row) for row in old]
    came = []
    for row in new:
        if (key := _key(row)) in keys:
            place = keys.index(key)
            del keys[place], old[place]
        else:
            came.append(row)
    return old, came


def _key(row: Mapping) -> tuple:
    return tuple(sorted((name, str(value)) for name, value in row.items() if _said(value) is not None))


def _likeness(one: Mapping, other: Mapping) -> float:
    """How many of all the words of two rows they share, from 0 to 1."""
    mine, theirs = (set(TOKENS.findall(" ".join(str(v) for v in row.values()))) - {" "} for row in (one, other))
    return len(mine & theirs) / (len(mine | theirs) or 1)


def flat(facts: Mapping, prefix: tuple = ()) -> dict[tuple, object]:
    """Facts by their path: ("users",), ("components", "Cổng thanh toán", "users"); components go by their names."""
    found: dict[tuple, object] = {}
    for name, value in facts.items():
        if name == "components":
            named: dict[str, int] = {}
            for place, component in enumerate(value or (), 1):
                title = str(component.get("name") or place)
                named[title] = named.get(title, 0) + 1
                own = title if named[title] == 1 else f"{title} ({named[title]})"
                found |= flat(component, (*prefix, "components", own))
        else:
            found[(*prefix, name)] = value
    return found
