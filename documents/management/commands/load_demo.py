"""`manage.py load_demo`: an invented ministry into an empty database; a second time changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from documents.demo.accounts import sign_in_lines
from documents.demo.loading import is_empty, is_loaded, load


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn vào cơ sở dữ liệu trống; chạy lại không thay đổi gì."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="cơ sở dữ liệu đã có dữ liệu khác thì bỏ qua, không lỗi"
        )

    def handle(self, *args, once, **options):
        if not is_loaded():
            if not is_empty():
                self._other_data(once)
                return
            self.stdout.write("Đang nạp dữ liệu trình diễn, khoảng nửa phút…")
            self.stdout.flush()
            load()
        self.stdout.write("\n".join(sign_in_lines()))

    def _other_data(self, once: bool) -> None:
        if not once:
            raise CommandError("Cơ sở dữ liệu đã có dữ liệu khác: dữ liệu trình diễn chỉ nạp vào cơ sở dữ liệu trống.")
