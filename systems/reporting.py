"""Whose yearly report it is, who may sign it and who may read it; the duties themselves are asked of authority."""

from django.db.models import Q

from .authority import duties, holds
from .models import Organisation
from .models.organisations import below
from .roles import Role


def reporting_body(role: Role, organisation: Organisation) -> Organisation | None:
    """The body whose head signs the yearly report on an organisation's systems in this duty.

    The owner reports to the ministry that watches over all; its security unit and the operators report to the owner
    (NĐ 331/2026 Đ35.4; TT 12/2022 Đ13). Each signs its own: nobody's right to report is delegated.
    """
    return organisation.security_unit if role == Role.SECURITY_UNIT else organisation


def may_report(user, role: Role, organisation: Organisation) -> bool:
    """Whether this person may sign, for its body, the yearly report on this organisation's systems in this duty."""
    return holds(user, Role(role), reporting_body(role, organisation))


def reports_seen_by(user, prefix: str = "") -> Q:
    """Yearly reports this person may read: their body's own, those sent to the owner they act for or serve."""
    held = duties(user)
    served = below(held.get(Role.SECURITY_UNIT, ()), "security_unit__")
    owners = tuple(Organisation.objects.filter(served).values_list("path", flat=True)) if held else ()
    reading = held.get(Role.APPROVER, ()) + held.get(Role.AUDITOR, ()) + owners
    own = Q(**{f"{prefix}role": Role.OPERATOR}) & below(held.get(Role.OPERATOR, ()), f"{prefix}organisation__")
    return below(reading, f"{prefix}organisation__") | own


def may_prepare(user, role: Role, organisation: Organisation) -> bool:
    """Whether this person may begin the report and fill it in: who signs it, and the owner's security unit for it."""
    serves = role == Role.APPROVER and holds(user, Role.SECURITY_UNIT, organisation.security_unit)
    return serves or may_report(user, role, organisation)
