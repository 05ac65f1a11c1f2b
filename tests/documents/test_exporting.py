"""A whole dossier as one ZIP: every file untouched, in its place, listed with its hash, safe to unpack anywhere."""

import hashlib
import io
import json
import subprocess
import tracemalloc
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from classification.services.files import keep_file
from classification.workflow import State
from documents.exporting import Damaged, check, write_dossier
from documents.exporting.names import LONGEST, Taken, is_safe_path, safe_name, split
from documents.models import IssuedDocument
from systems.models import LedgerEntry

pytestmark = pytest.mark.django_db


def archive_of(dossier) -> tuple[bytes, dict]:
    target = io.BytesIO()
    write_dossier(dossier, target)
    content = target.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content, json.loads(archive.read("manifest.json"))


def paths(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def changed(content: bytes, *, without=(), **replaced) -> io.BytesIO:
    """The archive with these files taken out, changed or added (the name's ending is left away: `index`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename not in without:
                stem = info.filename.partition(".")[0]
                new.writestr(info.filename, replaced.pop(stem, None) or old.read(info.filename))
        for name, body in replaced.items():
            new.writestr(name.replace("__", "/"), body)
    out.seek(0)
    return out


def test_every_file_of_the_dossier_lies_in_its_numbered_folder(decided):
    content, manifest = archive_of(decided)
    folders = [path.partition("/")[0] for path in paths(content)]
    assert folders == [*sorted(folders[:-3]), "index.html", "index.css", "manifest.json"]
    by_role = {}
    for file in manifest["files"]:
        by_role.setdefault(file["role"], []).append(file)
    day = decided.decision_on.isoformat()
    newest, earlier = by_role["mau-06"]
    assert newest["path"].startswith("04 Quyết định/01 Quyết định") and newest["newest"] and not earlier["newest"]
    assert newest["path"].endswith(f"số 01-QĐ-BGTVT ngày {day}.pdf")
    assert earlier["path"].startswith("04 Quyết định/Các bản trước/") and earlier["path"].endswith("bản 1.pdf")
    [letter] = by_role["den-tham-dinh"]
    assert letter["path"].startswith("03 Ý kiến thẩm định/01") and letter["number"] == "12/BCA-A05"
    first, second = by_role["evidence"]
    assert first["path"].endswith("/Biên bản thử v1/Biên bản - khôi phục.png")
    assert second["path"].endswith("/Biên bản thử v2/Biên bản - khôi phục.png")
    assert (first["newest"], second["newest"]) == (False, True)
    assert by_role["attachment"], "pictures of the parts"
    assert manifest["about"]["system"]["code"] == "BGTVT-026" and manifest["about"]["decision_number"] == "01/QĐ-BGTVT"


def test_every_byte_is_the_kept_one_and_every_hash_is_in_the_manifest(decided):
    content, manifest = archive_of(decided)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for file in manifest["files"]:
            body = archive.read(file["path"])
            assert (len(body), hashlib.sha256(body).hexdigest()) == (file["size"], file["sha256"]), file["path"]
        listed = {file["path"] for file in manifest["files"]} | {"manifest.json"}
        assert listed == set(archive.namelist())
    [newest] = [file for file in manifest["files"] if file["role"] == "mau-06" and file["newest"]]
    assert newest["sha256"] == hashlib.sha256(IssuedDocument.objects.get().read()).hexdigest()


def test_the_same_dossier_gives_the_same_bytes(decided):
    assert archive_of(decided)[0] == archive_of(type(decided).objects.with_parties().get(pk=decided.pk))[0]


def test_unzip_of_the_system_finds_nothing_wrong(decided, tmp_path):
    (tmp_path / "a.zip").write_bytes(archive_of(decided)[0])
    told = subprocess.run(["unzip", "-t", tmp_path / "a.zip"], capture_output=True, text=True)
    assert told.returncode == 0 and "No errors detected" in told.stdout, told.stdout


def test_an_archive_that_needs_64_bits_is_written_and_read(decided, tmp_path, monkeypatch):
    """As if the limit of the old form were a thousand bytes."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    content, _manifest = archive_of(decided)
    monkeypatch.undo()
    assert b"PK\x06\x06" in content, "the 64-bit end of the directory"
    (tmp_path / "a.zip").write_bytes(content)
    assert subprocess.run(["unzip", "-t", tmp_path / "a.zip"], capture_output=True).returncode == 0
    assert check(io.BytesIO(content)).is_whole


def test_a_large_file_passes_through_in_pieces(dossier_in, trang, tmp_path):
    """40 MB of a scan never stand in memory: a few pieces of a megabyte do."""
    dossier, large = dossier_in(State.DRAFT), b"%PDF-1.4" + bytes(40 * 1024 * 1024)
    keep_file(dossier=dossier, filename="to.pdf", content=large, mime="application/pdf", by=trang)
    del large
    with open(tmp_path / "a.zip", "w+b") as target:
        write_dossier(dossier, target)  # templates and the catalogue are loaded by now
        target.truncate(0)
        target.seek(0)
        tracemalloc.start()
        try:
            write_dossier(dossier, target)
            assert check(target).is_whole
            assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
        finally:
            tracemalloc.stop()


def test_a_dossier_without_any_file_is_an_archive_too(dossier_in):
    content, manifest = archive_of(dossier_in(State.DRAFT))
    assert paths(content) == ["index.html", "index.css", "manifest.json"]
    assert check(io.BytesIO(content)).is_whole and len(manifest["files"]) == 2


def test_a_kept_file_that_changed_is_named_and_nothing_is_handed_out(decided, client, hung):
    paper = decided.incoming.get().scan
    paper.file.storage.delete(paper.file.name)
    with pytest.raises(Damaged, match="^Không đọc được tệp “03 Ý kiến thẩm định/01 .*” trong kho.$"):
        archive_of(decided)
    paper.file.storage.save(paper.file.name, ContentFile(b"%PDF-1.4 khac"))
    with pytest.raises(Damaged, match="không còn đúng như khi được lưu"):
        archive_of(decided)
    client.force_login(hung)
    page = client.post(reverse("documents:export_one", args=[decided.pk]), follow=True)
    assert "Chưa xuất được hồ sơ." in page.content.decode()
    assert not LedgerEntry.objects.filter(verb="export_dossier").exists()


# ---------------------------------------------------------------------------------------------- checking


def test_an_untouched_archive_is_whole(decided):
    content, manifest = archive_of(decided)
    found = check(io.BytesIO(content))
    assert found.is_whole and found.files == len(manifest["files"])
    assert found.about == ("BGTVT-026 Hệ thống quản lý kiểm định xe cơ giới",)


def test_each_thing_done_to_an_archive_is_told(decided):
    content, manifest = archive_of(decided)
    [scan] = [file["path"] for file in manifest["files"] if file["role"] == "den-tham-dinh"]
    cases = [
        (changed(content, without=[scan]), f"Thiếu tệp “{scan}”."),
        (changed(content, index=b"khac"), "Tệp “index.html” khác với manifest.json."),
        (changed(content, them__vao=b"x"), "Tệp “them/vao” không có trong manifest.json."),
        (changed(content, **{"..__ra": b"x"}), "Đường dẫn “../ra” không an toàn; đừng giải nén gói này."),
        (changed(content, without=["manifest.json"]), "Gói không có tệp manifest.json."),
        (changed(content, manifest=b"{"), "Không đọc được manifest.json của gói."),
        (changed(content, manifest=b"[]"), "Không đọc được manifest.json của gói."),
        (io.BytesIO(content[:-30]), "Tệp không phải gói ZIP, hoặc gói đã hỏng."),
        (io.BytesIO(b"%PDF"), "Tệp không phải gói ZIP, hoặc gói đã hỏng."),
    ]
    for archive, sentence in cases:
        assert sentence in check(archive).problems
    newer = json.dumps(manifest | {"version": 2}).encode()
    assert check(changed(content, manifest=newer)).problems == (
        "Gói theo định dạng phiên bản 2; chương trình này đọc phiên bản 1.",
    )


def test_one_flipped_byte_anywhere_in_a_file_is_found(decided):
    content, manifest = archive_of(decided)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            broken = bytearray(content)
            start = info.header_offset + 30 + len(info.filename.encode())
            broken[start + info.file_size // 2] ^= 1
            assert not check(io.BytesIO(bytes(broken))).is_whole, info.filename


def test_the_command_says_the_verdict_and_leaves_with_it(decided, tmp_path, capsys):
    content, _manifest = archive_of(decided)
    (tmp_path / "tot.zip").write_bytes(content)
    call_command("check_export", str(tmp_path / "tot.zip"))
    said = capsys.readouterr().out
    assert said.startswith("tot.zip: NGUYÊN VẸN\n  BGTVT-026") and "Đã so" in said
    (tmp_path / "xau.zip").write_bytes(changed(content, index=b"khac").getvalue())
    for name in ("xau.zip", "khong-co.zip"):
        with pytest.raises(SystemExit) as left:
            call_command("check_export", str(tmp_path / name))
        assert left.value.code == 1
    said = capsys.readouterr().out
    assert "xau.zip: KHÔNG NGUYÊN VẸN\n  - Tệp “index.html” khác" in said and "Không mở được tệp này." in said


# ---------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "etc-passwd"), ("C:\\Windows\\a", "C-Windows-a"), ("  Tờ trình.  ", "Tờ trình"),
        ("CON", "_CON"), ("com1.txt", "_com1.txt"), ("a\x00b\n\tc", "ab-c"), ("", "tep"), ("...", "tep"),
        ("Biên\u202e bản", "Biên bản"), ("Bie\u0302n ba\u0309n", "Biên bản"), ("a" * 300, "a" * LONGEST),
        ("Đề nghị số 12/ĐKVN-CNTT", "Đề nghị số 12-ĐKVN-CNTT"), ("console", "console"),
    ],
)  # fmt: skip
def test_a_name_is_safe_on_every_system_and_stays_vietnamese(words, name):
    assert safe_name(words) == name and is_safe_path(safe_name(words))


@given(st.text(max_size=200), st.sampled_from(["", ".pdf", ".png"]))
def test_whatever_people_write_becomes_a_safe_name(words, ending):
    name = safe_name(words, ending)
    assert is_safe_path(name) and "/" not in name and len(name) <= LONGEST + 1 and name.endswith(ending)
    assert safe_name(name.removesuffix(ending), ending).casefold() == name.casefold(), "once is enough"


@pytest.mark.parametrize(
    "path", ["", "/a", "a//b", "../a", "a/..", "a\\b", "C:a", "a/con", "a/nul.txt", "a. ", "a\x00"]
)
def test_a_path_that_leads_elsewhere_or_nowhere_is_told(path):
    assert not is_safe_path(path)


def test_two_names_that_differ_in_case_alone_get_numbers():
    taken = Taken()
    assert [taken.free("a", name, ".pdf") for name in ("Báo cáo", "báo cáo", "BÁO CÁO")] == [
        "a/Báo cáo.pdf", "a/báo cáo (2).pdf", "a/BÁO CÁO (3).pdf",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parts"), [("a.PDF", ("a", ".pdf")), (".htaccess", (".htaccess", "")), ("v1.2 bản", ("v1.2 bản", ""))]
)
def test_an_ending_is_told_from_a_full_stop(name, parts):
    assert split(name) == parts


# ---------------------------------------------------------------------------------------------- the page


def test_who_sees_the_dossier_takes_it_and_that_is_written_down(decided, client, hung):
    client.force_login(hung)
    assert (
        "Tải trọn bộ hồ sơ (ZIP)" in client.get(reverse("classification:dossier", args=[decided.pk])).content.decode()
    )
    answer = client.post(reverse("documents:export_one", args=[decided.pk]))
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''BGTVT-026%20H%E1%BB%87")
    assert check(io.BytesIO(content)).is_whole
    entry = LedgerEntry.objects.get(verb="export_dossier")
    assert (entry.by, entry.system) == (hung, decided.system)
    assert entry.details["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_stranger_and_an_administrator_get_nothing(decided, client, la, binh):
    for user in (la, binh):
        client.force_login(user)
        assert client.post(reverse("documents:export_one", args=[decided.pk])).status_code == 404
    assert not LedgerEntry.objects.filter(verb="export_dossier").exists()
