"""Whether and in which language a person gets the daily letter."""

from django import forms

from systems.models import User


class RemindersForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["digest", "language"]
