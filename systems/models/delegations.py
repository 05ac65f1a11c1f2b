"""An owner's rights given to a subordinate for a time: by which document, for which acts and systems, until when."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .inventory import InformationSystem
from .organisations import Organisation
from .scans import DecidedOnPaper

FORWARD = "forward"
"""The one step of an owner that has a choice of its own; every other one is part of deciding."""


class DelegationQuerySet(models.QuerySet):
    def signed(self):
        """Those that are documents, signed here or on paper; drafts give nobody any right."""
        return self.filter(issued_on__isnull=False)

    def drafts(self):
        return self.filter(issued_on__isnull=True)

    def in_force(self, today: datetime.date):
        """Those whose term holds this day; the last day counts, the day of an early end no longer does."""
        going = Q(ended_on__isnull=True) | Q(ended_on__gt=today)
        return self.signed().filter(going, holds_from__lte=today, holds_until__gte=today)


class Delegation(DecidedOnPaper):
    """Ủy quyền của chủ quản (TT 12/2022 Đ4.3; NĐ 331/2026 Đ4.3). To a unit, to a person, or to one of a unit.

    Until its document is signed here it is a draft: without number and day, changed and thrown away freely. After
    that, and from the start where its document was signed elsewhere, a row is never changed, except that an early end
    is written into it once.
    """

    class Kind(models.TextChoices):
        AUTHORISED = "tuq", _("Ủy quyền: ký thừa ủy quyền (TUQ.)")
        BY_ORDER = "tl", _("Giao ký thừa lệnh (TL.)")

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("chủ quản")
    )
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("người"),
    )  # fmt: skip
    kind = models.CharField(_("hình thức"), max_length=5, choices=Kind, default=Kind.AUTHORISED)
    decides = models.BooleanField(_("phê duyệt, trả lại, không phê duyệt hồ sơ"), default=True)
    forwards = models.BooleanField(_("gửi hồ sơ cấp độ 4, 5 tới cơ quan thẩm định"), default=False)
    every_system = models.BooleanField(_("mọi hệ thống của chủ quản"), default=True)
    systems = models.ManyToManyField(InformationSystem, blank=True, related_name="+", verbose_name=_("hệ thống"))
    responsibilities = models.TextField(_("trách nhiệm"), blank=True)
    holds_from = models.DateField(_("từ ngày"), null=True, help_text=_("Trống trong bản thảo: từ ngày ký."))
    holds_until = models.DateField(_("đến hết ngày"))
    revision = models.PositiveIntegerField(default=0, help_text=_("Số lần bản thảo được sửa."))
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-holds_from", "-pk"]
        verbose_name = verbose_name_plural = _("ủy quyền")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(person__isnull=False),
                name="delegated_to_somebody",
                violation_error_message=_("Chọn đơn vị hoặc người được ủy quyền."),
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | ~Q(unit=F("owner")), name="delegated_to_another_body"
            ),
            models.CheckConstraint(
                condition=Q(holds_until__gte=F("holds_from")),
                name="delegation_ends_after_it_begins",
                violation_error_message=_("Ngày cuối của thời hạn không thể trước ngày đầu."),
            ),
            models.CheckConstraint(
                condition=Q(decides=True) | Q(forwards=True),
                name="delegated_for_something",
                violation_error_message=_("Chọn ít nhất một việc được ủy quyền."),
            ),
            models.CheckConstraint(
                condition=(~Q(number="") & Q(issued_on__isnull=False, holds_from__isnull=False))
                | Q(number="", issued_on__isnull=True, ended_on__isnull=True, scan=""),
                name="delegated_by_a_document_or_a_draft",
            ),
        ]
        indexes = [models.Index(fields=["owner", "holds_until"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.to_whom}" if self.number else self.to_whom

    @property
    def is_draft(self) -> bool:
        return self.issued_on is None

    @property
    def to_whom(self) -> str:
        """The unit, the person, or the person with their unit."""
        return ", ".join(str(one) for one in (self.person, self.unit) if one)

    @property
    def body(self) -> Organisation | None:
        """The body that acts: the unit named, else the one the person works in."""
        return self.unit or self.person.organisation

    def covers(self, act: str) -> bool:
        """Whether this step of the owner may be taken under it."""
        return self.forwards if act == FORWARD else self.decides

    def is_over(self, day: datetime.date) -> bool:
        """Whether its term ran out or it was ended early; a draft has not begun."""
        return self.holds_until < day or (self.ended_on is not None and self.ended_on <= day)

    def holds_on(self, day: datetime.date) -> bool:
        if self.is_draft:
            return False
        return self.holds_from <= day <= self.holds_until and (self.ended_on is None or self.ended_on > day)
