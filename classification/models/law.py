"""What the law leaves to be corrected or completed: days of the transition, lists with effective dates, wordings."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from classification.regimes import REGIMES
from classification.regimes.selector import LAW_DAYS, LawDays, LegalDay
from classification.route import critical_criteria


class StatutoryDayQuerySet(models.QuerySet):
    def law_days(self) -> LawDays:
        """The days of the transition as an administrator set them; our reading of the law where nothing is set."""
        known = {row.key: LegalDay(row.day, row.source, row.note) for row in self}
        return LawDays(**known)


class StatutoryDay(models.Model):
    """A day on which the law changes, with its source; `note` says what in it is a reading of ours."""

    class Key(models.TextChoices):
        LAW_IN_FORCE = "law_in_force", _("Luật An ninh mạng 116/2025/QH15 có hiệu lực")
        DECREE_IN_FORCE = "decree_in_force", _("Nghị định 331/2026/NĐ-CP có hiệu lực")
        TRANSITION_ENDS = "transition_ends", _("Hết hạn thẩm định, phê duyệt theo Nghị định 85/2016/NĐ-CP")
        MEASURES_DUE = "measures_due", _("Hạn đáp ứng quy định mới của hệ thống giữ cấp độ")

    key = models.CharField(_("mốc"), max_length=20, choices=Key, unique=True)
    day = models.DateField(_("ngày"))
    source = models.CharField(_("căn cứ"), max_length=300)
    note = models.TextField(_("điều chưa chắc chắn"), blank=True)

    objects = StatutoryDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "key"]
        verbose_name = verbose_name_plural = _("mốc thời gian của luật")
        constraints = [
            models.CheckConstraint(condition=Q(key__in=list(LAW_DAYS.__dataclass_fields__)), name="known_legal_day"),
        ]

    def __str__(self) -> str:
        return self.get_key_display()

    def clean(self):
        """The days keep their order: the law, then its decree, then the ends of the two transitions."""
        others = StatutoryDay.objects.exclude(pk=self.pk).law_days()
        days = {name: getattr(others, name).day for name in LAW_DAYS.__dataclass_fields__} | {self.key: self.day}
        ordered = [days["law_in_force"], days["decree_in_force"], days["transition_ends"], days["measures_due"]]
        if self.day and ordered != sorted(ordered):
            raise ValidationError(
                {"day": _("Các mốc phải theo thứ tự: luật, nghị định, hết chuyển tiếp, hạn đáp ứng quy định mới.")}
            )


class Dated(models.Model):
    """Something that applies from a day on, through another day (both included; empty: no end is known)."""

    since = models.DateField(_("áp dụng từ ngày"))
    until = models.DateField(_("áp dụng đến hết ngày"), null=True, blank=True)
    source = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("Ngày hết áp dụng không được trước ngày bắt đầu."),
            )
        ]

    def alike(self) -> Q:
        """What may not apply on the same day as this."""
        raise NotImplementedError

    def clean(self):
        if self.since is None:
            return
        end = self.until or datetime.date.max
        others = type(self).objects.filter(self.alike()).exclude(pk=self.pk).filter(since__lte=end)
        if others.filter(Q(until__isnull=True) | Q(until__gte=self.since)).exists():
            raise ValidationError(
                {"since": _("Đã có một bản áp dụng trong khoảng này: hãy ghi ngày hết áp dụng của bản đó trước.")}
            )


class DatedQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """What applies on this day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class LegalList(Dated):
    """One edition of a list that the criteria refer to; `entries` has one line each."""

    class Kind(models.TextChoices):
        CONDITIONAL_BUSINESS = "conditional_business", _("Ngành, nghề đầu tư kinh doanh có điều kiện")
        BASIC_DATA = "basic_data_subjects", _("Dữ liệu cá nhân cơ bản")
        SENSITIVE_DATA = "sensitive_data_subjects", _("Dữ liệu cá nhân nhạy cảm")

    kind = models.CharField(_("danh mục"), max_length=30, choices=Kind)
    title = models.CharField(_("tên bản"), max_length=300)
    entries = models.TextField(_("nội dung"), blank=True, help_text=_("Mỗi dòng một mục, theo đúng văn bản."))
    note = models.TextField(_("điều chưa chắc chắn"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["kind", "-since"]
        verbose_name = verbose_name_plural = _("danh mục có thời hạn áp dụng")

    def __str__(self) -> str:
        return self.title

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.entries.splitlines() if line.strip()]

    def alike(self) -> Q:
        return Q(kind=self.kind)


class LegalWording(Dated):
    """The words of a criterion or of a form's title while this applies, in place of those that came with the product.

    Words only: what makes a criterion hold is code and changes with a new decree.
    """

    class Subject(models.TextChoices):
        CRITERION = "criterion", _("Tiêu chí")
        FORM = "form", _("Tên mẫu văn bản")

    regime = models.CharField(_("nghị định"), max_length=12, choices=[(r.code, r.short_name) for r in REGIMES.values()])
    subject = models.CharField(_("loại"), max_length=10, choices=Subject)
    code = models.CharField(_("mã"), max_length=20, help_text=_("Mã tiêu chí (ND331-13.2.c) hoặc số mẫu (02)."))
    words = models.TextField(_("nội dung"))

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["regime", "subject", "code", "-since"]
        verbose_name = verbose_name_plural = _("câu chữ có thời hạn áp dụng")

    def __str__(self) -> str:
        return f"{self.code}: {self.words[:60]}"

    def alike(self) -> Q:
        return Q(regime=self.regime, subject=self.subject, code=self.code)

    def clean(self):
        super().clean()
        rules = REGIMES.get(self.regime)
        known = rules and (
            {criterion.code for criterion in (*rules.criteria, *rules.open_criteria, *critical_criteria(rules))}
            if self.subject == self.Subject.CRITERION
            else {form.number for form in rules.forms}
        )
        if known and self.code not in known:
            raise ValidationError(
                {"code": _("Nghị định này không có mã đó. Các mã: %(codes)s.") % {"codes": ", ".join(sorted(known))}}
            )
