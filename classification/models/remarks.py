"""What the appraising or approving body asks to be put right, pinned to a place, and what the operator answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.models import Organisation
from systems.roles import Role


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user, may_act_for):
        """What was sent, and the drafts of a body for which this person acts (`may_act_for`: roles)."""
        return self.filter(~Q(state=Remark.State.DRAFT) | Q(role__in=may_act_for))

    def sent(self):
        return self.exclude(state=Remark.State.DRAFT)

    def unsettled(self):
        return self.exclude(state=Remark.State.SETTLED)


class Remark(models.Model):
    """One remark (ý kiến, yêu cầu chỉnh sửa) on a place (classification/places.py) of a dossier.

    A draft belongs to its body and is nobody else's business; a signed return or refusal sends it, and from then on
    its words stand (a trigger of the database holds that). `asked_in` is the round in which it was last sent: a
    remark that is not settled at the next return is asked again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Nháp, chưa gửi")
        OPEN = "open", _("Chưa trả lời")
        ANSWERED = "answered", _("Đã trả lời")
        SETTLED = "settled", _("Đã xong")

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    place = models.CharField(_("vị trí"), max_length=120)
    where = models.CharField(max_length=300)
    """The place in Vietnamese words, as the signed notice names it."""
    text = models.TextField(_("ý kiến"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    role = models.CharField(max_length=20, choices=Role)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sent_on = models.DateField(null=True)
    notice = models.CharField(max_length=60, blank=True)
    asked_in = models.PositiveSmallIntegerField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("ý kiến trên hồ sơ")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(state="draft", sent_on__isnull=True, asked_in__isnull=True)
                | (~Q(state="draft") & Q(sent_on__isnull=False, asked_in__isnull=False)),
                name="remark_is_draft_until_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False)
                | (~Q(state="settled") & Q(settled_at__isnull=True)),
                name="settled_remark_says_when",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "state"], name="remarks_by_state")]

    def __str__(self) -> str:
        return f"{self.where}: {self.text[:60]}"


class RemarkAnswer(models.Model):
    """What the operator answered to a remark, once for each round in which it was asked."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(_("trả lời"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["round"]
        verbose_name = verbose_name_plural = _("trả lời ý kiến")
        constraints = [
            models.UniqueConstraint(fields=["remark", "round"], name="one_answer_a_round"),
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.remark_id}: {self.text[:60]}"
