"""The further place of minutes: which field it is, and who of this installation may sign it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from classification.workflow import PaperKind
from documents.models import IssuedDocument, SigningKey
from documents.typography import clean
from systems.authority import may_act
from systems.roles import Role


class Further(NamedTuple):
    """The signature field, and the entry of the content that printed its place."""

    field: str
    entry: str


FURTHER = {
    PaperKind.INSPECTION_MINUTES: Further("ky-3", "operator_signer"),
    PaperKind.COUNCIL_MINUTES: Further("ky-2", "second_signer"),
}


def further_place(document: IssuedDocument) -> Further | None:
    """The place that somebody signs after the first person; None for a paper without one."""
    place = FURTHER.get(PaperKind(document.kind))
    return place if place and document.dossier_id and document.content.get(place.entry) else None


def printed_name(document: IssuedDocument, place: Further) -> str:
    """The name that stands below the place; empty where whoever signs says it themselves."""
    return document.content[place.entry]["name"]


def cosigned(document: IssuedDocument, place: Further):
    """The state that this signature made; None as long as nobody signed there."""
    return next((one for one in document.further if one.field == place.field), None)


def why_not_cosign(user, document: IssuedDocument, place: Further) -> str | None:
    """Why the place is not this person's; None when it is: the operator's people, or the other seat of the council."""
    system = document.system
    if place.field == FURTHER[PaperKind.INSPECTION_MINUTES].field:
        if may_act(user, Role.OPERATOR, system):
            return None
        return _("Chỗ ký này dành cho người của đơn vị vận hành, %(operator)s.") % {"operator": system.operator}
    name = printed_name(document, place)
    if may_act(user, Role.SECURITY_UNIT, system) and _sits_as(user, system, name):
        return None
    return _("Chỗ ký này dành cho %(name)s của hội đồng thẩm định.") % {"name": name}


def _sits_as(user, system, name: str) -> bool:
    council = system.appraising
    seats = council.members.filter(person=user) if council and council.is_council else ()
    return any(clean(seat.full_name) == name for seat in seats)


def why_not_now(user, document: IssuedDocument, place: Further) -> str | None:
    """What stands against a further signature by somebody whose place it is; None when nothing does."""
    if document.replaced_by_id:
        return _("Văn bản này đã được thay thế bằng văn bản khác nên không ký thêm nữa.")
    if cosigned(document, place):
        return _("Chỗ này đã có chữ ký.")
    if document.sealed:
        return _("Văn bản này đã đóng dấu; sau con dấu không ký thêm được nữa.")
    if has_signed(user, document):
        return _("Bạn đã ký văn bản này; mỗi người chỉ ký một chỗ của một văn bản.")
    return None


def has_signed(user, document: IssuedDocument) -> bool:
    """Whether one of the signatures on it is this person's, by whichever of their keys."""
    if document.signer_id == user.pk:
        return True
    used = {one.fingerprint for one in document.further}
    return bool(used) and SigningKey.objects.filter(user=user, fingerprint__in=used).exists()


def waiting_for(user, papers=None) -> list[IssuedDocument]:
    """Minutes that this person may sign further, the oldest first; of `papers` (IssuedDocument), or of all."""
    found = IssuedDocument.objects.to_cosign(user)
    if papers is not None:
        numbers = [one.pk for one in papers if one.kind in FURTHER and not one.replaced_by_id and not one.sealed]
        if not numbers:
            return []
        found = found.filter(pk__in=numbers)
    return [one for one in found if _is_for(user, one)]


def _is_for(user, document: IssuedDocument) -> bool:
    place = further_place(document)
    return bool(place) and not (why_not_cosign(user, document, place) or why_not_now(user, document, place))


def unsigned_place(document: IssuedDocument) -> bool:
    """Whether there is a further place that nobody signed yet."""
    place = further_place(document)
    return bool(place) and not cosigned(document, place)
