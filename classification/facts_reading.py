"""Readers of single JSON values: each returns the value in its right type or says in a sentence what would be right."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadValue(ValueError):
    """A value that cannot be read; `faults` pairs a pointer inside the value ("" for the value) with a sentence."""

    def __init__(self, message: str, *, faults: list[tuple[str, str]] | None = None) -> None:
        super().__init__(message)
        self.faults = faults or [("", message)]


def shown(value: object) -> str:
    """The value as the user wrote it, cut short so that a message stays a sentence."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        text = "..."
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    raise BadValue(f"Phải là true, false hoặc null (chưa biết), không phải {shown(given)}.")


def read_count(given: object) -> int:
    """A whole number from 0. `12000.0` is whole; `true`, `"12000"`, NaN and infinity are not numbers of people."""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise BadValue(f"Phải là số nguyên từ 0 trở lên hoặc null (chưa biết), không phải {shown(given)}.")
    if given < 0:
        raise BadValue(f"Không được là số âm: {shown(given)}.")
    return given


def read_level(highest: int) -> Callable[[object], int]:
    """Reader of a level from 1 to `highest`."""

    def read(given: object) -> int:
        if isinstance(given, float) and given.is_integer():
            given = int(given)
        if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= highest:
            raise BadValue(f"Phải là số nguyên từ 1 đến {highest} hoặc null (chưa biết), không phải {shown(given)}.")
        return given

    return read


def read_choice(allowed: tuple[str, ...]) -> Callable[[object], str]:
    """Reader of one word of `allowed`; the refusal lists them all."""

    def read(given: object) -> str:
        if isinstance(given, str) and given in allowed:
            return given
        words = ", ".join(f'"{word}"' for word in allowed)
        raise BadValue(f"Giá trị {shown(given)} không dùng được. Chọn một trong: {words}; hoặc null (chưa biết).")

    return read


def read_kinds(allowed: tuple[str, ...]) -> Callable[[object], tuple[str, ...] | None]:
    """Reader of a list of different words of `allowed`, given back in the order of `allowed`.

    An empty list says nothing of the information (every piece is of one of the kinds), so it is read as not known.
    """
    choose = read_choice(allowed)

    def read(given: object) -> tuple[str, ...] | None:
        if not isinstance(given, list | tuple):
            words = ", ".join(f'"{word}"' for word in allowed)
            raise BadValue(f"Phải là danh sách gồm các giá trị trong: {words}; không phải {shown(given)}.")
        words, faults = [], []
        for place, item in enumerate(given):
            try:
                words.append(choose(item))
            except BadValue as bad:
                faults.append((f"/{place}", str(bad)))
        if faults:
            raise BadValue(faults[0][1], faults=faults)
        if len(set(words)) < len(words):
            raise BadValue(f"Có giá trị ghi hai lần: {shown(given)}.")
        return tuple(word for word in allowed if word in words) or None

    return read


def read_date(given: object) -> date:
    message = f"Phải là ngày có thật, ghi theo dạng YYYY-MM-DD, không phải {shown(given)}."
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise BadValue(message)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadValue(message) from None


def read_text(longest: int, *, required: bool = False) -> Callable[[object], str]:
    """Reader of text that can be stored and printed: not too long, no half characters, no NUL."""

    def read(given: object) -> str:
        if not isinstance(given, str):
            raise BadValue(f"Phải là chữ, không phải {shown(given)}.")
        if required and not given.strip():
            raise BadValue("Không được để trống.")
        if len(given) > longest:
            raise BadValue(f"Dài {len(given)} ký tự, nhiều nhất là {longest}.")
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in given):
            raise BadValue("Có ký tự không in được.")
        return given

    return read


def decode_json(raw: bytes) -> Any:
    """JSON text in UTF-8 (a byte-order mark is allowed), decoded strictly. Raises `BadValue` with a sentence.

    Strictly: no NaN or Infinity, no key twice in one object, no nesting beyond what the interpreter can hold.
    """
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice)
    except UnicodeDecodeError:
        raise BadValue("Tệp không phải văn bản UTF-8. Hãy lưu lại tệp theo bảng mã UTF-8.") from None
    except json.JSONDecodeError as error:
        place = f"dòng {error.lineno}, cột {error.colno}"
        raise BadValue(f"Nội dung không phải JSON đúng cú pháp ({place}).") from None
    except RecursionError:
        raise BadValue("JSON lồng nhau quá sâu.") from None
    except BadValue:
        raise
    except ValueError:
        raise BadValue("Có số quá dài, không đọc được.") from None


def _refuse_constant(word: str) -> None:
    raise BadValue(f"{word} không phải số dùng được trong JSON.")


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadValue(f"Dữ kiện “{key}” được ghi hai lần trong cùng một đối tượng.")
        found[key] = value
    return found
