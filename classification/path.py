"""How a dossier gets from where it stands to a step of the table: which steps come first. Pure."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from classification.workflow import STEPS, State, Step

BACKWARD = 100
"""A step that sends back or ends costs more than any way onward, so it is named only where there is no other."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A step that must be taken first, from this state."""

    step: Step
    state: State


def way_to(step: Step, state: State | str, level: int | None) -> tuple[list[Leg], State] | None:
    """(the steps that come first, the state from which the step is then taken); None where no way leads there.

    Steps onward are preferred to steps that send back. An undetermined level follows the way of levels 1-3.
    """
    start = State(state)
    queue: list[tuple[int, int, State, list[Leg]]] = [(0, 0, start, [])]
    seen: set[State] = set()
    number = 0
    while queue:
        cost, _number, here, legs = heapq.heappop(queue)
        if _leads(step, here, level):
            return legs, here
        if here in seen:
            continue
        seen.add(here)
        for row in STEPS.values():
            if row.by and _leads(row, here, level):
                number += 1
                price = BACKWARD if row.reason_needed else 1
                heapq.heappush(queue, (cost + price, number, row.target, [*legs, Leg(row, here)]))
    return None


def _leads(step: Step, state: State, level: int | None) -> bool:
    return step.open_from(state, level or 3)
