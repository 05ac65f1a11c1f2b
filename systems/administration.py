"""Who may use the administration pages, and for which part of the tree: two bases for every page there.

Administrators change people and settings of their own part of the tree. What was decided is only looked at, and only by
a superuser, because administrators do not see dossiers. Nobody deletes, and no page here takes a step of a dossier.
"""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _

from .authority import duties
from .models import Organisation
from .models.organisations import below
from .roles import Role


def administers(user) -> bool:
    """Whether this person may open the administration: staff who hold the duty somewhere, or a superuser."""
    return user.is_active and user.is_staff and (user.is_superuser or Role.ADMINISTRATOR in duties(user))


def administered(user, prefix: str = "") -> Q:
    """The organisations of this person's part of the tree; `prefix` leads to them. Everything for a superuser."""
    return Q() if user.is_superuser else below(duties(user).get(Role.ADMINISTRATOR, ()), prefix)


def why_not_settle_for_all(user) -> str | None:
    """Why this person may not change what holds for every organisation alike; None when they may.

    That is for a superuser and for whoever administers a top of the tree, not for the administrators of a part of it.
    """
    if administers(user) and (
        user.is_superuser or any(len(path) == Organisation.steplen for path in duties(user)[Role.ADMINISTRATOR])
    ):
        return None
    return _("Việc này áp dụng cho mọi đơn vị, nên chỉ người quản trị của cơ quan đứng đầu được làm.")


class AdministratorAdmin(admin.ModelAdmin):
    """Settings that administrators add and change, within their part of the tree. `place` leads to the organisation."""

    place = ""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(administered(request.user, self.place))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Organisation:
            kwargs["queryset"] = Organisation.objects.filter(administered(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request):
        return administers(request.user)

    def has_view_permission(self, request, obj=None):
        return administers(request.user)

    def has_add_permission(self, request):
        return administers(request.user)

    def has_change_permission(self, request, obj=None):
        return administers(request.user)

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that nobody changes here, shown to superusers: a state cannot be set by hand."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff and request.user.is_superuser

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
