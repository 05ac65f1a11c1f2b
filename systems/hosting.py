"""Where a system stands and how it is kept apart from others there: the words, and how strict each of them is. Pure.

TT 12/2022 Đ9.9-9.10; NĐ 331/2026 Đ30.8-30.9.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DEEPEST = 3
"""A system stands in a platform, that in a data centre, that in another one: no chain of hosts is longer."""


class Place(TextChoices):
    """Nơi đặt hệ thống."""

    OWN = "own", _("Tại cơ sở của đơn vị vận hành")
    PLATFORM = "platform", _("Trong trung tâm dữ liệu, nền tảng có trong danh mục")
    PROVIDER = "provider", _("Tại nhà cung cấp bên ngoài")


class Separation(TextChoices):
    """Phân tách với hệ thống khác, from the weakest to the strongest."""

    NONE = "none", _("Không phân tách")
    LOGICAL = "logical", _("Phân tách lô-gic")
    PHYSICAL = "physical", _("Phân tách vật lý")


STRENGTH = {"": 0, Separation.NONE: 0, Separation.LOGICAL: 1, Separation.PHYSICAL: 2}
FIELDS = ("hosting", "hosted_by", "hosting_provider", "separation")
"""The fields of a system that make up the statement; they change together."""
