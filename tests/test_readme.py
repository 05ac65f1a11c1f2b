"""What the README says of the way of a dossier is what the table says."""

from pathlib import Path

from django.utils import translation

from classification.workflow import STEPS, State

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
    cells = [step.name, sources, step.target.value, who, papers or "-", step.starts or "-", str(step.label)]
    return f"| {' | '.join(cells)} |"


def table() -> str:
    with translation.override("vi"):
        head = [
            "| step | from (levels) | to | by | signed paper | clock it starts | button |",
            "|---|---|---|---|---|---|---|",
        ]
        return "\n".join(head + [row(step) for step in STEPS.values()])


def test_the_table_in_the_readme_is_the_table_of_the_product():
    text = README.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == table()


def test_every_state_is_named_in_the_readme():
    text = README.read_text(encoding="utf-8")
    assert all(f"`{state.value}`" in text for state in State)
