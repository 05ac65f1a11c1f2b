"""Evidence: files that prove an answer, in versions, judged by content, never replaced, each download written down."""

import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from classification.errors import StepRefused
from classification.models import Evidence, EvidenceFile, EvidenceVersion
from classification.services import add_evidence, answer_requirement
from classification.workflow import PLAN_EDITABLE, State
from systems.models import LedgerEntry

PDF = b"%PDF-1.7\n" + b"quy trinh " * 9
HTMX = {"HTTP_HX_REQUEST": "true"}


def upload(name="quy-trinh.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def draft(dossier_in):
    return dossier_in(State.DRAFT)


@pytest.fixture
def prove(request, hung):
    """Add evidence as Hùng, to the draft where no dossier is named: `prove(upload(), title="Quy trình")`."""

    def act(*uploads, code="risk-01", by=hung, dossier=None, **given):
        dossier = dossier or request.getfixturevalue("draft")
        return add_evidence(dossier=dossier, code=code, uploads=list(uploads), by=by, **given)

    return act


def test_each_new_version_stands_beside_the_older_ones(prove, draft, hung):
    first = prove(upload(), title="Quy trình rủi ro", note="bản đầu")
    second = prove(upload("v2.pdf", PDF + b"2"), upload("anh.png", picture()), of=first.evidence, note="sửa mục 3")
    assert (first.number, second.number) == (1, 2)
    assert [file.filename for file in second.files.all()] == ["v2.pdf", "anh.png"]
    kept = EvidenceFile.objects.get(version=first)
    with kept.file.open("rb") as stored:
        assert kept.sha256 == hashlib.sha256(PDF).hexdigest() and stored.read() == PDF
    assert (second.by, second.note) == (hung, "sửa mục 3")
    entries = LedgerEntry.objects.filter(verb="add_evidence", about=f"dossier:{draft.pk}")
    assert [entry.details["version"] for entry in entries.order_by("pk")] == [1, 2]


def test_without_a_title_it_is_called_as_its_file(prove):
    assert prove(upload("Biên bản thử.pdf")).evidence.title == "Biên bản thử"


def test_a_second_evidence_of_the_same_title_is_a_version_of_the_first(prove):
    prove(upload(), title="Quy trình")
    with pytest.raises(ValidationError, match="phiên bản mới"):
        prove(upload(content=PDF + b"2"), title="Quy  trình")
    prove(upload(), title="Quy trình", code="risk-02")
    assert Evidence.objects.count() == 2


def test_the_same_files_once_more_are_no_version(prove):
    first = prove(upload())
    with pytest.raises(ValidationError, match="giống hệt phiên bản v1"):
        prove(upload("ten-khac.pdf"), of=first.evidence)
    assert prove(upload(), upload("lan-hai.pdf"), code="risk-02").files.count() == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload("trang.pdf", b"<html><script>alert(1)</script>"), "PDF, PNG hoặc JPEG"),
        (upload("macro.docx", b"PK\x03\x04"), "PDF, PNG hoặc JPEG"),
        (upload("anh.png", b"\x89PNG\r\n\x1a\nhong"), "không phải hình PNG hoặc JPEG"),
        (upload("TỐI MẬT phương án.pdf"), "TỐI MẬT"),
    ],
)
def test_one_file_that_may_not_be_kept_refuses_them_all_by_name(prove, file, sentence):
    file.seek(0)
    with pytest.raises(ValidationError, match=sentence) as refused:
        prove(upload(), file)
    assert refused.value.message_dict["files"][0].startswith(file.name)
    assert not Evidence.objects.exists() and not EvidenceFile.objects.exists()


@pytest.mark.parametrize(("number", "taken"), [(10, True), (11, False)])
def test_ten_files_are_a_version_and_eleven_are_too_many(prove, number, taken):
    files = [upload(f"{n}.pdf", PDF + bytes([n])) for n in range(number)]
    if taken:
        assert prove(*files).files.count() == 10
    else:
        with pytest.raises(ValidationError, match="không quá 10 tệp"):
            prove(*files)


def test_a_file_that_weighs_too_much_is_refused_before_it_is_read(prove):
    class Heavy(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("nobody reads it")

    heavy = Heavy("lon.pdf", b"")
    heavy.size = 20 * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="lớn hơn 20 MB"):
        prove(heavy)


@pytest.mark.parametrize("state", list(State))
def test_evidence_comes_in_exactly_while_the_plan_is_written(prove, dossier_in, state):
    dossier = dossier_in(state)
    if state in PLAN_EDITABLE:
        assert prove(upload(), dossier=dossier).number == 1
    else:
        with pytest.raises(StepRefused, match="không sửa được"):
            prove(upload(), dossier=dossier)


def test_only_the_operator_proves_and_only_what_the_plan_asks(prove, trang, ha, root):
    for other in (trang, ha, root):
        with pytest.raises(PermissionDenied):
            prove(upload(), by=other)
    with pytest.raises(StepRefused, match="khong-co"):
        prove(upload(), code="khong-co")
    other = prove(upload(), code="risk-02").evidence
    with pytest.raises(ValidationError, match="không thuộc yêu cầu"):
        prove(upload(content=PDF + b"2"), of=other)


def test_the_database_knows_each_version_once(prove, hung):
    version = prove(upload())
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceVersion.objects.create(evidence=version.evidence, number=1, by=hung)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceVersion.objects.create(evidence=version.evidence, number=0, by=hung)


def test_a_file_is_sent_as_a_download_and_the_ledger_says_to_whom(client, prove, draft, trang, la):
    kept = prove(upload("anh.png", picture())).files.get()
    client.force_login(trang)
    url = f"/ho-so/{draft.pk}/minh-chung/{kept.pk}/"
    response = client.get(url)
    assert b"".join(response.streaming_content) == picture()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    entry = LedgerEntry.objects.get(verb="download_evidence")
    assert (entry.by, entry.details["sha256"], entry.system) == (trang, kept.sha256, draft.system)
    client.force_login(la)
    assert client.get(url).status_code == 404
    assert LedgerEntry.objects.filter(verb="download_evidence").count() == 1


def test_a_file_of_one_dossier_is_not_found_under_another(client, prove, dossier_in, hung):
    old = dossier_in(State.PROTECTED)
    kept = prove(upload()).files.get()
    client.force_login(hung)
    assert client.get(f"/ho-so/{old.pk}/minh-chung/{kept.pk}/").status_code == 404


def test_it_stays_readable_when_the_dossier_has_ended(client, prove, draft, hung):
    kept = prove(upload()).files.get()
    type(draft).objects.filter(pk=draft.pk).update(
        state=State.SUPERSEDED, decision_number="1", decision_on="2026-01-01"
    )
    client.force_login(hung)
    response = client.get(f"/ho-so/{draft.pk}/minh-chung/{kept.pk}/")
    assert b"".join(response.streaming_content) == PDF
    text = client.get(f"/ho-so/{draft.pk}/phuong-an/risk-01/").content.decode()
    assert kept.filename in text and kept.short_sha256 in text and 'type="file"' not in text


def test_hung_hands_in_two_files_in_the_row(client, draft, hung):
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an/risk-01/minh-chung/"
    files = [upload(), upload("anh.png", picture())]
    given = {"title": "Quy trình", "note": "", "files": files, "no_secret": "on"}
    panel = client.post(url, given, **HTMX).content.decode()
    assert panel.startswith('<section class="proof-panel" id="minh-chung"')
    assert "quy-trinh.pdf" in panel and "anh.png" in panel and 'id="loc" aria-label' in panel
    kept = Evidence.objects.get()
    again = {"of": kept.pk, "note": "bản mới", "files": [upload(content=PDF + b"2")], "no_secret": "on"}
    response = client.post(url, again)
    assert response.headers["Location"].endswith("risk-01/?#minh-chung")
    assert kept.versions.count() == 2


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_wrong_with_a_file_is_said_in_the_panel_and_the_words_stay(client, draft, hung, htmx):
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an/risk-01/minh-chung/"
    given = {"title": "Ảnh chụp cấu hình", "files": [upload("x.exe", b"MZ")], "no_secret": "on"}
    response = client.post(url, given, **(HTMX if htmx else {}))
    text = response.content.decode()
    assert response.status_code == 422 and "PDF, PNG hoặc JPEG" in text and "Ảnh chụp cấu hình" in text
    assert client.post(url, {"title": "Không có tệp"}).status_code == 422


def test_an_answer_with_a_file_lacks_no_evidence(client, prove, draft, hung):
    answer_requirement(dossier=draft, code="risk-01", by=hung, status="met")
    client.force_login(hung)
    lacking = f"/ho-so/{draft.pk}/phuong-an/?loc=thieu-minh-chung"
    assert [row.code for row in client.get(lacking).context["table"].shown] == ["risk-01"]
    prove(upload())
    assert client.get(lacking).context["table"].shown == []
    assert "1 minh chứng" in client.get(f"/ho-so/{draft.pk}/phuong-an/?q=rui+ro").content.decode()


def test_the_appraiser_reads_which_files_prove_what(client, prove, draft, trang):
    prove(upload(), title="Quy trình rủi ro")
    client.force_login(trang)
    text = client.get(f"/ho-so/{draft.pk}/tham-dinh/").content.decode()
    assert "Quy trình rủi ro" in text and hashlib.sha256(PDF).hexdigest()[:12] in text
