"""The secret key: from the environment, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(given: str, var_dir: Path) -> str:
    """The key given; else the one in `var/secret-key`, written on first use, readable by its owner alone."""
    if given:
        return given
    path = var_dir / "secret-key"
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as wrong:
        raise ImproperlyConfigured(
            f"Cannot write {path}: make the folder writable, or set SECRET_KEY, or set VAR_DIR to another folder."
        ) from wrong
    return path.read_text().strip()
