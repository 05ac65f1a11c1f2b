"""Administration of targets and of the law's own data; dossiers, journal and standings are only looked at."""

from django.contrib import admin

from systems.administration import AdministratorAdmin, ReadOnlyAdmin
from systems.ledger import record

from . import calendars
from .models import (
    AssessmentPeriod,
    CalendarDay,
    Clock,
    Digest,
    Dossier,
    IncomingDocument,
    LegalList,
    LegalWording,
    MappingCorrection,
    RegimeChange,
    Remark,
    ReportRule,
    ReportSending,
    Standing,
    StatutoryDay,
    StepTaken,
    Submission,
    Target,
)


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


class LawAdmin(AdministratorAdmin):
    """What the law leaves to be corrected: one for the whole product, so of no organisation."""

    def get_queryset(self, request):
        return self.model.objects.all()

    def save_model(self, request, row, form, change):
        super().save_model(request, row, form, change)
        about = f"{row._meta.model_name}:{row.pk}"
        record(verb="change_law" if change else "add_law", by=request.user, about=about, changed=form.changed_data)


@admin.register(StatutoryDay)
class StatutoryDayAdmin(LawAdmin):
    list_display = ["key", "day", "source", "note"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["key"]


@admin.register(LegalList)
class LegalListAdmin(LawAdmin):
    list_display = ["kind", "title", "since", "until", "source"]
    list_filter = ["kind"]


@admin.register(LegalWording)
class LegalWordingAdmin(LawAdmin):
    list_display = ["regime", "subject", "code", "since", "until", "source"]
    list_filter = ["regime", "subject"]
    search_fields = ["code", "words"]


@admin.register(MappingCorrection)
class MappingCorrectionAdmin(LawAdmin):
    list_display = ["old", "new", "level", "relation", "since", "until", "source"]
    list_filter = ["level", "relation"]
    search_fields = ["old", "new", "note"]


@admin.register(AssessmentPeriod)
class AssessmentPeriodAdmin(LawAdmin):
    list_display = ["regime", "level", "months", "source"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["regime", "level"]


@admin.register(ReportRule)
class ReportRuleAdmin(LawAdmin):
    list_display = ["since", "until", "closes", "units_before", "owners_before", "receiver", "form", "source"]


@admin.register(ReportSending)
class ReportSendingAdmin(ReadOnlyAdmin):
    list_display = ["report", "version", "number", "sent_on", "figures_on", "by", "recorded_at"]
    list_select_related = ["report__organisation", "by"]
    search_fields = ["number"]


@admin.register(CalendarDay)
class CalendarDayAdmin(LawAdmin):
    list_display = ["day", "kind", "document", "source"]
    list_filter = ["kind"]
    date_hierarchy = "day"

    def save_model(self, request, row, form, change):
        super().save_model(request, row, form, change)
        calendars.forget()


@admin.register(Clock)
class ClockAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "kind", "started_on", "due_on", "stopped_on", "stopped_by", "rule"]
    list_select_related = ["dossier__system"]
    list_filter = ["kind"]


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ["day", "person", "address", "entries", "sending_at", "sent_at"]
    list_select_related = ["person"]
    date_hierarchy = "day"
    exclude = ["text"]


@admin.register(RegimeChange)
class RegimeChangeAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "source", "target", "by", "on"]
    list_select_related = ["dossier__system", "by"]


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


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "round", "on", "by", "level", "letter_number", "digest"]
    list_select_related = ["dossier__system", "by"]


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "where", "state", "body", "sent_on", "asked_in"]
    list_select_related = ["dossier__system", "body"]
    list_filter = ["state"]

    def get_queryset(self, request):
        """A draft is its body's alone."""
        return super().get_queryset(request).sent()


@admin.register(Standing)
class StandingAdmin(ReadOnlyAdmin):
    list_display = ["system", "kind", "level", "holds_from", "holds_until", "recorded_at", "replaced_at"]
    list_select_related = ["system"]
    list_filter = ["kind", "level"]


@admin.register(IncomingDocument)
class IncomingDocumentAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "kind", "verdict", "number", "issued_on", "body", "recorded_by", "recorded_at"]
    list_select_related = ["dossier__system", "recorded_by"]
    list_filter = ["kind"]
    search_fields = ["number", "body", "dossier__system__code"]
