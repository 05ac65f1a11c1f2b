"""Exports of many dossiers: what a person asked for, how far it has come, and the file kept for them for some days."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier


class DossierExport(models.Model):
    """One request (yêu cầu xuất). `words` says the filter as the person chose it; only they fetch the result."""

    class State(models.TextChoices):
        RUNNING = "running", _("Đang làm")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không làm được")
        CANCELLED = "cancelled", _("Đã hủy")
        REMOVED = "removed", _("Đã hết hạn giữ")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    words = models.CharField(_("điều kiện lọc"), max_length=500, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(_("số hồ sơ"))
    created_at = models.DateTimeField(_("yêu cầu lúc"))
    ended_at = models.DateTimeField(null=True)
    kept_until = models.DateField(_("giữ đến hết ngày"), null=True)
    sentence = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to="exports/", max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("lần xuất nhiều hồ sơ")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "done", "failed", "cancelled", "removed"]), name="known_export_state"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at__isnull=True) | (~Q(state="running") & Q(ended_at__isnull=False)),
                name="an_export_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="done", kept_until__isnull=False) & ~Q(file="") & ~Q(sha256=""))
                | (~Q(state="done") & Q(file="")),
                name="a_finished_export_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["by", "-created_at"], name="exports_of_a_person")]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.total} ({self.state})"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    def counts(self) -> dict[str, int]:
        """How many dossiers are in each state: waiting, done, left_out; in one statement."""
        states = ExportedDossier.State
        return self.items.aggregate(**{str(state.value): Count("pk", filter=Q(state=state)) for state in states})


class ExportedDossier(models.Model):
    """One dossier of an export: its archive until all are put together, or the sentence why it was left out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        DONE = "done", _("Đã xong")
        LEFT_OUT = "left_out", _("Không xuất được")

    export = models.ForeignKey(DossierExport, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    sentence = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to="exports/", max_length=300, blank=True)
    files = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["export", "position"]
        verbose_name = verbose_name_plural = _("hồ sơ trong một lần xuất")
        constraints = [
            models.UniqueConstraint(fields=["export", "dossier"], name="each_dossier_once_an_export"),
            models.UniqueConstraint(fields=["export", "position"], name="one_dossier_a_position"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "left_out"]), name="known_state_in_an_export"
            ),
            models.CheckConstraint(
                condition=~Q(state="left_out") | ~Q(sentence=""), name="left_out_of_an_export_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.export_id}/{self.position}: {self.state}"
