"""The decision on a delegation, from its draft."""

from django.utils import translation

from classification.models import StatutoryDay
from classification.regimes.selector import regimes_on
from documents.content import CoveredSystem, DelegationDecision, Number, terms_on
from systems.models import Delegation

from .body_papers import BodyOrder, verified_at
from .capacity import body_letterhead, of_the_body, office


def delegation_symbol(draft: Delegation) -> str:
    """What stands after the number: "QĐ-BGTVT"."""
    return f"QĐ-{draft.owner.symbol or draft.owner.code}"


def delegation_decision(draft: Delegation, order: BodyOrder) -> DelegationDecision:
    """The content of the decision as it would be printed now."""
    with translation.override("vi"):  # a paper is Vietnamese, whatever its signer reads
        rules, *others = regimes_on(order.day, StatutoryDay.objects.law_days())
        owner, head = order.issuer, order.issuer.representative_title or order.by.title
        terms = terms_on(order.day, rules)
        return DelegationDecision(
            terms=terms,
            letterhead=body_letterhead(owner, contact=False),
            signer=of_the_body(order),
            number=Number(symbol=order.symbol, serial=order.serial),
            issued_on=order.day,
            copies_to=_copies(draft),
            extra_grounds=tuple(
                ground for other in others for ground in other.legal_bases_on(order.day) if ground not in terms.grounds
            ),
            verification=verified_at(order.token),
            authority=office(head, owner),
            clauses=tuple(decree.clauses.delegation for decree in (rules, *others)),
            owner=owner.name,
            head=head,
            receiver=_receiver(draft),
            by_order=draft.kind == Delegation.Kind.BY_ORDER,
            decides=draft.decides,
            forwards=draft.forwards,
            systems=() if draft.every_system else _systems(draft),
            responsibilities=tuple(line.strip() for line in draft.responsibilities.splitlines() if line.strip()),
            holds_from=draft.holds_from or order.day,
            holds_until=draft.holds_until,
        )


def _receiver(draft: Delegation) -> str:
    """The unit; a person with their office, and with the unit unless the office names it."""
    person, body = draft.person, draft.body
    if person is None:
        return draft.unit.name
    held = office(person.title, body) if person.title and body else person.title or (body.name if body else "")
    return f"ông/bà {person.full_name}, {held}" if held else f"ông/bà {person.full_name}"


def _systems(draft: Delegation) -> tuple[CoveredSystem, ...]:
    covered = draft.systems.select_related("operator").order_by("code")
    return tuple(CoveredSystem(code=one.code, name=one.name, operator=one.operator.name) for one in covered)


def _copies(draft: Delegation) -> tuple[str, ...]:
    unit = draft.owner.security_unit
    named = [unit.name] if unit and unit not in (draft.unit, draft.owner) else []
    return ("Như Điều 5", *named, f"Lưu: VT, {draft.owner.symbol or draft.owner.code}")
