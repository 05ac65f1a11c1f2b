"""Reading a Word template that somebody brings: is it one, is it harmless, and which names does it use?

The file is data to us: a placeholder is a name in double braces and nothing else. Loops, filters, calls and every
other expression of the engine that fills it are refused before the engine sees them.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError, nodes

BIGGEST_FILE = 5 * 1024 * 1024
BIGGEST_INSIDE = 60 * 1024 * 1024
MOST_FILES = 2000
MAIN = "word/document.xml"
TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
FORBIDDEN = re.compile(r"^word/(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/)|\.(exe|dll|bin|js|vbs)$", re.I)
OUTSIDE = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*"External"[^>]*>', re.I)
LINK = re.compile(rb'Type\s*=\s*"[^"]*/hyperlink"', re.I)


@dataclass(frozen=True)
class Examined:
    """`names` in the order of the alphabet; `problems`: sentences, none when the file may be kept."""

    names: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def examine(content: bytes, allowed: Collection[str]) -> Examined:
    """What stands in the file, and every reason why it cannot be a template with the `allowed` names."""
    if len(content) > BIGGEST_FILE:
        return Examined(problems=(_("Tệp lớn hơn 5 MB. Hãy giảm hình trong mẫu rồi tải lại."),))
    if problems := tuple(_harm(content)):
        return Examined(problems=problems)
    try:
        parts = list(_written(content))
    except Exception:  # noqa: BLE001 - a stranger's file may break any of three libraries; all mean the same
        return Examined(problems=(_("Không đọc được tệp này như một tệp Word. Hãy mở bằng Word và lưu lại .docx."),))
    names, problems = set(), []
    for part in parts:
        found, wrong = _placeholders(part)
        names |= found
        problems += wrong
    if unknown := sorted(names - set(allowed)):
        listed = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        problems.append(_("Tên không có trong danh sách được dùng: %(names)s.") % {"names": listed})
    if not names and not problems:
        problems.append(_("Mẫu chưa có tên nào trong ngoặc nhọn đôi, ví dụ {{ ten_he_thong }}."))
    return Examined(tuple(sorted(names)), tuple(dict.fromkeys(problems)))


def _harm(content: bytes) -> Iterator[str]:
    """Why the package is no plain Word document."""
    not_word = _("Đây không phải tệp Word (.docx). Tệp .doc cũ thì mở bằng Word và lưu thành .docx.")
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield not_word
        return
    with package:
        files = package.infolist()
        if len(files) > MOST_FILES or sum(file.file_size for file in files) > BIGGEST_INSIDE:
            yield _("Tệp nở ra quá lớn nên không được nhận.")
            return
        names = [file.filename for file in files]
        if MAIN not in names or "[Content_Types].xml" not in names:
            yield not_word
            return
        if any(file.flag_bits & 1 for file in files):
            yield _("Tệp đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")
            return
        try:
            inside = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError, NotImplementedError):
            yield not_word
            return
    if TYPE not in inside["[Content_Types].xml"] or any(FORBIDDEN.search(name) for name in names):
        yield _("Tệp chứa macro hoặc đối tượng nhúng. Hãy lưu thành .docx thường, không macro.")
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in inside.values()):
        yield not_word
    told = (one for name, text in inside.items() if name.endswith(".rels") for one in OUTSIDE.findall(text))
    if any(not LINK.search(relation) for relation in told):
        yield _("Tệp trỏ tới nội dung ở nơi khác (mẫu gắn kèm, hình từ mạng). Hãy chèn hẳn vào tệp rồi tải lại.")


def _written(content: bytes) -> Iterator[str]:
    """The text of each part as the engine will see it: pieces into which Word cut a placeholder put together."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    for part in template.docx.part.package.iter_parts():
        if PARTS.match(str(part.partname).lstrip("/")):
            yield template.patch_xml(part.blob.decode("utf-8"))


def _placeholders(text: str) -> tuple[set[str], list[str]]:
    """The names used in one part; sentences about whatever is more than a name."""
    only = _("Chỉ dùng tên trong ngoặc nhọn đôi, ví dụ {{ ten_he_thong }}; không dùng lệnh, phép tính hay bộ lọc.")
    if re.search(r"\{[%#]|[%#]\}", text):
        return set(), [only]
    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return set(), [_("Có ngoặc nhọn đôi mở mà không đóng, hoặc tên trong đó không phải một tên. %(only)s")
                       % {"only": only}]  # fmt: skip
    names = set()
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            return set(), [only]
        for node in output.nodes:
            if isinstance(node, nodes.Name):
                names.add(node.name)
            elif not isinstance(node, nodes.TemplateData):
                return set(), [only]
    return names, []
