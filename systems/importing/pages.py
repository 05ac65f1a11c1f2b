"""What the pages have in common that take a spreadsheet, show what it would do, and store it."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from systems.models import Organisation

from . import waiting
from .outcomes import BAD, CHANGED, NEW, UNCHANGED, FilePlan
from .showing import summary
from .waiting import WaitingFile

PAGE_ROWS = 100
VIEWS = {"sai": BAD, "moi": NEW, "doi": CHANGED, "giu-nguyen": UNCHANGED}


def put_aside(request: HttpRequest, form) -> WaitingFile:
    """The uploaded file of a valid form, kept for this session until it is stored."""
    owner = form.cleaned_data["owner"]
    name = form.cleaned_data["file"].name
    return waiting.keep(request, form.content, name=name, owner=owner.pk if owner else None)


def owner_of(file: WaitingFile) -> Organisation | None:
    """The owner that was named beside the file."""
    return Organisation.objects.filter(pk=file.owner).first() if file.owner else None


def preview_context(request: HttpRequest, file: WaitingFile, plan: FilePlan, shown: Callable, *, changed: bool) -> dict:
    """One page of what the file would do: as chosen, else what is wrong, else all; `shown` puts outcomes into words."""
    counts = plan.counts
    chosen = request.GET.get("xem", "")
    wanted = None if chosen == "tat-ca" else VIEWS.get(chosen, BAD if counts[BAD] else None)
    page = Paginator(plan.of(wanted) if wanted else plan.outcomes, PAGE_ROWS).get_page(request.GET.get("page"))
    page.object_list = shown(page.object_list)
    return {
        "file": file, "plan": plan, "counts": counts, "summary": summary(counts), "page": page,
        "storable": counts[NEW] + counts[CHANGED], "wanted": wanted or "all", "changed_meanwhile": changed,
    }  # fmt: skip


def gone() -> str:
    return _("Bản xem trước này không còn: đã ghi, đã quá một ngày hoặc không phải của bạn. Chọn lại tệp.")


def done(plan: FilePlan, words: str) -> str:
    """What is said when the file was stored; `words` has a place for the `summary`."""
    counts = plan.counts
    if not counts[NEW] and not counts[CHANGED]:
        return _("Tệp không thay đổi gì, không ghi gì.")
    return words % {"summary": summary(counts)}
