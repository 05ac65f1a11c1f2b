"""Who may do what: the only file that asks guardian anything.

A duty is held on an organisation and flows down its tree. Which organisation must answer for a system depends on the
duty: its operator, its owner's security unit (or who was named in its place), or its owner. A superuser holds no duty:
never ask `has_perm` here.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from .delegated import made_out_to, reaches, usable_by, within
from .models import CouncilMember, Delegation, InformationSystem, Organisation, OrganisationAppointment, User
from .models.organisations import below, places_above
from .roles import Role

_CODENAMES = {role.codename: role for role in Role}


def duties(user) -> dict[Role, tuple[str, ...]]:
    """Where in the tree this very person holds each duty: role -> paths. Asked of the database once a request."""
    if not _works_here(user):
        return {}
    if not hasattr(user, "_duties"):
        _ask(user)
    return user._duties


def _works_here(user) -> bool:
    return getattr(user, "is_authenticated", False) and user.is_active


def _ask(user) -> None:
    """A person's duties, and whether they sit in a council or may use a delegation: one statement for who has any."""
    seats = CouncilMember.objects.filter(person=user.pk, arrangement__ended_on__isnull=True)
    own = OrganisationAppointment.objects.filter(user=user)
    rows = own.values_list(
        "permission__codename", "content_object__path", Exists(seats), Exists(made_out_to(user, "content_object__path"))
    )
    held: dict[Role, list[str]] = {}
    user._sits = user._is_delegate = False
    for codename, path, sits, is_delegate in rows:
        if role := _CODENAMES.get(codename):
            held.setdefault(role, []).append(path)
        user._sits, user._is_delegate = sits, user._is_delegate or is_delegate
    if not held:
        user._sits, user._is_delegate = seats.exists(), made_out_to(user).exists()
    user._duties = {role: tuple(sorted(paths)) for role, paths in held.items()}


def holds(user, role: Role, organisation: Organisation | None) -> bool:
    """Whether this person holds the duty on this organisation or on one above it."""
    return organisation is not None and organisation.path.startswith(duties(user).get(role, ()) or ("\0",))


def sits(user) -> bool:
    """Whether this very person sits in any appraisal council."""
    duties(user)
    return _works_here(user) and user._sits


def delegations(user) -> tuple[Delegation, ...]:
    """The delegations of owners that this person may use today. Asked of the database once a request."""
    held = duties(user)
    if not _works_here(user) or not user._is_delegate:
        return ()
    if not hasattr(user, "_delegations"):
        user._delegations = usable_by(user, held.get(Role.APPROVER, ()))
    return user._delegations


def delegation_for(user, system: InformationSystem, act: str) -> Delegation | None:
    """The delegation under which this person would take the owner's step `act`; None for who acts for the owner."""
    if holds(user, Role.APPROVER, system.owner):
        return None
    return next((one for one in delegations(user) if one.covers(act) and reaches(one, system)), None)


def body_for(role: Role, system: InformationSystem) -> Organisation | None:
    """The organisation that answers for a system in this duty; None where the owner has not named one.

    A council stands in nobody's tree: the owner, which set it up, answers for what it does.
    """
    match role:
        case Role.OPERATOR:
            return system.operator
        case Role.SECURITY_UNIT if system.appraising_id:
            return system.appraising.unit or system.owner
        case Role.SECURITY_UNIT:
            return system.owner.security_unit
        case _:
            return system.owner


def may_act(user, role: Role, system: InformationSystem, act: str = "") -> bool:
    """Whether this person may act for the body that answers for the system in this duty.

    `act` is the step meant, where one is: an owner's steps may be delegated, its other rights may not.
    """
    if role is Role.APPROVER and act and delegation_for(user, system, act):
        return True
    if role is Role.AUDITOR:
        return holds(user, role, system.owner) or holds(user, role, system.operator)
    if role is Role.SECURITY_UNIT and system.appraising_id and system.appraising.is_council:
        acting = system.appraising.members.filter(person=user, seat__in=CouncilMember.ACTING)
        return sits(user) and acting.exists()
    return holds(user, role, body_for(role, system))


def people_for(role: Role, organisation: Organisation | None) -> list[User]:
    """Everybody who may act in this duty for an organisation: appointed on it or on one above it. By name."""
    if organisation is None:
        return []
    held = OrganisationAppointment.objects.filter(
        permission__codename=role.codename, content_object__path__in=places_above(organisation.path)
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def people_acting(role: Role, system: InformationSystem) -> list[User]:
    """Everybody who may act for the body that answers for a system in this duty, delegates aside. By name."""
    if role is Role.SECURITY_UNIT and system.appraising_id and system.appraising.is_council:
        seats = system.appraising.members.filter(seat__in=CouncilMember.ACTING)
        return list(User.objects.filter(pk__in=seats.values("person"), is_active=True))
    return people_for(role, body_for(role, system))


def appoint(*, user: User, role: Role, organisation: Organisation) -> None:
    """Give a person a duty on an organisation."""
    assign_perm(f"systems.{role.codename}", user, organisation)
    _forget(user)


def dismiss(*, user: User, role: Role, organisation: Organisation) -> None:
    """Take a duty from a person."""
    remove_perm(f"systems.{role.codename}", user, organisation)
    _forget(user)


def _forget(user: User) -> None:
    """What was known of a person's duties for this request."""
    for name in ("_duties", "_sits", "_is_delegate", "_delegations"):
        user.__dict__.pop(name, None)


def people_with_a_duty(organisation: Organisation) -> QuerySet[User]:
    """Everybody who holds some duty on this unit, be it through a unit above."""
    held = OrganisationAppointment.objects.filter(content_object__path__in=places_above(organisation.path))
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def seen_by(user, *, prefix: str = "", administrators: bool = False) -> Q:
    """The condition "this person may see it" on systems, or on what leads to a system by `prefix` (`system__`).

    A handful of places of the tree, never a list of ids. Administrators see the inventory, not the dossiers.
    """
    held = duties(user)
    watching = held.get(Role.AUDITOR, ()) + (held.get(Role.ADMINISTRATOR, ()) if administrators else ())
    return (
        below(held.get(Role.OPERATOR, ()) + watching, f"{prefix}operator__")
        | below(held.get(Role.APPROVER, ()) + watching, f"{prefix}owner__")
        | below(held.get(Role.SECURITY_UNIT, ()), f"{prefix}owner__security_unit__")
        | below(held.get(Role.SECURITY_UNIT, ()), f"{prefix}appraising__unit__")
        | _seated(user, CouncilMember.Seat, prefix)
        | _delegated(user, "", prefix)
    )


def _delegated(user, act: str, prefix: str) -> Q:
    """Systems within a delegation that this person may use, for this step (any, where none is named)."""
    condition = Q(pk__in=[])
    for delegation in delegations(user):
        if not act or delegation.covers(act):
            condition |= within(delegation, prefix)
    return condition


def _seated(user, seats, prefix: str) -> Q:
    """Systems appraised by a council in which this person has one of these seats."""
    if not sits(user):
        return Q(pk__in=[])
    own = CouncilMember.objects.filter(person=user, seat__in=list(seats), arrangement=OuterRef(f"{prefix}appraising"))
    return Q(Exists(own))


def appraised_by_council(prefix: str = "") -> Q:
    """The condition "an independent council appraises it"."""
    return Q(**{f"{prefix}appraising__kind": "council"})


def acts_for(user, role: Role, *, prefix: str = "", act: str = "") -> Q:
    """`may_act` as a condition on systems, or on what leads to a system by `prefix`: bodies this person acts for."""
    paths = duties(user).get(role, ())
    if role is Role.APPROVER and act:
        return below(paths, f"{prefix}owner__") | _delegated(user, act, prefix)
    if role is not Role.SECURITY_UNIT:
        return below(paths, f"{prefix}{'operator__' if role is Role.OPERATOR else 'owner__'}")
    usual = Q(**{f"{prefix}appraising__isnull": True}) & below(paths, f"{prefix}owner__security_unit__")
    return usual | below(paths, f"{prefix}appraising__unit__") | _seated(user, CouncilMember.ACTING, prefix)


def systems_visible_to(user) -> QuerySet[InformationSystem]:
    """The inventory as this person may see it; every list and every page of a system starts here."""
    return InformationSystem.objects.filter(seen_by(user, administrators=True))


def organisations_visible_to(user) -> QuerySet[Organisation]:
    """The units whose figures this person may see: those of their duties, and the owners they serve."""
    held = duties(user)
    every = tuple(path for paths in held.values() for path in paths)
    served = below(held.get(Role.SECURITY_UNIT, ()), "security_unit__")
    owners = tuple(Organisation.objects.filter(served).values_list("path", flat=True)) if held else ()
    return Organisation.objects.under(tuple(sorted(set(every + owners))))


def delegations_visible_to(user) -> QuerySet[Delegation]:
    """Of owners this person approves (drafts too), audits or is the security unit for; those for them or their unit."""
    held = duties(user)
    approving = held.get(Role.APPROVER, ())
    theirs = Q(person=user) if _works_here(user) else Q(pk__in=[])
    known = below(approving + held.get(Role.AUDITOR, ()), "owner__") | below(approving, "unit__") | theirs
    known |= below(held.get(Role.SECURITY_UNIT, ()), "owner__security_unit__")
    return Delegation.objects.filter(known, Q(issued_on__isnull=False) | below(approving, "owner__"))


def may_import(user) -> bool:
    """Whether this person may bring systems in from a spreadsheet: operators their own, others what they answer for."""
    return bool(duties(user).keys() & {Role.OPERATOR, Role.SECURITY_UNIT, Role.ADMINISTRATOR})


def why_not_look_after_jobs(user) -> str | None:
    """Why this person may not see the work outside requests and have it done again; None when they may."""
    if getattr(user, "is_superuser", False) or Role.ADMINISTRATOR in duties(user):
        return None
    return _("Trang việc nền dành cho người quản trị.")


def why_not_keep_templates(user, organisation: Organisation) -> str | None:
    """Why this person may not say how papers of this organisation look in Word; None when they may."""
    if holds(user, Role.ADMINISTRATOR, organisation) or getattr(user, "is_superuser", False):
        return None
    return _("Mẫu Word của %(organisation)s do người quản trị ở đó đưa vào.") % {"organisation": organisation}


def why_not_change(user, *, owner: Organisation, operator: Organisation) -> str | None:
    """Why this person may not register or change a system of this owner and operator; None when they may."""
    if (
        holds(user, Role.OPERATOR, operator)
        or holds(user, Role.SECURITY_UNIT, owner.security_unit)
        or holds(user, Role.ADMINISTRATOR, owner)
    ):
        return None
    words = _("Bạn không được giao đăng ký, sửa hệ thống của %(operator)s thuộc %(owner)s.")
    return words % {"operator": operator, "owner": owner}


def keeps_seal_of(user, *, prefix: str = "") -> Q:
    """The condition "this person is the clerk of it" on bodies, or on what leads to a body by `prefix`: NĐ 30, Đ33."""
    return below(duties(user).get(Role.CLERK, ()), prefix)


def bodies_of_clerk(user) -> QuerySet[Organisation]:
    """The bodies this person was appointed clerk of, without the units below them."""
    return Organisation.objects.filter(path__in=duties(user).get(Role.CLERK, ()))


def why_not_keep_seal(user, organisation: Organisation) -> str | None:
    """Why this person may neither register nor use the seal of this body; None when they may."""
    if holds(user, Role.CLERK, organisation):
        return None
    return _("Con dấu của %(body)s do văn thư ở đó giữ và đóng.") % {"body": organisation}


def may_record(user) -> bool:
    """Whether this person may bring decisions on paper in for some owner."""
    return bool(duties(user).keys() & {Role.SECURITY_UNIT, Role.ADMINISTRATOR})


def why_not_record(user, owner: Organisation) -> str | None:
    """Why this person may not record a decision made on paper about a system of this owner; None when they may.

    It approves nothing: it says, by name and source, what was decided elsewhere. Whoever operates does not say it.
    """
    if holds(user, Role.SECURITY_UNIT, owner.security_unit) or holds(user, Role.ADMINISTRATOR, owner):
        return None
    return _(
        "Ghi nhận quyết định giấy về hệ thống của %(owner)s là việc của đơn vị chuyên trách hoặc người quản trị ở đó."
    ) % {"owner": owner}


def why_not_hand_over(user, owner: Organisation) -> str | None:
    """Why this person may not give a system of this owner to another one; None when they may.

    The owner decides who appraises and who approves, so the operator, whose dossier that is, does not choose it.
    """
    if holds(user, Role.SECURITY_UNIT, owner.security_unit) or holds(user, Role.ADMINISTRATOR, owner):
        return None
    return _(
        "Chuyển hệ thống sang chủ quản khác là việc của %(owner)s: nhờ đơn vị chuyên trách hoặc người quản trị."
    ) % {"owner": owner}
