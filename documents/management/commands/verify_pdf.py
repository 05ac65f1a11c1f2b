"""`manage.py verify_pdf FILE [--trust ROOT.pem]... [--json]`: does every signature hold? Exit 0 only if so."""

import json
import sys
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents.verifying import BIGGEST_FILE, Finding, Verdict, too_big
from documents.verifying.here import verify_here

VERDICT_WORDS = {
    "valid": "HỢP LỆ",
    "invalid": "KHÔNG HỢP LỆ",
    "indeterminate": "CHƯA KẾT LUẬN ĐƯỢC",
    "unsigned": "KHÔNG CÓ CHỮ KÝ SỐ",
    "earlier": "BẢN THẬT, CHƯA PHẢI BẢN MỚI NHẤT",
    "outdated": "CHỮ KÝ HỢP LỆ, VĂN BẢN KHÔNG CÒN HIỆN HÀNH",
}


class Command(BaseCommand):
    help = "Kiểm tra chữ ký số của một tệp PDF; trả về 0 chỉ khi mọi chữ ký hợp lệ."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp PDF cần kiểm tra")
        parser.add_argument(
            "--trust",
            type=Path,
            action="append",
            default=[],
            metavar="ROOT.pem",
            help="chứng thư gốc được tin cậy, thêm vào thư mục gốc tin cậy của hệ thống; dùng được nhiều lần",
        )
        parser.add_argument("--json", action="store_true", help="in kết quả ở dạng JSON")

    def handle(self, *args, **options):
        verdict = verdict_on(options["file"], options["trust"])
        if options["json"]:
            self.stdout.write(json.dumps(verdict.to_json(), ensure_ascii=False))
        else:
            self.stdout.write(in_words(options["file"], verdict))
        if verdict.verdict != "valid":
            sys.exit(1)


def verdict_on(path: Path, extra_roots: list[Path]) -> Verdict:
    """The verdict on the file at `path`; whatever is wrong with the path or a root is a reason in it."""
    if path.is_dir():
        return Verdict(findings=(Finding("folder", {"path": str(path)}),))
    try:
        with path.open("rb") as file:
            pdf = file.read(BIGGEST_FILE + 1)
    except OSError:
        return Verdict(findings=(Finding("no_file", {"path": str(path)}),))
    if len(pdf) > BIGGEST_FILE:
        return Verdict(findings=(too_big(),))
    return verify_here(pdf, extra_roots=extra_roots)


def in_words(path: Path, verdict: Verdict) -> str:
    lines = [f"{path.name}: {_(VERDICT_WORDS[verdict.headline])}"]
    lines += [f"  - {reason}" for reason in verdict.reasons]
    for number, signature in enumerate(verdict.signatures, start=1):
        word = _(VERDICT_WORDS[signature.verdict])
        lines += [
            "",
            _("Chữ ký %(number)s: %(word)s") % {"number": number, "word": word},
            _("  Người ký: %(signer)s") % {"signer": signature.signer or "?"},
            _("  Thời điểm ký ghi trong tệp: %(time)s") % {"time": _readable(signature.signed_at)},
        ]
        lines += [f"  - {reason}" for reason in signature.reasons]
    return "\n".join(lines)


def _readable(iso: str | None) -> str:
    if iso is None:
        return _("không ghi")
    return datetime.fromisoformat(iso).strftime("%H:%M:%S %d/%m/%Y")
