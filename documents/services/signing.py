"""Signing is the step: prepared papers are signed, here or elsewhere, pass the gate, and the dossier moves."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from documents.keys import UnusableKey
from documents.models import PreparedPaper, PreparedSigning, SignatureImage, SignedWith, SigningKey
from documents.signing import Act, Key, Look, SignedPdf, sign
from documents.trust import our_roots
from documents.verifying.examining import examine
from documents.verifying.isolation import examine_in_turn

from .accepting import Examine, NotAccepted, accept
from .completing import complete
from .keys import key_in_use
from .opening import known_certificate, open_held_key
from .preparing import PERSON_FIELD
from .signing_check import refuse_revoked


def sign_prepared(*, signing: PreparedSigning, by, passphrase: str, seen: str = ""):
    """Sign every paper prepared for the step and take the step; either all of it happens or nothing.

    `passphrase` opens the person's key: the passphrase of a file, the PIN of a device. `seen` names the papers the
    person looked at (their SHA-256, joined by commas). Raises KeyProblem (passphrase, expiry), StepRefused,
    PermissionDenied; then no paper is issued and the dossier stays where it was. Returns what moved: the dossier, or
    the report or delegation whose own paper it is.
    """
    papers, signed, way = _sign_here(signing, by, passphrase, seen)
    return complete(signing=signing, by=by, papers=papers, signed=signed, way=way)


def _sign_here(
    signing: PreparedSigning, by, passphrase: str, seen: str
) -> tuple[list[PreparedPaper], list[SignedPdf], SignedWith]:
    """The prepared papers, signed with the person's key and past the gate; nothing is kept yet. Raises as above."""
    papers, held = ready_to_sign(signing, by, seen)
    if held.way == SigningKey.Way.AWAY:
        raise StepRefused([_("Khóa của bạn không ở đây; hãy mang văn bản đi ký rồi mang về.")])
    key, moment = open_held_key(held, passphrase, roots=our_roots()), timezone.now()
    files = [_sign(paper, key, by, moment) for paper in papers]
    signed = [_accepted(paper, pdf, signing, held, examine) for paper, pdf in zip(papers, files, strict=True)]
    return papers, signed, SignedWith(held.way)


def bring_back(*, signing: PreparedSigning, by, files: Mapping[int, bytes], seen: str = "", way: str = SignedWith.AWAY):
    """Take the step with papers that were signed elsewhere: `files` by the key of the prepared paper.

    They come from outside, so they are examined in the limited worker. Raises NotAccepted with the `paper` it is
    about, StepRefused, PermissionDenied; then nothing is issued and nothing moves.
    """
    papers, held = ready_to_sign(signing, by, seen)
    if missing := [paper.title for paper in papers if paper.pk not in files]:
        raise StepRefused([_("Còn thiếu tệp đã ký của văn bản: %(titles)s.") % {"titles": "; ".join(missing)}])
    signed = [_accepted(paper, files[paper.pk], signing, held, examine_in_turn) for paper in papers]
    try:
        refuse_revoked(known_certificate(held))
    except UnusableKey as revoked:
        raise StepRefused([str(revoked)]) from revoked
    return complete(signing=signing, by=by, papers=papers, signed=signed, way=way)


def ready_to_sign(signing: PreparedSigning, by, seen: str = "") -> tuple[list[PreparedPaper], SigningKey]:
    """The papers and the person's key, when they are still those that were prepared. Raises as `sign_prepared`."""
    if signing.by_id != by.pk:
        raise PermissionDenied(_("Văn bản này được chuẩn bị cho người khác ký."))
    papers = list(signing.papers.all())
    if not papers or (seen and seen != ",".join(paper.sha256 for paper in papers)):
        raise OutOfDate([_("Văn bản đã được lập lại sau khi bạn mở trang; hãy xem bản mới rồi ký.")])
    if any(paper.issued_on != timezone.localdate() for paper in papers):
        raise OutOfDate([_("Văn bản được lập từ hôm trước; hãy lập lại để ngày ký đúng là hôm nay.")])
    held = key_in_use(by)
    if held is None or held.fingerprint != signing.fingerprint:
        raise OutOfDate([_("Khóa ký của bạn đã đổi sau khi lập văn bản; hãy lập lại rồi ký.")])
    return papers, held


def _accepted(paper: PreparedPaper, pdf: bytes, signing: PreparedSigning, held, examine: Examine) -> SignedPdf:
    try:
        return accept(
            pdf, given=bytes(paper.pdf), field=PERSON_FIELD, key=held, moment=timezone.now(), examine=examine,
            given_at=signing.prepared_at, given_before=signing.made_before,
        )  # fmt: skip
    except NotAccepted as refused:
        refused.paper = paper.pk
        raise


def the_act(paper: PreparedPaper, by, moment: datetime.datetime) -> Act:
    """What a person's signature on a paper says: it certifies the paper, whose other fields stay open."""
    place = by.organisation.place if by.organisation else ""
    return Act(PERSON_FIELD, paper.title, place, moment, certify=True)


def the_look(by) -> Look:
    """NĐ 30/2020, Phụ lục I, II.7.d: the picture of the handwritten signature; without one the name and the time."""
    image = SignatureImage.objects.filter(user=by).first()
    return Look(picture=bytes(image.png)) if image else Look()


def _sign(paper: PreparedPaper, key: Key, by, moment: datetime.datetime) -> bytes:
    act, look = the_act(paper, by, moment), the_look(by)
    return sign(bytes(paper.pdf), key=key, roots=our_roots(), **act._asdict(), **look._asdict()).pdf
