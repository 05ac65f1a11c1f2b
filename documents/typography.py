"""Vietnamese typesetting of text: clean characters, dates and numbers in words, unbreakable references, balanced lines.

Pure functions without a database or settings. `clean` guards what enters a paper's content; `typeset_html` is applied
once to the finished mark-up, so that template wording and people's words are set by the same rules.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

NBSP = "\u00a0"
JOINER = "\u2060"
ROOM = "\u200b"
MISSING = "\u25a1"
VIETNAM = timezone(timedelta(hours=7), "+07")
BLANK_DAY = f"ngày{NBSP * 6}tháng{NBSP * 6}năm{NBSP * 8}"

_KEPT_CONTROLS = {"\n", "\t"}
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Co"}
_SEPARATORS = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
_LONGEST_MARK_RUN = 2


def clean(text: str) -> str:
    """Return `text` in NFC with unified line ends and without invisible, control, bidi or private characters.

    Joiners, selectors and direction marks can hide or reorder words on a legal paper, so none survives. More than two
    combining marks in a row (after composition) are cut: no Vietnamese letter needs them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept, marks = [], 0
    for character in text:
        character = _SEPARATORS.get(character, character)
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _LONGEST_MARK_RUN or (category in _DROPPED_CATEGORIES and character not in _KEPT_CONTROLS):
            continue
        if not 0xFE00 <= ord(character) <= 0xFE0F:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def date_in_words(day: date | None) -> str:
    """`ngày 05 tháng 01 năm 2027`; day below 10 and months 1-2 carry a zero (Decree 30/2020, Annex I). None: blanks."""
    if day is None:
        return BLANK_DAY
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_in_words(moment: datetime) -> str:
    """`08 giờ 30 phút, ngày 20 tháng 11 năm 2026`; an aware moment is shown in Vietnam's time, a naive one as it is."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(VIETNAM)
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {date_in_words(moment.date())}"


def date_in_figures(day: date | None) -> str:
    """`05/01/2027`, for table cells; None gives an empty string."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def number(value: int) -> str:
    """`4.700.000`: thousands are parted by a full stop."""
    return f"{value:,}".replace(",", ".")


def counted(value: int) -> str:
    """`04`, `31`, `1.204`: a count in a sentence, below ten with a zero as offices write it."""
    return f"{value:02d}" if 0 <= value < 10 else number(value)


def sentence(text: str) -> str:
    """Return `text` with its first letter upper-cased; the rest is left alone (proper names, acronyms)."""
    return text[:1].upper() + text[1:]


def phrase(text: str) -> str:
    """Return `text` as one line ready for a closing sign of ours: no line breaks, no `.`, `;` or `,` at its end."""
    return " ".join(text.split()).rstrip(".;, ")


def paragraphs(text: str) -> list[str]:
    """Return the non-blank lines of a text that people typed in several lines."""
    return [line.strip() for line in text.split("\n") if line.strip()]


_REFERENCE = re.compile(
    r"\b(Điều|khoản|điểm|mục|phần|chương|phụ lục|mẫu số|hình|bảng|cấp độ|ngày|tháng|năm|quý|trang|nhóm)"
    r" (?=\d|[IVX]+\b|[a-zđ]\b(?!\w))",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"\b(TCVN|QCVN|ISO) (?=\d)")
_LEVEL = re.compile(rf"\b(cấp) (độ{NBSP})", re.IGNORECASE)
_SYMBOL = re.compile(r"\b\d{1,5}/(?:\d{4}/)?[A-ZĐƯ][\wĐđ]*(?:-[\wĐđ]+)*")
_FIGURES = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:\d{1,3}\.){3}\d{1,3}/\d{1,3}\b|\b\d{1,4}/\d{1,4}\b")
_LONGEST_SYMBOL = 40
# An agency's own long symbol may break after its "/", or the justified line before it gapes.
_BREAKABLE = re.compile(r"\d{1,5}/[^\d/][^/]{12,}")


def typeset(text: str) -> str:
    """Keep what belongs together on one line: `Điều 5`, `cấp độ 3`, `TCVN 14423`, `09/QĐ-BGTVT`, `31/12/2026`.

    Spaces become U+00A0; after `/` and `-` inside a document symbol comes U+2060, which leaves no trace in the PDF's
    text. Longer symbols than 40 characters stay breakable.
    """
    text = _REFERENCE.sub(lambda found: found[1] + NBSP, text)
    text = _STANDARD.sub(lambda found: found[1] + NBSP, text)
    text = _LEVEL.sub(lambda found: found[1] + NBSP + found[2], text)
    text = _SYMBOL.sub(_glued, text)
    return _FIGURES.sub(_glued, text)


def _glued(found: re.Match) -> str:
    symbol = found[0]
    if len(symbol) > _LONGEST_SYMBOL:
        return symbol
    symbol = symbol.replace("-", "-" + JOINER)
    return symbol if _BREAKABLE.fullmatch(found[0]) else symbol.replace("/", "/" + JOINER)


_ENDLESS = re.compile(r"\S{81,}")
_SIGN = re.compile(r"(?:&#?\w+;|\S)[\u0300-\u036f]*")  # an escaped character is one sign; a mark stays with its letter


def give_room(text: str) -> str:
    """Let words longer than 80 signs break after every 20, by U+200B, which leaves no trace in the PDF's text.

    Without such places each line of the word is measured against all that is left of it: a field that somebody filled
    with thousands of signs and no space would hold up the paper for many seconds.
    """
    return _ENDLESS.sub(_with_room, text)


def _with_room(word: re.Match) -> str:
    signs = _SIGN.findall(word[0])
    return ROOM.join("".join(signs[start : start + 20]) for start in range(0, len(signs), 20))


_TAG = re.compile(r"(<[^>]*>)")


def typeset_html(html: str, covered: frozenset[int] | None = None) -> str:
    """Apply `typeset` to the text between tags of autoescaped mark-up; attributes and tags stay untouched.

    `covered` (code points that the font has) turns every other character into a hollow square, so that a pictograph
    can neither pull in another font nor leave an unembedded glyph.
    """
    pieces = _TAG.split(html)
    pieces[::2] = [_shown(give_room(typeset(piece)), covered) if piece.strip() else piece for piece in pieces[::2]]
    return "".join(pieces)


def _shown(text: str, covered: frozenset[int] | None) -> str:
    if covered is None or text.isascii():
        return text
    allowed = covered | {ord(JOINER), ord(ROOM), ord("\n"), ord("\t")}
    if all(ord(character) in allowed for character in text):
        return text
    return "".join(character if ord(character) in allowed else MISSING for character in text)


# Advance widths in 1/1000 em: bold Times capitals, and regular lower case; what is not listed is near the default.
_CAPITALS = {"I": 389, "J": 500, "M": 944, "W": 1000, "O": 778, "Q": 778, "G": 778, "H": 778, "K": 778, "L": 667}
_CAPITALS |= {"E": 667, "B": 667, "Z": 667, "T": 667, "S": 556, "P": 611, "F": 611, " ": 250, "-": 333, ",": 250}
_CAPITALS |= {"Ư": 790, "Ơ": 790} | dict.fromkeys("0123456789", 500)
_SMALL = dict.fromkeys("iljt/", 278) | dict.fromkeys("fr-", 333) | {"s": 389, "c": 444, "e": 444, "a": 444}
_SMALL |= {"m": 778, "w": 722, " ": 250, ".": 250, ",": 250} | dict.fromkeys("ABCDĐEGHKLNOPQRTUVXY", 690)
_BREAK_INSIDE_A_NAME = 6.0
_COMPOUNDS = (
    "an ninh|an toàn|biển đảo|cấp độ|chuyên môn|chuyển đổi|công an|công nghệ|công thương|công trình|cơ sở|dân dụng|"
    "dân tộc|du lịch|dữ liệu|dự án|đào tạo|đăng kiểm|đầu tư|đề nghị|đề xuất|đô thị|đường bộ|đường sắt|giáo dục|"
    "giao thông|hạ tầng|hàng hải|hàng không|hành chính|hoàn thiện|hồ sơ|kế hoạch|khoa học|kiểm soát|kinh tế|môi trường|"
    "ngân hàng|ngoại giao|nhà nước|nhân dân|nông nghiệp|phát triển|phê duyệt|quản lý|quốc gia|quốc phòng|quy hoạch|"
    "tài chính|tài nguyên|thành phố|thẩm định|thể thao|thông tin|thủy nội|trung tâm|truyền thông|tư pháp|ứng dụng|"
    "văn hóa|vận tải|viễn thông|việt nam|xã hội|xây dựng|ý kiến|y tế"
)
_COMPOUND = re.compile(rf"\b({_COMPOUNDS})\b", re.IGNORECASE)  # two-syllable words of offices' names


def capitals_width(text: str) -> float:
    """Estimate the width of `text` set in bold capitals, in em (within a few percent, enough to break a heading)."""
    return _width(text.upper(), _CAPITALS, 722)


def text_width(text: str) -> float:
    """Estimate the width of `text` set in regular letters as they are, in em."""
    return _width(text, _SMALL, 500)


def _width(text: str, advances: dict[str, int], default: int) -> float:
    total = 0
    for letter in text:
        letter = " " if letter == NBSP else letter
        total += advances.get(letter) or advances.get(unicodedata.normalize("NFD", letter)[0], default)
    return total / 1000


def balanced_lines(text: str, limit: float, width: Callable[[str], float] = capitals_width) -> list[str]:
    """Break `text` into the fewest lines of at most `limit` em, all about equally long, rather before a capital letter.

    "Trung tâm Công nghệ thông tin" breaks before "Công", not inside "Công nghệ". A single word wider than the limit
    keeps a line of its own (style sheets let it break anywhere).
    """
    whole = _COMPOUND.sub(lambda found: found[0].replace(" ", NBSP), " ".join(text.split()))
    words = [word for word in whole.split(" ") if word]
    # cheapest[end] = (number of lines, ugliness, where the last line starts) of the first `end` words
    cheapest: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            length = width(" ".join(words[start:end]))
            if length > limit and start < end - 1:
                break
            split_name = start > 0 and words[start][0].islower()
            cost = max(limit - length, 0.0) ** 2 / limit + (_BREAK_INSIDE_A_NAME if split_name else 0)
            options.append((cheapest[start][0] + 1, cheapest[start][1] + cost, start))
        cheapest.append(min(options))
    lines, end = [], len(words)
    while end:
        start = cheapest[end][2]
        lines.insert(0, " ".join(words[start:end]).replace(NBSP, " "))
        end = start
    return lines
