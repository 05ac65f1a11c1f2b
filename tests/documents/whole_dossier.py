"""Files of every sort in a dossier: a letter from outside, and a proof in two versions."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from classification.models import IncomingDocument
from classification.services import add_evidence
from classification.services.files import keep_file
from tests.conftest import TODAY


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(out, "PNG")
    return out.getvalue()


def add_files(dossier, *, operator, appraiser) -> None:
    """What people outside and the operator add to a dossier whose plan is being deployed."""
    scan = keep_file(
        dossier=dossier, filename="quet 12.pdf", content=b"%PDF-1.4 quet", mime="application/pdf", by=appraiser
    )
    IncomingDocument.objects.create(
        dossier=dossier, round=1, kind="den-tham-dinh", verdict="appraise", number="12/BCA-A05", issued_on=TODAY,
        body="Bộ Công an", scan=scan, recorded_by=appraiser,
    )  # fmt: skip
    code = dossier.catalogue.requirements_for(3)[0].code
    for colour in ("red", "blue"):
        upload = SimpleUploadedFile("Biên bản: khôi phục?.png", picture(colour))
        evidence = dossier.evidence.first()
        add_evidence(dossier=dossier, code=code, uploads=[upload], title="Biên bản thử", by=operator, of=evidence)
