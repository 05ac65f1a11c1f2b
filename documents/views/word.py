"""Word templates of agencies, and papers in them."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.forms.word import KINDS, WordTemplateForm
from documents.models import IssuedDocument, WordTemplate
from documents.services import word_templates as word
from systems.administration import administered, administers
from systems.models import Organisation

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def word_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed paper's words in its agency's template. The original stays the signed PDF."""
    visible = IssuedDocument.objects.visible_to(request.user).select_related("issuer")
    document = get_object_or_404(visible, pk=pk)
    if (template := word.template_for(document)) is None:
        raise Http404
    return _docx(word.word_copy(document, template), f"{document.kind}-{document.number}.docx".replace("/", "-"))


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """The templates of one's part of the tree, the names that may be used, and the form for a new one."""
    mine = _own(request)
    organisations = Organisation.objects.filter(administered(request.user)).order_by("path")
    form = WordTemplateForm(request.POST or None, request.FILES or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = word.keep_template(
                organisation=given["organisation"], kind=given["kind"], filename=given["file"].name,
                content=given["file"].read(), by=request.user,
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error(None, refused) if hasattr(refused, "error_dict") else form.add_error("file", refused)
        else:
            messages.success(request, _("Đã đưa mẫu vào dùng, bản %(version)s.") % {"version": kept.version})
            return redirect("documents:word_templates")
    names = [(label, word.allowed_names(kind)) for kind, label in KINDS]
    context = {"form": form, "templates": mine.select_related("organisation", "added_by"), "names": names}
    return render(request, "documents/word_templates.html", context, status=422 if form.errors else 200)


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The template as it was brought."""
    template = get_object_or_404(_own(request), pk=pk)
    return _docx(bytes(template.content), template.filename)


@require_GET
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The template with the meaning of each name in its place."""
    template = get_object_or_404(_own(request), pk=pk)
    return _docx(word.sample_copy(template), f"xem-thu-{template.filename}")


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    word.retire_template(template=get_object_or_404(_own(request), pk=pk), by=request.user)
    messages.success(request, _("Đã ngừng dùng mẫu. Văn bản đã ký không thay đổi."))
    return redirect("documents:word_templates")


def _own(request: HttpRequest):
    if not administers(request.user):
        raise PermissionDenied(_("Mẫu Word do người quản trị của cơ quan đưa vào."))
    return WordTemplate.objects.filter(administered(request.user, "organisation__"))


def _docx(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
