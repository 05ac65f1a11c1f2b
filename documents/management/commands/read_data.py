"""`manage.py read_data FILE.pdf > ho-so.json`: the data that a signed paper carries. Exit 0 only if we signed it so."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.snapshots.reading import Data, data_of
from documents.verifying import BIGGEST_FILE

WORDS = {
    Data.NONE: gettext_lazy("Văn bản này không mang dữ liệu ho-so.json."),
    Data.REGISTERED: gettext_lazy("Dữ liệu đúng như khi văn bản được ký ở đây."),
    Data.CHANGED: gettext_lazy("Dữ liệu KHÔNG đúng như khi văn bản được ký ở đây."),
    Data.UNKNOWN: gettext_lazy("Văn bản không có trong sổ của hệ thống này; dữ liệu chưa được đối chiếu với gì."),
}


class Command(BaseCommand):
    help = "In dữ liệu ho-so.json đính trong văn bản đã ký; trả về 0 chỉ khi đúng như trong sổ."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp PDF")

    def handle(self, *, file: Path, **options):
        try:
            with file.open("rb") as source:
                pdf = source.read(BIGGEST_FILE + 1)
        except OSError as wrong:
            raise CommandError(_("Không mở được tệp này.")) from wrong
        content, found = data_of(pdf) if len(pdf) <= BIGGEST_FILE else (None, Data.NONE)
        if content is not None:
            self.stdout.write(content.decode("utf-8", "replace"), ending="")
        self.stderr.write(str(WORDS[found]))
        if found is not Data.REGISTERED:
            sys.exit(1)
