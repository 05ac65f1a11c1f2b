"""Recording what a body without an account answered: the document, its scan, and the step that it takes."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Attachment, Dossier, IncomingDocument, ListVerdict
from classification.paper_kinds import PaperKind
from classification.route import LISTED_FROM, OUTSIDE_FROM, TOP
from classification.workflow import EDITABLE, OPEN, STEPS
from systems.ledger import record
from systems.roles import Role
from systems.wording import tidy

from .files import judge_file, keep_file
from .locking import lock_filing, require_on_screen, require_role, require_version
from .steps import PaperReference, check_step, take_step


@dataclass(frozen=True, slots=True)
class Letter:
    """A document as it lies on the desk: who sent it under which number and day, what it says, its scan."""

    number: str
    issued_on: datetime.date
    body: str
    says: str
    filename: str
    content: bytes


def record_answer(*, dossier: Dossier, step: str, letter: Letter, by, seen: int | None = None) -> Dossier:
    """Write down the outside appraiser's answer and take the step that it is, in one act.

    Raises PermissionDenied, StepRefused, ValidationError by field name; then neither row nor file stays.
    """
    return _with_scan(_record_answer, dossier, letter, by, step=step, seen=seen)


def record_list_decision(*, dossier: Dossier, verdict: str, letter: Letter, by, seen: int | None = None) -> Dossier:
    """Write down a decision of the Prime Minister on the list (Danh mục); `verdict` is a `ListVerdict`.

    From then on the dossier goes the way of level 5, or no longer does (NĐ 331/2026 Đ20.4). Raises as the other does.
    """
    return _with_scan(_record_list_decision, dossier, letter, by, verdict=verdict, seen=seen)


def why_not_list(dossier: Dossier) -> str | None:
    """Why no list decision can be recorded in this dossier as it stands; None when it can."""
    if dossier.state not in OPEN:
        return _("Hồ sơ đã kết thúc hoặc đã được phê duyệt: hãy lập hồ sơ xác định lại rồi ghi quyết định ở đó.")
    if (dossier.level or 0) < LISTED_FROM:
        return _("Chỉ hệ thống từ cấp độ 3 trở lên đi theo thủ tục của Danh mục.")
    if dossier.rules.clauses.critical is None and dossier.level != TOP:
        return _("Nghị định %(number)s chỉ lập Danh mục cho hệ thống cấp độ 5.") % {"number": dossier.rules.number}
    if dossier.level < OUTSIDE_FROM and dossier.state not in EDITABLE:
        return _(
            "Hồ sơ đã trình theo thủ tục cấp độ 3. Hãy trả lại để hoàn thiện rồi ghi quyết định: hồ sơ trình lại sẽ đi "
            "theo thủ tục cấp độ 5."
        )
    return None


def _with_scan(act, dossier: Dossier, letter: Letter, by, **more) -> Dossier:
    """Run one recording in a transaction; the scan of one that was not recorded is thrown away."""
    try:
        mime = judge_file(letter.filename, letter.content, "scan")
    except ValidationError as wrong:
        raise ValidationError({"scan": wrong.messages}) from wrong
    kept: list[Attachment] = []

    def scan(locked: Dossier) -> Attachment:
        require_on_screen(locked)
        kept.append(keep_file(dossier=locked, filename=letter.filename, content=letter.content, mime=mime, by=by))
        return kept[0]

    try:
        with transaction.atomic():
            filing = lock_filing(dossier)
            return act(next(one for one in filing if one.pk == dossier.pk), letter, by, scan, **more)
    except BaseException:
        for attachment in kept:
            attachment.file.storage.delete(attachment.file.name)
        raise


def _record_answer(dossier: Dossier, letter: Letter, by, scan, *, step: str, seen: int | None) -> Dossier:
    check_step(dossier=dossier, name=step, by=by)
    require_version(dossier.version, seen)
    row = STEPS[step]
    if not row.is_recorded(dossier.route_level, dossier.state):
        raise StepRefused([_("Bước này không làm bằng cách ghi văn bản đến.")])
    (kind,) = row.papers_for(dossier.route_level, dossier.state)
    _require_sound(dossier, letter, kind, earliest=_sent_on(dossier))
    if row.reason_needed and not letter.says.strip():
        raise ValidationError({"says": _("Ghi nội dung mà văn bản yêu cầu hoặc kết luận chưa phù hợp.")})
    document = _keep(dossier, letter, kind, step, by, scan(dossier))
    for member in dossier.filing[1:]:
        _keep(member, letter, kind, step, by, _same_scan(document.scan, member))
    paper = PaperReference(kind, document.number, document.issued_on, document.scan.sha256, document.title)
    return take_step(dossier=dossier, name=step, by=by, note=document.says, papers=(paper,), seen=seen)


def _record_list_decision(dossier: Dossier, letter: Letter, by, scan, *, verdict: str, seen: int | None) -> Dossier:
    require_role(dossier, by, Role.SECURITY_UNIT)
    require_version(dossier.version, seen)
    if verdict not in ListVerdict.values:
        raise ValidationError({"verdict": _("Hãy chọn quyết định nói gì về hệ thống.")})
    if reason := why_not_list(dossier):
        raise StepRefused([reason])
    _require_sound(dossier, letter, PaperKind.LIST_IN, earliest=None)
    document = _keep(dossier, letter, PaperKind.LIST_IN, verdict, by, scan(dossier))
    dossier.on_list = verdict == ListVerdict.LISTED
    dossier.version += 1
    dossier.save(update_fields=["on_list", "version"])
    record(
        verb="record_list_decision", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", verdict=verdict,
        number=document.number, issued_on=document.issued_on.isoformat(), sha256=document.scan.sha256,
    )  # fmt: skip
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def _sent_on(dossier: Dossier) -> datetime.date | None:
    """The day the dossier last went out to the body outside; nothing is answered before that."""
    sent = dossier.steps.filter(step="forward").last()
    return sent.on if sent else None


def _require_sound(dossier: Dossier, letter: Letter, kind: PaperKind, *, earliest: datetime.date | None) -> None:
    wrong = {}
    if not tidy(letter.number):
        wrong["number"] = _("Ghi số, ký hiệu của văn bản.")
    if not tidy(letter.body):
        wrong["body"] = _("Ghi cơ quan ban hành văn bản.")
    if letter.issued_on > timezone.localdate():
        wrong["issued_on"] = _("Ngày của văn bản không thể sau hôm nay.")
    elif earliest and letter.issued_on < earliest:
        wrong["issued_on"] = _("Văn bản trả lời không thể có ngày trước ngày hồ sơ được gửi đi, %(day)s.") % {
            "day": f"{earliest:%d/%m/%Y}"
        }
    if dossier.incoming.filter(kind=kind, number=tidy(letter.number), issued_on=letter.issued_on).exists():
        wrong["number"] = _("Văn bản số này, ngày này đã được ghi trong hồ sơ.")
    if wrong:
        raise ValidationError(wrong)


def _same_scan(scan: Attachment, dossier: Dossier) -> Attachment:
    """The scan as a file of another dossier of the joint filing: the same stored bytes."""
    copied = Attachment(
        dossier=dossier, filename=scan.filename, mime=scan.mime, size=scan.size, sha256=scan.sha256,
        file=scan.file.name, uploaded_by=scan.uploaded_by,
    )  # fmt: skip
    copied.save(force_insert=True)
    return copied


def _keep(dossier: Dossier, letter: Letter, kind: PaperKind, verdict: str, by, scan: Attachment) -> IncomingDocument:
    document = IncomingDocument(
        dossier=dossier, round=dossier.round, kind=kind, verdict=verdict, number=tidy(letter.number),
        issued_on=letter.issued_on, body=tidy(letter.body), says=letter.says.strip(), scan=scan, recorded_by=by,
    )  # fmt: skip
    document.full_clean()
    document.save(force_insert=True)
    return document
