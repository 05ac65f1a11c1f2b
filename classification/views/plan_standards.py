"""A plan and its standard: following a corrected edition, migrating to the next standard, the plan as decided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.catalogue_differences import difference
from classification.decided_plan import decided_plan
from classification.edition_page import compare
from classification.errors import StepRefused
from classification.mapping_in_use import mapping_on
from classification.migration_page import OUTCOMES, chapters, tabs
from classification.models import Dossier
from classification.plan_carrying import Outcome
from classification.plan_origins import standard_name
from classification.plan_standard import following
from classification.services import migrate_plan, move_to_edition, take_back
from classification.services.editions import newer_edition
from classification.services.locking import require_role
from classification.services.plan_migrations import foresee, why_not_migrate
from systems.authority import body_for, may_act
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def plan_migration(request: HttpRequest, pk: int) -> HttpResponse:
    """The dry run: what carries over, what needs review, what is new; POST writes the new plan."""
    dossier = find_dossier(request, pk)
    if request.method == "POST":
        require_role(dossier, request.user, Role.OPERATOR)
        try:
            migrate_plan(dossier=dossier, by=request.user, seen=request.POST.get("seen", ""))
        except StepRefused as refused:
            return _dry_run(request, find_dossier(request, pk), refused.reasons, status_of(refused))
        messages.success(request, _("Đã chuyển phương án. Câu trả lời cũ được giữ nguyên và có thể lùi lại."))
        return redirect("classification:plan", pk)
    if dossier.plan_moved:
        return redirect("classification:plan", pk)
    return _dry_run(request, dossier)


@require_POST
def plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the plan as it was, as long as nobody worked on the new one."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    try:
        take_back(dossier=dossier, by=request.user)
    except StepRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã lùi lại: phương án đúng như trước khi chuyển."))
    return redirect("classification:plan", pk)


@require_GET
def plan_decided(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it stood before it was brought to the next standard; only to read."""
    dossier = find_dossier(request, pk)
    migration = following(dossier, request.user).migration
    if migration is None:
        raise Http404
    context = {
        "dossier": dossier, "migration": migration, "standard": standard_name(migration.source_standard),
        "areas": decided_plan(dossier, migration),
    }  # fmt: skip
    return render(request, "classification/plan_decided.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """What the edition in use changes in a plan that is still being written; POST moves the plan to it."""
    dossier = find_dossier(request, pk)
    newer, reasons = newer_edition(dossier, timezone.localdate()), []
    if request.method == "POST":
        require_role(dossier, request.user, Role.OPERATOR)
        try:
            report = move_to_edition(dossier=dossier, by=request.user, seen=request.POST.get("seen", ""))
        except StepRefused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _moved(report))
            return redirect("classification:plan", pk)
    elif newer is None:
        raise Http404
    return _edition_page(request, dossier, newer, reasons)


def _edition_page(request: HttpRequest, dossier: Dossier, newer, reasons: list[str]) -> HttpResponse:
    comparison = None
    if newer and dossier.level:
        levels = [difference(dossier.catalogue, newer.catalogue, dossier.level)]
        comparison = compare(dossier.catalogue, newer.catalogue, levels)
    context = {
        "dossier": dossier, "newer": newer, "comparison": comparison, "reasons": reasons,
        "mine": may_act(request.user, Role.OPERATOR, dossier.system), "body": body_for(Role.OPERATOR, dossier.system),
    }  # fmt: skip
    return render(request, "classification/plan_edition.html", context, status=422 if reasons else 200)


def _moved(report) -> str:
    if report is None:
        return _("Hồ sơ theo bản hiệu chỉnh từ bây giờ.")
    return _("Phương án theo bản hiệu chỉnh: %(added)s yêu cầu thêm, %(removed)s bỏ, %(changed)s đổi.") % {
        "added": len(report.added), "removed": len(report.removed), "changed": len(report.changed),
    }  # fmt: skip


def _dry_run(request: HttpRequest, dossier: Dossier, reasons: list[str] = (), status: int = 200) -> HttpResponse:
    refusal = why_not_migrate(dossier)
    context = {"dossier": dossier, "refusal": refusal, "reasons": reasons}
    if refusal is None:
        today = timezone.localdate()
        between = mapping_on(today)
        carrying, edition = foresee(dossier, today)
        chosen = request.GET.get("loc", "")
        chosen = chosen if chosen in {*OUTCOMES, "bo"} else ""
        context |= {
            "mapping": between, "carrying": carrying, "edition": edition, "chosen": chosen,
            "chapters": chapters(carrying, chosen) if chosen != "bo" else [],
            "tabs": tabs(carrying, chosen), "numbers": {o.value: carrying.count(o) for o in Outcome},
            "total": len(carrying.rows), "source": standard_name(between.source),
            "target": standard_name(between.target),
            "mine": may_act(request.user, Role.OPERATOR, dossier.system),
            "body": body_for(Role.OPERATOR, dossier.system),
        }  # fmt: skip
    return render(request, "classification/plan_migration.html", context, status=status)
