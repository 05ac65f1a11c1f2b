"""Facts with two dates: the days on which they hold, and the time during which we believed so."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DatedFactQuerySet(models.QuerySet):
    def believed(self, known_at: datetime.datetime | None = None):
        """Facts that were not yet corrected: now, or as far as was known at `known_at`."""
        if known_at is None:
            return self.filter(replaced_at__isnull=True)
        later = Q(replaced_at__isnull=True) | Q(replaced_at__gt=known_at)
        return self.filter(later, recorded_at__lte=known_at)

    def on(self, day: datetime.date, known_at: datetime.datetime | None = None):
        """Facts that hold on this day, as we know it today or as we knew it at `known_at`."""
        still = Q(holds_until__isnull=True) | Q(holds_until__gt=day)
        return self.believed(known_at).filter(still, holds_from__lte=day)


class DatedFact(models.Model):
    """Something true from a day on, until (and without) another day.

    Rows are added and never edited, except that a corrected row is stamped with the moment of its correction. So both
    questions have an answer: "what was true on 14/12?" and "what did we report on 14/12?".
    """

    holds_from = models.DateField()
    holds_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DatedFactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(holds_until__isnull=True) | Q(holds_until__gt=F("holds_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]
