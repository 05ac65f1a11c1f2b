"""Issued papers, only to be looked at; the file itself is opened on its own page."""

from django.contrib import admin

from systems.administration import ReadOnlyAdmin

from .models import IssuedDocument, PaperRevision


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
