"""`manage.py check_export FILE`: is every file of an archive what its manifest says? Exit 0 only if so."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents.exporting import Checked, check


class Command(BaseCommand):
    help = "So một gói ZIP xuất hồ sơ với manifest.json trong đó; trả về 0 chỉ khi gói còn nguyên vẹn."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="gói ZIP cần kiểm tra")

    def handle(self, *, file: Path, **options):
        try:
            with file.open("rb") as source:
                found = check(source)
        except OSError:
            found = Checked((_("Không mở được tệp này."),))
        for line in in_words(file.name, found):
            self.stdout.write(line)
        if not found.is_whole:
            sys.exit(1)


def in_words(name: str, found: Checked):
    """The verdict first, then every problem."""
    verdict = _("NGUYÊN VẸN") if found.is_whole else _("KHÔNG NGUYÊN VẸN")
    yield f"{name}: {verdict}"
    yield from (f"  - {sentence}" for sentence in found.problems)
    if found.is_whole:
        yield from (f"  {line}" for line in found.about)
        yield _("  Đã so %(n)s tệp với mã băm SHA-256 trong manifest.json.") % {"n": found.files}
        yield _("  SHA-256 của manifest.json: %(sha256)s") % {"sha256": found.manifest_sha256}
        yield _("  Chữ ký số trong các tệp PDF được kiểm tra riêng bằng manage.py verify_pdf.")
