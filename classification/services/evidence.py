"""Proving answers: files added to a requirement in versions, and each download written down."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from classification.models import Dossier, Evidence, EvidenceFile, EvidenceVersion
from systems.ledger import record
from systems.roles import Role
from systems.wording import tidy

from .files import ENDINGS, judge_file, refuse_size, safe_name
from .locking import lock, require_editable, require_role
from .plans import require_codes

MOST_FILES = 10


@transaction.atomic
def add_evidence(
    *, dossier: Dossier, code: str, uploads: list, by, title: str = "", note: str = "", of: Evidence | None = None
) -> EvidenceVersion:
    """Add files to a requirement: the first version of a new evidence called `title`, or the next version `of` one.

    `uploads` are uploaded files (name, size, read()). Raises StepRefused, PermissionDenied, ValidationError (field
    `files` or `title`) with what to do; then nothing is kept.
    """
    judged = _judged(uploads)
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_plan_editable)
    require_codes(dossier, [code])
    if of is None:
        of = _begun(dossier, code, tidy(title) or judged[0][0].rpartition(".")[0])
    elif (of.dossier_id, of.code) != (dossier.pk, code):
        raise ValidationError({"of": _("Minh chứng này không thuộc yêu cầu đang mở.")})
    last = of.versions.order_by("-number").first()
    _refuse_same(last, judged)
    version = EvidenceVersion.objects.create(
        evidence=of, number=last.number + 1 if last else 1, note=note.strip(), by=by
    )
    for filename, mime, content in judged:
        _keep(version, filename, mime, content)
    record(
        verb="add_evidence", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", code=code, title=of.title,
        version=version.number, files=[hashlib.sha256(content).hexdigest() for _name, _mime, content in judged],
    )  # fmt: skip
    return version


@transaction.atomic
def take_evidence(*, file: EvidenceFile, by) -> EvidenceFile:
    """Write down that this person downloads the file, before it is sent; whoever calls asked whether they may."""
    evidence = file.version.evidence
    record(
        verb="download_evidence", by=by, system=evidence.dossier.system, about=f"dossier:{evidence.dossier_id}",
        code=evidence.code, title=evidence.title, version=file.version.number, sha256=file.sha256,
    )  # fmt: skip
    return file


def _judged(uploads: list) -> list[tuple[str, str, bytes]]:
    """(name, MIME type, content) of each file, the same content once; refused whole where one may not be kept."""
    if not uploads:
        raise ValidationError({"files": _("Hãy chọn ít nhất một tệp.")})
    if len(uploads) > MOST_FILES:
        raise ValidationError({"files": _("Mỗi phiên bản có không quá %(n)s tệp.") % {"n": MOST_FILES}})
    judged, wrong = {}, []
    for upload in uploads:
        try:
            refuse_size(upload.size, "file")
            content = upload.read()
            mime = judge_file(upload.name, content, "evidence")
            judged.setdefault(hashlib.sha256(content).hexdigest(), (safe_name(upload.name, mime), mime, content))
        except ValidationError as refused:
            wrong += [f"{upload.name}: {sentence}" for sentence in refused.messages]
    if wrong:
        raise ValidationError({"files": wrong})
    return list(judged.values())


def _begun(dossier: Dossier, code: str, title: str) -> Evidence:
    evidence = Evidence(dossier=dossier, code=code, title=title[:200])
    if Evidence.objects.filter(dossier=dossier, code=code, title=evidence.title).exists():
        sentence = _("Yêu cầu này đã có minh chứng “%(title)s”: hãy thêm phiên bản mới cho minh chứng đó.")
        raise ValidationError({"title": sentence % {"title": evidence.title}})
    evidence.save(force_insert=True)
    return evidence


def _refuse_same(last: EvidenceVersion | None, judged: list) -> None:
    """A version says what changed; the very same files once more would say nothing."""
    if last is None:
        return
    kept = set(last.files.values_list("sha256", flat=True))
    if kept == {hashlib.sha256(content).hexdigest() for _name, _mime, content in judged}:
        raise ValidationError({"files": _("Các tệp này giống hệt phiên bản v%(n)s đang có.") % {"n": last.number}})


def _keep(version: EvidenceVersion, filename: str, mime: str, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    kept = EvidenceFile(version=version, filename=filename, mime=mime, size=len(content), sha256=sha256)
    kept.file.save(f"{sha256}{ENDINGS[mime][0]}", ContentFile(content), save=False)
    kept.save(force_insert=True)
