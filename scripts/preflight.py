"""Looks before anything is set up, with the standard library alone: is the port free, is the data folder writable?"""

import errno
import os
import socket
import sys
import tempfile
from pathlib import Path


def refuse(sentence: str) -> None:
    sys.exit(f"\n{sentence}")


def check_port(host: str, port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65536:
        refuse(f"PORT is {port!r}; it must be a number from 1 to 65535, such as: make run PORT=8001")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as wrong:
            refuse(why_not(host, int(port), wrong))


def why_not(host: str, port: int, wrong: OSError) -> str:
    if wrong.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Choose another: make run PORT={port % 65535 + 1}"
    if wrong.errno == errno.EACCES:
        return f"Port {port} is reserved for root. Choose one above 1023: make run PORT=8000"
    return f"Cannot listen on {host} port {port} ({wrong.strerror}). Set HOST to an address of this machine."


def check_data_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError as wrong:
        refuse(
            f"The data folder {path.resolve()} cannot be written ({wrong.strerror}). Make it writable for this user, "
            "or choose another: make run VAR_DIR=/path/to/folder"
        )


if __name__ == "__main__":
    check_port(os.environ["HOST"], os.environ["PORT"])
    check_data_folder(Path(os.environ.get("VAR_DIR") or "var"))
