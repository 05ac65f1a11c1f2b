"""Papers that a body signs by themselves, outside of any dossier's step: prepared, signed by the same gate, issued."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.workflow import PaperKind
from documents.assembling.body_papers import BodyOrder
from documents.content import Paper
from documents.models import PreparedPaper, PreparedSigning, SignedWith
from documents.signing import SignedPdf
from documents.snapshots import attachment_of
from systems.models import Organisation

from .issuing import issue
from .numbers import next_serial
from .preparing import keep_paper, make_paper, require_free, require_key, throw_away


@dataclass(frozen=True)
class BodyAct:
    """One such paper: what it is of (a field of PreparedSigning), how it is made, what its signature does.

    `check` says whether this person may sign it now; `hold` locks what it is of; `take` writes down that it was signed
    and gives back what it is of. They raise PermissionDenied, StepRefused.
    """

    name: str
    subject: str
    kind: PaperKind
    check: Callable[[Any, Any], None]
    hold: Callable[[PreparedSigning], Any]
    issuer: Callable[[Any], Organisation]
    symbol: Callable[[Any], str]
    version: Callable[[Any], int]
    make: Callable[[Any, BodyOrder], Paper]
    take: Callable[[Any, PreparedSigning, PreparedPaper, SignedPdf], Any]
    needs_reason: Callable[[Any], str] = lambda subject: ""
    """The refusal where a reason is needed and none was written."""


def order_for(act: BodyAct, subject, *, by, serial=None, symbol="", reason="") -> BodyOrder:
    """The paper as it would be asked for now, with a number proposed where none was written."""
    issuer, day = act.issuer(subject), timezone.localdate()
    symbol = symbol or act.symbol(subject)
    if serial is None:
        serial = next_serial(issuer=issuer, symbol=symbol, day=day)
    return BodyOrder(by, issuer, serial, symbol, day, secrets.token_urlsafe(9), reason=reason.strip())


def prepare_body_paper(*, act: BodyAct, subject, by, serial=None, symbol="", reason="") -> PreparedSigning:
    """Make the paper ready for this person to sign; what they prepared before is thrown away.

    Raises PermissionDenied, StepRefused.
    """
    act.check(subject, by)
    key, version = require_key(by), act.version(subject)
    if not reason.strip() and (refusal := act.needs_reason(subject)):
        raise StepRefused([refusal])
    earlier = PreparedSigning.objects.filter(**{act.subject: subject}, by=by)
    order = order_for(act, subject, by=by, serial=serial, symbol=symbol, reason=reason)
    known = PreparedPaper.objects.filter(signing__in=earlier).first()
    order = replace(order, token=known.token if known else order.token)
    require_free(order)
    paper = act.make(subject, order)
    made = make_paper(paper, order, data=attachment_of(paper, order.day))
    with transaction.atomic():
        signing = PreparedSigning.objects.create(
            **{act.subject: subject}, made_before=throw_away(earlier), step=act.name, by=by, note=order.reason,
            dossier_version=version, fingerprint=key.fingerprint,
        )  # fmt: skip
        keep_paper(signing, made, act.kind)
    return signing


def issue_body_paper(
    act: BodyAct, *, signing: PreparedSigning, by, papers: list[PreparedPaper], signed: list[SignedPdf],
    way: str = SignedWith.FILE,
):  # fmt: skip
    """Keep the accepted file as an issued paper and do what it says; either all of it happens or nothing.

    Returns what the paper is of. Raises StepRefused, OutOfDate, PermissionDenied; then no file stays either.
    """
    [paper], [result] = papers, signed
    written: list[str] = []
    try:
        with transaction.atomic():
            return _issue_and_take(act, signing, by, paper, result, way, written)
    except BaseException:
        for name in written:  # bytes of a paper that was never issued
            default_storage.delete(name)
        raise


def _issue_and_take(act: BodyAct, signing, by, paper, result: SignedPdf, way, written: list[str]):
    subject = act.hold(signing)
    issuer = act.issuer(subject)
    order = BodyOrder(by, issuer, paper.serial, paper.symbol, paper.issued_on, paper.token, reason=signing.note)
    if act.make(subject, order).digest() != paper.digest:
        raise OutOfDate([_("Nội dung đã thay đổi sau khi lập văn bản; hãy xem bản mới rồi ký.")])
    subject = act.take(subject, signing, paper, result)
    issue(subject, signing, paper, result, issuer, way, written)
    PreparedSigning.objects.filter(**{act.subject: subject}).delete()
    return subject
