"""Taking hold of a dossier so that two people cannot change it at the same instant."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.guards import on_paper_words
from classification.models import Dossier
from classification.workflow import OPEN
from systems.authority import body_for, may_act
from systems.roles import Role


def lock(dossier: Dossier) -> Dossier:
    """The dossier as stored, locked until the transaction ends, with the bodies that answer for it."""
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def lock_filing(dossier: Dossier) -> list[Dossier]:
    """The dossier and all that are filed together with it, as stored, locked in the order of their numbers; lead first.

    Raises OutOfDate where somebody put another one to them meanwhile.
    """
    return lock_together(Q(pk=dossier.pk) | filed_with(dossier), dossier.pk)


def filed_with(dossier: Dossier) -> Q:
    """Everything that takes its steps together with this dossier, as it is stored now."""
    lead = Dossier.objects.values_list("lead", flat=True).get(pk=dossier.pk) or dossier.pk
    return Q(pk__in=Dossier.objects.filed_under(lead).values("pk"), state__in=sorted(OPEN))


def lock_together(wanted: Q, pk: int) -> list[Dossier]:
    """The filing of dossier `pk` as stored, after every row of `wanted` was locked in the order of their numbers."""
    locked = {one.pk for one in Dossier.objects.select_for_update().filter(wanted).only("pk").order_by("pk")}
    filing = Dossier.objects.with_parties().get(pk=pk).filing
    if {one.pk for one in filing} - locked:
        raise OutOfDate([_("Hồ sơ chung vừa được ghép thêm hồ sơ khác. Hãy xem lại rồi làm tiếp.")])
    return filing


def require_role(dossier: Dossier, by, *roles: Role, act: str = "") -> Role:
    """The first of these duties that the person holds for the dossier's system. Raises PermissionDenied, in words.

    `act` is the step meant, where one is: an owner's steps may have been delegated.
    """
    for role in roles:
        if may_act(by, role, dossier.system, act):
            return role
    raise PermissionDenied(not_your_duty(dossier, *roles))


def not_your_duty(dossier: Dossier, *roles: Role) -> str:
    """Whose duty it is, said to a person who holds none of these."""
    wanted = _(" hoặc ").join(
        f"{role.label} ({_named(role, dossier) or _('chưa chỉ định')})" for role in dict.fromkeys(roles)
    )
    return _("Việc này của %(who)s; bạn không được giao việc đó.") % {"who": wanted}


def _named(role: Role, dossier: Dossier):
    """Who answers in this duty: a council by its own name."""
    council = role is Role.SECURITY_UNIT and dossier.by_council
    return dossier.system.appraising if council else body_for(role, dossier.system)


def require_editable(dossier: Dossier, editable: bool) -> None:
    """Raises StepRefused, naming the state, unless what the caller wants to write is open for writing (`editable`)."""
    if not editable:
        raise StepRefused(
            [_("Hồ sơ đang ở trạng thái “%(state)s” nên không sửa được.") % {"state": dossier.get_state_display()}]
        )


def require_on_screen(dossier: Dossier) -> None:
    """Raises StepRefused where the system handles state secrets: of those only reference data are kept here."""
    if dossier.system.on_paper:
        raise StepRefused([on_paper_words()])


def require_version(stored: int, seen: int | None) -> None:
    """Refuse to overwrite what the writer never saw."""
    if seen is not None and stored != seen:
        raise OutOfDate(
            [_("Người khác vừa sửa nội dung này. Những gì bạn nhập vẫn còn ở đây: hãy xem bản mới rồi lưu lại.")]
        )
