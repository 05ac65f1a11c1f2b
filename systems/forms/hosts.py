"""Choosing the data centre or platform that a system stands in."""

from django import forms
from django.db.models import Q, QuerySet

from systems.authority import systems_visible_to
from systems.models import InformationSystem


class HostField(forms.ModelChoiceField):
    """Systems by code and name: whoever stands in a data centre may name it without seeing anything else of it."""

    def label_from_instance(self, host: InformationSystem) -> str:
        return f"{host.code} {host.name}"


def hosts_for(user, system: InformationSystem | None, *, owners) -> QuerySet[InformationSystem]:
    """Infrastructure that runs: the owners' own, what this person sees, and what the system stands in already."""
    infrastructure = Q(facts__system_type="infrastructure") & ~Q(status=InformationSystem.Status.CLOSED)
    seen = Q(owner__in=owners) | Q(pk__in=systems_visible_to(user).values("pk"))
    now = Q(pk=system.hosted_by_id) if system and system.hosted_by_id else Q(pk__in=[])
    found = InformationSystem.objects.filter((infrastructure & seen) | now)
    return found.exclude(pk=system.pk) if system else found
