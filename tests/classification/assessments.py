"""An assessment as an expert would report it, and what it may find."""

import datetime

from classification.models import Dossier
from classification.services.inspections import Found
from tests.conftest import TODAY

DAY = datetime.timedelta(1)
LAST = TODAY - 30 * DAY
SERIOUS = Found("Nhật ký không còn được lưu.", "serious", "log-01", "not_met")


def given(**more) -> dict:
    return {
        "kind": "compliance", "occasion": "periodic", "started_on": LAST - 3 * DAY, "ended_on": LAST, "doer": "expert",
        "doer_name": "Công ty An ninh mạng Sao Bắc", "doer_document": "GP 12/2025", "report_number": "15/BC-SB",
        "report_on": LAST,
    } | more  # fmt: skip


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)
