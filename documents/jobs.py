"""What is done outside requests here: exports, time-stamps, news of revocations, and what makes room after a while."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import rendering_cache
from documents.exporting.many import go_on, put_together
from documents.models import DossierExport
from documents.services.exporting import JOB as EXPORT
from documents.services.exporting import remove_old
from documents.services.looking_after import look_after
from documents.services.preserving import preserve
from documents.services.refreshing import FETCH, fetch, refresh
from documents.services.revocations import check_list
from documents.services.stamps_wanted import JOB as STAMP
from documents.trust_revocation import CHECK_LIST
from systems.jobs import daily, enqueue, job


@job(EXPORT, title=gettext_lazy("Xuất nhiều hồ sơ"), atomic=False)
def write_export(*, export: int, turn: int) -> str:
    """Go on where the last one stopped; files lie outside the database, and each dossier's row says that it is done."""
    asked = DossierExport.objects.select_related("by").get(pk=export)
    if not asked.is_running:
        return _("Lần xuất đã kết thúc trước đó.")
    if not go_on(asked):
        enqueue(EXPORT, subject=str(asked.by), key=f"{EXPORT}:{export}:{turn + 1}", export=export, turn=turn + 1)
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


@job(STAMP, title=gettext_lazy("Xin dấu thời gian cho văn bản"), atomic=False)
def preserve_paper(*, paper: int, turn: int) -> str:
    """Once a paper and turn; servers are asked outside any transaction."""
    return preserve(paper=paper, turn=turn)


@daily("papers.look_after", title=gettext_lazy("Xem lại dấu thời gian của các văn bản"), at=datetime.time(1, 30))
def look_after_papers(*, day: str) -> str:
    """Stamps that run out are renewed, what failed is tried again, papers of before are taken in."""
    return look_after()


@job(CHECK_LIST, title=gettext_lazy("Đối chiếu chữ ký với danh sách thu hồi mới"))
def check_papers_against(*, revocations: int) -> str:
    """Every signature on our papers whose certificate the list names."""
    return check_list(revocations=revocations)


@daily("trust.refresh", title=gettext_lazy("Lấy danh sách thu hồi mới"), at=datetime.time(0, 30))
def refresh_lists(*, day: str) -> str:
    """One job for each list that lies on a host which administrators allowed."""
    return refresh(day=day)


@job(FETCH, title=gettext_lazy("Lấy một danh sách thu hồi"), atomic=False)
def fetch_one(*, url: str, issuer: str) -> str:
    """Of one authority, from one address."""
    return fetch(url=url, issuer=issuer)
