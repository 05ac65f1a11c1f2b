"""Who else may act for an owner: the people who may take one of its steps by delegation, today."""

from django.utils import timezone

from .authority import people_for
from .delegated import may_sign, reaches
from .models import Delegation, InformationSystem, User
from .roles import Role


def delegates_for(system: InformationSystem, act: str) -> list[tuple[User, Delegation]]:
    """Each person once, with the delegation under which `authority.may_act` would let them take the step."""
    own = {person.pk for person in people_for(Role.APPROVER, system.owner)}
    found: dict[int, tuple[User, Delegation]] = {}
    held = Delegation.objects.in_force(timezone.localdate()).filter(owner=system.owner_id)
    for delegation in held.select_related("owner", "unit", "person__organisation"):
        if not delegation.covers(act) or not reaches(delegation, system):
            continue
        named = delegation.person
        people = [named] if named else people_for(Role.APPROVER, delegation.unit)
        for person in people:
            if person.pk not in own and person.is_active and may_sign(delegation, person):
                found.setdefault(person.pk, (person, delegation))
    return list(found.values())
