"""The dossier (hồ sơ đề xuất cấp độ): a system's way to a level and to a deployed plan."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from classification import appraisal as appraising
from classification.fact_labels import label
from classification.hosting import statement
from classification.parts import Part, parts_of
from classification.plan import PlanSummary, summarise
from classification.regimes import regime_for
from classification.regimes.selector import regime_of
from classification.route import Sphere
from classification.workflow import EDITABLE, ENDED, IN_FORCE, OPEN, STEPS, UNDER_APPRAISAL, State
from systems.models import InformationSystem, Organisation

from .appraised import Appraised
from .followed_catalogues import FollowsACatalogue
from .inspected import Inspected
from .joined import Joined
from .law import StatutoryDay
from .querysets import DossierQuerySet
from .routed import Routed


def step(name: str):
    """Bind a method to its row of the table in workflow.py."""
    row = STEPS[name]
    return transition(
        field="state",
        source=list(row.sources),
        target=row.target,
        conditions=[
            lambda dossier: row.open_from(dossier.state, dossier.route_level),
            lambda dossier: not row.obstacles(dossier),
        ],
    )


class Dossier(FollowsACatalogue, FSMModelMixin, Appraised, Inspected, Routed, Joined):
    """One proposal for one system. `facts` and `determination` are plain JSON; they freeze when a decision is made."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="dossiers")
    regime = models.CharField(_("nghị định áp dụng"), max_length=12)
    regime_reason = models.CharField(max_length=500, blank=True)
    ruleset_version = models.CharField(max_length=30, blank=True)
    state = FSMField(choices=State, default=State.DRAFT, protected=True)
    round = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    determination = models.JSONField(default=dict)
    determined_level = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(_("cấp độ đề xuất"), null=True)
    higher_reason = models.TextField(_("lý do đề xuất cao hơn"), blank=True)
    appraising_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    due_rule = models.CharField(max_length=200, blank=True)
    due_unit = models.CharField(max_length=10, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    redetermines = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="redetermined_by")
    recorded = models.BooleanField(_("ghi nhận từ quyết định giấy"), default=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("hồ sơ đề xuất cấp độ")
        verbose_name_plural = _("hồ sơ đề xuất cấp độ")
        constraints = [
            models.UniqueConstraint(
                fields=["system"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_dossier_a_system",
                violation_error_message=_("Hệ thống này đang có một hồ sơ chưa kết thúc."),
            ),
            models.UniqueConstraint(
                fields=["system"], condition=Q(state__in=sorted(IN_FORCE)), name="one_dossier_in_force_a_system"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_state"),
            models.CheckConstraint(condition=~Q(lead=models.F("pk")), name="never_its_own_lead"),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="level_from_1_to_5"),
            models.CheckConstraint(condition=Q(sphere__in=["", *Sphere.values]), name="known_sphere"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.RETURNED, State.WITHDRAWN]) | Q(level__isnull=False),
                name="level_once_out_of_draft",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True)
                | Q(determined_level__isnull=True)
                | Q(level__gte=models.F("determined_level")),
                name="never_below_the_determined_level",
                violation_error_message=_("Không được đề xuất thấp hơn cấp độ đã xác định."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(IN_FORCE)) | (Q(decision_on__isnull=False) & ~Q(decision_number="")),
                name="in_force_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} · {self.get_state_display()}"

    # ------------------------------------------------------------------ who
    @property
    def owner(self) -> Organisation:
        return self.system.owner

    @property
    def operator(self) -> Organisation:
        return self.system.operator

    @cached_property
    def submitters(self) -> frozenset[int]:
        """Everyone who ever signed a submission of this dossier."""
        return self._takers("submit")

    @cached_property
    def reporters(self) -> frozenset[int]:
        return self._takers("report_deployed")

    def _takers(self, step_name: str) -> frozenset[int]:
        return frozenset(self.steps.filter(step=step_name).values_list("by_id", flat=True)) if self.pk else frozenset()

    # ------------------------------------------------------------------ where on its way
    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_under_appraisal(self) -> bool:
        return self.state in UNDER_APPRAISAL

    @property
    def official_state(self) -> str:
        return State(self.state).official

    # ------------------------------------------------------------------ the law it runs under
    @property
    def rules(self):
        """The decree as data: regimes.base.Regime."""
        return regime_for(self.regime)

    @cached_property
    def other_decree_today(self) -> tuple | None:
        """(decree, reason) that today's dates call for where that is another one and the security unit has not decided.

        Asked only of a dossier on its way: a decided one keeps its decree for ever.
        """
        if not self.pk or self.is_in_force or self.is_ended:
            return None
        rules, reason = regime_of(self.system, timezone.localdate(), StatutoryDay.objects.law_days())
        if rules.code == self.regime or self.regime_changes.filter(target=self.regime).exists():
            return None
        return rules, reason

    @property
    def risk_assessment_needed(self) -> bool:
        return any(part.key == "risk" for part in parts_of(self.regime, self.level))

    # ------------------------------------------------------------------ what stands in it
    @cached_property
    def contents(self) -> dict[str, dict]:
        """Part key -> content, for the parts that were written."""
        written = {part.key: part.content for part in self.parts.all()} if self.pk else {}
        if self.is_editable and (stated := statement(self.system)):
            written["hosting"] = written.get("hosting", {}) | stated
        return written

    @property
    def incomplete_parts(self) -> list[Part]:
        """Parts that a submission needs and that are not complete; the risk part has its own guard."""
        return [
            part
            for part in parts_of(self.regime, self.level)
            if part.key != "risk" and part.needed_to_submit and part.missing(self.contents.get(part.key, {}))
        ]

    @property
    def missing_parts(self) -> list[str]:
        return [part.title for part in self.incomplete_parts]

    @property
    def risk_assessed(self) -> bool:
        return not any(
            part.missing(self.contents.get("risk", {}))
            for part in parts_of(self.regime, self.level)
            if part.key == "risk"
        )

    @property
    def decisive_unknowns(self) -> list[str]:
        """Facts nobody knows that could make the level higher than the one proposed."""
        unknown = _unknowns(self.determination)
        return list(dict.fromkeys(label(fact) for fact, level in unknown if level > (self.level or 0)))

    @property
    def regulation_issued_earlier(self) -> bool:
        """Whether the security regulation has a number and a day before today."""
        regulation = self.contents.get("regulation", {})
        day = regulation.get("issued_on") or ""
        return bool(regulation.get("number")) and bool(day) and day < timezone.localdate().isoformat()

    @cached_property
    def plan(self) -> PlanSummary:
        """How far the plan has come; nothing to count before a level is proposed."""
        if not self.level:
            return PlanSummary(0)
        items = {item.code: item for item in self.plan_items.with_hosts()} if self.pk else {}
        return summarise(self.catalogue.requirements_for(self.level), items)

    @cached_property
    def paper(self):
        """The newest record of the decision on paper that this dossier stands for; None for one decided here."""
        return self.records.filter(corrected_by=None).select_related("scan").first() if self.recorded else None

    # ------------------------------------------------------------------ appraisal of this round
    @cached_property
    def appraisal(self):
        return self.appraisals.filter(round=self.round).first() if self.pk else None

    @property
    def verdicts_missing(self) -> list[str]:
        return appraising.missing(self.appraisal.verdicts if self.appraisal else {})

    @property
    def verdicts_unfavourable(self) -> list[str]:
        return appraising.unfavourable(self.appraisal.verdicts if self.appraisal else {})

    # ------------------------------------------------------------------ remarks
    @cached_property
    def remark_states(self) -> list[tuple[str, str]]:
        """(state, duty of its body) of every remark on this dossier."""
        return list(self.remarks.values_list("state", "role")) if self.pk else []

    def count_remarks(self, *states: str, role: str = "") -> int:
        """How many remarks are in one of these states; `role`: only those that this duty wrote."""
        return sum(state in states and (not role or role == duty) for state, duty in self.remark_states)

    # ------------------------------------------------------------------ the table, row by row
    @step("submit")
    def submit(self): ...
    @step("give_opinion")
    def give_opinion(self): ...
    @step("forward")
    def forward(self): ...
    @step("accept")
    def accept(self): ...
    @step("return")
    def return_(self): ...
    @step("appraise")
    def appraise(self): ...
    @step("refuse")
    def refuse(self): ...
    @step("request_approval")
    def request_approval(self): ...
    @step("approve")
    def approve(self): ...
    @step("deploy")
    def deploy(self): ...
    @step("report_deployed")
    def report_deployed(self): ...
    @step("confirm")
    def confirm(self): ...
    @step("send_back")
    def send_back(self): ...
    @step("withdraw")
    def withdraw(self): ...
    @step("supersede")
    def supersede(self): ...
    @step("record")
    def record(self): ...
    @step("record_deploying")
    def record_deploying(self): ...
    @step("record_deployed")
    def record_deployed(self): ...


def _unknowns(determination: dict) -> list[tuple[str, int]]:
    """(fact, level it could lead to), of the whole and of its components."""
    found = [(entry["fact"], entry["could_become"]) for entry in determination.get("missing", ())]
    for component in determination.get("components", ()):
        found += _unknowns(component)
    return found
