"""Loading a corrected edition of a catalogue, putting it to use, moving plans that are still being written to it."""

import datetime
import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification import catalogue_files
from classification.catalogue import LEVELS
from classification.catalogue_checking import examine
from classification.catalogue_differences import LevelDifference, difference
from classification.errors import StepRefused
from classification.models import CatalogueEdition, Dossier, PlanItem
from systems.administration import why_not_settle_for_all
from systems.ledger import record
from systems.roles import Role
from systems.wording import tidy

from .locking import lock, require_role


@transaction.atomic
def load_edition(*, content: bytes, filename: str, by) -> CatalogueEdition:
    """Keep a file that was examined; it is not in use yet. The same file again is the same edition.

    `by` None is the trusted command. Raises PermissionDenied; StepRefused with every problem of the file.
    """
    _require_administrator(by)
    examined = examine(content)
    if examined.problems:
        raise StepRefused([str(problem) for problem in examined.problems])
    sha256 = hashlib.sha256(content).hexdigest()
    if content == catalogue_files.bundled(examined.standard):
        raise StepRefused([_("Tệp này giống hệt bản đi kèm phần mềm: không có gì để thay.")])
    if known := CatalogueEdition.objects.filter(sha256=sha256).first():
        return known
    sizes = {f"requirements_{level}": len(examined.catalogue.requirements_for(level)) for level in LEVELS}
    edition = CatalogueEdition.objects.create(
        standard=examined.standard, sha256=sha256, content=content, filename=tidy(filename)[-200:], size=len(content),
        loaded_by=by, **sizes,
    )  # fmt: skip
    record(verb="load_edition", by=by, about=f"edition:{edition.pk}", standard=edition.standard, sha256=sha256)
    return edition


@transaction.atomic
def put_to_use(*, edition: CatalogueEdition, note: str, effective_from: datetime.date, by) -> CatalogueEdition:
    """From this day on new dossiers are opened with this edition. Raises PermissionDenied, StepRefused."""
    _require_administrator(by)
    edition = CatalogueEdition.objects.select_for_update().get(pk=edition.pk)
    reasons = []
    if edition.effective_from:
        reasons.append(_("Bản này đã được đưa vào áp dụng; muốn sửa nữa thì tải một bản khác."))
    if not note.strip():
        reasons.append(_("Ghi nội dung hiệu chỉnh và nguồn đã đối chiếu."))
    if effective_from < timezone.localdate():
        reasons.append(_("Ngày áp dụng không được trước hôm nay: hồ sơ đã lập giữ bản của mình."))
    if reasons:
        raise StepRefused(reasons)
    edition.note, edition.effective_from = note.strip(), effective_from
    edition.save(update_fields=["note", "effective_from"])
    record(
        verb="put_edition_to_use", by=by, about=f"edition:{edition.pk}", standard=edition.standard,
        sha256=edition.sha256, effective_from=effective_from.isoformat(), note=edition.note,
    )  # fmt: skip
    return edition


@transaction.atomic
def discard_edition(*, edition: CatalogueEdition, by) -> None:
    """Take away a file that was never put to use. Raises PermissionDenied, StepRefused."""
    _require_administrator(by)
    edition = CatalogueEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.effective_from:
        raise StepRefused([_("Bản đã đưa vào áp dụng được giữ lại mãi: hồ sơ được đọc theo bản của mình.")])
    record(verb="discard_edition", by=by, about=f"edition:{edition.pk}", sha256=edition.sha256)
    edition.delete()


def newer_edition(dossier: Dossier, on: datetime.date) -> CatalogueEdition | None:
    """The edition in use that this plan does not follow yet; None where there is none or the plan is decided."""
    if not (dossier.is_editable or (dossier.plan_moved and dossier.is_plan_movable)):
        return None
    edition = CatalogueEdition.objects.in_use(dossier.standard or dossier.rules.catalogue, on)
    return edition if edition and edition.sha256 != dossier.edition_id else None


@transaction.atomic
def move_to_edition(*, dossier: Dossier, by, seen: str | None = None) -> LevelDifference | None:
    """Let a plan that is still being written follow the edition in use; answers stay, the report says what changed.

    `seen` is the SHA-256 of the edition that the person looked at. None before a level is determined.
    Raises PermissionDenied, StepRefused.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    edition = newer_edition(dossier, timezone.localdate())
    if edition is None or seen not in (None, edition.sha256):
        raise StepRefused([_("Không có bản hiệu chỉnh nào như vậy để chuyển sang; hãy xem lại trang này.")])
    before, source = dossier.catalogue, dossier.edition_id
    dossier.edition, dossier.version = edition, dossier.version + 1
    dossier.save(update_fields=["edition", "version"])
    settle_answers(dossier)
    report = difference(before, dossier.catalogue, dossier.level) if dossier.level else None
    record(
        verb="move_to_edition", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", source=source or "",
        target=edition.sha256, added=[wanted.code for wanted in report.added] if report else [],
        removed=[gone.code for gone in report.removed] if report else [],
        changed=[change.after.code for change in report.changed] if report else [],
    )  # fmt: skip
    return report


def settle_answers(dossier: Dossier) -> None:
    """Answers to what the plan asks now are live, all others are kept and not counted."""
    wanted = dossier.catalogue.requirements_for(dossier.level) if dossier.level else ()
    asked = {requirement.code for requirement in wanted}
    answers = PlanItem.objects.filter(dossier=dossier)
    answers.filter(live=True).exclude(code__in=asked).update(live=False)
    answers.filter(live=False, code__in=asked).update(live=True)


def _require_administrator(by) -> None:
    if by is not None and (reason := why_not_settle_for_all(by)):
        raise PermissionDenied(reason)
