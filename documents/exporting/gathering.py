"""Which files a dossier consists of, in what order, in which numbered folder and under what name."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from classification.models import Attachment, Dossier, EvidenceFile
from classification.workflow import PaperKind as K
from documents.models import IssuedDocument

from .names import Taken, safe_name, shortened, split

REQUESTS = "01 Tờ trình, đề nghị"
EXPLANATION = "02 Hồ sơ, thuyết minh"
OPINIONS = "03 Ý kiến thẩm định"
DECISIONS = "04 Quyết định"
DEPLOYMENT = "05 Triển khai, kiểm tra"
EVIDENCE = "06 Minh chứng"
FOLDERS = (REQUESTS, EXPLANATION, OPINIONS, DECISIONS, DEPLOYMENT, EVIDENCE)
EARLIER = "Các bản trước"
FILES = "Tệp kèm theo"
FOLDER_OF = {
    K.REQUEST_01: REQUESTS, K.REQUEST_02: REQUESTS, K.REQUEST_03: REQUESTS, K.PROPOSAL_05: REQUESTS,
    K.EXPLANATION: EXPLANATION,
    K.OPINION: OPINIONS, K.APPRAISAL_04: OPINIONS, K.RETURN_NOTICE: OPINIONS, K.COUNCIL_MINUTES: OPINIONS,
    K.RECEIPT_IN: OPINIONS, K.RETURN_IN: OPINIONS, K.APPRAISAL_IN: OPINIONS,
    K.APPRAISER_DECISION: DECISIONS, K.DECISION_06: DECISIONS, K.DECISION_07: DECISIONS, K.REFUSAL_NOTICE: DECISIONS,
    K.LIST_IN: DECISIONS,
    K.OWNER_REPORT: DEPLOYMENT, K.DEPLOYMENT_REPORT: DEPLOYMENT, K.INSPECTION_MINUTES: DEPLOYMENT,
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One file as it will lie in the archive. `sha256` is what was stored when the file came in."""

    path: str
    folder: str
    role: str
    title: str
    number: str
    day: datetime.date
    media_type: str
    size: int | None
    sha256: str
    open: Callable = field(repr=False)
    newest: bool = True
    signer: str = ""


def gather(dossier: Dossier) -> list[Entry]:
    """Every file of the dossier, in the order of the folders and of what came first. Opens nothing yet."""
    desk = _Desk()
    papers = (
        dossier.signed_papers.defer("content").select_related("signer").prefetch_related("revisions").order_by("pk")
    )
    for paper in papers:
        _paper(desk, paper)
    for document in dossier.incoming.select_related("scan").order_by("pk"):
        title = f"{document.get_kind_display()} ({document.body})"
        desk.scan(FOLDER_OF[document.kind], document.kind, title, document.number, document.issued_on, document.scan)
    for record in dossier.records.select_related("scan").exclude(scan=None).order_by("pk"):
        title = _("Quyết định giấy được ghi nhận")
        desk.scan(DECISIONS, "recorded-decision", title, record.number, record.decided_on, record.scan)
    for meeting in dossier.meetings.select_related("scan").exclude(scan=None).order_by("pk"):
        title = _("Biên bản họp hội đồng thẩm định")
        desk.scan(OPINIONS, "council-minutes-scan", title, meeting.number, meeting.held_on, meeting.scan)
    for arrangement in dossier.system.arrangements.exclude(scan="").order_by("pk"):
        _arrangement(desk, arrangement)
    for inspection in dossier.inspections.select_related("report").exclude(report=None).order_by("pk"):
        title = _("Báo cáo kiểm tra, đánh giá")
        desk.scan(
            DEPLOYMENT, "inspection-report", title, inspection.report_number, inspection.report_on, inspection.report
        )
    for attachment in dossier.attachments.exclude(pk__in=desk.used).order_by("pk"):
        desk.attachment(f"{EXPLANATION}/{FILES}", attachment)
    _evidence(desk, dossier)
    return sorted(desk.entries, key=lambda entry: FOLDERS.index(entry.folder))


class _Desk:
    """The entries so far, with the numbers of each folder."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.used: set[int] = set()
        self._taken = Taken()
        self._numbers: dict[str, int] = {}

    def add(self, place: str, words: str, ending: str, **values) -> None:
        entry = Entry(path=self._taken.free(place, words, ending), folder=place.partition("/")[0], **values)
        self.entries.append(entry)

    def numbered(self, folder: str, title: str, number: str, day: datetime.date) -> str:
        """`03 Ý kiến thẩm định số 06-CNTT ngày 2026-10-26`, counted within its folder."""
        self._numbers[folder] = position = self._numbers.get(folder, 0) + 1
        words = f"{position:02d} {shortened(title, 55)}"
        words += f" số {number}" if number else ""
        return f"{words} ngày {day.isoformat()}"

    def scan(self, folder: str, role: str, title: str, number: str, day: datetime.date, kept: Attachment) -> None:
        """A paper that came in as a scan."""
        self.used.add(kept.pk)
        self.add(
            folder, self.numbered(folder, title, number, day), split(kept.filename)[1], role=role, title=title,
            number=number, day=day, media_type=kept.mime, size=kept.size, sha256=kept.sha256, open=_opener(kept.file),
        )  # fmt: skip

    def attachment(self, place: str, kept: Attachment) -> None:
        stem, ending = split(kept.filename)
        self.add(
            place, stem, ending, role="attachment", title=kept.filename, number="", day=_day(kept.uploaded_at),
            media_type=kept.mime, size=kept.size, sha256=kept.sha256, open=_opener(kept.file),
        )  # fmt: skip


def _paper(desk: _Desk, paper: IssuedDocument) -> None:
    """The newest state of a signed paper in its folder, the states before it one level below."""
    folder = FOLDER_OF[paper.kind]
    words = desk.numbered(folder, paper.title, paper.number, paper.issued_on)
    states = [(1, paper), *((revision.position, revision) for revision in paper.revisions.all())]
    for position, state in reversed(states):
        newest = state is states[-1][1]
        desk.add(
            folder if newest else f"{folder}/{EARLIER}",
            words if newest else f"{words} - bản {position}",
            ".pdf", role=paper.kind, title=paper.title, number=paper.number, day=paper.issued_on,
            media_type="application/pdf", size=state.size, sha256=state.sha256, open=_opener(state.file),
            newest=newest, signer=paper.signer_name,
        )  # fmt: skip


def _arrangement(desk: _Desk, arrangement) -> None:
    title = _("Quyết định giao thẩm định (bản quét)")
    day = arrangement.issued_on or _day(arrangement.recorded_at)
    desk.add(
        DECISIONS, desk.numbered(DECISIONS, title, arrangement.number, day), split(arrangement.scan_name)[1] or ".pdf",
        role="appraiser-decision-scan", title=title, number=arrangement.number, day=day, media_type="application/pdf",
        size=None, sha256=arrangement.scan_sha256, open=_opener(arrangement.scan),
    )  # fmt: skip


def _evidence(desk: _Desk, dossier: Dossier) -> None:
    """Every version of every proof: `06 Minh chứng/<requirement>/<title> v2/<file>`."""
    for file in _evidence_files(dossier):
        evidence, version = file.version.evidence, file.version
        stem, ending = split(file.filename)
        newest = version.number == max(v.number for v in evidence.versions.all())
        place = (
            f"{EVIDENCE}/{safe_name(evidence.code)}/{safe_name(f'{shortened(evidence.title, 40)} v{version.number}')}"
        )
        desk.add(
            place, stem[:60], ending, role="evidence",
            title=f"{_clause(dossier, evidence.code)}: {evidence.title} v{version.number}", number="",
            day=_day(version.at), media_type=file.mime, size=file.size, sha256=file.sha256, open=_opener(file.file),
            newest=newest,
        )  # fmt: skip


def _evidence_files(dossier: Dossier) -> Iterator[EvidenceFile]:
    found = EvidenceFile.objects.filter(version__evidence__dossier=dossier).select_related("version__evidence")
    found = found.prefetch_related("version__evidence__versions")
    return iter(found.order_by("version__evidence__code", "version__evidence__pk", "version__number", "pk"))


def _clause(dossier: Dossier, code: str) -> str:
    """The clause of the standard, for a reader; the code where the plan has moved away from it."""
    try:
        return dossier.catalogue.find(code).clause
    except KeyError:
        return code


def _opener(stored) -> Callable:
    return lambda: stored.storage.open(stored.name, "rb")


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()
