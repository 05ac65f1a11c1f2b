"""What the benchmark of papers found, as the tables of docs/bench.md."""


def report(found: dict, signing: dict) -> list[str]:
    """The tables of docs/bench.md, as Markdown."""
    ways = found["ways"]
    warm, pages = ways["warm"], ways["warm"]["pages"]
    lines = [
        f"{found['requirements']} requirements, {pages} pages, {found['size'] >> 10} KiB; medians.",
        "",
        "| way | CPU s | wall s | pages/CPU s | CPU against warm | wall against warm | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in ways.items():
        peak = f"{one['peak']:.0f}" if one["peak"] else "-"
        against = f"{one['cpu'] / warm['cpu']:.3f} | {one['wall'] / warm['wall']:.3f}"
        lines.append(
            f"| {name} | {one['cpu']:.4f} | {one['wall']:.4f} | {pages / one['cpu']:.0f} | {against} | {peak} |"
        )
    lines += ["", "| aim | measured | held |", "|---|---|---|"]
    lines += [f"| {aim} | {value:.3g} | {'yes' if held else 'no'} |" for aim, value, held in _aims(ways, signing)]
    lines += ["", f"| signing ({signing['signed size'] >> 10} KiB when signed twice) | CPU ms |", "|---|---|"]
    lines += [f"| {name} | {value:.0f} |" for name, value in signing.items() if name != "signed size"]
    lines += ["", "| papers printed by one renderer | resident MB |", "|---|---|"]
    return lines + [f"| {done} | {memory:.0f} |" for done, memory in found["memory"]]


def _aims(ways: dict, signing: dict):
    """Every aim of printing by processor time and, as a line of its own, by the clock."""
    limits = [("warm", "naive, cold", "a naive cold call", 0.6), ("warm", "Chromium", "headless Chromium", 0.6)]
    for name, other, words, limit in [*limits, ("one answer edited", "warm", "the whole", 0.2)]:
        if other not in ways:
            continue
        for measure, told in (("cpu", "processor time"), ("wall", "wall time")):
            ratio = ways[name][measure] / ways[other][measure]
            yield f"{name} at most {limit} of {words}, {told}", ratio, ratio <= limit
    milliseconds = ways["cached"]["cpu"] * 1000
    yield "a remembered paper in less than 10 ms", milliseconds, milliseconds < 10
    tier = signing["tier A, a file we issued"]
    yield "tier A of verification in less than 100 ms", tier, tier < 100
