"""`manage.py recompute_levels`: what the facts of every system give today, written anew; no decision is touched."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.services.needs import refresh_all


class Command(BaseCommand):
    help = "Tính lại cấp độ theo dữ kiện của mọi hệ thống, sau khi luật hoặc bộ tiêu chí thay đổi."

    @transaction.atomic
    def handle(self, *args, **options):
        number = refresh_all(timezone.localdate())
        self.stdout.write(_("Đã tính lại %(n)s hệ thống.") % {"n": number})
