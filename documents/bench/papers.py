"""Measures the full paper of a level-3 dossier against other ways to print the same HTML, and signing and verifying.

Everything runs in one go and in turns, so that a busy machine weighs on all alike; only the ratios are worth quoting.
"""

import contextlib
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

from documents import fonts, markup, rendering, rendering_cache
from documents.content import Explanation
from documents.rendering_key import key_of, key_of_html
from documents.rendering_process.pool import Limits, Pool
from documents.rendering_process.wire import RenderedPaper
from documents.rendering_sections import VARIANT as PIECES
from documents.rendering_sections import print_sections

ROUNDS = 5
MANY = 500
_PASSPHRASE = "đo lường cho đúng"  # noqa: S105 - of a key that lives for one run
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """What one printing cost: processor seconds of all processes, seconds somebody waited, the largest process."""

    cpu: float
    wall: float
    peak: float = 0.0


def measure(paper: Explanation, *, rounds: int, many: int, chromium: str) -> dict:
    """Every way's processor and clock seconds (medians), pages, peak memory; a way not installed here is left out."""
    html, css = markup.html(paper), markup.stylesheet()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pool = Pool(folder / "places", fonts.configuration(folder / "fontconfig"), Limits(renderers=1, papers=10**9))
        try:
            return _compared(paper, html, css, pool, folder, rounds, chromium) | {
                "memory": _memory_over_many(pool, css, many)
            }
        finally:
            pool.close()


def _compared(paper, html, css, pool: Pool, folder: Path, rounds: int, chromium: str) -> dict:
    key = key_of(paper, None, draft=False, variant=rendering.VARIANT)
    made = pool.print(html, css, rendering.VARIANT)
    rendering_cache.write(key, made)
    (renderer,) = pool.processes()
    ways: dict[str, Callable[[], Taken]] = {
        "naive, cold": lambda: _cold(html, css, folder),
        "warm": lambda: _warm(paper, css, pool, renderer),
        "cached": lambda: _cached(paper),
        "one answer edited": lambda: _edited(paper, css, pool, renderer),
    }
    if chromium:
        ways["Chromium"] = lambda: _chromium(chromium, html, css, folder)
    taken = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    found = {
        name: {
            "cpu": statistics.median(one.cpu for one in every),
            "wall": statistics.median(one.wall for one in every),
            "peak": max(one.peak for one in every),
            "pages": made.pages,
        }
        for name, every in taken.items()
    }
    return {"ways": found, "requirements": len(_requirements(paper)), "size": len(made.pdf)}


def _requirements(paper: Explanation) -> list:
    return [one for group in (*paper.plan.management, *paper.plan.technical) for one in group.requirements]


def _warm(paper, css: str, pool: Pool, renderer: int) -> Taken:
    """From the content to the PDF, as `rendering.render` does it."""
    return _by_renderer(lambda: pool.print(markup.html(paper), css, rendering.VARIANT), renderer)


def _by_renderer(act: Callable, renderer: int) -> Taken:
    """The renderer's processor time after it answered counts too; nobody waits for that."""
    own, other, started = time.process_time(), _seconds_of(renderer), time.perf_counter()
    act()
    wall = time.perf_counter() - started
    time.sleep(0.5)  # the renderer collects what the layout left behind
    cpu = time.process_time() - own + _seconds_of(renderer) - other
    return Taken(cpu, wall, _memory_of(renderer, "VmHWM"))


def _edited(paper, css: str, pool: Pool, renderer: int) -> Taken:
    """A preview after one answer changed, all other pieces being remembered."""
    kept: dict[str, RenderedPaper] = {}

    def print_piece(html: str) -> RenderedPaper:
        key = key_of_html(html, variant=PIECES)
        if key not in kept:
            kept[key] = pool.print(html, css, PIECES)
        return kept[key]

    print_sections(paper, None, print_piece)
    changed = edited(paper)
    time.sleep(0.5)
    return _by_renderer(lambda: print_sections(changed, None, print_piece), renderer)


def _cached(paper) -> Taken:
    cpu, wall = time.process_time(), time.perf_counter()
    key = key_of(paper, None, draft=False, variant=rendering.VARIANT)
    if rendering_cache.read(key) is None:
        raise SystemExit("the remembered paper was not found again")
    return Taken(time.process_time() - cpu, time.perf_counter() - wall)


def _cold(html: str, css: str, folder: Path) -> Taken:
    """What a page that calls WeasyPrint's own command for every paper would spend."""
    source, sheet = folder / "paper.html", folder / "paper.css"
    source.write_text(html)
    sheet.write_text(css)
    variant = ["--pdf-variant", rendering.VARIANT]
    return _run([sys.executable, "-m", "weasyprint", "-q", "-s", sheet, *variant, source, folder / "cold.pdf"])


def _chromium(program: str, html: str, css: str, folder: Path) -> Taken:
    source = folder / "page.html"
    source.write_text(html.replace("</head>", f"<style>{css}</style></head>", 1))
    profile = tempfile.mkdtemp(dir=folder)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
    return _run([program, *options, f"--print-to-pdf={folder / 'chromium.pdf'}", source.as_uri()])


def _run(command: list) -> Taken:
    """What the program and all its processes cost, from its start to its end.

    A browser's processes are nobody's children that are waited for, so all of them are looked at many times a second.
    """
    command = [str(part) for part in command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    seconds, peak, started = {}, 0.0, time.perf_counter()
    with subprocess.Popen(command, start_new_session=True, **quiet) as program:  # noqa: S603 - fixed, no shell
        while program.poll() is None:
            for process in _family(program.pid):
                with contextlib.suppress(OSError, StopIteration):
                    seconds[process] = _seconds_of(process)
                    peak = max(peak, _memory_of(process, "VmHWM"))
            time.sleep(0.02)
    wall = time.perf_counter() - started
    if program.returncode:
        raise SystemExit(f"{command[0]} ended with {program.returncode}")
    return Taken(sum(seconds.values()), wall, peak)


def _family(first: int) -> set[int]:
    """The process and everything that it or its children started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(entry.name)] = {int(fields[1]), int(fields[3])}  # parent and session
    found = {first}
    while more := {process for process, above in parents.items() if above & found} - found:
        found |= more
    return found


def _seconds_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _memory_of(process: int, name: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _memory_over_many(pool: Pool, css: str, many: int) -> list[tuple[int, float]]:
    """(papers printed, megabytes resident) of one renderer that is never replaced, ten times on its way."""
    (renderer,) = pool.processes()
    body = "".join(f"<p>Căn cứ số {n} về bảo đảm an ninh mạng hệ thống thông tin theo cấp độ.</p>" for n in range(60))
    found = []
    for done in range(1, many + 1):
        pool.print(f"<h1>{done}</h1>{body}", css, rendering.VARIANT)
        if done % max(many // 10, 1) == 0:
            time.sleep(0.2)
            found.append((done, _memory_of(renderer, "VmRSS")))
    return found


def measure_signing(pdf: bytes, boxes: dict, *, rounds: int) -> dict[str, float]:
    """Processor milliseconds (median) of putting the fields in, signing, and both tiers of verification."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # a line per font table
    from documents.demo_ca import create_demo_ca, issue_person_certificate
    from documents.keys import open_key
    from documents.signing import FieldBox, prepare_fields, sign
    from documents.trust import TrustStore
    from documents.verifying import PaperState, RegisteredPaper
    from documents.verifying.direct import verify

    with tempfile.TemporaryDirectory() as folder:
        ca = create_demo_ca(Path(folder) / "pki")
        packed, _certificate = issue_person_certificate(
            ca, name="Nguyễn Văn Đo", title="Thủ trưởng", organisation="Bộ Đo lường", email="do@example.vn", days=30,
            passphrase=_PASSPHRASE,
        )  # fmt: skip
    key, moment = open_key(packed, _PASSPHRASE), datetime.now(UTC)
    fields = {name: FieldBox(*box) for name, box in boxes.items() if name in ("ky-1", "dau-1")}
    prepared = prepare_fields(pdf, fields)

    def signed(target: bytes, field: str, certify: bool):
        return sign(target, field=field, key=key, reason="Đo", location="Hà Nội", signed_at=moment, certify=certify)

    first = signed(prepared, "ky-1", True)
    both = signed(first.pdf, "dau-1", False)
    states = tuple(
        PaperState(one.sha256, len(one.pdf), kind, (one.field, one.fingerprint), moment)
        for one, kind in ((first, "issued"), (both, "sealed"))
    )
    known = RegisteredPaper("Thuyết minh", states)
    trust = TrustStore((ca.root,))
    verdicts = {
        "A, a file we issued": lambda: verify(both.pdf, trust=trust, register={both.sha256: known}.get),
        "B, a file from outside": lambda: verify(both.pdf, trust=trust),
    }
    for name, ask in verdicts.items():
        if ask().verdict != "valid":
            raise SystemExit(f"tier {name} says {ask().verdict}")
    acts = {
        "two empty fields": lambda: prepare_fields(pdf, fields),
        "one signature": lambda: signed(prepared, "ky-1", True),
    } | {f"tier {name}": ask for name, ask in verdicts.items()}
    return {name: _milliseconds(act, rounds) for name, act in acts.items()} | {"signed size": len(both.pdf)}


def _milliseconds(act: Callable, rounds: int) -> float:
    taken = []
    for _round in range(rounds):
        started = time.process_time()
        act()
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def edited(paper: Explanation) -> Explanation:
    """The same paper after somebody wrote a few words more into one answer."""
    first, *rest = paper.plan.management
    one, *others = first.requirements
    told = replace(one, implementation=f"{one.implementation} Bổ sung ngày {datetime.now(UTC):%H%M%S%f}.")
    return replace(paper, plan=replace(paper.plan, management=(replace(first, requirements=(told, *others)), *rest)))


def chromium() -> str:
    """The browser that the tests use, or nothing."""
    return os.environ.get("CHROMIUM") or which("chromium") or which("google-chrome") or ""
