"""Whom the owner names in place of its security unit: the decision on paper, and a council."""

from classification.services import Scanned, arrange_council
from systems.models import AppraisalArrangement
from tests.conftest import TODAY

PDF = b"%PDF-1.7\n%%EOF"


def scanned(number="15/QĐ-BGTVT", day=TODAY, filename="quyet-dinh.pdf", content=PDF) -> Scanned:
    return Scanned(number, day, filename, content)


def council(dossier, ha, members, **extra) -> AppraisalArrangement:
    name = "Hội đồng thẩm định độc lập"
    return arrange_council(dossier=dossier, name=name, members=members, by=ha, **({"paper": scanned()} | extra))
