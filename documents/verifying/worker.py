"""The limited process that reads strangers' PDFs: `python -m documents.verifying.worker`.

It reads one order (a line of JSON) and the PDF from standard input, writes one report as JSON, and ends. It limits
itself before it reads a byte, knows no settings and no database, and opens no connection.
"""

import logging
import resource
import sys
from importlib import import_module

from documents.verifying.order import Order

CPU_SECONDS = 20
MEMORY = 1024 * 1024 * 1024  # bytes of address space
OUT_OF_MEMORY = 3  # exit code


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    limit_this_process()
    logging.disable(logging.CRITICAL)
    examining = import_module("documents.verifying.examining")  # the large libraries load under the limits
    order = Order.from_json(sys.stdin.buffer.readline())
    try:
        report = examining.examine(sys.stdin.buffer.read(), order)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(report.to_json())
    return 0


if __name__ == "__main__":
    sys.exit(main())
