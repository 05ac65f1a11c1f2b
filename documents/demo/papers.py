"""Signing in the past: the same content, layout and signature as today's papers, on the day they would have had."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.utils import timezone

from classification.models import Dossier
from classification.services import PaperReference, check_signing, take_signed
from classification.workflow import PaperKind
from documents.assembling import assemble
from documents.assembling.explanation import diagrams
from documents.assembling.frame import Order
from documents.keys import SigningKey, open_key
from documents.models import IssuedDocument
from documents.rendering import render
from documents.services import key_in_use
from documents.services.preparing import PERSON_FIELD, boxes_to_sign, orders_for
from documents.signing import SignedPdf, prepare_fields, sign
from documents.snapshots import attachment, sha256_of
from systems.models import User

from .accounts import PASSPHRASE
from .courses import WAYS, Course

LONG = (PaperKind.EXPLANATION, PaperKind.DEPLOYMENT_REPORT, PaperKind.INSPECTION_MINUTES)
"""Papers of many pages: seconds each, so most dossiers of the demonstration have them in an archive elsewhere."""
ALL = frozenset(PaperKind)
LETTERS = ALL - set(LONG)
DECISION = frozenset({PaperKind.DECISION_06, PaperKind.APPRAISER_DECISION})
A_YEAR = 366
PAPERS_A_YEAR = {PaperKind.DECISION_06: 1650, PaperKind.PROPOSAL_05: 240, PaperKind.APPRAISAL_04: 420}


@dataclass(frozen=True, slots=True)
class Papers:
    """Which kinds are kept as signed files: of approved dossiers, of those on their way, of the few that have all."""

    approved: frozenset = DECISION
    on_the_way: frozenset = LETTERS
    whole: frozenset = ALL

    def of(self, course: Course) -> frozenset:
        if course.whole:
            return self.whole
        return self.on_the_way if course.state in WAYS else self.approved


@dataclass
class Desk:
    """Where the past is signed: keys opened once, files remembered so that a failed load leaves none behind."""

    written: list[str] = field(default_factory=list)
    keys: dict[int, SigningKey] = field(default_factory=dict)

    def key_of(self, user: User) -> SigningKey:
        if user.pk not in self.keys:
            self.keys[user.pk] = open_key(bytes(key_in_use(user).pkcs12), PASSPHRASE)
        return self.keys[user.pk]

    def sign_step(self, dossier: Dossier, step: str, by: User, *, kept, note: str = "", details=None) -> Dossier:
        """Take a step with its papers: those of the kinds `kept` as signed files, the rest by number and day."""
        role = check_signing(dossier=dossier, name=step, by=by)
        asked = {"dossier": dossier, "step": step, "by": by, "role": role, "note": note, "details": details}
        orders = orders_for(**asked, serials=_serials(orders_for(**asked)))
        made = [(order, self._made(dossier, order) if order.kind in kept else None) for order in orders]
        moved = take_signed(
            dossier=dossier, name=step, by=by, note=note, papers=tuple(_reference(order, pdf) for order, pdf in made),
            details=details or {},
        )  # fmt: skip
        for order, pdf in made:
            if pdf:
                self._keep(moved, step, order, *pdf)
        return moved

    def _made(self, dossier: Dossier, order: Order):
        paper = assemble(dossier, order)
        images = diagrams(dossier) if order.kind == PaperKind.EXPLANATION else None
        data = attachment(dossier, order.kind, paper, order.day)
        rendered = render(paper, images=images, attachments=[data])
        signed = sign(
            prepare_fields(rendered.pdf, boxes_to_sign(rendered)), field=PERSON_FIELD, key=self.key_of(order.by),
            reason=paper.title, location=order.by.organisation.place, signed_at=timezone.now(), certify=True,
        )  # fmt: skip
        return paper, rendered.pages, signed, sha256_of(data)

    def _keep(self, dossier: Dossier, step: str, order: Order, paper, pages: int, signed: SignedPdf, data) -> None:
        document = IssuedDocument(
            dossier=dossier, round=dossier.round, step=step, kind=order.kind, title=paper.title[:400],
            issuer=order.issuer, number=_number(order), serial=order.serial, symbol=order.symbol, issued_on=order.day,
            content=paper.to_json(), sha256=signed.sha256, prepared_sha256=signed.prepared_sha256,
            snapshot_sha256=data, size=len(signed.pdf), pages=pages, signer=order.by, signer_name=signed.signer,
            signer_fingerprint=signed.fingerprint, signature_field=signed.field, signed_at=signed.signed_at,
            token=order.token,
        )  # fmt: skip
        document.file.save(f"{document.sha256}.pdf", ContentFile(signed.pdf), save=False)
        self.written.append(document.file.name)
        document.save(force_insert=True)


def _number(order: Order) -> str:
    if order.symbol:
        return f"{order.serial:02d}/{order.symbol}"
    return f"{order.details['letter_serial']:02d}/{order.details['letter_symbol']}"


def _reference(order: Order, made) -> PaperReference:
    """A paper that is not kept here is known by number and day alone."""
    sha256 = made[2].sha256 if made else ""
    return PaperReference(
        order.kind, _number(order), order.day, sha256, made[0].title if made else str(order.kind.label)
    )


def _serials(orders: list[Order]) -> dict:
    """Numbers as an office would have reached them by this day of the year, never one that was used."""
    numbers = {}
    for order in orders:
        if order.symbol:
            reached = order.day.timetuple().tm_yday * PAPERS_A_YEAR.get(order.kind, 310) // A_YEAR
            numbers[order.kind] = max(order.serial, reached, 1)
    return numbers
