"""Who appraises and inspects a system in the place of a security unit that operates it itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation
from .scans import DecidedOnPaper


class AppraisalArrangement(DecidedOnPaper):
    """The owner gives the work to another unit, or to an independent council (TT 12/2022 Đ6; NĐ 331/2026 Đ18.4).

    It holds while the system's `appraising` points at it; one that no system points at was only prepared, or has ended.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", _("Đơn vị khác của chủ quản")
        COUNCIL = "council", _("Hội đồng thẩm định độc lập")

    system = models.ForeignKey(
        "systems.InformationSystem", on_delete=models.PROTECT, related_name="arrangements", verbose_name=_("hệ thống")
    )
    kind = models.CharField(_("hình thức"), max_length=10, choices=Kind)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên hội đồng"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("giao thẩm định")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False, name="")
                | (Q(kind="council", unit__isnull=True) & ~Q(name="")),
                name="a_unit_or_a_council",
            ),
            models.CheckConstraint(
                condition=Q(number="", issued_on__isnull=True) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="arranged_with_number_and_day",
            ),
            models.UniqueConstraint(
                fields=["system"], condition=Q(number="", ended_on__isnull=True), name="one_prepared_arrangement"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.unit)

    @property
    def is_council(self) -> bool:
        return self.kind == self.Kind.COUNCIL


class CouncilMember(models.Model):
    """One seat of a council. The chair and the secretary act with their own accounts; a member may have none."""

    class Seat(models.TextChoices):
        CHAIR = "chair", _("Chủ tịch")
        SECRETARY = "secretary", _("Thư ký")
        MEMBER = "member", _("Ủy viên")

    ACTING = (Seat.CHAIR, Seat.SECRETARY)

    arrangement = models.ForeignKey(AppraisalArrangement, on_delete=models.CASCADE, related_name="members")
    seat = models.CharField(_("vị trí"), max_length=10, choices=Seat)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    title = models.CharField(_("chức danh"), max_length=200)
    unit = models.CharField(_("đơn vị"), max_length=250)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("thành viên hội đồng")
        constraints = [
            models.UniqueConstraint(fields=["arrangement"], condition=Q(seat="chair"), name="one_chair_a_council"),
            models.UniqueConstraint(
                fields=["arrangement"], condition=Q(seat="secretary"), name="one_secretary_a_council"
            ),
            models.UniqueConstraint(
                fields=["arrangement", "person"], condition=Q(person__isnull=False), name="one_seat_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(seat="chair") | Q(person__isnull=False), name="the_chair_has_an_account"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def line(self) -> str:
        """Name, title and unit, as papers list a member."""
        return ", ".join(word for word in (self.full_name, self.title, self.unit) if word)
