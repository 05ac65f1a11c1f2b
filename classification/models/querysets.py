"""Ways to ask for dossiers."""

import functools

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from classification import guards
from classification.catalogue import load
from classification.catalogue_files import FILES
from classification.plan import DONE
from classification.regimes import REGIMES
from classification.workflow import IN_FORCE, OPEN, STEPS, Step
from systems.authority import acts_for, appraised_by_council, seen_by
from systems.roles import Role

from .plan_querysets import followed_standard
from .routed import ROUTE_LEVEL

LEVELS = range(1, 6)


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Dossiers of the systems this person answers for or watches; every page of a dossier starts here."""
        return self.filter(seen_by(user, prefix="system__"))

    def open(self):
        """On their way to a decision."""
        return self.filter(state__in=sorted(OPEN))

    def in_force(self):
        return self.filter(state__in=sorted(IN_FORCE))

    def filed_under(self, lead: int):
        """The dossier of that number with those that point at it."""
        return self.filter(Q(pk=lead) | Q(lead=lead))

    def not_led(self):
        """Without those whose steps are taken on the lead of a joint filing: they wait for nothing of their own."""
        return self.exclude(lead__isnull=False, state__in=sorted(OPEN))

    def with_filing(self):
        """Adds, of a joint filing on its way, how many dossiers it leads, and the name of the system that leads it."""
        together = self.model.objects.filter(lead=OuterRef("pk"), state__in=sorted(OPEN))
        led = When(lead__isnull=False, state__in=sorted(OPEN), then=F("lead__system__name"))
        return self.annotate(
            members_on_the_way=Coalesce(
                Subquery(together.order_by().values("lead").annotate(number=Count("pk")).values("number")), Value(0)
            ),
            led_by=Case(led, default=Value("")),
        )

    def like(self, dossier):
        """Whose plans answer the same catalogue as this dossier's plan."""
        standard = dossier.standard or dossier.rules.catalogue
        return self.alias(follows=followed_standard()).filter(follows=standard)

    def with_parties(self):
        return self.select_related(
            "system__owner__security_unit",
            "system__operator",
            "system__appraising__unit",
            "system__hosted_by",
            "appraising_body",
        )

    def waiting_for(self, user):
        """Dossiers whose next step onward is this person's to take; steps that send back are nobody's task."""
        steps = self.model.steps.field.model.objects.filter(dossier=OuterRef("pk"), by=user.pk)
        own = {step: Q(Exists(steps.filter(step=step))) for step in ("submit", "report_deployed")}
        waiting = Q(pk__in=[])
        for step in STEPS.values():
            if step.by and not step.reason_needed:
                waiting |= _waits(step, user) & _not_their_own(step, own)
        return self.not_led().alias(route=ROUTE_LEVEL).filter(waiting)

    def with_open_requirements(self):
        """Adds `requirements` of the level, how many are `requirements_done`, and `requirements_open`."""
        items = self.model.plan_items.field.model.objects.filter(dossier=OuterRef("pk"), live=True)
        # Apart, so that the many own answers are counted from the index alone.
        own, inherited = items.filter(status__in=sorted(DONE)), items.inherited(met=True)
        editions = Q(edition__isnull=False)
        sizes = [When(editions, level=level, then=F(f"edition__requirements_{level}")) for level in LEVELS]
        sizes += [When(followed, level=level, then=Value(size)) for followed, level, size in _sizes()]
        return self.annotate(
            requirements=Case(*sizes, default=Value(0), output_field=models.IntegerField()),
            requirements_done=_number(own) + _number(inherited),
        ).annotate(requirements_open=F("requirements") - F("requirements_done"))


def _number(items) -> Coalesce:
    """How many answers of one dossier (an OuterRef in `items`) there are."""
    return Coalesce(
        Subquery(items.order_by().values("dossier").annotate(number=Count("pk")).values("number")), Value(0)
    )


def _waits(step: Step, user) -> Q:
    """Dossiers in the step's states, at its levels, of bodies for which this person holds the duty of that level."""
    condition = Q(pk__in=[])
    for state, levels in step.sources.items():
        for role in Role:
            usual, council = (_at_levels(step, state, levels, role, council=council) for council in (False, True))
            if usual == council:
                fitting = usual
            else:  # without a council nothing is joined, and "not by a council" must hold there too
                by_council = appraised_by_council("system__")
                without = Q(system__appraising__isnull=True) | Q(system__appraising__kind="unit")
                fitting = (usual & without) | (council & by_council)
            condition |= Q(state=state) & fitting & acts_for(user, role, prefix="system__", act=step.name)
    return condition


def _at_levels(step: Step, state, levels, role: Role, *, council: bool) -> Q:
    """The levels at which this duty takes the step from this state; a level not determined yet counts as any."""
    fitting = sorted(level for level in levels if role in step.roles(level, state, council))
    if not fitting:
        return Q(pk__in=[])
    at_level = Q(route__in=fitting)
    return at_level | Q(route__isnull=True) if role in step.roles(None, state, council) else at_level


def _not_their_own(step: Step, own: dict[str, Q]) -> Q:
    """Nobody appraises or approves what they submitted, nor confirms what they reported."""
    condition = Q()
    if guards.submitter_is_acting in step.held_back_by:
        condition &= ~own["submit"]
    if guards.reporter_is_acting in step.held_back_by:
        condition &= ~own["report_deployed"]
    return condition


@functools.cache
def _sizes() -> tuple[tuple[Q, int, int], ...]:
    """(which dossiers, level, number of requirements) of every plan that follows a catalogue of the product."""
    sizes = {name: {level: len(load(name).requirements_for(level)) for level in LEVELS} for name in FILES}
    followed = [(Q(standard=name), sizes[name]) for name in FILES]
    followed += [(Q(standard="", regime=code), sizes[regime.catalogue]) for code, regime in REGIMES.items()]
    return tuple((dossiers, level, counted[level]) for dossiers, counted in followed for level in LEVELS)
