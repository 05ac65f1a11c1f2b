"""Who may appraise in the place of a security unit that operates the system: each rule gives its reason as a sentence.

TT 12/2022 Đ6; NĐ 331/2026 Đ18.4.
"""

from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.regimes.base import Regime
from systems.authority import may_act
from systems.bodies import one_body
from systems.models import CouncilMember, Organisation
from systems.models.organisations import below, places_above
from systems.roles import Role
from systems.wording import search_form

LEAST = 3
CLAUSES = {"nd85-2016": "Điều 6 Thông tư 12/2022/TT-BTTTT", "nd331-2026": "khoản 4 Điều 18 Nghị định 331/2026/NĐ-CP"}


def clause_of(rules: Regime) -> str:
    return CLAUSES[rules.code]


def security_unit_operates(dossier: Dossier) -> bool:
    """Whether the owner's own security unit is one body with an operator, whoever was named in its place."""
    return _operates(dossier.owner.security_unit, dossier)


def _operates(unit: Organisation | None, dossier: Dossier) -> bool:
    return any(one_body(unit, operator, owner=dossier.owner) for operator in dossier.operators)


def why_no_arrangement(dossier: Dossier) -> str | None:
    """Why the owner gives this system's appraisal to nobody else; None where it must."""
    if dossier.is_ended:
        return _("Hồ sơ này đã kết thúc: hãy giao thẩm định ở hồ sơ đang làm.")
    if dossier.owner.security_unit is None:
        return _("Chủ quản %(owner)s chưa chỉ định đơn vị chuyên trách.") % {"owner": dossier.owner}
    if not security_unit_operates(dossier):
        return _("%(unit)s không vận hành hệ thống này nên tự thẩm định: không giao đơn vị hay hội đồng khác.") % {
            "unit": dossier.owner.security_unit
        }
    return None


def units_to_name(dossier: Dossier):
    """Units of the owner that are no part of the operator and that it is no part of."""
    return (
        Organisation.objects.under([dossier.owner.path])
        .exclude(below([operator.path for operator in dossier.operators]))
        .exclude(path__in=[place for operator in dossier.operators for place in places_above(operator.path)])
        .exclude(pk=dossier.owner.pk)
        .exclude(kind=Organisation.Kind.GROUP)
    )


def why_not_this_unit(unit: Organisation, dossier: Dossier) -> str | None:
    if _operates(unit, dossier):
        return _("%(unit)s cùng một đơn vị với đơn vị vận hành %(operator)s: hãy chọn đơn vị khác.") % {
            "unit": unit, "operator": dossier.operator,
        }  # fmt: skip
    if not units_to_name(dossier).filter(pk=unit.pk).exists():
        return _("%(unit)s không phải đơn vị thuộc %(owner)s: chủ quản chỉ giao được đơn vị của mình.") % {
            "unit": unit, "owner": dossier.owner,
        }  # fmt: skip
    return None


def least_council(members: list[CouncilMember]) -> list[str]:
    """What the list of members as a whole lacks."""
    seats = [member.seat for member in members]
    wrong = []
    if len(members) < LEAST:
        wrong.append(_("Hội đồng có ít nhất %(n)s người: chủ tịch và các thành viên.") % {"n": LEAST})
    if seats.count(CouncilMember.Seat.CHAIR) != 1:
        wrong.append(_("Hội đồng có đúng một chủ tịch."))
    if seats.count(CouncilMember.Seat.SECRETARY) > 1:
        wrong.append(_("Hội đồng có nhiều nhất một thư ký."))
    people = [member.person_id for member in members if member.person_id]
    if len(people) != len(set(people)):
        wrong.append(_("Một người chỉ có một vị trí trong hội đồng."))
    return wrong


def why_no_seat(member: CouncilMember, dossier: Dossier) -> str | None:
    """Nobody of the operator, and nobody who submitted, sits in judgement; the chair and secretary sign in to act."""
    name, person = {"name": member.full_name}, member.person
    if member.seat == CouncilMember.Seat.CHAIR and person is None:
        return _("Chủ tịch hội đồng phải có tài khoản để ghi và ký ý kiến thẩm định.")
    if person is None:
        of_operator = search_form(member.unit) in {search_form(operator.name) for operator in dossier.operators}
        return _("%(name)s là người của đơn vị vận hành.") % name if of_operator else None
    if not person.is_active:
        return _("Tài khoản của %(name)s đã bị khóa.") % name
    if person.pk in dossier.submitters:
        return _("%(name)s đã ký trình chính hồ sơ này.") % name
    if _operates(person.organisation, dossier):
        return _("%(name)s là người của đơn vị vận hành.") % name
    if may_act(person, Role.OPERATOR, dossier.system):
        return _("%(name)s được giao trình hồ sơ của đơn vị vận hành.") % name
    return None
