"""The owner's decision on who appraises, and the minutes of a council's meeting."""

import datetime

from django.utils import timezone

from classification.appraisers import clause_of
from classification.models import Dossier
from classification.services.appraisers import prepared_arrangement
from documents.content import AppraiserDecision, CouncilMinutes, Reference, Seated, Signer
from systems.models import CouncilMember

from .capacity import seated
from .frame import Order, frame, subject

SEATS = {
    CouncilMember.Seat.CHAIR: "Chủ tịch",
    CouncilMember.Seat.SECRETARY: "Thư ký",
    CouncilMember.Seat.MEMBER: "Ủy viên",
}


def appraiser_decision(dossier: Dossier, order: Order) -> AppraiserDecision:
    """On what is prepared; the copies go to who appraises and who operates."""
    prepared = prepared_arrangement(dossier)
    members = tuple(
        Seated(seat=SEATS[member.seat], name=member.full_name, title=member.title, unit=member.unit)
        for member in prepared.members.all()
    )
    return AppraiserDecision(
        **frame(dossier, order, copies=("Như Điều 3",)),
        authority=f"{order.issuer.representative_title or order.by.title} {order.issuer.name}",
        clause=clause_of(dossier.rules),
        appraiser=str(prepared),
        members=members,
        system=dossier.system.name,
        operator=dossier.operator.name,
        security_unit=dossier.owner.security_unit.name,
    )


def council_minutes(dossier: Dossier, order: Order) -> CouncilMinutes:
    arrangement, said = dossier.system.appraising, order.details
    members = list(arrangement.members.select_related("person"))
    absent = {name.casefold() for name in _lines(said.get("absent", ""))}
    by_seat = {member.seat: member for member in members}
    secretary = by_seat.get(CouncilMember.Seat.SECRETARY)
    return CouncilMinutes(
        **frame(dossier, order, copies=(dossier.owner.name, "Các thành viên Hội đồng")),
        council=arrangement.name,
        decision=Reference(
            kind="Quyết định", number=arrangement.number, issued_on=arrangement.issued_on, issuer=dossier.owner.name
        ),
        subject=subject(dossier),
        started_at=_moment(order, "started_at", 8),
        ended_at=_moment(order, "ended_at", 11),
        place=said.get("place") or dossier.owner.address,
        present=tuple(_told(member) for member in members if member.full_name.casefold() not in absent),
        absent=tuple(_told(member) for member in members if member.full_name.casefold() in absent),
        chair=_told(by_seat[CouncilMember.Seat.CHAIR]),
        secretary=_told(secretary) if secretary else "",
        discussion=said.get("discussion", ""),
        votes_for=said.get("votes_for"),
        votes_against=said.get("votes_against"),
        conclusions=_lines(said.get("conclusions", "")),
        second_signer=_second_signer(members, absent, order),
    )


def _second_signer(members: list[CouncilMember], absent: set[str], order: Order) -> Signer | None:
    """The chair or the secretary, whoever does not sign first, if present and with an account that is in use."""
    others = (
        member
        for member in members
        if member.seat in CouncilMember.ACTING and member.person and member.person_id != order.by.pk
    )
    there = (one for one in others if one.person.is_active and one.full_name.casefold() not in absent)
    return next((seated(one) for one in there), None)


def _told(member: CouncilMember) -> str:
    return f"{member.line}, {SEATS[member.seat]} Hội đồng"


def _moment(order: Order, name: str, hour: int) -> datetime.datetime:
    if written := order.details.get(name):
        return datetime.datetime.fromisoformat(written)
    return datetime.datetime.combine(order.day, datetime.time(hour), tzinfo=timezone.get_default_timezone())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
