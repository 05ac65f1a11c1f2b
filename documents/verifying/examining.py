"""The cryptographic examination of a PDF: every signature field, over pyHanko, with no network and no database.

`examine` never raises: whatever the library throws at a damaged or hostile file is a finding.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldCreationRule, SigFieldModificationRule
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from documents.keys import VIETNAM
from documents.signing_draft import is_draft
from documents.verifying.additions import beyond_the_signature
from documents.verifying.attachments import embedded_files
from documents.verifying.container import attributes_known, container_untouched, end_of
from documents.verifying.describing import described_otherwise
from documents.verifying.enclosed import tampered
from documents.verifying.evidence import evidence_added
from documents.verifying.order import Order, Report
from documents.verifying.proofs import judged_backwards
from documents.verifying.signer_trust import judge_signer, status_of, time_of
from documents.verifying.verdict import Finding, SignatureVerdict

LAST_BYTES = 4096
MOST_SIGNATURES = 50
LARGEST_TAGGED = 600  # objects; comparing revisions of a tagged file costs far more than linearly

# Our papers have no form fields to fill in, so a change of any field but a signature's is a change of the paper.
SIGNATURES_ONLY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
)


def examine(pdf: bytes, order: Order) -> Report:
    if b"startxref" not in pdf[-LAST_BYTES:]:  # the library would look for it through the whole file
        return Report((Finding("unreadable"),))
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        if reader.encrypted:
            return Report((Finding("encrypted"),))
        embedded, findings = _collect(reader)
        if len(embedded) + len(findings) > MOST_SIGNATURES:
            return Report((Finding("too_many"),))
        if not order.known_bytes:
            findings += [*_after_the_last(pdf, embedded), *_described_otherwise(reader, embedded)]
            findings += _taken_out(reader, embedded)
        if order.given:
            findings += beyond_the_signature(pdf, reader, embedded, order)
        if embedded and is_draft(reader):
            findings.append(Finding("draft"))
        verdicts = judged_backwards(embedded, lambda signature, proven: _judged(pdf, signature, order, proven))
        empty = [Finding("no_signature")] if not embedded and not findings else []
        return Report((*findings, *empty), verdicts, _attachments(reader, order))
    except RecursionError:
        return Report((Finding("too_slow"),))
    except MemoryError:
        raise  # the worker has reached its limit; its parent says so
    except Exception:  # an exception is a verdict: the library has hundreds of ways to refuse a damaged file
        return Report((Finding("unreadable"),))


def _taken_out(reader: PdfFileReader, embedded: list[EmbeddedPdfSignature]) -> list[Finding]:
    """A signature that an earlier revision holds after the last one here: an update has hidden it."""
    now = {signature.field_name for signature in embedded}
    since = embedded[-1].signed_revision + 1 if embedded else 0
    for revision in range(since, reader.xrefs.total_revisions - 1):
        then = enumerate_sig_fields(reader.get_historical_resolver(revision), filled_status=True)
        if {name for name, _value, _field in then} - now:
            return [Finding("taken_out")]
    return []


def _described_otherwise(reader: PdfFileReader, embedded: list[EmbeddedPdfSignature]) -> list[Finding]:
    changed = embedded and described_otherwise(reader, embedded[0].signed_revision)
    return [Finding("described")] if changed else []


def _attachments(reader: PdfFileReader, order: Order) -> dict[str, str] | None:
    return embedded_files(reader) if order.with_attachments else None


def _collect(reader: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], list[Finding]]:
    """Every filled signature field; one that cannot be read is a finding, never passed over."""
    embedded, findings = [], []
    for name, value, sig_field in enumerate_sig_fields(reader, filled_status=True):
        try:
            subfilter = value.get_object().get("/SubFilter")
            signature = EmbeddedPdfSignature(reader, sig_field, name)
            if subfilter not in ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161"):
                findings.append(Finding("unsupported", {"field": name}))
            else:
                embedded.append(signature)
        except Exception:  # see examine
            findings.append(Finding("broken", {"field": name}))
    embedded.sort(key=lambda signature: (signature.signed_revision, end_of(signature.byte_range)))
    return embedded, findings


def _after_the_last(pdf: bytes, embedded: list[EmbeddedPdfSignature]) -> list[Finding]:
    """What follows the last signature: nothing, validation data of a long-term signature, or something to mistrust."""
    if not embedded or end_of(embedded[-1].byte_range) == len(pdf):
        return []
    last = embedded[-1]
    tail = pdf[end_of(last.byte_range) :]
    updates = last.reader.xrefs.total_revisions - last.signed_revision - 1
    if not updates or tail.count(b"%%EOF") != updates or not tail.rstrip(b"\r\n").endswith(b"%%EOF"):
        return [Finding("trailing")]
    return [Finding("validation_data" if _only_evidence(last) else "unsigned_update")]


def _only_evidence(last: EmbeddedPdfSignature) -> bool:
    try:
        return evidence_added(last)
    except (PdfError, ValueError, TypeError, KeyError, AttributeError):
        return False


def _revisions_after(signature: EmbeddedPdfSignature) -> bool:
    return signature.reader.xrefs.total_revisions > signature.signed_revision + 1


def _judged(pdf: bytes, signature: EmbeddedPdfSignature, order: Order, proven: datetime | None) -> SignatureVerdict:
    try:
        certificate = signature.signer_cert
        signed_at = time_of(signature)
        return SignatureVerdict(
            field=signature.field_name,
            signer=_name_of(certificate),
            signed_at=_vietnamese_time(signed_at),
            fingerprint=certificate.sha256.hex(),
            findings=tuple(_findings(pdf, signature, order, proven)),
        )
    except MemoryError:
        raise
    except Exception:  # see examine
        broken = Finding("broken", {"field": signature.field_name})
        return SignatureVerdict(signature.field_name, "", None, "", (broken,))


def _findings(pdf: bytes, signature: EmbeddedPdfSignature, order: Order, proven: datetime | None) -> Iterator[Finding]:
    compare = not order.known_bytes
    if compare and _too_complex(signature):
        compare = False
        yield Finding("too_complex")
    status = asyncio.run(status_of(signature, order, order.moment, policy=SIGNATURES_ONLY, compare=compare))
    sound = (
        container_untouched(pdf, [int(edge) for edge in signature.byte_range])
        and _labels_agree(signature)
        and attributes_known(signature.signer_info)
        and _stamp_fits(status)
    )
    known = {*order.roots, *order.roots_for_stamps, *order.intermediates}
    if not sound or tampered((enclosed.dump() for enclosed in signature.other_embedded_certs), known):
        yield Finding("padding")
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield Finding("partial")
    elif status.modification_level is not None and _forbidden(status):
        yield Finding("added")
    if not status.intact:
        yield Finding("changed")
    elif not status.valid:
        yield Finding("bad_signature")
    else:
        yield from judge_signer(signature, status, order, proven)


def _stamp_fits(status) -> bool:
    """Whether the time-stamp on the signature, if it has one, was made for this signature."""
    stamp = getattr(status, "timestamp_validity", None)
    return stamp is None or (stamp.intact and stamp.valid)


def _labels_agree(signature: EmbeddedPdfSignature) -> bool:
    """The labels of a signature that no hash covers (RFC 5652, 5.1 and 5.3) say the same as what it covers."""
    declared = {algorithm["algorithm"].native for algorithm in signature.signed_data["digest_algorithms"]}
    version, identifier = signature.signer_info["version"].native, signature.signer_info["sid"].name
    return declared == {signature.md_algorithm} and (version == "v1") == (identifier == "issuer_and_serial_number")


def _forbidden(status) -> bool:
    return status.modification_level > ModificationLevel.FORM_FILLING or getattr(status, "docmdp_ok", True) is False


def _too_complex(signature: EmbeddedPdfSignature) -> bool:
    """Whether revisions would have to be compared in a tagged file that is too large for it."""
    reader = signature.reader
    if not _revisions_after(signature):
        return False
    try:
        tagged = "/StructTreeRoot" in reader.root
        return tagged and int(reader.trailer["/Size"]) > LARGEST_TAGGED
    except (PdfError, KeyError, TypeError, ValueError):
        return True


def _name_of(certificate) -> str:
    name = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    return name[-1] if isinstance(name, list) else str(name)


def _vietnamese_time(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")
