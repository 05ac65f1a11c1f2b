"""Issued papers, only to be looked at; whom to ask for time-stamps and about revocation, as administrators say."""

from django.contrib import admin

from systems.administration import AdministratorAdmin, ReadOnlyAdmin, why_not_settle_for_all
from systems.ledger import record

from .models import IssuedDocument, PaperRevision, RevocationHost, TimestampServer
from .services.looking_after import look_after


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "issued_on", "issuer", "signer_name", "signed_at"]
    list_select_related = ["issuer"]
    list_filter = ["kind"]
    search_fields = ["number", "title", "signer_name"]
    exclude = ["file", "content"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


@admin.register(PaperRevision)
class PaperRevisionAdmin(ReadOnlyAdmin):
    list_display = ["document", "position", "kind", "signer_name", "made_at"]
    list_select_related = ["document"]
    list_filter = ["kind"]
    exclude = ["file"]


class OutsideAdmin(AdministratorAdmin):
    """Who may be asked over the network: one for the whole product, so only for administrators of the top."""

    def get_queryset(self, request):
        return self.model.objects.all()

    def has_add_permission(self, request):
        return why_not_settle_for_all(request.user) is None

    def has_change_permission(self, request, obj=None):
        return why_not_settle_for_all(request.user) is None

    def save_model(self, request, row, form, change):
        super().save_model(request, row, form, change)
        about = f"{row._meta.model_name}:{row.pk}"
        record(verb="change_asked" if change else "add_asked", by=request.user, about=about, changed=form.changed_data)
        look_after()  # what waited for somebody to be asked need not wait for the night


@admin.register(TimestampServer)
class TimestampServerAdmin(OutsideAdmin):
    list_display = ["name", "url", "place", "seconds", "root", "active"]
    list_select_related = ["root"]


@admin.register(RevocationHost)
class RevocationHostAdmin(OutsideAdmin):
    list_display = ["host", "active", "note"]
