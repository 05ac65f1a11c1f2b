"""Corrections of the mapping between the two standards, as an administrator entered them after comparing the texts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.catalogue_mapping import NONE, Correction, Relation, load_mapping

from .catalogues import CatalogueEdition, catalogue_of
from .law import Dated, DatedQuerySet


class MappingCorrection(Dated):
    """How an old requirement stands to a new one at a level while this applies, in place of what the product says.

    It holds for plans brought over from then on; plans that were brought over keep what they were given.
    """

    level = models.PositiveSmallIntegerField(_("cấp độ"), choices=[(n, str(n)) for n in range(1, 6)])
    old = models.CharField(_("mã yêu cầu cũ"), max_length=60, help_text=_("Mã ở TCVN 11930:2017, như trong phương án."))
    new = models.CharField(
        _("mã yêu cầu mới"), max_length=60, help_text=_("Mã ở TCVN 14423:2026, như trong phương án.")
    )
    relation = models.CharField(_("quan hệ"), max_length=10, choices=[*Relation.choices, (NONE, _("không tương ứng"))])
    note = models.TextField(_("lý do, điều chưa chắc chắn"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["level", "old", "new", "-since"]
        verbose_name = verbose_name_plural = _("hiệu chỉnh ánh xạ hai tiêu chuẩn")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="mapping_corrected_at_a_level"),
            models.CheckConstraint(condition=Q(relation__in=[*Relation.values, NONE]), name="known_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} ({self.level}): {self.get_relation_display()}"

    def alike(self) -> Q:
        return Q(level=self.level, old=self.old, new=self.new)

    def clean(self):
        super().clean()
        if self.level not in range(1, 6) or not self.since:
            return
        between = load_mapping()
        wrong = {}
        for name, standard in (("old", between.source), ("new", between.target)):
            if not _asked(standard, self.level, getattr(self, name), self.since):
                words = _("%(standard)s không có yêu cầu mang mã này ở cấp độ %(level)s.")
                wrong[name] = words % {"standard": standard.upper(), "level": self.level}
        if wrong:
            raise ValidationError(wrong)

    @property
    def correction(self) -> Correction:
        return Correction(self.level, self.old, self.new, self.relation)


def _asked(standard: str, level: int, code: str, day) -> bool:
    edition = CatalogueEdition.objects.in_use(standard, day)
    known = catalogue_of(standard, edition.sha256 if edition else None).requirements_for(level)
    return any(requirement.code == code for requirement in known)
