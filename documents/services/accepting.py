"""The one gate for signatures, ours and other people's: what is accepted, and the sentence for everything else."""

import datetime
import hashlib
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from classification.errors import StepRefused
from documents.models import HeldKey
from documents.signing import SignedPdf
from documents.trust_here import our_trust
from documents.verifying import BIGGEST_FILE, SignatureVerdict, too_big
from documents.verifying.order import Order, Report
from documents.verifying.register import earlier_states
from documents.verifying.sentences import Weight

Examine = Callable[[bytes, Order], Report]
CLOCKS_DIFFER = datetime.timedelta(minutes=10)
ABOUT_THE_FILE = {"unsigned_update": "after", "trailing": "after", "validation_data": "long_term"}
BREAKS_THE_EARLIER = {"added", "changed", "bad_signature", "partial", "padding"}
UNANSWERED = "revocation_unknown"
"""No list of revoked certificates at hand says nothing against anybody: known revocation is refused, silence is not."""


class NotAccepted(StepRefused):
    """What came back is not the signature that was asked for. `code` says which rule it breaks, `paper` which paper."""

    paper: int | None = None

    def __init__(self, code: str, sentence: str):
        super().__init__([sentence])
        self.code = code


def accept(
    pdf: bytes, *, given: bytes, field: str, key: HeldKey, moment: datetime.datetime, examine: Examine,
    given_at: datetime.datetime | None = None, earlier: int = 0, given_before: Iterable[str] = (),
) -> SignedPdf:  # fmt: skip
    """`pdf` as the signed form of `given`: the same bytes, then exactly one signature in `field` with `key`.

    `earlier`: so many signatures are in `given` already. `given_before`: SHA-256 of what was given out for the same
    purpose and replaced since; it only makes the refusal clearer. Raises NotAccepted.
    """
    _require_the_bytes(pdf, given, frozenset(given_before))
    report = examine(pdf, Order.trusting(our_trust(), moment=moment, given=len(given)))
    _require_readable(report)
    signature = _the_one(report.signatures, earlier, field, key)
    _require_sound(report, signature, report.signatures[:earlier])
    return _signed(pdf, given, signature, given_at, moment)


def _require_the_bytes(pdf: bytes, given: bytes, given_before: frozenset[str]) -> None:
    if len(pdf) > BIGGEST_FILE:
        raise NotAccepted("too_big", str(too_big()))
    if pdf == given:
        raise NotAccepted("unsigned", _("Tệp này chưa được ký: nó đúng là tệp đã tải về, chưa có chữ ký nào thêm."))
    if pdf.startswith(given):
        return
    if b"%PDF-" not in pdf[:1024]:
        raise NotAccepted("not_pdf", _("Tệp này không phải là PDF."))
    if given.startswith(pdf):
        raise NotAccepted("cut", _("Tệp bị cắt cụt: nó ngắn hơn văn bản đã đưa ra ký. Hãy tải lên lại."))
    if given_before and not given_before.isdisjoint(earlier_states(pdf)):
        raise NotAccepted(
            "old", _("Đây là bản lập trước đó của văn bản. Văn bản đã được lập lại; hãy tải bản mới về ký.")
        )
    raise NotAccepted(
        "other_bytes",
        _(
            "Tệp không bắt đầu bằng đúng từng byte của văn bản đã đưa ra ký: đó là tệp khác, hoặc công cụ ký đã ghi lại"
            " tệp. Hãy ký tiếp vào chính tệp đã tải về, không in, không xuất lại."
        ),
    )


def _require_readable(report: Report) -> None:
    for finding in report.findings:
        match ABOUT_THE_FILE.get(finding.code):
            case "long_term":
                raise NotAccepted(
                    "long_term",
                    _(
                        "Sau chữ ký, công cụ ký còn ghi thêm dữ liệu xác minh lâu dài. Hãy tắt lựa chọn này (LTV) và ký"
                        " lại; hệ thống tự bổ sung sau."
                    ),
                )
            case "after":
                raise NotAccepted("after", _("Chữ ký không bao trùm cả tệp: sau chữ ký còn dữ liệu không được ký."))
        if finding.weight is not Weight.NOTE and finding.code not in ("not_only_signed", "locks_the_rest"):
            raise NotAccepted(finding.code, str(finding))


def _the_one(signatures: tuple[SignatureVerdict, ...], earlier: int, field: str, key: HeldKey) -> SignatureVerdict:
    added = signatures[earlier:]
    if not added:
        raise NotAccepted("no_signature", _("Tệp có thay đổi nhưng không có chữ ký số nào được thêm."))
    if len(added) > 1:
        raise NotAccepted(
            "several", _("Tệp có %(n)s chữ ký mới; chỉ nhận đúng một chữ ký của bạn.") % {"n": len(added)}
        )
    (signature,) = added
    if signature.field != field:
        raise NotAccepted(
            "wrong_field",
            _("Chữ ký nằm ở ô «%(found)s»; phải ký vào ô đã dành sẵn «%(field)s».")
            % {"found": signature.field, "field": field},
        )
    if signature.fingerprint != key.fingerprint:
        raise NotAccepted(
            "other_signer",
            _("Chữ ký là của “%(found)s”, bằng chứng thư số khác với chứng thư đã đăng ký ở đây của “%(own)s”.")
            % {"found": signature.signer or "?", "own": key.subject},
        )
    return signature


def _require_sound(report: Report, signature: SignatureVerdict, before: tuple[SignatureVerdict, ...]) -> None:
    against = [one for one in signature.findings if one.weight is not Weight.NOTE and one.code != UNANSWERED]
    against += [one for one in report.findings if one.weight is not Weight.NOTE]
    against += [found for one in before for found in one.findings if found.code in BREAKS_THE_EARLIER]
    if against:
        raise NotAccepted(against[0].code, str(against[0]))


def _signed(pdf, given, signature: SignatureVerdict, given_at, moment) -> SignedPdf:
    signed_at = signature.moment or moment
    if given_at and signed_at < given_at - CLOCKS_DIFFER:
        raise NotAccepted(
            "too_early",
            _("Thời điểm ký ghi trong tệp sớm hơn lúc lập văn bản; hãy chỉnh đồng hồ của máy ký rồi ký lại."),
        )
    return SignedPdf(
        pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), prepared_sha256=hashlib.sha256(given).hexdigest(),
        field=signature.field, signer=signature.signer, fingerprint=signature.fingerprint, signed_at=signed_at,
    )  # fmt: skip
