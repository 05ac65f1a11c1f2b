"""Work outside a request: one row a job, written in the transaction of the act that wants it."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    def due(self, now: datetime.datetime):
        """To be done now: waiting for nothing more, or left by a worker whose lease ran out."""
        left = Q(state=Job.State.RUNNING, lease_until__lt=now)
        return self.filter(Q(state=Job.State.WAITING, due_at__lte=now) | left)


class Job(models.Model):
    """One thing to do (việc nền). `payload` are the plain JSON arguments of its kind; `key` names it for good.

    `attempts` counts how often a worker took it, and is the fence: whoever holds an older number may not end it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        RUNNING = "running", _("Đang làm")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không làm được")

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=150, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("việc nền")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_job_a_key"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="known_job_state"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="a_running_job_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="jobs_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_running"),
            models.Index(fields=["state", "-ended_at"], name="jobs_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.subject}"
