"""What is done outside requests here: exports of many dossiers, what is kept for a while and then makes room."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import rendering_cache
from documents.exporting.many import go_on, put_together
from documents.models import DossierExport
from documents.services.exporting import JOB, remove_old
from systems.jobs import daily, enqueue, job


@job(JOB, title=gettext_lazy("Xuất nhiều hồ sơ"), atomic=False)
def write_export(*, export: int, turn: int) -> str:
    """Go on where the last one stopped; files lie outside the database, and each dossier's row says that it is done."""
    asked = DossierExport.objects.select_related("by").get(pk=export)
    if not asked.is_running:
        return _("Lần xuất đã kết thúc trước đó.")
    if not go_on(asked):
        enqueue(JOB, subject=str(asked.by), key=f"{JOB}:{export}:{turn + 1}", export=export, turn=turn + 1)
        return _("Còn nữa, làm tiếp ở việc sau.")
    asked.refresh_from_db()
    return put_together(asked) if asked.is_running else _("Lần xuất đã kết thúc trước đó.")


@daily("exports.tidy", title=gettext_lazy("Xóa các gói xuất đã hết hạn giữ"), at=datetime.time(2, 45))
def tidy_exports(*, day: str) -> str:
    """Results stay EXPORT_DAYS days."""
    return _("Đã xóa %(n)s gói.") % {"n": remove_old(timezone.localdate())}


@daily("papers.sweep", title=gettext_lazy("Dọn bản in tạm"), at=datetime.time(3, 10))
def sweep(*, day: str) -> str:
    """Keep the folder of remembered papers below RENDER_CACHE_MB."""
    removed, left = rendering_cache.sweep(settings.RENDER_CACHE_MB << 20)
    return _("Đã xóa %(n)s bản in tạm, còn %(mb)s MB.") % {"n": removed, "mb": left >> 20}
