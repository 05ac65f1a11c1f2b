"""Files that a test can hold: while `hold-N` lies in JOBS_DIR, a worker that kept archive N stands still."""

import os
import re
import time
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class HeldStorage(FileSystemStorage):
    def _save(self, name, content):
        kept = super()._save(name, content)
        if part := re.fullmatch(r"exports/\d+-(\d+)\.zip", kept):
            _wait(Path(os.environ["JOBS_DIR"]), part[1])
        return kept


def _wait(folder: Path, n: str) -> None:
    if (folder / f"hold-{n}").exists():
        (folder / f"held-{n}").write_text(str(os.getpid()))
    while (folder / f"hold-{n}").exists():
        time.sleep(0.05)
