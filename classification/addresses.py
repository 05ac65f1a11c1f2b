"""Addresses that differ from this page's own in a few words."""

from django.http import QueryDict


def with_changes(query: QueryDict, **changes: str | None) -> str:
    """The query of a page with these words set, or taken away where None; "?" alone where nothing is left."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}"
