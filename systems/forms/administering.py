"""Forms of the administration: a unit with its place in the tree, a person with their duties."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from systems.models import Organisation, OrganisationAppointment, User
from systems.roles import Role


class NewOrganisationForm(forms.ModelForm):
    """A new unit is hung below another; it keeps its place, because past figures were counted by it."""

    parent = forms.ModelChoiceField(
        label=_("Trực thuộc"),
        queryset=Organisation.objects.all(),
        required=False,
        help_text=_("Để trống nếu là cơ quan đứng đầu. Sau này không đổi được: số liệu cũ tính theo vị trí này."),
    )

    class Meta:
        model = Organisation
        fields = ["code", "name", "kind"]


class NewPersonForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "title", "organisation", "email"]


class DutyField(forms.ModelChoiceField):
    """A duty, called by its name in the law."""

    def label_from_instance(self, permission):
        return next((role.label for role in Role if role.codename == permission.codename), permission.name)


class AppointmentForm(forms.ModelForm):
    """One duty on one unit; it holds for every unit below."""

    permission = DutyField(label=_("Vai trò"), queryset=Permission.objects.none())

    class Meta:
        model = OrganisationAppointment
        fields = ["permission", "content_object"]
        labels = {"content_object": _("Tại đơn vị")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codenames = [role.codename for role in Role]
        self.fields["permission"].queryset = Permission.objects.filter(
            content_type__app_label="systems", codename__in=codenames
        ).order_by("pk")
        for field in self.fields.values() if self.instance.pk else ():
            field.disabled = True


class AppointmentFormSet(forms.BaseInlineFormSet):
    """Nobody appoints or dismisses themselves: `acting` is who uses the page."""

    acting = None

    def clean(self):
        super().clean()
        changed = any(form.has_changed() or form in self.deleted_forms for form in self.forms)
        if changed and self.acting is not None and self.instance.pk == self.acting.pk:
            raise ValidationError(_("Không ai tự giao hay tự bỏ vai trò của mình: hãy nhờ quản trị viên khác."))
