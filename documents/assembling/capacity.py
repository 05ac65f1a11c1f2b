"""Whose paper it is and in what capacity it is signed: a body by its head or deputy, a council by its chair."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import Letterhead, Reference, Signer
from systems.authority import delegation_for
from systems.models import CouncilMember, Delegation, Organisation
from systems.roles import Role

COUNCIL = "HĐTĐ"
"""A council's part of a symbol (NĐ 30/2020, phụ lục III)."""


def council_speaks(dossier: Dossier, role: Role) -> bool:
    """Whether what is signed in this duty is a paper of the council that appraises the dossier."""
    return role == Role.SECURITY_UNIT and dossier.by_council


def speaker(dossier: Dossier, order) -> str:
    """Who says what the paper says, as a sentence names them."""
    return dossier.appraiser_name if council_speaks(dossier, order.role) else order.issuer.name


def letterhead(dossier: Dossier, order, *, contact: bool) -> Letterhead:
    """Boxes 2, 4 and 13 of Decree 30/2020; a council stands under the owner that set it up."""
    issuer = order.issuer
    if council_speaks(dossier, order.role):
        return Letterhead(issuing_body=dossier.appraiser_name, parent_body=issuer.name, place=issuer.place)
    return body_letterhead(issuer, contact=contact)


def body_letterhead(issuer: Organisation, *, contact: bool) -> Letterhead:
    """The letterhead of a body that speaks for itself."""
    return Letterhead(
        issuing_body=issuer.name,
        parent_body=_body_above(issuer),
        place=issuer.place,
        contact=_contact(issuer) if contact else "",
    )


def archive(dossier: Dossier, order) -> str:
    """The last line of "Nơi nhận": where the paper is kept."""
    own = COUNCIL if council_speaks(dossier, order.role) else order.issuer.symbol or order.issuer.code
    return f"Lưu: VT, {own}"


def signer(dossier: Dossier, order) -> Signer:
    """In what capacity (NĐ 30/2020 Đ13): the head alone, a deputy for the head (KT.), anybody else by order (TL.)."""
    if council_speaks(dossier, order.role):
        return _seated(dossier, order)
    if delegation := delegation_of(dossier, order):
        return _delegate(delegation, order)
    return of_the_body(order)


def of_the_body(order) -> Signer:
    """Somebody of the issuing body itself."""
    head, own = order.issuer.representative_title, order.by.title
    if not own or not head or own.casefold() == head.casefold():
        return Signer(name=order.by.full_name, title=own or head)
    word = "KT." if own.casefold().startswith(("phó ", "thứ trưởng")) else "TL."
    return Signer(name=order.by.full_name, title=own, authority_lines=(f"{word} {head}",))


def delegation_of(dossier: Dossier, order) -> Delegation | None:
    """The delegation under which an owner's paper is signed; None where somebody of the owner itself signs."""
    if order.role != Role.APPROVER:
        return None
    return delegation_for(order.by, dossier.system, "forward" if order.kind == PaperKind.REQUEST_02 else "approve")


def grounds(dossier: Dossier, order) -> tuple[str, ...]:
    """What a paper rests on besides the law: the document by which the owner's right was delegated."""
    delegation = delegation_of(dossier, order)
    if delegation is None:
        return ()
    kind = "Văn bản ủy quyền" if delegation.kind == Delegation.Kind.AUTHORISED else "Văn bản giao ký thừa lệnh"
    document = Reference(
        kind=kind, number=delegation.number, issued_on=delegation.issued_on, issuer=delegation.owner.name
    )
    return (document.text,)


def _delegate(delegation: Delegation, order) -> Signer:
    """TUQ. or TL. the owner's head; a deputy who signs by order does so for the head of the unit (NĐ 30/2020 Đ13)."""
    word = "TUQ." if delegation.kind == Delegation.Kind.AUTHORISED else "TL."
    lines = [f"{word} {order.issuer.representative_title or 'Thủ trưởng'}"]
    body, own = delegation.body, order.by.title
    if body is None or body.pk == order.issuer.pk:
        return Signer(name=order.by.full_name, title=own, authority_lines=tuple(lines))
    if own.casefold().startswith("phó ") and delegation.person_id is None:
        lines.append(f"KT. {office(body.representative_title or 'Thủ trưởng', body)}")
        return Signer(name=order.by.full_name, title=own, authority_lines=tuple(lines))
    title = office(own or body.representative_title, body)
    return Signer(name=order.by.full_name, title=title, authority_lines=tuple(lines))


def office(title: str, body: Organisation) -> str:
    """The office with its unit in one line: "Giám đốc Trung tâm Công nghệ thông tin", "Chánh Văn phòng Bộ"."""
    if body.name.casefold() in title.casefold():
        return title
    said, name = title.split(), body.name.split()
    shared = next(
        (n for n in range(min(len(said), len(name)), 0, -1) if _same(said[-n:], name[:n])), 0
    )  # fmt: skip
    return " ".join([*said, *name[shared:]])


def _same(first: list[str], second: list[str]) -> bool:
    return [word.casefold() for word in first] == [word.casefold() for word in second]


def _seated(dossier: Dossier, order) -> Signer:
    """The chair signs for the council, the secretary by the chair's order."""
    if order.by.pk is None:  # a draft
        return Signer(name="", title="Chủ tịch", authority_lines=("TM. Hội đồng thẩm định",))
    member = dossier.system.appraising.members.get(person=order.by)
    chairs = member.seat == CouncilMember.Seat.CHAIR
    return seated(member, "TM. Hội đồng thẩm định" if chairs else "TL. Chủ tịch Hội đồng")


def seated(member: CouncilMember, *lines: str) -> Signer:
    """A member in their seat; their own office stands above the name."""
    return Signer(
        name=member.full_name,
        title="Chủ tịch" if member.seat == CouncilMember.Seat.CHAIR else "Thư ký",
        authority_lines=lines,
        other_office=", ".join(word for word in (member.title, member.unit) if word),
    )


def _body_above(issuer: Organisation) -> str:
    """The body directly above, as it stands over the issuer's name; a ministry or a province has none there."""
    if issuer.kind in (Organisation.Kind.MINISTRY, Organisation.Kind.PROVINCE):
        return ""
    above = Organisation.objects.get_ancestors(issuer).exclude(kind=Organisation.Kind.GROUP).last()
    return above.name if above else ""


def _contact(issuer: Organisation) -> str:
    said = (issuer.address, f"Điện thoại: {issuer.phone}" if issuer.phone else "", issuer.email)
    return "; ".join(word for word in said if word)
