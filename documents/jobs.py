"""What is done outside requests here: remembered papers that nobody reads make room."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import rendering_cache
from systems.jobs import daily


@daily("papers.sweep", title=gettext_lazy("Dọn bản in tạm"), at=datetime.time(3, 10))
def sweep(*, day: str) -> str:
    """Keep the folder of remembered papers below RENDER_CACHE_MB."""
    removed, left = rendering_cache.sweep(settings.RENDER_CACHE_MB << 20)
    return _("Đã xóa %(n)s bản in tạm, còn %(mb)s MB.") % {"n": removed, "mb": left >> 20}
