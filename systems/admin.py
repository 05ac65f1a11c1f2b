"""Administration of organisations and people; the inventory and the ledger are only looked at."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .administration import AdministratorAdmin, ReadOnlyAdmin, administered
from .authority import people_with_a_duty
from .forms.administering import AppointmentForm, AppointmentFormSet, NewOrganisationForm, NewPersonForm
from .ledger import record
from .models import InformationSystem, LedgerEntry, Operation, Organisation, OrganisationAppointment, Placement, User

admin.site.site_header = admin.site.site_title = _("Quản trị Hồ sơ cấp độ")
admin.site.index_title = _("Tổ chức, người dùng, mục tiêu")
admin.site.unregister(Group)


@admin.register(Organisation)
class OrganisationAdmin(AdministratorAdmin):
    list_display = ["indented", "code", "kind", "security_unit"]
    search_fields = ["code", "name", "name_search"]
    list_select_related = ["security_unit"]
    exclude = ["path", "depth", "numchild"]
    readonly_fields = []

    @admin.display(description=_("tên"))
    def indented(self, organisation):
        return "\u2003" * (organisation.depth - 1) + organisation.name

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs |= {"form": NewOrganisationForm, "fields": [*NewOrganisationForm.Meta.fields, "parent"]}
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            parent = form.base_fields["parent"]
            parent.queryset = Organisation.objects.filter(administered(request.user))
            parent.required = not request.user.is_superuser
        elif "head" in form.base_fields:
            form.base_fields["head"].queryset = people_with_a_duty(obj)
        return form

    def save_model(self, request, organisation, form, change):
        if change:
            organisation.save()
            verb = "change_organisation"
        else:
            if parent := form.cleaned_data["parent"]:
                Organisation.objects.add_child(parent, instance=organisation)
            else:
                Organisation.objects.add_root(instance=organisation)
            verb = "add_organisation"
        about = f"organisation:{organisation.pk}"
        record(verb=verb, by=request.user, about=about, code=organisation.code, changed=form.changed_data)


class AppointmentInline(admin.TabularInline):
    """The duties of a person: given or taken, never changed."""

    model = OrganisationAppointment
    form, formset = AppointmentForm, AppointmentFormSet
    extra = 1
    verbose_name, verbose_name_plural = _("vai trò"), _("vai trò")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(administered(request.user, "content_object__"))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.acting = request.user
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "content_object":
            kwargs["queryset"] = Organisation.objects.filter(administered(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class PersonAdmin(AdministratorAdmin, UserAdmin):
    place = "organisation__"
    add_form = NewPersonForm
    inlines = [AppointmentInline]
    list_display = ["full_name", "username", "title", "organisation", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["organisation"]
    search_fields = ["full_name", "username"]
    ordering = ["full_name"]
    filter_horizontal = []
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "title", "organisation", "email", "password1", "password2"]})
    ]

    def get_queryset(self, request):
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        person = ["username", "password", "full_name", "title", "organisation", "email"]
        power = ["is_active", "is_staff"] + (["is_superuser"] if request.user.is_superuser else [])
        return [(None, {"fields": person}), (_("Đăng nhập"), {"fields": power})]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_model(self, request, person, form, change):
        super().save_model(request, person, form, change)
        verb = "change_person" if change else "add_person"
        changed = [name for name in form.changed_data if "password" not in name]
        record(verb=verb, by=request.user, about=f"user:{person.pk}", changed=changed)

    def save_formset(self, request, form, formset, change):
        given = formset.save()
        for verb, appointments in (("appoint", given), ("dismiss", formset.deleted_objects)):
            for appointment in appointments:
                record(
                    verb=verb,
                    by=request.user,
                    about=f"user:{formset.instance.pk}",
                    duty=appointment.permission.codename,
                    organisation=appointment.content_object.code,
                )


@admin.register(InformationSystem)
class InformationSystemAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "owner", "operator", "status"]
    list_select_related = ["owner", "operator"]
    list_filter = ["status"]
    search_fields = ["code", "name", "search_text"]


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ["system", "holds_from", "holds_until", "recorded_at", "replaced_at", "recorded_by"]
    list_select_related = ["system", "recorded_by"]


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    list_display = ["system", "owner", "operator", "holds_from", "holds_until", "recorded_at", "replaced_at"]
    list_select_related = ["system", "owner", "operator"]


@admin.register(LedgerEntry)
class LedgerAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "system", "about"]
    list_select_related = ["by", "system"]
    list_filter = ["verb"]
    date_hierarchy = "at"
