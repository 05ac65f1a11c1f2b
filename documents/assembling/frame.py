"""What every paper shares: whose letterhead, whose signature, which words of the law, where to verify."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import (
    DesignKind,
    Letterhead,
    Number,
    Reference,
    Signer,
    Subject,
    Verification,
    terms_on,
)
from systems.models import Organisation, User
from systems.roles import Role

# What a paper's symbol begins with (NĐ 30/2020, phụ lục III); letters have none.
PREFIXES = {
    PaperKind.PROPOSAL_05: "TTr",
    PaperKind.DECISION_06: "QĐ",
    PaperKind.DEPLOYMENT_REPORT: "BC",
    PaperKind.INSPECTION_MINUTES: "BB",
}
LETTERS = (PaperKind.REQUEST_01, PaperKind.REQUEST_02, PaperKind.REQUEST_03)


@dataclass(frozen=True)
class Order:
    """One paper asked for: who signs it in which duty, its number and day, and what the signer wrote for it."""

    kind: PaperKind
    by: User
    role: Role
    issuer: Organisation
    serial: int | None
    symbol: str
    day: datetime.date
    token: str
    note: str = ""
    details: dict = field(default_factory=dict)


def issuer_for(dossier: Dossier, role: Role) -> Organisation:
    """The body whose paper it is, when somebody signs in this duty."""
    return {Role.OPERATOR: dossier.operator, Role.SECURITY_UNIT: dossier.security_unit}.get(role, dossier.owner)


def symbol_for(kind: PaperKind, issuer: Organisation, dossier: Dossier) -> str:
    """The symbol after the number: "QĐ-BGTVT"; for letters body and drafting unit, "ĐKVN-CNTT"."""
    own = issuer.symbol or issuer.code
    if kind in PREFIXES:
        return f"{PREFIXES[kind]}-{own}"
    unit = dossier.owner.security_unit
    return f"{own}-{unit.symbol or unit.code}" if unit and unit != issuer else f"{own}-ATTT"


def frame(dossier: Dossier, order: Order, *, copies: tuple[str, ...] = ("Như trên",)) -> dict:
    """The arguments that all papers take."""
    return {
        "terms": terms_on(order.day, dossier.rules, dossier.plan_rules),
        "letterhead": Letterhead(
            issuing_body=order.issuer.name,
            parent_body=_body_above(order.issuer),
            place=order.issuer.place,
            contact=_contact(order.issuer) if order.kind not in PREFIXES else "",
        ),
        "signer": _signer(order),
        "number": Number(symbol=order.symbol, serial=order.serial) if order.symbol else None,
        "issued_on": order.day,
        "copies_to": (*copies, f"Lưu: VT, {order.issuer.symbol or order.issuer.code}"),
        "verification": Verification(
            address=settings.PUBLIC_URL + reverse("documents:verify_token", args=[order.token]), code=order.token
        ),
    }


def _body_above(issuer: Organisation) -> str:
    """The body directly above, as it stands over the issuer's name; a ministry or a province has none there."""
    if issuer.kind in (Organisation.Kind.MINISTRY, Organisation.Kind.PROVINCE):
        return ""
    above = Organisation.objects.get_ancestors(issuer).exclude(kind=Organisation.Kind.GROUP).last()
    return above.name if above else ""


def _contact(issuer: Organisation) -> str:
    said = (issuer.address, f"Điện thoại: {issuer.phone}" if issuer.phone else "", issuer.email)
    return "; ".join(word for word in said if word)


def _signer(order: Order) -> Signer:
    """In what capacity (NĐ 30/2020 Đ13): the head alone, a deputy for the head (KT.), anybody else by order (TL.)."""
    head, own = order.issuer.representative_title, order.by.title
    if not own or not head or own.casefold() == head.casefold():
        return Signer(name=order.by.full_name, title=own or head)
    word = "KT." if own.casefold().startswith(("phó ", "thứ trưởng")) else "TL."
    return Signer(name=order.by.full_name, title=own, authority_lines=(f"{word} {head}",))


def subject(dossier: Dossier) -> Subject:
    parties = dossier.contents.get("parties", {})
    return Subject(
        system=dossier.system.name,
        operator=parties.get("operator_name") or dossier.operator.name,
        address=parties.get("operator_address") or dossier.operator.address,
        level=dossier.level,
    )


def design_kind(dossier: Dossier) -> DesignKind:
    kind = dossier.contents.get("design", {}).get("kind") or DesignKind.CONSTRUCTION
    return DesignKind(kind)


def cited(dossier: Dossier, *kinds: PaperKind, word: str) -> Reference:
    """The newest issued paper of one of these kinds, as another paper cites it; one kept elsewhere, by the journal."""
    paper = dossier.documents.filter(kind__in=kinds).select_related("issuer").last()
    if paper:
        return Reference(kind=word, number=paper.number, issued_on=paper.issued_on, issuer=paper.issuer.name)
    for taken in dossier.steps.order_by("-pk"):
        for named in taken.papers:
            if named["kind"] in kinds:
                day, issuer = date_from(named["issued_on"]), issuer_for(dossier, Role(taken.role)).name
                return Reference(kind=word, number=named["number"], issued_on=day, issuer=issuer)
    return Reference(kind=word)


def submission_cited(dossier: Dossier) -> Reference:
    return cited(dossier, *LETTERS, word="Công văn")


def decision_cited(dossier: Dossier) -> Reference:
    if record := dossier.paper:
        return Reference(kind="Quyết định", number=record.number, issued_on=record.decided_on, issuer=record.body)
    return cited(dossier, PaperKind.DECISION_06, word="Quyết định")


def date_from(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
