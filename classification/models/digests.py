"""Letters of reminders: one a day a person, and the record of what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Digest(models.Model):
    """The letter (thư nhắc việc) of one day to one person; the row is the outbox.

    `sending_at` is written before the letter leaves, `sent_at` after. A row with the first and without the second was
    cut off in between: nobody knows whether the letter left, so it is not sent again by itself.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    day = models.DateField()
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    entries = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    sending_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = verbose_name_plural = _("thư nhắc việc")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_day_a_person"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sending_at__isnull=False), name="sent_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.address}"
