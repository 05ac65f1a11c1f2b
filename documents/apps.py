"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Văn bản")

    def ready(self):
        """The check of printing registers itself; what certificates ask of people stands among their other errands."""
        from classification.errand_list import FURTHER
        from documents import checks  # noqa: F401
        from documents.errands import authorities_ending, own_certificate_ending, revoked_before_signing

        FURTHER.extend(
            one for one in (own_certificate_ending, authorities_ending, revoked_before_signing) if one not in FURTHER
        )
