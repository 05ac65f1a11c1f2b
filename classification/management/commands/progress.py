"""Prints how many systems are protected on a day, and how far the target is."""

import datetime
import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.counting import count, target_on
from classification.progress import Count, Progress, against
from systems.models import Organisation
from systems.templatetags.ui import number, percent, vndate


class Unanswerable(Exception):  # noqa: N818 - a question that has no answer
    """The question names a unit or a day of which nothing can be said; the message says why."""


class Command(BaseCommand):
    help = "Counts systems in operation, with an approved level, deploying, protected; on any past day, of any unit."

    requires_system_checks = []  # pages have no part in it

    def add_arguments(self, parser):
        parser.add_argument("--org", metavar="CODE", help="code of a unit; without it the whole")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="a day up to today; without it today")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args, **options):
        try:
            day = _day(options["as_of"])
            organisation = _organisation(options["org"])
        except Unanswerable as why:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(why)}, ensure_ascii=False))
            else:
                self.stderr.write(str(why))
            sys.exit(2)
        counted = count(organisation=organisation, day=day)
        progress = against(counted, target_on(organisation, day).percent)
        if options["json"]:
            self.stdout.write(json.dumps(_plain(day, organisation, counted, progress), ensure_ascii=False))
        else:
            self.stdout.write(_words(day, organisation, counted, progress))


def _day(text: str | None) -> datetime.date:
    today = timezone.localdate()
    if text is None:
        return today
    try:
        day = datetime.date.fromisoformat(text) if len(text) == len("2026-11-23") else None
    except ValueError:
        day = None
    if day is None:
        raise Unanswerable(
            _("“%(text)s” không phải là ngày. Ghi dạng năm-tháng-ngày, ví dụ 2026-11-23.") % {"text": text}
        )
    if day > today:
        raise Unanswerable(
            _("Chưa biết số liệu của ngày %(day)s. Chọn một ngày không sau hôm nay, %(today)s.")
            % {"day": vndate(day), "today": vndate(today)}
        )
    return day


def _organisation(code: str | None) -> Organisation | None:
    if code is None:
        return None
    if found := Organisation.objects.filter(code=code).first():
        return found
    raise Unanswerable(_("Không có đơn vị nào mang mã “%(code)s”.") % {"code": code})


def _plain(day: datetime.date, organisation: Organisation | None, counted: Count, progress: Progress) -> dict:
    return {
        "as_of": day.isoformat(),
        "org": organisation.code if organisation else None,
        "total": counted.total,
        "classified": counted.classified,
        "deploying": counted.deploying,
        "protected": counted.protected,
        "percent": float(progress.percent),
        "target": progress.target,
        "needed": progress.needed,
        "reached": progress.reached,
    }


def _words(day: datetime.date, organisation: Organisation | None, counted: Count, progress: Progress) -> str:
    last = (
        _("Đã đạt mục tiêu %(target)s %%.") % {"target": progress.target}
        if progress.reached
        else _("Mục tiêu %(target)s %%: còn %(needed)s hệ thống.")
        % {"target": progress.target, "needed": number(progress.needed)}
    )
    return "\n".join(
        [
            _("%(unit)s, ngày %(day)s") % {"unit": organisation or _("Mọi đơn vị"), "day": vndate(day)},
            _("%(percent)s hệ thống được bảo vệ: %(protected)s / %(total)s đang vận hành.")
            % {
                "percent": percent(progress.percent),
                "protected": number(counted.protected),
                "total": number(counted.total),
            },
            _("Đã phê duyệt cấp độ: %(classified)s. Đang triển khai phương án: %(deploying)s.")
            % {"classified": number(counted.classified), "deploying": number(counted.deploying)},
            last,
        ]
    )
