"""Says that a person, or a body's seal, signs with a key in a device attached to this server."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from documents.keys import KeyProblem
from documents.services import add_token_key
from documents.services.sealing import register_token_seal
from documents.signing_token import Slot
from documents.stamp_pictures import UnsuitablePicture
from systems.models import Organisation, User


class Command(BaseCommand):
    help = "Gắn một khóa trong thiết bị PKCS#11 của máy chủ với một người, hoặc với con dấu của một cơ quan."

    def add_arguments(self, parser):
        parser.add_argument("username", help="Người ký; khi có --seal-of: văn thư giữ con dấu.")
        parser.add_argument("--module", required=True, help="Thư viện PKCS#11, một trong PKCS11_MODULES.")
        parser.add_argument("--token", required=True, help="Nhãn thiết bị.")
        parser.add_argument("--key", required=True, help="Nhãn khóa trong thiết bị.")
        parser.add_argument("--certificate", required=True, type=Path, help="Tệp chứng thư số (.cer, .pem).")
        parser.add_argument("--seal-of", metavar="CODE", help="Mã cơ quan có con dấu này.")
        parser.add_argument("--image", type=Path, help="Hình con dấu, PNG nền trong suốt.")

    def handle(self, *args, **options):
        if options["module"] not in settings.PKCS11_MODULES:
            raise CommandError(f"Thư viện «{options['module']}» chưa có trong PKCS11_MODULES.")
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có người dùng «{options['username']}».")
        slot = Slot(options["module"], options["token"], options["key"])
        try:
            held = self._register(user, slot, options)
        except (KeyProblem, UnsuitablePicture, PermissionDenied) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as unreadable:
            raise CommandError(f"Không đọc được tệp: {unreadable}") from unreadable
        self.stdout.write(f"Đã gắn khóa «{slot.key_label}» trong «{slot.token_label}» với {held.subject}.")

    def _register(self, user: User, slot: Slot, options):
        content = options["certificate"].read_bytes()
        if not options["seal_of"]:
            return add_token_key(user=user, slot=slot, content=content)
        body = Organisation.objects.filter(code=options["seal_of"]).first()
        if body is None:
            raise CommandError(f"Không có cơ quan mã «{options['seal_of']}».")
        image = options["image"].read_bytes() if options["image"] else b""
        return register_token_seal(organisation=body, by=user, slot=slot, content=content, image=image)
