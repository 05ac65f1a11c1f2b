"""Many dossiers outside a request: one after another, each once, whatever dies in between; then one archive of all."""

import datetime
import time

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from classification.models import Dossier
from documents.models import DossierExport, ExportedDossier
from documents.services.exporting import FOLDER, drop_parts, end, note_export, scratch_file
from systems.models import User

from . import index
from .checking import DOSSIER_ARCHIVE
from .manifest import Damaged, Listed, Manifest
from .names import Taken, shortened
from .writing import add, chunks_of, finish, open_archive, summed, write_dossier

SECONDS = 60
"""So long one job goes on; then the next one takes over, and other work has had its chance."""
ITEM = ExportedDossier.State


def go_on(export: DossierExport, *, seconds: float | None = None) -> bool:
    """Export the dossiers that are still to come. False when time (SECONDS) ran out first."""
    until = time.monotonic() + (SECONDS if seconds is None else seconds)
    while item := _next(export):
        _export(item, export)
        if time.monotonic() > until and _next(export):
            return False
    return True


def put_together(export: DossierExport) -> str:
    """One archive of all; a sentence on what came of it."""
    found = export.items.filter(state=ITEM.DONE).select_related("dossier__system__operator")
    made = list(found.defer("dossier__facts", "dossier__determination").order_by("position"))
    if not made:
        with transaction.atomic():
            if held := _running(export):
                end(held, DossierExport.State.FAILED, _("Không hồ sơ nào xuất được."))
        return _("Không hồ sơ nào xuất được.")
    with scratch_file() as target:
        written = _write(export, made, target)
        name = default_storage.save(f"{FOLDER}/{export.pk}.zip", File(target))
    with transaction.atomic():
        held = _running(export)
        if held is None:  # cancelled meanwhile, or another worker was faster
            transaction.on_commit(lambda: default_storage.delete(name))
            return _("Lần xuất đã kết thúc trước đó.")
        held.file, held.sha256, held.size = name, written.sha256, written.size
        held.state, held.ended_at = DossierExport.State.DONE, timezone.now()
        held.kept_until = timezone.localdate() + datetime.timedelta(days=settings.EXPORT_DAYS)
        held.save()
        drop_parts(held)
    return _("Đã xuất %(n)s hồ sơ.") % {"n": len(made)}


def left_out_of(export: DossierExport, most: int | None = None) -> list[dict]:
    """Name and reason of what was left out; a dossier that the person may not see any more is only numbered."""
    items = list(export.items.filter(state=ITEM.LEFT_OUT).select_related("dossier__system").order_by("position")[:most])
    by = User.objects.get(pk=export.by_id)
    seen = set(
        Dossier.objects.visible_to(by).filter(pk__in=[item.dossier_id for item in items]).values_list("pk", flat=True)
    )
    return [
        {
            "label": str(item.dossier.system)
            if item.dossier_id in seen
            else _("Hồ sơ số %(n)s") % {"n": item.dossier_id},
            "sentence": item.sentence,
        }
        for item in items
    ]


def _next(export: DossierExport) -> ExportedDossier | None:
    """The dossier that is next; None when all are done, or nobody wants them any more."""
    waiting = export.items.filter(state=ITEM.WAITING, export__state=DossierExport.State.RUNNING)
    return waiting.select_related("dossier").order_by("position").first()


def _export(item: ExportedDossier, export: DossierExport) -> None:
    """One dossier, looked at anew with the eyes of the person who asked, as they may see it at this moment."""
    by = User.objects.get(pk=export.by_id)  # not from before: what is remembered of duties may be over
    dossier = Dossier.objects.visible_to(by).with_parties().filter(pk=item.dossier_id).first()
    if dossier is None:
        return _leave_out(item, _("Người yêu cầu không còn được xem hồ sơ này."))
    with scratch_file() as target:
        try:
            written = write_dossier(dossier, target)
        except Damaged as why:
            return _leave_out(item, str(why))
        name = default_storage.save(f"{FOLDER}/{export.pk}-{item.position}.zip", File(target))
    with transaction.atomic():
        kept = ExportedDossier.objects.filter(
            pk=item.pk, state=ITEM.WAITING, export__state=DossierExport.State.RUNNING
        ).update(state=ITEM.DONE, file=name, sha256=written.sha256, size=written.size, files=written.files)
        if kept:
            note_export(dossier, by, written)
        else:  # cancelled meanwhile, or another worker was faster
            transaction.on_commit(lambda: default_storage.delete(name))


def _leave_out(item: ExportedDossier, sentence: str) -> None:
    ExportedDossier.objects.filter(pk=item.pk, state=ITEM.WAITING).update(state=ITEM.LEFT_OUT, sentence=sentence[:500])


def _running(export: DossierExport) -> DossierExport | None:
    return DossierExport.objects.select_for_update().filter(pk=export.pk, state=DossierExport.State.RUNNING).first()


def _write(export: DossierExport, made: list, target):
    """Archives in an archive: each stands alone, and nothing is unpacked on the way."""
    taken, day = Taken(), timezone.localtime(export.created_at).date()
    rows, listed = [], []
    with override("vi"), open_archive(target) as archive:
        for item in made:
            system = item.dossier.system
            path = taken.free("", f"{system.code} {shortened(system.name, 60)} hồ sơ {item.dossier_id}", ".zip")
            with default_storage.open(item.file.name, "rb") as file:
                add(archive, path, day, chunks_of(file), item.size)
            listed.append(
                Listed(
                    path,
                    DOSSIER_ARCHIVE,
                    system.name,
                    item.dossier.decision_number,
                    day.isoformat(),
                    "application/zip",
                    item.size,
                    item.sha256,
                )  # fmt: skip
            )
            rows.append({"item": item, "path": path, "url": index.link(path)})
        about = {"by": str(export.by), "asked_at": export.created_at.isoformat(), "filter": export.words}
        pages = index.pages_of_many({"export": export, "rows": rows, "left_out": left_out_of(export)})
        manifest = finish(archive, Manifest("many", about, tuple(listed)), pages, day)
    return summed(target, len(made), manifest)
