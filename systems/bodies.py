"""When two units are one body: the same unit, or one inside the other. By paths of the tree, as a value and as SQL."""

from django.db.models import F, Q

from .models import Organisation


def one_body(first: Organisation | None, second: Organisation | None, *, owner: Organisation) -> bool:
    """Whether both answer to the same head: equal, or one a part of the other below the owner.

    The owner itself, and what stands above it, is the head of all: its units are bodies of their own.
    """
    if first is None or second is None:
        return False
    upper, lower = sorted((first.path, second.path), key=len)
    return upper == lower or (lower.startswith(upper) and not owner.path.startswith(upper))


def operated_by_its_security_unit(prefix: str = "") -> Q:
    """`one_body` of a system's operator and its owner's security unit, as a condition on systems behind `prefix`."""
    owner, operator, unit = (
        f"{prefix}{name}__path" for name in ("owner", "operator", "owner__security_unit")
    )  # fmt: skip
    unit_above = Q(**{f"{operator}__startswith": F(unit)}) & ~Q(**{f"{owner}__startswith": F(unit)})
    unit_below = Q(**{f"{unit}__startswith": F(operator)}) & ~Q(**{f"{owner}__startswith": F(operator)})
    named = Q(**{f"{prefix}owner__security_unit__isnull": False})
    return named & (Q(**{operator: F(unit)}) | unit_above | unit_below)
