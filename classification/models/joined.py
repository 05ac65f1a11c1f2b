"""What a dossier knows of the joint filing (hồ sơ chung) that it is part of."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.workflow import OPEN


class Joined(models.Model):
    """One filing may list several systems, each with its own level and ground (NĐ 331/2026 Đ22.4.a).

    Each system keeps its dossier; those filed together point at the one that stands for them (hồ sơ đại diện). The
    pointer stays after the decision, as history: from then on each goes its own way.
    """

    lead = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="members",
        verbose_name=_("hồ sơ đại diện"),
    )  # fmt: skip

    class Meta:
        abstract = True

    @cached_property
    def filing(self) -> list:
        """The dossiers that take their steps together on the way to a decision, the lead first; itself if alone."""
        if not self.pk or self.state not in OPEN:
            return [self]
        found = type(self).objects.filed_under(self.lead_id or self.pk).open().with_parties().exclude(pk=self.pk)
        filing = sorted([self, *found], key=lambda one: (one.lead_id is not None, one.pk))
        for one in filing:
            one.filing = filing
        return filing

    @property
    def leading(self):
        """The dossier on which the steps of this one are taken: itself, unless it is filed under another."""
        return self.filing[0]

    @property
    def is_joint(self) -> bool:
        return len(self.filing) > 1

    @property
    def is_led(self) -> bool:
        """Whether its steps are taken on another dossier now."""
        return self.is_joint and self.leading.pk != self.pk

    @property
    def signed_papers(self):
        """Signed papers about this dossier: its own, and those of joint filings that it was part of then."""
        return self.documents.model.objects.about(self)

    @cached_property
    def decided_with(self) -> list:
        """The other dossiers under the same joint decision, once there is one."""
        if not self.pk or not self.is_in_force:
            return []
        found = type(self).objects.filed_under(self.lead_id or self.pk).with_parties().exclude(pk=self.pk)
        same = Q(decision_number=self.decision_number, decision_on=self.decision_on)
        return list(found.filter(same).order_by("pk"))
