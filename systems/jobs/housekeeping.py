"""Keeping the queue small: what was done long ago goes."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from systems.models import Job

from .kinds import daily

KEPT = datetime.timedelta(days=60)


@daily("jobs.tidy", title=gettext_lazy("Dọn các việc nền đã xong từ lâu"), at=datetime.time(2, 30))
def tidy(*, day: str) -> str:
    """Forget jobs that were done two months ago; failed ones stay until somebody looks."""
    old = Job.objects.filter(state=Job.State.DONE, ended_at__lt=timezone.now() - KEPT)
    number, _kinds = old.delete()
    return _("Đã dọn %(n)s việc.") % {"n": number}
