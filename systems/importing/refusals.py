"""What an import says no to as a whole, and how large a file it reads."""

MAX_FILE_BYTES = 30 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_NEW_ORGANISATIONS = 2_000


class FileRefused(Exception):
    """A file that is not read at all; `str()` is a sentence for the person who brought it."""


def in_megabytes(size: int) -> str:
    """A size as people read it: "200 MB"; never 0."""
    return f"{max(1, -(-size // (1024 * 1024)))} MB"
