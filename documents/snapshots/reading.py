"""Taking the data out of a paper, and holding it against what was written down when the paper was signed."""

import hashlib
from enum import Enum

from documents.models import IssuedDocument
from documents.verifying.attachments import attached_file
from documents.verifying.register import earlier_states

from . import NAME


class Data(Enum):
    """How the data of a file stands to the register of issued papers."""

    NONE = "none"
    REGISTERED = "registered"
    CHANGED = "changed"
    UNKNOWN = "unknown"


def data_of(pdf: bytes) -> tuple[bytes | None, Data]:
    """The attached file and how it stands: to the paper with these bytes, or to the one that they grew from."""
    content = attached_file(pdf, NAME)
    if content is None:
        return None, Data.NONE
    states = [hashlib.sha256(pdf).hexdigest(), *earlier_states(pdf)]
    paper = IssuedDocument.objects.filter(sha256__in=states).exclude(snapshot_sha256="").first()
    if paper is None:
        return content, Data.UNKNOWN
    same = paper.snapshot_sha256 == hashlib.sha256(content).hexdigest()
    return content, Data.REGISTERED if same else Data.CHANGED
