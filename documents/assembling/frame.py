"""What every paper shares: whose letterhead, whose signature, which words of the law, where to verify."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import (
    Number,
    Reference,
    Verification,
    terms_on,
)
from systems.authority import body_for
from systems.models import Organisation, User
from systems.roles import Role

from .capacity import COUNCIL, archive, council_speaks, grounds, letterhead, signer
from .joint import design_kind, subject

__all__ = [
    "Order",
    "appraisal_cited",
    "cited",
    "date_from",
    "decision_cited",
    "design_kind",
    "frame",
    "issuer_for",
    "subject",
    "submission_cited",
    "symbol_for",
]

# What a paper's symbol begins with (NĐ 30/2020, phụ lục III); letters have none.
PREFIXES = {
    PaperKind.PROPOSAL_05: "TTr",
    PaperKind.DECISION_06: "QĐ",
    PaperKind.DECISION_07: "QĐ",
    PaperKind.OWNER_REPORT: "BC",
    PaperKind.DEPLOYMENT_REPORT: "BC",
    PaperKind.INSPECTION_MINUTES: "BB",
    PaperKind.APPRAISER_DECISION: "QĐ",
    PaperKind.COUNCIL_MINUTES: "BB",
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
    about: Dossier | None = None
    """The dossier that the paper is about, where that is another one of a joint filing."""


def issuer_for(dossier: Dossier, role: Role) -> Organisation:
    """The body whose paper it is, when somebody signs in this duty."""
    return body_for(role, dossier.system) or dossier.owner


def symbol_for(kind: PaperKind, issuer: Organisation, dossier: Dossier, role: Role) -> str:
    """The symbol after the number: "QĐ-BGTVT"; for letters body and drafting unit, "ĐKVN-CNTT"."""
    own = issuer.symbol or issuer.code
    if council_speaks(dossier, role):
        return f"{PREFIXES[kind]}-{COUNCIL}" if kind in PREFIXES else f"{COUNCIL}-{own}"
    if kind in PREFIXES:
        return f"{PREFIXES[kind]}-{own}"
    unit = dossier.owner.security_unit
    return f"{own}-{unit.symbol or unit.code}" if unit and unit != issuer else f"{own}-ATTT"


def frame(dossier: Dossier, order: Order, *, copies: tuple[str, ...] = ("Như trên",)) -> dict:
    """The arguments that all papers take."""
    return {
        "terms": terms_on(order.day, dossier.rules, dossier.plan_rules),
        "letterhead": letterhead(dossier, order, contact=order.kind not in PREFIXES),
        "signer": signer(dossier, order),
        "extra_grounds": grounds(dossier, order),
        "number": Number(symbol=order.symbol, serial=order.serial) if order.symbol else None,
        "issued_on": order.day,
        "copies_to": (*copies, archive(dossier, order)),
        "verification": Verification(
            address=settings.PUBLIC_URL + reverse("documents:verify_token", args=[order.token]), code=order.token
        ),
    }


def cited(dossier: Dossier, *kinds: PaperKind, word: str) -> Reference:
    """The newest issued paper of one of these kinds, as another paper cites it; one kept elsewhere, by the journal.

    A document that came in is cited with the body that sent it.
    """
    if document := dossier.incoming.filter(kind__in=kinds).last():
        return Reference(kind=word, number=document.number, issued_on=document.issued_on, issuer=document.body)
    paper = dossier.signed_papers.filter(kind__in=kinds).select_related("issuer").last()
    if paper:
        return Reference(kind=word, number=paper.number, issued_on=paper.issued_on, issuer=paper.issuer.name)
    for taken in dossier.steps.order_by("-pk"):
        for named in taken.papers:
            if named["kind"] in kinds:
                day, issuer = date_from(named["issued_on"]), _issuer_then(dossier, Role(taken.role)).name
                return Reference(kind=word, number=named["number"], issued_on=day, issuer=issuer)
    return Reference(kind=word)


def _issuer_then(dossier: Dossier, role: Role) -> Organisation:
    """Whose paper it was: the appraising body is the one named at submission, whoever was named since."""
    return dossier.security_unit if role is Role.SECURITY_UNIT else issuer_for(dossier, role)


def submission_cited(dossier: Dossier) -> Reference:
    return cited(dossier, *LETTERS, word="Công văn")


def decision_cited(dossier: Dossier) -> Reference:
    if record := dossier.paper:
        return Reference(kind="Quyết định", number=record.number, issued_on=record.decided_on, issuer=record.body)
    return cited(dossier, PaperKind.DECISION_06, PaperKind.DECISION_07, word="Quyết định")


def appraisal_cited(dossier: Dossier) -> Reference:
    """Our own form 04, or the opinion that came in from the body outside."""
    kind = PaperKind.APPRAISAL_IN if dossier.is_appraised_outside else PaperKind.APPRAISAL_04
    return cited(dossier, kind, word="Văn bản")


def date_from(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
