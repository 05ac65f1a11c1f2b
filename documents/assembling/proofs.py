"""The evidence of a plan as papers list it: the files of each newest version."""

from classification.models import Dossier
from classification.proofs import proofs_of
from documents.content import Proof


def proofs_in_words(dossier: Dossier) -> dict[str, tuple[Proof, ...]]:
    """Requirement code -> one line for every file that proves it today. Three statements."""
    return {
        code: tuple(
            Proof(title=proof.title, filename=file.filename, version=newest.number, sha256=file.sha256)
            for proof in proofs
            for newest in [proof.newest]
            for file in newest.files.all()
        )
        for code, proofs in proofs_of(dossier).items()
    }
