"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassificationConfig(AppConfig):
    name = "classification"
    verbose_name = _("Xác định cấp độ")

    def ready(self):
        """What depends on the facts of systems follows them: said here, where both apps are loaded."""
        from classification.services.reassessing import facts_changed
        from systems.following import FOLLOWERS

        if facts_changed not in FOLLOWERS:
            FOLLOWERS.append(facts_changed)
