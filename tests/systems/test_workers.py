"""Workers as real processes, killed with -9, on the embedded database and without any server."""

import os
import signal
import urllib.request

import pytest

from tests.workshop import (
    Workshop,
    alive,
    descendants,
    everything_once_though_workers_are_killed,
    free_port,
    wait_until,
)


@pytest.fixture
def workshop(tmp_path):
    made = Workshop(tmp_path, f"sqlite:///{tmp_path}/db.sqlite3")
    yield made
    made.close()


def test_a_killed_worker_loses_nothing_and_does_nothing_twice(workshop):
    everything_once_though_workers_are_killed(workshop)


def page(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_one_command_starts_everything_and_its_end_is_the_end_of_everything(workshop, number):
    port = free_port()
    server = workshop.start("serve", "--no-demo", "--port", str(port), "--workers", "1", "--jobs", "1")
    wait_until(lambda: page(port), f"a page: {workshop.log()}")
    workshop.put("test.note", [1])
    workshop.wait_for_done("test.note", 1)
    below = descendants(server.pid)
    assert len(below) >= 5, "web server and worker with a child each, and the schedule"
    os.killpg(server.pid, number)
    assert server.wait(timeout=120) == (0 if number == signal.SIGINT else -number)
    wait_until(lambda: not any(alive(pid) for pid in below), "every process ends")


def test_a_worker_that_dies_is_started_again(workshop):
    port = free_port()
    server = workshop.start("serve", "--no-demo", "--port", str(port), "--workers", "1", "--jobs", "1")
    workshop.hold(1)
    workshop.put("test.note", [1])
    worker = os.getpgid(workshop.holder(1))
    os.killpg(worker, signal.SIGKILL)
    workshop.release(1)
    workshop.wait_for_done("test.note", 1)
    assert workshop.noted()["n:1"] == 1
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=120) == 0
