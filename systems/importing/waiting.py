"""Uploaded sheets that wait between looking and storing, each known only to the session that brought it."""

import datetime
import secrets
from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "imports"
KEPT = datetime.timedelta(hours=24)
# A person compares two files at most.
KEPT_A_SESSION = 3
SESSION_KEY = "waiting_imports"


@dataclass(frozen=True)
class WaitingFile:
    """A file under a name that nobody can guess; `owner` is the id of the owner named beside it, or None."""

    token: str
    name: str
    owner: int | None
    user: int

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.token}"

    def read(self) -> bytes:
        with default_storage.open(self.path) as stored:
            return stored.read()


def keep(request, content: bytes, *, name: str, owner: int | None) -> WaitingFile:
    """Put a file aside for this session; what has waited too long goes."""
    clean_up()
    file = WaitingFile(secrets.token_urlsafe(24), name[:200], owner, request.user.pk)
    default_storage.save(file.path, ContentFile(content))
    waiting = request.session.get(SESSION_KEY, [])
    for old in waiting[: -(KEPT_A_SESSION - 1)]:
        default_storage.delete(f"{FOLDER}/{old['token']}")
    request.session[SESSION_KEY] = [*waiting[-(KEPT_A_SESSION - 1) :], asdict(file)]
    return file


def find(request, token: str) -> WaitingFile | None:
    """The file of this token if this person's session brought it and it still waits."""
    for kept in request.session.get(SESSION_KEY, []):
        file = WaitingFile(**kept)
        if secrets.compare_digest(file.token, token) and file.user == request.user.pk:
            return file if default_storage.exists(file.path) else None
    return None


def drop(request, file: WaitingFile) -> None:
    default_storage.delete(file.path)
    waiting = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [kept for kept in waiting if kept["token"] != file.token]


def clean_up() -> None:
    """Delete files that have waited longer than a day."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - KEPT
    for name in default_storage.listdir(FOLDER)[1]:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < oldest:
            default_storage.delete(f"{FOLDER}/{name}")
