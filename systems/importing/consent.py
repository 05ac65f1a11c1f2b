"""Who may let an import make organisations, and which ones the person chose."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from systems.authority import holds
from systems.models import Organisation
from systems.roles import Role

from .organisations import Proposal


def asks(user, chosen: set[str] | None = None) -> Callable[[Proposal], str | None]:
    """Why a proposed organisation may not be made by this person; `chosen` None stands for all that may be."""

    def why_not(proposal: Proposal) -> str | None:
        owner = proposal.parent
        if owner is None:
            return _("chưa có chủ quản này; người quản trị máy chủ tạo bằng lệnh import_systems.")
        words = {"owner": owner.name}
        if not isinstance(owner, Organisation) or not _answers_for(user, owner):
            return _("chưa có đơn vị này thuộc %(owner)s; nhờ người quản trị hoặc đơn vị chuyên trách tạo.") % words
        if chosen is not None and proposal.key not in chosen:
            return _("chưa có đơn vị này thuộc %(owner)s và bạn không chọn tạo.") % words
        return None

    return why_not


def _answers_for(user, owner: Organisation) -> bool:
    return holds(user, Role.ADMINISTRATOR, owner) or holds(user, Role.SECURITY_UNIT, owner.security_unit)
