"""Taking whole dossiers out: one at once, or many as work outside a request, of which only who asked gets the file."""

import datetime
import tempfile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier
from documents.exporting import Written, write_dossier
from documents.models import DossierExport, ExportedDossier
from systems.jobs import enqueue
from systems.ledger import record

MOST = 5000
"""Dossiers of one export."""
MOST_RUNNING = 3
"""Exports of one person at the same time."""
JOB = "exports.write"
FOLDER = "exports"


def export_dossier(*, dossier: Dossier, by):
    """The archive of one dossier as a file on disk that goes when it is closed; who took it is written down.

    Whoever calls asked whether this person may see the dossier. Raises Damaged when a kept file is not what it was.
    """
    target = scratch_file()
    try:
        note_export(dossier, by, write_dossier(dossier, target))
    except BaseException:
        target.close()
        raise
    return target


def note_export(dossier: Dossier, by, written: Written) -> None:
    """Write down that this person took the whole dossier."""
    record(
        verb="export_dossier", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", sha256=written.sha256,
        size=written.size, files=written.files,
    )  # fmt: skip


def scratch_file():
    """A file in the data folder, nameless: it is gone when it is closed, whatever happens to the process."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=settings.VAR_DIR)  # noqa: SIM115 - handed to whoever reads it


@transaction.atomic
def ask_for_export(*, dossiers, words: str, by) -> DossierExport:
    """Have these dossiers (a queryset) exported outside the request. Raises StepRefused in words."""
    visible = Dossier.objects.visible_to(by).filter(pk__in=dossiers.values("pk"))
    chosen = list(visible.order_by("system__code", "pk").values_list("pk", flat=True))
    if not chosen:
        raise StepRefused([_("Không có hồ sơ nào để xuất với điều kiện này.")])
    if len(chosen) > MOST:
        raise StepRefused(
            [
                _("Có %(n)s hồ sơ, mỗi lần xuất được nhiều nhất %(most)s: hãy lọc hẹp hơn.")
                % {"n": len(chosen), "most": MOST}
            ]
        )
    if by.exports.filter(state=DossierExport.State.RUNNING).count() >= MOST_RUNNING:
        raise StepRefused([_("Bạn đang có %(n)s lần xuất chưa xong; hãy đợi hoặc hủy bớt.") % {"n": MOST_RUNNING}])
    export = DossierExport.objects.create(by=by, words=words[:500], total=len(chosen), created_at=timezone.now())
    ExportedDossier.objects.bulk_create(
        (ExportedDossier(export=export, position=n, dossier_id=one) for n, one in enumerate(chosen, start=1)),
        batch_size=1000,
    )
    record(verb="ask_for_export", by=by, about=f"export:{export.pk}", words=export.words, dossiers=export.total)
    enqueue(JOB, subject=str(by), key=f"{JOB}:{export.pk}:1", export=export.pk, turn=1)
    return export


@transaction.atomic
def cancel_export(*, export: DossierExport, by) -> bool:
    """Stop an export; what was made of it so far goes. False when it had ended already."""
    if export.by_id != by.pk:
        raise PermissionDenied(_("Chỉ người yêu cầu xuất mới hủy được."))
    held = DossierExport.objects.select_for_update().get(pk=export.pk)
    if not held.is_running:
        return False
    end(held, DossierExport.State.CANCELLED)
    record(verb="cancel_export", by=by, about=f"export:{export.pk}")
    return True


def end(export: DossierExport, state: str, sentence: str = "") -> None:
    """Give a running export its end without a file; the archives of its dossiers go once that is stored."""
    export.state, export.ended_at, export.sentence = state, timezone.now(), sentence[:500]
    export.save(update_fields=["state", "ended_at", "sentence"])
    drop_parts(export)


def drop_parts(export: DossierExport) -> None:
    """Forget the archives of single dossiers; call it in a transaction."""
    names = [name for name in export.items.exclude(file="").values_list("file", flat=True) if name]
    export.items.exclude(file="").update(file="")
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])


def why_not_fetch(export: DossierExport, by) -> str | None:
    """Why this person may not have the result (any more); None when they may."""
    if export.by_id != by.pk:
        return _("Chỉ người yêu cầu xuất mới tải được kết quả.")
    if not export.is_done:
        return _("Lần xuất này không có tệp kết quả.")
    included = export.items.filter(state=ExportedDossier.State.DONE)
    if included.exclude(dossier__in=Dossier.objects.visible_to(by)).exists():
        return _("Trong gói có hồ sơ mà bạn không còn được xem; hãy xuất lại.")
    return None


@transaction.atomic
def fetch_export(*, export: DossierExport, by):
    """Write down that this person takes the result, and open it. Raises PermissionDenied."""
    if refusal := why_not_fetch(export, by):
        raise PermissionDenied(refusal)
    record(verb="fetch_export", by=by, about=f"export:{export.pk}", sha256=export.sha256, size=export.size)
    return export.file.open("rb")


def remove_old(today: datetime.date) -> int:
    """Delete results whose days are over, and files that a killed worker left. Returns how many results."""
    _remove_orphans()
    old = DossierExport.objects.filter(state=DossierExport.State.DONE, kept_until__lt=today)
    removed = 0
    for export in old:
        with transaction.atomic():
            name = export.file.name
            removed += DossierExport.objects.filter(pk=export.pk, state=DossierExport.State.DONE).update(
                state=DossierExport.State.REMOVED, file=""
            )
            transaction.on_commit(lambda name=name: default_storage.delete(name))
    return removed


def _remove_orphans() -> None:
    """Files of exports that no row names, a day old: their worker died before it could write them down."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - datetime.timedelta(days=1)
    for name in (f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]):
        named = DossierExport.objects.filter(file=name).exists() or ExportedDossier.objects.filter(file=name).exists()
        if not named and default_storage.get_modified_time(name) < oldest:
            default_storage.delete(name)
