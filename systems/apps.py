"""Django's registration of this app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SystemsConfig(AppConfig):
    name = "systems"
    verbose_name = _("Hệ thống, tổ chức và con người")

    def ready(self):
        # Kinds of jobs are registered by every app's module `jobs`, as the administration's pages are by `admin`.
        autodiscover_modules("jobs")
