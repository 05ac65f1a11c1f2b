"""What the README says of the way of a dossier is what the table says."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from classification.determination import determine
from classification.facts import parse_facts
from classification.regimes import regime_for
from classification.workflow import BESIDE, STEPS, State
from systems.models import InformationSystem

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- the table of steps -->", "<!-- end of the table -->"


def levels(numbers) -> str:
    ordered = sorted(numbers)
    return str(ordered[0]) if len(ordered) == 1 else f"{ordered[0]}-{ordered[-1]}"


def where(step, party) -> str:
    return f" (from {', '.join(sorted(step.only[party]))})" if party in step.only else ""


def row(step) -> str:
    sources = ", ".join(
        f"{state.value}" + ("" if len(held) == 5 else f" ({levels(held)})") for state, held in step.sources.items()
    )
    who = ", ".join(party.value + where(step, party) for party in step.by) or "the product"
    papers = ", ".join(
        f"{paper.kind.value}"
        + ("" if len(paper.levels) == 5 else f" ({levels(paper.levels)})")
        + (f" (from {', '.join(sorted(paper.sources))})" if paper.sources else "")
        for paper in step.papers
    )
    cells = [step.name, sources, step.target or "stays", who, papers or "-", clocks(step) or "-", str(step.label)]
    return f"| {' | '.join(cells)} |"


def clocks(step) -> str:
    return ", ".join(clock + ("" if len(held) == 5 else f" ({levels(held)})") for clock, held in step.starts.items())


def table() -> str:
    with translation.override("vi"):
        head = [
            "| step | from (levels) | to | by | paper | clock it starts | button |",
            "|---|---|---|---|---|---|---|",
        ]
        return "\n".join(head + [row(step) for step in (STEPS | BESIDE).values()])


def test_the_table_in_the_readme_is_the_table_of_the_product():
    text = README.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == table()


def test_every_state_is_named_in_the_readme():
    text = README.read_text(encoding="utf-8")
    assert all(f"`{state.value}`" in text for state in State)


@pytest.mark.django_db
def test_the_levels_in_the_readme_are_those_of_the_ministrys_file():
    sheet = README.parent / "systems" / "demo" / "bgtvt-systems.xlsx"
    call_command("import_systems", str(sheet), write=True, create_organisations=True, stdout=io.StringIO())
    rows = []
    for system in InformationSystem.objects.order_by("code"):
        cells = [system.code, system.name]
        for code in ("nd85-2016", "nd331-2026"):
            result = determine(parse_facts({**system.facts, "regime": code}), regime_for(code)).to_json()
            top = [met["code"] for met in result["criteria"] if met["level"] == result["level"]]
            cells += [str(result["level"] or "-"), ", ".join(top) or "-"]
        rows.append(f"| {' | '.join(cells)} |")
    text = README.read_text(encoding="utf-8")
    shown = text.split("<!-- the table of levels -->")[1].split("<!-- end of the levels -->")[0].strip()
    assert len(rows) == 56 and shown.splitlines()[2:] == rows
