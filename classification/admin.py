"""Administration of targets; dossiers, their journal and their standings are only looked at."""

from django.contrib import admin

from systems.administration import AdministratorAdmin, ReadOnlyAdmin
from systems.ledger import record

from .models import Dossier, Standing, StepTaken, Target


@admin.register(Target)
class TargetAdmin(AdministratorAdmin):
    place = "organisation__"
    list_display = ["organisation", "percent", "holds_from", "due_on", "basis"]
    list_select_related = ["organisation"]

    def save_model(self, request, target, form, change):
        super().save_model(request, target, form, change)
        verb = "change_target" if change else "set_target"
        about = f"organisation:{target.organisation_id}"
        record(verb=verb, by=request.user, about=about, percent=target.percent, holds_from=str(target.holds_from))


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    list_display = ["system", "level", "state", "regime", "decision_number", "decision_on", "due_on"]
    list_select_related = ["system"]
    list_filter = ["state", "level", "regime"]
    search_fields = ["system__code", "system__search_text", "decision_number"]


@admin.register(StepTaken)
class StepTakenAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "step", "source", "target", "by", "role", "on"]
    list_select_related = ["dossier__system", "by"]
    list_filter = ["step"]


@admin.register(Standing)
class StandingAdmin(ReadOnlyAdmin):
    list_display = ["system", "kind", "level", "holds_from", "holds_until", "recorded_at", "replaced_at"]
    list_select_related = ["system"]
    list_filter = ["kind", "level"]
