"""Which files a folder of the store holds, to see that a refusal leaves none behind."""

from django.core.files.storage import default_storage


def files_in(folder: str) -> set[str]:
    """The addresses of all files below this folder; none where it was never made."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return set()
    return {f"{folder}/{name}" for name in files}.union(*(files_in(f"{folder}/{name}") for name in folders))
