"""Bộ yêu cầu: the requirement catalogues for administrators, and how a corrected edition comes in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.catalogue_checking import examine
from classification.catalogue_files import FILES, bundled
from classification.edition_page import compare, shelves
from classification.errors import StepRefused
from classification.forms.editions import EditionFileForm, PutToUseForm
from classification.models import CatalogueEdition
from classification.models.catalogues import catalogue_of
from classification.oscal.catalogs_back import as_catalogue_file
from classification.oscal.words import NotOscal
from classification.plan_origins import standard_name
from classification.services import discard_edition, load_edition, put_to_use
from systems.administration import administers, why_not_settle_for_all

PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def catalogues(request: HttpRequest) -> HttpResponse:
    """Both standards with their editions, counts, sources and warnings; POST brings a corrected file."""
    _allow(request)
    form = EditionFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _catalogues(request, EditionFileForm())
    if not form.is_valid():
        return _catalogues(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        content = as_catalogue_file(file.read())
    except NotOscal as why:
        form.add_error("file", str(why))
        return _catalogues(request, form, status=422)
    examined = examine(content)
    if examined.problems:
        return _catalogues(request, form, examined.problems, file.name, 422)
    try:
        edition = load_edition(content=content, filename=file.name, by=request.user)
    except StepRefused as refused:
        form.add_error("file", refused.reasons)
        return _catalogues(request, form, status=422)
    return redirect("classification:edition", edition.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, edition: int) -> HttpResponse:
    """What an edition changes in the one in use; POST puts it to use."""
    _allow(request)
    found = get_object_or_404(CatalogueEdition, pk=edition)
    form = PutToUseForm(request.POST or None, initial={"effective_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            put_to_use(edition=found, by=request.user, **form.cleaned_data)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("Đã đưa bản hiệu chỉnh vào áp dụng. Hồ sơ đã lập giữ bản của mình."))
            return redirect("classification:edition", found.pk)
    before = _before(found)
    context = {
        "edition": found, "form": form, "name": standard_name(found.standard), "before": before,
        "comparison": compare(catalogue_of(found.standard, before.sha256 if before else None), found.catalogue),
        "refusal": why_not_settle_for_all(request.user), "catalogue": found.catalogue,
    }  # fmt: skip
    return render(request, "classification/edition.html", context, status=422 if form.errors else 200)


@require_POST
def edition_discard(request: HttpRequest, edition: int) -> HttpResponse:
    """Take away a file that was looked at and not put to use."""
    _allow(request)
    found = get_object_or_404(CatalogueEdition, pk=edition)
    try:
        discard_edition(edition=found, by=request.user)
    except StepRefused as refused:
        messages.error(request, str(refused))
        return redirect("classification:edition", edition)
    messages.success(request, _("Đã bỏ tệp; chưa có gì từng theo bản này."))
    return redirect("classification:catalogues")


@require_GET
def edition_file(request: HttpRequest, edition: int) -> HttpResponse:
    """The very bytes that were loaded."""
    _allow(request)
    found = get_object_or_404(CatalogueEdition, pk=edition)
    return _download(bytes(found.content), f"{found.standard.replace(':', '-')}-{found.sha256[:12]}.yaml")


@require_GET
def bundled_file(request: HttpRequest, standard: str) -> HttpResponse:
    """The file that came with the product."""
    _allow(request)
    if standard not in FILES:
        raise Http404
    return _download(bundled(standard), FILES[standard])


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _before(edition: CatalogueEdition) -> CatalogueEdition | None:
    """The edition that this one replaces, or would replace today."""
    day = edition.effective_from or timezone.localdate()
    earlier = CatalogueEdition.objects.in_effect(day).filter(standard=edition.standard).exclude(pk=edition.pk)
    if edition.effective_from:
        earlier = earlier.exclude(effective_from=day, pk__gt=edition.pk)
    return earlier.defer("content").first()


def _catalogues(request, form: EditionFileForm, problems=(), filename: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form, "shelves": shelves(timezone.localdate()), "problems": problems[:PROBLEMS_SHOWN],
        "problem_count": len(problems), "filename": filename, "refusal": why_not_settle_for_all(request.user),
    }  # fmt: skip
    return render(request, "classification/catalogues.html", context, status=status)


def _allow(request: HttpRequest) -> None:
    if not administers(request.user):
        raise PermissionDenied(_("Trang này dành cho người quản trị."))
