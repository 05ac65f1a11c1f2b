"""Dấu thời gian đang chờ: papers without a time-stamp over their newest state, since when, why, and "làm lại"."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.models import IssuedDocument, Preservation, TimestampServer
from documents.services.looking_after import try_now
from documents.services.stamps_wanted import JOB
from systems.administration import administered, administers
from systems.authority import acts_for
from systems.models import Job
from systems.roles import Role

PAGE = 50


@require_GET
def stamps(request: HttpRequest) -> HttpResponse:
    """Those that this person may see, and for an administrator those of the units they look after; longest first."""
    rows = _waiting(request.user).select_related("document__issuer").defer("document__content")
    rows = rows.annotate(readable=Exists(_readable(request.user).filter(pk=OuterRef("document"))))
    page = Paginator(rows.order_by("since", "pk"), PAGE).get_page(request.GET.get("page"))
    may = set(_again_by(request.user, rows).values_list("pk", flat=True)) if page.paginator.count else set()
    jobs = {job.key: job for job in Job.objects.filter(kind=JOB, key__in=[_key(row) for row in page])}
    context = {
        "page": page,
        "lines": [{"row": row, "job": jobs.get(_key(row)), "may": row.pk in may} for row in page],
        "servers": TimestampServer.objects.filter(active=True).exists(),
        "administers": administers(request.user),
    }
    return render(request, "documents/stamps.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the stamp of one paper tried now."""
    row = get_object_or_404(_waiting(request.user, done=True), document=pk)
    if not _again_by(request.user, Preservation.objects.filter(pk=row.pk)).exists():
        raise PermissionDenied(_("Bạn xem được văn bản này nhưng không được giao việc gì với nó."))
    document = IssuedDocument.objects.defer("content").get(pk=pk)
    if try_now(document=document, by=request.user):
        messages.success(request, _("Đã xếp lại; máy chủ được hỏi ngay khi đến lượt."))
    else:
        messages.info(request, _("Văn bản này đã có dấu thời gian, không phải làm lại."))
    return redirect("documents:stamps")


def _key(row: Preservation) -> str:
    return f"{JOB}:{row.document_id}:{row.turn}"


def _readable(user):
    return IssuedDocument.objects.visible_to(user)


def _waiting(user, *, done: bool = False):
    seen = Q(document__in=_readable(user).values("pk"))
    if administers(user):
        seen |= administered(user, "document__issuer__")
    rows = Preservation.objects.filter(seen, document__replaced_by__isnull=True)
    return rows if done else rows.filter(done_at__isnull=True)


def _again_by(user, rows):
    """Those of the rows that this person may have tried again: who acts for the system, and administrators."""
    acting = Q(pk__in=[])
    for role in (Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER):
        acting |= acts_for(user, role, prefix="document__dossier__system__")
    if administers(user):
        acting |= administered(user, "document__issuer__")
    return rows.filter(acting)
