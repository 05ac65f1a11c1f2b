"""The filter of an export: that of the list of dossiers, told in words so that the request can be read later."""

from classification.forms.dossiers import DossierFilter


class ExportFilter(DossierFilter):
    """Every dossier that this person sees, where nothing is chosen."""

    def in_words(self) -> str:
        """What was chosen: "Tìm hệ thống: đăng kiểm; Cấp độ: Cấp độ 3"."""
        said = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value:
                told = dict(getattr(field, "choices", ())).get(value, value) if name in ("state", "level") else value
                said.append(f"{field.label}: {told}")
        return "; ".join(said)
