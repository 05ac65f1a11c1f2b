"""The parts of a dossier as forms, or as plain text for those who only read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.forms.parts import PartForm, filled, initial_of, rows_formset
from classification.models import Dossier
from classification.outline import outline
from classification.part_text import part_text, told_text
from classification.parts import TOLD, Part, clause_under, parts_of
from classification.remark_board import board
from classification.services import write_part
from classification.services.drafting import may_write_part
from classification.services.locking import require_role
from systems.authority import may_act
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One part: a form for the operator while the dossier may be written, plain text for everyone else."""
    dossier = find_dossier(request, pk)
    described = next((part for part in parts_of(dossier.regime, dossier.level) if part.key == key), None)
    if described is None:
        raise Http404
    if request.method == "POST":
        return _save(request, dossier, described)
    if not may_write_part(dossier, key) or not may_act(request.user, Role.OPERATOR, dossier.system):
        context = _context(request, dossier, described) | {"text": part_text(described, dossier)}
        return render(request, "classification/part_read.html", context)
    stored = dossier.parts.filter(key=key).first()
    content, seen = (stored.content, stored.version) if stored else ({}, 0)
    form = PartForm(part=described, initial=initial_of(described, content))
    return _page(request, dossier, described, form, rows_formset(described, content=content), seen)


def _save(request: HttpRequest, dossier: Dossier, described: Part) -> HttpResponse:
    require_role(dossier, request.user, Role.OPERATOR)
    form = PartForm(request.POST, request.FILES, part=described)
    rows = rows_formset(described, data=_with_rows(request.POST)) if described.columns else None
    seen = request.POST.get("seen", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    if not all([form.is_valid(), rows is None or rows.is_valid()]):
        return _page(request, dossier, described, form, rows, seen, 422)
    content = form.content(dossier.contents.get(described.key, {})) | ({"rows": filled(rows)} if rows else {})
    given = {"key": described.key, "content": content, "seen": seen, "uploads": form.uploads()}
    try:
        write_part(dossier=dossier, by=request.user, **given)
    except (StepRefused, ValidationError) as refused:
        return _refused(request, dossier, described, form, rows, refused)
    return _saved(request, dossier, described)


def _with_rows(data):
    """A page that sent no count of rows has none."""
    if "d-TOTAL_FORMS" not in data:
        data = data.copy()
        data.update({"d-TOTAL_FORMS": "0", "d-INITIAL_FORMS": "0"})
    return data


def _refused(request, dossier: Dossier, described: Part, form, rows, refused) -> HttpResponse:
    """What was typed stays; a stale page learns the newest version, so that saving again is a choice."""
    stored = dossier.parts.filter(key=described.key).first()
    if isinstance(refused, ValidationError):
        for name, sentences in refused.message_dict.items():
            form.add_error(name, sentences)
        return _page(request, dossier, described, form, rows, request.POST.get("seen"), 422)
    form.add_error(None, refused.reasons)
    newest = stored.version if stored else 0
    return _page(request, dossier, described, form, rows, newest, status_of(refused))


def _saved(request: HttpRequest, dossier: Dossier, described: Part) -> HttpResponse:
    messages.success(request, _("Đã lưu phần “%(part)s”.") % {"part": described.title})
    keys = [part.key for part in parts_of(dossier.regime, dossier.level)]
    place = keys.index(described.key) + ("next" in request.POST)
    if place < len(keys):
        return redirect("classification:part", dossier.pk, keys[place])
    return redirect("classification:plan", dossier.pk)


def _context(request: HttpRequest, dossier: Dossier, described: Part) -> dict:
    clause, pinned = clause_under(described.clause, dossier.regime), board(dossier, request.user)
    return {
        "dossier": dossier, "part": described, "clause": clause, "outline": outline(dossier, pinned),
        "here": described.key, "board": pinned, "pinning": bool(pinned.role), "place": f"part/{described.key}",
        "part_remarks": pinned.around(described),
    }  # fmt: skip


def _page(request, dossier: Dossier, described: Part, form, rows, seen, status: int = 200) -> HttpResponse:
    kept = dossier.contents.get(described.key, {})
    files = {str(file.pk): file for file in dossier.attachments.all()} if _has_files(described) else {}
    context = _context(request, dossier, described)
    context["board"].pin(form, f"part/{described.key}/")
    context |= {
        "form": form, "rows": rows, "seen": seen, "groups": _groups(described, form, kept, files),
        "columns": described.columns, "told": told_text(described, dossier),
    }  # fmt: skip
    return render(request, "classification/part.html", context, status=status)


def _has_files(described: Part) -> bool:
    return any(field.kind in ("image", "file") for field in described.fields)


def _groups(described: Part, form: PartForm, kept: dict, files: dict) -> list:
    """(heading, [(bound field, file kept so far, box that takes it away)]); the two parties stand apart."""
    titles = {"owner": _("Chủ quản"), "operator": _("Đơn vị vận hành")} if described.key == "parties" else {}
    groups: dict[str, list] = {}
    for field in described.fields:
        if field.kind == TOLD:
            continue
        heading = titles.get(field.name.split("_")[0], "")
        file = files.get(str(kept.get(field.name)))
        drop = form[f"{field.name}_drop"] if f"{field.name}_drop" in form.fields else None
        groups.setdefault(heading, []).append((form[field.name], file, drop))
    return list(groups.items())
