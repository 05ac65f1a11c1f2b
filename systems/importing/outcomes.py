"""What comes of the rows of a file, whatever the file is about: the verdicts, and everything the file would do."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from systems.secrecy import mark_in

from .rows import Problem, SystemRow
from .tables import Table

NEW, CHANGED, UNCHANGED, BAD = "new", "changed", "unchanged", "bad"


class RowOutcome(Protocol):
    """One row and its verdict: one of the four above."""

    row: SystemRow
    verdict: str


@dataclass
class FilePlan:
    """Everything that a file would do; `fingerprint` tells whether it would still do the same."""

    table: Table
    outcomes: list[RowOutcome]
    fingerprint: str = ""
    stored: bool = False

    def of(self, verdict: str) -> list[RowOutcome]:
        return [outcome for outcome in self.outcomes if outcome.verdict == verdict]

    @property
    def counts(self) -> dict[str, int]:
        tally = dict.fromkeys((NEW, CHANGED, UNCHANGED, BAD), 0)
        for outcome in self.outcomes:
            tally[outcome.verdict] += 1
        return {"rows": len(self.outcomes), **tally}

    @property
    def problems(self) -> list[Problem]:
        return [problem for outcome in self.outcomes for problem in outcome.row.problems]


def refuse_secrets(table: Table, row: SystemRow, values: dict) -> None:
    """Words that carry a mark of state secrecy make a bad row; the words themselves are not repeated."""
    for key, value in values.items():
        if isinstance(value, str) and (mark := mark_in(value)):
            message = _("ô này có dấu “%(mark)s”: không lưu bí mật nhà nước ở đây.") % {"mark": mark}
            row.problems.append(Problem(row.number, table.title(key), "", message))
