"""Decisions on paper for tests, and sheets of them."""

import datetime

from classification.decision_sheets.columns import DECISIONS
from classification.decisions import Decision, Stage
from classification.models import DossierPart, RecordedDecision, Standing, StepTaken
from systems.importing.reading import read_sheets
from systems.importing.tables import find_table
from systems.models import LedgerEntry
from tests.systems.sheets import MINISTRY, workbook

DAY = datetime.date
HEADER = [
    "STT", "Mã hệ thống", "Tên hệ thống thông tin", "Chủ quản hệ thống thông tin", "Cấp độ", "Số quyết định",
    "Ngày quyết định", "Cơ quan phê duyệt", "Tình trạng triển khai", "Ngày triển khai", "Số biên bản kiểm tra",
    "Số quyết định ban hành quy chế", "Ngày ban hành quy chế", "Nguồn",
]  # fmt: skip
WORDS = {
    "Mã hệ thống": "BGTVT-026", "Chủ quản hệ thống thông tin": MINISTRY, "Cấp độ": "3",
    "Số quyết định": "12/QĐ-BGTVT", "Ngày quyết định": "05/03/2023", "Nguồn": "Văn thư Bộ",
}  # fmt: skip
DEPLOYED = {"Tình trạng triển khai": "Đã triển khai đầy đủ", "Ngày triển khai": "20/09/2023"}


def a_decision(**changed) -> Decision:
    """Số 12/QĐ-BGTVT of 5 March 2023, level 3, not deployed, but for what is given."""
    values = {
        "number": "12/QĐ-BGTVT", "decided_on": DAY(2023, 3, 5), "level": 3, "body": MINISTRY, "source": "Văn thư Bộ",
    }  # fmt: skip
    return Decision(**values | changed)


def deployed(**changed) -> Decision:
    values = {"stage": Stage.FULL, "stage_on": DAY(2023, 9, 20), "minutes_number": "45/BB-CNTT"}
    return a_decision(**values | changed)


def a_row(**cells) -> list:
    return [(WORDS | cells).get(title, "") for title in HEADER]


def sheet(*rows, header=HEADER) -> bytes:
    return workbook([header, *rows], title="Quyết định")


def table_of(*rows, header=HEADER):
    return find_table(read_sheets(sheet(*rows, header=header), "quyet-dinh.xlsx"), DECISIONS)


def written(dossier) -> dict:
    """Everything that a record wrote, without keys and moments: what must be the same however it came in."""
    unkeyed = {
        "id", "dossier_id", "system_id", "at", "recorded_at", "updated_at", "opened_at", "replaced_at", "corrects_id",
        "about",
    }  # fmt: skip

    def rows(query):
        return [{name: value for name, value in row.items() if name not in unkeyed} for row in query.values()]

    believed = Standing.objects.believed().filter(dossier=dossier).order_by("kind")
    return {
        "dossier": rows(type(dossier).objects.filter(pk=dossier.pk)),
        "records": rows(RecordedDecision.objects.filter(dossier=dossier)),
        "steps": rows(StepTaken.objects.filter(dossier=dossier)),
        "standings": rows(believed),
        "replaced": Standing.objects.filter(dossier=dossier, replaced_at__isnull=False).count(),
        "parts": rows(DossierPart.objects.filter(dossier=dossier)),
        "ledger": [
            entry | {"details": {key: value for key, value in entry["details"].items() if key != "corrects"}}
            for entry in rows(LedgerEntry.objects.filter(about=f"dossier:{dossier.pk}").order_by("pk"))
        ],
    }
