"""An export whose workers are killed with -9: it goes on at the next dossier, and exports none twice."""

import os
import signal
from collections import Counter

import pytest

from documents.exporting import check
from tests.workshop import Workshop, wait_until


@pytest.fixture
def workshop(tmp_path):
    made = Workshop(tmp_path, f"sqlite:///{tmp_path}/db.sqlite3")
    yield made
    made.close()


def test_an_export_goes_on_where_a_killed_worker_stopped(workshop):
    goes_on_where_a_killed_worker_stopped(workshop)


def goes_on_where_a_killed_worker_stopped(workshop: Workshop) -> None:
    """Eight systems, one worker that dies with the third archive written; two others do the rest."""
    workshop.hold(3)
    workshop.manage("put_export", "8")
    [(total,)] = workshop.rows("SELECT total FROM documents_dossierexport")
    assert total >= 5
    workshop.start("schedule")
    workshop.start("work", "--processes", "1")
    holder = workshop.holder(3)
    assert states(workshop) == {"done": 2, "waiting": total - 2}, "the third is written, and its row does not say so"
    first = workshop.rows("SELECT position, sha256, file FROM documents_exporteddossier WHERE state='done'")
    os.killpg(os.getpgid(holder), signal.SIGKILL)
    workshop.release(3)
    workshop.start("work", "--processes", "2")
    wait_until(lambda: finished(workshop), f"the export ends: {workshop.log()}")

    assert states(workshop) == {"done": total}
    after = {position: (sha256, name) for position, sha256, name in workshop.rows(
        "SELECT position, sha256, file FROM documents_exporteddossier"
    )}  # fmt: skip
    assert all(after[position][0] == sha256 for position, sha256, _file in first), "those before were not made anew"
    taken = Counter(about for (about,) in workshop.rows(
        "SELECT about FROM systems_ledgerentry WHERE verb='export_dossier'"
    ))  # fmt: skip
    assert len(taken) == total and set(taken.values()) == {1}, "each once, none lost"
    [(name,)] = workshop.rows("SELECT file FROM documents_dossierexport")
    with open(workshop.folder / "files" / name, "rb") as archive:
        assert check(archive).is_whole
    [(attempts,)] = workshop.rows("SELECT attempts FROM systems_job WHERE kind='exports.write'")
    assert attempts == 2


def states(workshop) -> dict:
    return dict(Counter(state for (state,) in workshop.rows("SELECT state FROM documents_exporteddossier")))


def finished(workshop) -> bool:
    return workshop.rows("SELECT state FROM documents_dossierexport") == [("done",)]
