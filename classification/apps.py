"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassificationConfig(AppConfig):
    name = "classification"
    verbose_name = _("Xác định cấp độ")

    def ready(self):
        """What depends on systems follows them: said here, where both apps are loaded."""
        from classification.services.moving import hold_filings, parties_changed
        from classification.services.reassessing import facts_changed
        from systems.following import FOLLOWERS, HOLDERS

        FOLLOWERS += [one for one in (facts_changed, parties_changed) if one not in FOLLOWERS]
        HOLDERS += [one for one in (hold_filings,) if one not in HOLDERS]
