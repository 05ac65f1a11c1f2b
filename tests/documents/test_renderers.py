"""Renderer processes: papers come from them alone, and one that dies, hangs, swells or is used up harms nobody."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from documents import fonts, markup, rendering
from documents.rendering_process.pool import Limits, NotPrinted, Pool
from tests.documents import papers

ROOT = Path(__file__).resolve().parents[2]
SHORT = "<p>Cục Đăng kiểm Việt Nam</p>"
LONG = "<p>Phương án bảo đảm an ninh mạng của hệ thống.</p>" * 1500
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings_test"}


@pytest.fixture
def pool(tmp_path):
    """Make a pool in a folder of this test: `pool(renderers=1)`. All of them end with the test."""
    made = []

    def make(**limits) -> Pool:
        made.append(Pool(tmp_path / "places", fonts.configuration(tmp_path / "fontconfig"), Limits(**limits)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def put(pool: Pool, html: str = SHORT):
    return pool.print(html, markup.stylesheet(), rendering.VARIANT)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_process_that_asks_for_papers_never_loads_weasyprint():
    program = (
        "import sys, django; django.setup(); import config.urls;"
        "from tests.documents import papers; from documents import rendering;"
        "print(rendering.render(papers.decision()).pages, 'weasyprint' in sys.modules)"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    out = subprocess.run(command, cwd=ROOT, env=os.environ | SETTINGS, capture_output=True, text=True)
    assert (out.stdout, out.stderr) == ("2 False\n", "")


def test_one_renderer_prints_paper_after_paper(pool):
    ours = pool()
    first = put(ours)
    before = ours.processes()
    assert put(ours).sha256 == first.sha256
    assert ours.processes() == before and len(before) == 1


def test_two_papers_at_once_get_two_renderers_and_a_third_waits_its_turn(pool):
    ours, made = pool(renderers=2), []
    threads = [threading.Thread(target=lambda: made.append(put(ours).sha256)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 5 and len(set(made)) == 1
    assert 1 <= len(ours.processes()) <= 2


def test_a_renderer_killed_between_two_papers_is_replaced(pool):
    ours = pool()
    first = put(ours)
    (victim,) = ours.processes()
    os.kill(victim, signal.SIGKILL)
    assert put(ours).sha256 == first.sha256
    assert victim not in ours.processes()


def test_a_paper_whose_renderer_is_killed_is_printed_again_in_a_new_one(pool):
    ours, made = pool(renderers=1), []
    put(ours)
    (victim,) = ours.processes()
    thread = threading.Thread(target=lambda: made.append(put(ours, LONG)))
    thread.start()
    assert wait_until(lambda: ours.lent)
    os.kill(victim, signal.SIGKILL)
    thread.join()
    assert made[0].pages > 12
    assert victim not in ours.processes()


def test_a_paper_that_kills_two_renderers_is_given_up(pool):
    ours, done = pool(renderers=1), threading.Event()

    def kill_all():
        while not done.wait(0.02):
            for renderer in ours.processes():
                os.kill(renderer, signal.SIGKILL)

    killer = threading.Thread(target=kill_all)
    killer.start()
    try:
        with pytest.raises(NotPrinted, match="died"):
            put(ours, LONG)
    finally:
        done.set()
        killer.join()
    assert ours.processes() == []
    assert put(ours).pages == 1


def test_a_paper_that_needs_too_much_memory_is_refused_and_the_next_one_printed(pool):
    ours = pool(memory=205 << 20)
    with pytest.raises(NotPrinted, match=r"memory|died"):
        put(ours, LONG * 4)
    assert put(ours).pages == 1


def test_a_paper_that_needs_too_much_processor_time_is_stopped_by_the_system(pool):
    ours = pool(seconds=1)
    with pytest.raises(NotPrinted, match="slow"):
        put(ours, LONG * 4)
    assert ours.processes() == []
    assert put(ours).pages == 1


def test_a_paper_that_takes_too_long_by_the_clock_is_stopped(pool):
    ours = pool(wall=0.05)
    with pytest.raises(NotPrinted, match="slow"):
        put(ours, LONG)
    assert ours.processes() == []


def test_a_broken_order_is_answered_and_the_renderer_lives_on(pool):
    ours = pool()
    put(ours)
    before = ours.processes()
    with pytest.raises(NotPrinted, match="error") as refused:
        ours.print(SHORT, markup.stylesheet(), "no-such-variant")
    assert "no-such-variant" in refused.value.detail
    assert ours.processes() == before


def test_a_renderer_that_printed_its_share_is_replaced_before_the_next_paper(pool):
    ours = pool(papers=2)
    put(ours)
    first = ours.processes()
    put(ours)
    second = ours.processes()
    assert len(second) == 1 and second != first
    assert put(ours).pages == 1
    assert ours.processes() == second


def test_a_renderer_that_grew_is_replaced(pool):
    ours = pool(grown=1)
    put(ours)
    first = ours.processes()
    put(ours)
    assert ours.processes() != first


def test_two_processes_share_the_places_of_the_machine(pool):
    """Each pool stands for a web worker: the idle renderer of one leaves when the other needs the only place."""
    web, worker = pool(renderers=1), pool(renderers=1)
    first = put(web)
    (idle,) = web.processes()
    assert put(worker).sha256 == first.sha256
    assert wait_until(lambda: not is_alive(idle))
    assert put(web).sha256 == first.sha256


def test_who_gets_no_place_in_time_is_told_so(pool):
    busy, waiting = pool(renderers=1), pool(renderers=1, wait=0.3)
    put(busy)
    thread = threading.Thread(target=lambda: put(busy, LONG))
    thread.start()
    try:
        assert wait_until(lambda: busy.lent)
        with pytest.raises(NotPrinted, match="busy"):
            put(waiting)
    finally:
        thread.join()


def test_no_renderer_outlives_a_process_that_is_killed():
    program = (
        "import time, django; django.setup();"
        "from tests.documents import papers; from documents import rendering;"
        "rendering.render(papers.decision()); print(rendering.renderers().processes()[0], flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | SETTINGS, stdout=subprocess.PIPE, text=True
    ) as caller:
        renderer = int(caller.stdout.readline())
        assert is_alive(renderer)
        caller.kill()
    assert wait_until(lambda: not is_alive(renderer))


def test_a_forked_copy_gets_renderers_of_its_own_and_leaves_ours_alone(pool):
    ours = pool()
    first = put(ours)
    before = ours.processes()
    child = os.fork()
    if not child:
        theirs = put(ours)
        fine = theirs.sha256 == first.sha256 and ours.processes() != before
        ours.close()
        os._exit(0 if fine else 1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert ours.processes() == before
    assert put(ours).sha256 == first.sha256


def test_a_renderer_knows_no_secret(pool):
    ours = pool()
    put(ours)
    (renderer,) = ours.processes()
    environment = Path(f"/proc/{renderer}/environ").read_text()
    assert {line.split("=")[0] for line in environment.split("\0") if line} == {
        "PYTHONPATH", "PYTHONUTF8", "FONTCONFIG_FILE", "LC_ALL",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "words"),
    [("busy", "cùng lúc"), ("slow", "quá dài"), ("memory", "quá dài"), ("died", "báo người quản trị")],
)
def test_what_did_not_come_out_is_said_in_words(reason, words):
    assert words in rendering._in_words(reason)


def test_a_failed_paper_reaches_the_caller_as_a_sentence(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with pytest.raises(rendering.RenderingFailed, match="hãy báo người quản trị"):
        rendering.print_html(SHORT, variant="no-such-variant")
    rendering.renderers().close()


def test_the_sample_papers_come_from_renderers():
    rendering.render(papers.return_notice(), draft=True)
    assert rendering.renderers().processes()
