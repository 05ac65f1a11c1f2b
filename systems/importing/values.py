"""Readers of single cells: the value in its right type, or a sentence that says what would be right."""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import gettext as _

from systems.wording import search_form

from . import words
from .words import BLANKS, ROMAN, SERVICE_FORMS, meanings, shown, tidied, without_lead, word_key

# One a person on earth: more is a slip of the hand.
MOST_PEOPLE = 10_000_000_000
# "chưa có thông tin", with room for spaces and decomposed letters.
LONGEST_BLANK = 40
_GROUPS = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_WITH_ZEROS = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)[.,]0{1,2}")
_PEOPLE = re.compile(r"\s*(?:người dùng|người sử dụng|người|tài khoản)$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00)?(?:\.0+)?Z?$")
_BETWEEN_KINDS = re.compile(r"[,;/+&\n|]|\bva\b")


class BadCell(ValueError):
    """A cell that cannot be read; `str()` says what would be right."""


def as_text(cell) -> str:
    """A cell as words: a number without the ".0" that spreadsheets add."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def is_blank(cell) -> bool:
    """Whether a cell says nothing: empty, a dash, "chưa rõ". A blank is "not known" and never "no"."""
    if not isinstance(cell, str):
        return cell is None
    if not cell or len(cell) > LONGEST_BLANK:
        return not cell.strip()
    return _says_nothing(cell)


@lru_cache(maxsize=8192)
def _says_nothing(text: str) -> bool:
    bare = tidied(text)
    if key := word_key(bare):
        return key in BLANKS
    return not bare.strip("-–—_.…?/ ")


def read_text(most: int) -> Callable:
    def read(cell) -> str:
        text = tidied(as_text(cell))
        if len(text) > most:
            raise BadCell(
                _("dài %(length)s ký tự; ghi nhiều nhất %(most)s ký tự.") % {"length": len(text), "most": most}
            )
        return text

    return read


def read_note(cell) -> str:
    """Free text: line breaks stay, each line is tidied."""
    return "\n".join(tidied(line) for line in as_text(cell).splitlines()).strip()[:10_000]


def read_names(cell) -> list[str]:
    """Names with semicolons or line breaks between them, each once."""
    names = (tidied(name) for name in as_text(cell).replace("\n", ";").split(";"))
    return list(dict.fromkeys(name for name in names if name))


def read_flag(cell) -> bool:
    if isinstance(cell, bool):
        return cell
    text = as_text(cell)
    key = word_key(text)
    if key in words.YES or tidied(text) in words.TICKS:
        return True
    if key in words.NO:
        return False
    raise BadCell(_("ghi “Có” hoặc “Không”; chưa biết thì để trống."))


def read_count(cell) -> int:
    """12000, 12000.0, "12.000", "12,000", "12 000 người"; a fraction is no number of people."""
    number = _number(cell)
    if number is None or number < 0:
        raise BadCell(_("ghi một số nguyên từ 0 trở lên, ví dụ 12000 hoặc 12.000."))
    if number > MOST_PEOPLE:
        raise BadCell(_("số quá lớn; ghi số người, ví dụ 12000 hoặc 12.000."))
    return number


def _number(cell) -> int | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if cell == cell and cell % 1 == 0 else None
    if not isinstance(cell, str):
        return None
    text = _PEOPLE.sub("", tidied(cell))[:40]
    if _GROUPS.fullmatch(text) and text.isascii():
        return int(re.sub(r"[., ]", "", text))
    if (whole := _WITH_ZEROS.fullmatch(text)) and text.isascii():
        return int(re.sub(r"[.,]", "", whole[1]))
    return int(text) if text.isascii() and text.isdigit() else None


def read_day(cell) -> datetime.date:
    """A real spreadsheet date, dd/mm/yyyy or an ISO date. A bare number is not taken for a day."""
    day = _day(cell)
    if day is None or not 1900 <= day.year <= 2100:
        raise BadCell(_("ghi ngày có thật dạng ngày/tháng/năm, ví dụ 15/03/2015."))
    return day


def _day(cell) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if not isinstance(cell, str):
        return None
    text = _MIDNIGHT.sub("", tidied(cell))
    if not text.isascii():
        return None
    try:
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
        elif found := _ISO_DAY.fullmatch(text):
            year, month, day = map(int, found.groups())
        else:
            return None
        return datetime.date(year, month, day)
    except ValueError:
        return None


def read_choice(table: dict) -> Callable:
    """Reader of one of the table's words, however its capitals and diacritics are written."""
    known = meanings(table)

    def read(cell) -> str:
        key = word_key(as_text(cell))
        for form in (key, without_lead(key)):
            if form in known:
                return known[form]
        raise BadCell(_("ghi một trong: %(words)s.") % {"words": "; ".join(shown(table))})

    return read


def read_information(cell) -> list[str]:
    """One or more kinds of information, in the order of the law."""
    known, found = meanings(words.INFORMATION), set()
    key_text = search_form(as_text(cell).replace("\n", ","))
    for piece in _BETWEEN_KINDS.split(key_text):
        key = word_key(piece)
        if not key:
            continue
        kind = known.get(key) or known.get(without_lead(key))
        if kind is None:
            raise BadCell(
                _("“%(piece)s” không phải loại thông tin; ghi một hay nhiều trong: %(words)s.")
                % {"piece": tidied(piece), "words": ", ".join(shown(words.INFORMATION))}
            )
        found.add(kind)
    return [kind for kind in words.INFORMATION if kind in found]


def read_online(cell) -> dict:
    """The level (1 to 4) or the newer form of an online public service, as facts; "Không" leaves both unknown."""
    key = word_key(as_text(cell))
    if key in words.NO_SERVICE:
        return {}
    form = next((value for spelled, value in SERVICE_FORMS.items() if spelled in key), None)
    rest = without_lead(" ".join(key.replace("toan trinh", "").replace("mot phan", "").split()))
    rest = rest.removeprefix("dich vu cong truc tuyen").strip()
    level = ROMAN.get(rest) or (int(rest) if rest in {"1", "2", "3", "4"} else None)
    if level is None and (form is None or (rest and rest not in SERVICE_FORMS)):
        raise BadCell(_("ghi mức độ 1, 2, 3 hoặc 4, hoặc “Toàn trình”, “Một phần”; không có thì để trống."))
    facts = {"online_public_service_level": level, "online_public_service_form": form}
    return {name: value for name, value in facts.items() if value is not None}
