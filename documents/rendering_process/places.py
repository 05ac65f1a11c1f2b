"""How many renderers a machine may have: a renderer holds the lock of a place while it lives, whoever started it."""

import fcntl
import os
import time
from pathlib import Path

_LOOK = 0.05
_FRESH = 1.0


class Places:
    """The places of one installation on one machine. Locks fall with their process, however it ends."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count, self.held = folder, count, None

    def take(self, gone) -> bool:
        """Wait for a free place, asking idle holders to leave; False when `gone()` says that nobody waits any more."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while not self._taken():
            if gone():
                return False
            (self.folder / "wanted").touch()
            time.sleep(_LOOK)
        return True

    def _taken(self) -> bool:
        for number in range(self.count):
            lock = os.open(self.folder / f"place-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                continue
            self.held = lock
            return True
        return False

    def wanted_since(self, moment: float) -> bool:
        """Whether somebody waits for a place now and began to after `moment` (of time.time)."""
        try:
            asked = (self.folder / "wanted").stat().st_mtime
        except FileNotFoundError:
            return False
        return asked > moment and time.time() - asked < _FRESH
