"""Word templates that an agency put beside the product's own layout; every version is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.workflow import PaperKind
from systems.models import Organisation


class WordTemplate(models.Model):
    """One version of an organisation's template for one kind of paper. The one in use has no `retired_at`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="word_templates")
    kind = models.CharField(_("văn bản"), max_length=20, choices=PaperKind)
    version = models.PositiveSmallIntegerField(_("bản"))
    filename = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    names = models.JSONField(_("tên được dùng"), default=list)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "kind", "-version"]
        verbose_name = _("mẫu Word")
        verbose_name_plural = _("mẫu Word")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "version"], name="one_template_a_version"),
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(retired_at__isnull=True), name="one_template_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}, {self.version}"
