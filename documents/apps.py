"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Văn bản")

    def ready(self):
        """The check of printing registers itself; what papers ask of people stands among their other errands."""
        from classification.errand_list import FURTHER
        from documents import (
            checks,  # noqa: F401
            errands,
        )

        ours = (
            errands.minutes_to_sign, errands.own_certificate_ending, errands.authorities_ending,
            errands.revoked_before_signing,
        )  # fmt: skip
        FURTHER.extend(one for one in ours if one not in FURTHER)
