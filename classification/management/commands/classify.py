"""`manage.py classify FILE.json|-`: the level of the system described there, as JSON. No database, nothing stored."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from classification.classifying import MAX_BYTES, classify_text, refusal
from classification.facts import FactsError
from classification.facts_schema import schema as facts_schema

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Xác định cấp độ từ các dữ kiện ghi trong tệp JSON; in kết quả, không lưu gì."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE.json", help="tệp dữ kiện; “-” để đọc từ đầu vào chuẩn")
        parser.add_argument("--schema", action="store_true", help="in JSON Schema của dữ kiện")

    def handle(self, *, file: str | None, schema: bool, **options: Any) -> None:
        """Prints one JSON object. Exit 0 with a level (or null), exit 2 with `errors`."""
        try:
            answer = facts_schema() if schema else classify_text(_read(file), today=timezone.localdate())
        except FactsError as error:
            self._print(refusal(error))
            sys.exit(BAD_INPUT)
        self._print(answer)

    def _print(self, answer: dict[str, Any]) -> None:
        # Half characters become \udXXX, which JSON reads back; the terminal's own encoding plays no part.
        text = json.dumps(answer, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(text)


def _read(file: str | None) -> bytes:
    """At most one byte more than is allowed, so that an endless file is refused like a long one."""
    if file is None:
        raise _unreadable(
            "Chưa chỉ ra tệp dữ kiện. Cách dùng: manage.py classify FILE.json, hoặc “-” để đọc đầu vào chuẩn."
        )
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(f"Không tìm thấy tệp {file}.") from None
    except IsADirectoryError:
        raise _unreadable(f"{file} là thư mục, không phải tệp.") from None
    except PermissionError:
        raise _unreadable(f"Không có quyền đọc tệp {file}.") from None
    except (OSError, ValueError):
        raise _unreadable(f"Không đọc được tệp {file}.") from None


def _unreadable(message: str) -> FactsError:
    return FactsError([{"path": "", "message": message}])
