"""The duties a person can be appointed to. Data only: no database, no settings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A duty (vai trò) held on an organisation and, through it, on every unit below it."""

    OPERATOR = "operator", _("Đơn vị vận hành")
    SECURITY_UNIT = "security_unit", _("Đơn vị chuyên trách")
    APPROVER = "approver", _("Chủ quản hệ thống thông tin")
    CLERK = "clerk", _("Văn thư (giữ con dấu)")
    AUDITOR = "auditor", _("Người giám sát (chỉ xem)")
    ADMINISTRATOR = "administrator", _("Quản trị")

    @property
    def codename(self) -> str:
        """The name of the permission that carries this duty."""
        return f"act_as_{self.value}"
