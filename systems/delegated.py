"""What a person may do in an owner's name by delegation: asked by authority alone, as a value and as SQL."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .bodies import one_body
from .models import Delegation, InformationSystem, User
from .models.organisations import below, places_above


def made_out_to(user: User, place: str = ""):
    """Delegations whose term holds today, made out to this person; with `place`, the way from a duty to its path,
    inside a query on duties: also to a unit there."""
    theirs = Q(person=user.pk)
    if place:
        theirs |= Q(person__isnull=True, unit__path__startswith=OuterRef(place))
    return Delegation.objects.in_force(timezone.localdate()).filter(theirs)


def usable_by(user: User, approver_paths: tuple[str, ...]) -> tuple[Delegation, ...]:
    """Delegations whose term holds today and that this person may use; `approver_paths`: where they are an approver.

    A unit's right is used by whoever approves there; a person named in the document uses it alone.
    """
    theirs = Q(person=user) | (Q(person__isnull=True) & below(approver_paths, "unit__"))
    found = Delegation.objects.in_force(timezone.localdate()).filter(theirs)
    return tuple(one for one in found.select_related("owner", "unit", "person__organisation") if may_sign(one, user))


def may_sign(delegation: Delegation, user: User) -> bool:
    """Who signs TUQ. may not hand it on, to a deputy either (NĐ 30/2020 Đ13); TL. may be signed for the head."""
    deputy = user.title.casefold().startswith("phó ")
    return delegation.person_id is not None or delegation.kind == Delegation.Kind.BY_ORDER or not deputy


def reaches(delegation: Delegation, system: InformationSystem) -> bool:
    """Whether the system is in its scope. Nobody decides by delegation on what they operate themselves."""
    if delegation.owner_id != system.owner_id or _operates(delegation, system):
        return False
    return delegation.every_system or delegation.systems.filter(pk=system.pk).exists()


def _operates(delegation: Delegation, system: InformationSystem) -> bool:
    body = delegation.body
    inside = body is not None and not delegation.owner.path.startswith(body.path)
    return inside and one_body(body, system.operator, owner=delegation.owner)


def within(delegation: Delegation, prefix: str) -> Q:
    """`reaches` as a condition on systems, or on what leads to a system by `prefix`."""
    condition = Q(**{f"{prefix}owner": delegation.owner_id})
    body, owner = delegation.body, delegation.owner
    if body is not None and not owner.path.startswith(body.path):
        above = [place for place in places_above(body.path) if not owner.path.startswith(place)]
        condition &= ~(below([body.path], f"{prefix}operator__") | Q(**{f"{prefix}operator__path__in": above}))
    if not delegation.every_system:
        listed = Delegation.systems.through.objects.filter(
            delegation=delegation.pk, informationsystem=OuterRef(f"{prefix}pk")
        )
        condition &= Q(Exists(listed))
    return condition
