"""Making the papers of a step ready: the very files that the person will see and sign."""

import hashlib
import secrets
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import check_signing, row_of
from classification.services.remarks import reason_of_remarks
from classification.services.steps import EACH_ITS_OWN
from classification.workflow import PaperKind
from documents.assembling import assemble, can_assemble
from documents.assembling.explanation import diagrams
from documents.assembling.frame import Order, issuer_for, symbol_for
from documents.attached import Attached
from documents.content import Paper
from documents.markup import UnusablePicture
from documents.models import PreparedPaper, PreparedSigning, SigningKey
from documents.rendering import RenderedPaper, RenderingUnavailable, render
from documents.signing import FieldBox, prepare_fields
from documents.snapshots import attachment, sha256_of

from .keys import key_in_use
from .numbers import is_free, next_serial

PERSON_FIELD = "ky-1"
FURTHER_FIELDS = ("ky-2", "ky-3")  # others who sign minutes
SEAL_FIELD = "dau-1"
ATTACHED_FIELD = "ky-kemtheo"  # the body's signature on a file attached to a letter: text at the top of page 1
A_FEW = 40
"""So many hashes of earlier preparations are remembered."""


@dataclass(frozen=True, slots=True)
class Ready:
    order: Order
    paper: Paper
    rendered: RenderedPaper
    pdf: bytes
    snapshot_sha256: str


def orders_for(
    *, dossier: Dossier, step: str, by, role, note="", details=None, serials=None, symbols=None
) -> list[Order]:
    """The papers of a step as they would be asked for now, numbers proposed where none was written.

    In a joint filing one for all its systems, but for those of which each system has its own.
    """
    issuer, day = issuer_for(dossier, role), timezone.localdate()
    orders = []
    for kind in row_of(step).papers_for(dossier.route_level, dossier.state):
        own_number = kind != PaperKind.EXPLANATION
        symbol = ((symbols or {}).get(kind) or symbol_for(kind, issuer, dossier, role)) if own_number else ""
        serial = (serials or {}).get(kind) if own_number else None
        if own_number and serial is None:
            serial = next_serial(issuer=issuer, symbol=symbol, day=day)
        for about in (None, *_further(dossier, kind)):
            token = secrets.token_urlsafe(9)
            orders.append(Order(kind, by, role, issuer, serial, symbol, day, token, note, details or {}, about))
    numbered = next((order for order in orders if order.symbol), None)
    if numbered:  # an attached paper names the letter it goes with
        known = {"letter_symbol": numbered.symbol, "letter_serial": numbered.serial}
        orders = [replace(order, details=order.details | known) for order in orders]
    return orders


def _further(dossier: Dossier, kind) -> list[Dossier]:
    """The other dossiers of the filing that have a paper of this kind of their own."""
    return dossier.filing[1:] if kind in EACH_ITS_OWN else []


def prepare_signing(
    *, dossier: Dossier, step: str, by, note: str = "", details: dict | None = None,
    serials: dict | None = None, symbols: dict | None = None,
) -> PreparedSigning:  # fmt: skip
    """Assemble, render and keep the papers of a step for this person; what was prepared before is thrown away.

    Rendering takes seconds, so it happens outside the transaction; the content is compared again at signing.
    Raises PermissionDenied, StepRefused.
    """
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    note, role = note.strip(), check_signing(dossier=dossier, name=step, by=by)
    key = require_key(by)
    if row_of(step).reason_needed and not note and not reason_of_remarks(dossier, step):
        raise StepRefused([_("Phải ghi rõ lý do.")])
    orders = orders_for(
        dossier=dossier, step=step, by=by, role=role, note=note, details=details, serials=serials, symbols=symbols
    )
    _require_makeable(orders)
    orders = _with_kept_codes(orders, dossier, step, by)
    ready = [_make(dossier, order) for order in orders]
    with transaction.atomic():
        before = throw_away(PreparedSigning.objects.filter(dossier=dossier, step=step, by=by))
        signing = PreparedSigning.objects.create(
            made_before=before,
            dossier=dossier, step=step, by=by, note=note, details=details or {},
            dossier_version=dossier.version, fingerprint=key.fingerprint,
        )  # fmt: skip
        for made in ready:
            keep_paper(signing, made, made.order.kind)
    return signing


def throw_away(earlier) -> list[str]:
    """Delete what was prepared before; its hashes stay, so that a paper signed too late is recognised."""
    known = [*PreparedPaper.objects.filter(signing__in=earlier).values_list("sha256", flat=True)]
    for signing in earlier:
        known += signing.made_before
    earlier.delete()
    return known[:A_FEW]


def _with_kept_codes(orders: list[Order], dossier: Dossier, step: str, by) -> list[Order]:
    """What this person prepared before keeps its verification code, so that unchanged papers are not printed again."""
    before = PreparedPaper.objects.filter(signing__dossier=dossier, signing__step=step, signing__by=by)
    known = {(kind, about): token for kind, about, token in before.values_list("kind", "about", "token")}
    return [
        replace(order, token=known.get((order.kind, order.about and order.about.pk), order.token)) for order in orders
    ]


def require_key(by) -> SigningKey:
    key = key_in_use(by)
    if key is None:
        raise StepRefused([no_key()])
    return key


def no_key() -> str:
    return _("Bạn chưa có khóa ký. Hãy thêm khóa ở trang “Khóa ký của tôi” rồi quay lại.")


def not_makeable() -> str:
    return _("Bước này được ghi bằng văn bản đến, không ký văn bản ở đây.")


def _require_makeable(orders: list[Order]) -> None:
    if not orders or not can_assemble(order.kind for order in orders):
        raise StepRefused([not_makeable()])
    for order in orders:
        require_free(order)


def require_free(order) -> None:
    """Raises StepRefused where the number was given this year already."""
    if order.symbol and not is_free(issuer=order.issuer, symbol=order.symbol, serial=order.serial, day=order.day):
        raise StepRefused(
            [
                _("Số %(number)s/%(symbol)s đã dùng trong năm nay; hãy lấy số khác.")
                % {"number": f"{order.serial:02d}", "symbol": order.symbol}
            ]
        )


def _make(dossier: Dossier, order: Order) -> Ready:
    paper = assemble(dossier, order)
    images = diagrams(order.about or dossier) if order.kind == PaperKind.EXPLANATION else None
    data = attachment(order.about or dossier, order.kind, paper, order.day)
    return make_paper(paper, order, images, data)


def make_paper(paper: Paper, order, images=None, data: Attached | None = None) -> Ready:
    """The paper as the very file that will be signed. Raises StepRefused where it cannot be printed."""
    try:
        rendered = render(paper, images=images, attachments=[data] if data else [])
    except (RenderingUnavailable, UnusablePicture) as problem:
        raise StepRefused([str(problem)]) from problem
    pdf = prepare_fields(rendered.pdf, boxes_to_sign(rendered))
    return Ready(order, paper, rendered, pdf, sha256_of(data) if data else "")


def boxes_to_sign(rendered: RenderedPaper) -> dict[str, FieldBox]:
    """Where people sign, and where the body seals: on a paper of its own, or on one that goes with a letter."""
    fields = (PERSON_FIELD, *FURTHER_FIELDS, ATTACHED_FIELD if ATTACHED_FIELD in rendered.boxes else SEAL_FIELD)
    return {name: FieldBox(*box) for name, box in rendered.boxes.items() if name in fields}


def keep_paper(signing: PreparedSigning, made: Ready, kind: str) -> PreparedPaper:
    order = made.order
    return PreparedPaper.objects.create(
        signing=signing,
        about=getattr(order, "about", None),
        kind=kind,
        title=made.paper.title[:400],
        number=f"{order.serial:02d}/{order.symbol}" if order.symbol else _letter(order),
        serial=order.serial,
        symbol=order.symbol,
        issued_on=order.day,
        content=made.paper.to_json(),
        digest=made.paper.digest(),
        boxes={name: [box[0], list(box[1])] for name, box in made.rendered.boxes.items()},
        pdf=made.pdf,
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        snapshot_sha256=made.snapshot_sha256,
        pages=made.rendered.pages,
        token=order.token,
    )


def _letter(order: Order) -> str:
    """The number of the letter with which a paper without its own goes."""
    return f"{order.details['letter_serial']:02d}/{order.details['letter_symbol']}"
