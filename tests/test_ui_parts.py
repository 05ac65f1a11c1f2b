"""The parts as pages include them, and the rules that templates, styles and script keep."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template, render_to_string
from lucide.templatetags.lucide import lucide

from tests.ui import parts

ROOT = Path(__file__).parent.parent
CSS = ROOT / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
TONES = ("good", "warn", "bad")
SCREENS = sorted(path for path in (ROOT / "templates").rglob("*.html") if "pdf" not in path.parts)


def part(name: str, **context) -> str:
    return render_to_string(f"_parts/{name}.html", context)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_next_step_names_who_which_paper_until_when_and_what_holds_it_back():
    shown = part(
        "_next",
        title="Ký",
        who="Nguyễn Minh Hà",
        you=True,
        paper="Mẫu số 06",
        days=3,
        due=parts.STEPS[0].date,
        obstacles=["Chưa lấy số quyết định."],
        cleared=["Quy chế đã ban hành."],
        button="Ký và phê duyệt",
    )
    assert "Nguyễn Minh Hà</b> (bạn)" in shown
    assert "Còn vướng 1 điều" in shown
    assert "Chưa lấy số quyết định." in shown
    assert "disabled>Ký và phê duyệt" in shown


def test_the_next_step_leads_on_when_there_is_somewhere_to_go():
    assert '<a class="btn btn-primary" href="/ky/">Ký</a>' in part("_next", title="Ký", url="/ky/", button="Ký")


def test_the_steps_of_a_dossier_tell_done_now_and_later():
    shown = part("_steps", steps=parts.STEPS, label="Đường đi của hồ sơ")
    assert shown.count('class="done"') == 3
    assert shown.count('aria-current="step"') == 1
    assert "<time>09/11/2026</time>" in shown


def test_an_empty_place_says_what_goes_there_and_gives_the_button():
    shown = part("_empty", title="Chưa có hồ sơ nào", text="Hồ sơ nằm ở đây.", url="/moi/", button="Lập hồ sơ")
    assert "Chưa có hồ sơ nào" in shown
    assert 'href="/moi/">Lập hồ sơ' in shown


def test_a_note_lists_every_sentence():
    shown = part("_note", tone="bad", title="Chưa làm được.", sentences=["Một.", "Hai."])
    assert shown.count("<li>") == 2
    assert 'class="note bad"' in shown


def test_the_pager_keeps_the_rest_of_the_address(rf):
    page = parts.everything(None)["page"]
    request = rf.get("/he-thong/", {"q": "dang kiem", "cap": ["2", "3"], "page": "3"})
    shown = get_template("_parts/_pager.html").render({"page": page}, request)
    assert "41–60 trong 1.156" in shown
    assert 'href="?q=dang+kiem&amp;cap=2&amp;cap=3&amp;page=4"' in shown
    assert 'aria-current="page">3<' in shown


def test_a_deadline_has_words_first_and_the_date_second():
    shown = part("_deadline", days=-2, due=parts.STEPS[0].date)
    assert shown.index("quá hạn") < shown.index("02/09/2026")


def test_a_wrong_field_says_so_where_it_is_and_above_the_form():
    form = parts.Sample({"issued": "31/02/2026", "people": "1.200 người", "unit": "1", "address": "Hà Nội"})
    shown = form.as_div()
    assert 'aria-invalid="true"' in shown
    assert 'id="id_issued_error"' in shown
    assert re.search(r'aria-describedby="[^"]*id_issued_error', shown)
    assert 'value="31/02/2026"' in shown
    assert '<a href="#id_issued">Ngày ban hành quy chế</a>' in shown
    assert "vì 2 ô chưa đúng" in shown


def test_widgets_take_their_class_by_themselves_and_keep_their_own():
    shown = str(parts.Sample())
    assert 'class="form-control w-date"' in shown
    assert 'class="form-select"' in shown
    assert shown.count('class="form-check-input"') == 6
    assert shown.count('class="choice"') == 2
    assert "họp trực tuyến" in shown


@pytest.mark.parametrize(("typed", "read"), [("12.000", 12000), ("12000", 12000), ("4 700 000", 4700000), ("", None)])
def test_a_count_is_read_with_or_without_dots(typed, read):
    form = parts.Sample({"people": typed})
    form.is_valid()
    assert form.cleaned_data["people"] == read


@pytest.mark.parametrize("typed", ["12.00", "1.2000", "-5", "nhiều", "1,5"])
def test_a_count_that_could_mean_two_things_is_asked_again(typed):
    assert "people" in parts.Sample({"people": typed}).errors


def test_a_stored_count_comes_back_with_dots():
    assert 'value="12.000"' in str(parts.Sample(initial={"people": 12000})["people"])


# Rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", SCREENS, ids=relative)
def test_no_template_carries_style_script_or_another_host(template):
    source = template.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", source)


@pytest.mark.parametrize("template", SCREENS, ids=relative)
def test_every_icon_a_template_names_exists(template):
    for name in re.findall(r"{%\s*icon \"([^\"]+)\"", template.read_text()):
        assert lucide(name, size=None).startswith("<svg")


def test_every_sheet_is_imported_once_and_every_import_exists():
    imports = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', (CSS / "app.css").read_text())
    own = {str((CSS / name).relative_to(CSS)) for name, _layer in imports if not name.startswith("../")}
    assert own == {str(sheet.relative_to(CSS)) for sheet in SHEETS} - {"app.css", "no-script.css"}
    assert len(imports) == len(own) + 1
    assert imports[0][1] == "bootstrap"


@pytest.mark.parametrize("sheet", SHEETS, ids=relative)
def test_a_sheet_is_whole_uses_known_tokens_and_needs_no_outside_thing(sheet):
    source = sheet.read_text()
    assert source.count("{") == source.count("}")
    assert "!important" not in re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    assert not re.search(r"https?://(?!www\.w3\.org)|url\(\"?//", source)
    tokens = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text() + source))
    used = set(re.findall(r"var\((--[\w-]+)", source))
    assert {name for name in used - tokens if not name.startswith("--bs-")} == set()


def test_the_two_dark_blocks_are_equal():
    source = (CSS / "tokens.css").read_text()
    blocks = re.findall(r"color-scheme: dark;([^}]+)}", source)
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


@pytest.mark.parametrize(
    ("words", "ground", "least"),
    [
        *((ink, ground, 4.5) for ink in ("ink", "ink-2", "accent") for ground in ("paper", "wash", "wash-2", "raise")),
        *((tone, ground, 4.5) for tone in TONES for ground in ("paper", "wash", "raise", f"{tone}-wash")),
        ("ink-3", "paper", 4.5), ("ink-3", "wash", 4.5), ("on-accent", "accent", 4.5), ("ink", "accent-3", 4.5),
        ("on-bar", "bar", 4.5), ("on-bar-2", "bar", 4.5), ("on-bar-2", "bar-field", 4.5),
        ("line-2", "paper", 3), ("focus", "paper", 3), ("focus", "raise", 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(theme, words, ground, least):
    block = re.search(rf"color-scheme: {theme};([^}}]+)}}", (CSS / "tokens.css").read_text())[1]
    tokens = dict(re.findall(r"--([\w-]+): (#\w+);", block))
    light, dark = sorted((_luminance(tokens[words]), _luminance(tokens[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_static_files_get_hashed_names_and_the_sheet_follows_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static.HashedStatic"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = [path for path in (tmp_path / "css").glob("app.*.css") if path.name.count(".") == 2]
    for name in re.findall(r'@import url\("([^"]+)"', sheet.read_text()):
        assert (sheet.parent / name).is_file()
        assert re.search(r"\.[0-9a-f]{12}\.css$", name)
