"""Editions of the requirement catalogues that an administrator loaded: corrections of what came with the product.

An edition is known by the SHA-256 of its file and never changes, so a process keeps it in memory by that name for good
and cannot hold a stale one. Which edition is in use on a day is asked of the database each time.
"""

import datetime
import functools

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.catalogue import Catalogue, load
from classification.catalogue_files import FILES, read

LEVELS = (1, 2, 3, 4, 5)


class CatalogueEditionQuerySet(models.QuerySet):
    def in_effect(self, on: datetime.date):
        """Editions that were put to use by that day, the one that holds then first."""
        return self.filter(effective_from__lte=on).order_by("-effective_from", "-pk")

    def in_use(self, standard: str, on: datetime.date) -> "CatalogueEdition | None":
        """The edition of a standard that holds on that day; None for the one that came with the product."""
        return self.in_effect(on).filter(standard=standard).defer("content").first()


class CatalogueEdition(models.Model):
    """One file as it was loaded. Its content never changes; `effective_from` is set once, when it is put to use.

    `requirements_1` to `requirements_5` say how many requirements each level has, so that lists of plans are counted
    without reading the file.
    """

    standard = models.CharField(_("tiêu chuẩn"), max_length=30)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    note = models.TextField(_("nội dung hiệu chỉnh, nguồn đối chiếu"), blank=True)
    effective_from = models.DateField(_("áp dụng từ ngày"), null=True)
    requirements_1 = models.PositiveSmallIntegerField()
    requirements_2 = models.PositiveSmallIntegerField()
    requirements_3 = models.PositiveSmallIntegerField()
    requirements_4 = models.PositiveSmallIntegerField()
    requirements_5 = models.PositiveSmallIntegerField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = CatalogueEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("phiên bản bộ yêu cầu")
        constraints = [
            models.CheckConstraint(condition=Q(standard__in=sorted(FILES)), name="edition_of_a_known_standard"),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True) | ~Q(note=""), name="an_edition_in_use_says_what_it_corrects"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.sha256[:12]}"

    @property
    def sizes(self) -> dict[int, int]:
        """Level -> number of requirements."""
        return {level: getattr(self, f"requirements_{level}") for level in LEVELS}

    @property
    def catalogue(self) -> Catalogue:
        return catalogue_of(self.standard, self.sha256)


def catalogue_of(standard: str, sha256: str | None) -> Catalogue:
    """The catalogue of a standard in this edition; None or "" is the one that came with the product."""
    return _parsed(sha256) if sha256 else load(standard)


@functools.lru_cache(maxsize=32)
def _parsed(sha256: str) -> Catalogue:
    edition = CatalogueEdition.objects.get(sha256=sha256)
    return read(edition.standard, bytes(edition.content))
