"""A decision taken on paper or signed here: its number and day, and the scan that shows it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecidedOnPaper(models.Model):
    """`number` is blank until the decision is signed. The scan is kept only for a decision that came from outside."""

    number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    scan = models.FileField(upload_to="scans/%Y/%m/", max_length=300, blank=True)
    scan_name = models.CharField(max_length=200, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
