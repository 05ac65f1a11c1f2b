"""The evidence of a plan, ready to be shown: each requirement's proofs with their versions and files."""

from django.db.models import Count, Prefetch

from classification.models import Dossier, Evidence, EvidenceVersion


def proofs_of(dossier: Dossier, code: str | None = None) -> dict[str, list[Evidence]]:
    """Requirement code -> its evidence with every version, oldest first. Three statements, however many files."""
    versions = EvidenceVersion.objects.select_related("by").prefetch_related("files")
    found = dossier.evidence.prefetch_related(Prefetch("versions", queryset=versions))
    proofs: dict[str, list[Evidence]] = {}
    for evidence in found.filter(code=code) if code else found:
        proofs.setdefault(evidence.code, []).append(evidence)
    return proofs


def proof_counts(dossier: Dossier) -> dict[str, int]:
    """Requirement code -> how many proofs it has. One statement."""
    return dict(dossier.evidence.order_by().values_list("code").annotate(number=Count("pk")))
