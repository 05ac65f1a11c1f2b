"""How words are brought to one form before they are stored or compared. Pure."""

import re
import unicodedata


class _Letters(dict):
    """A table for `str.translate` that works each letter out once: long lists are tidied in no time."""

    def __init__(self, rule):
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str | None:
        self[code] = self.rule(chr(code))
        return self[code]


def _spaced(letter: str) -> str | None:
    if letter in "\u200b\ufeff":
        return None
    return " " if unicodedata.category(letter) in {"Cc", "Zs", "Zl", "Zp"} else letter


_SPACED = _Letters(_spaced)
_BARE = _Letters(lambda letter: None if unicodedata.combining(letter) else letter)


def tidy(text: str) -> str:
    """Text as it should be stored: NFC, single spaces, no control characters, nothing at either end."""
    text = unicodedata.normalize("NFC", text).translate(_SPACED)
    return re.sub("  +", " ", text).strip()


def search_form(text: str) -> str:
    """Text as it is searched: without case or diacritics, so that "dang kiem" finds "Đăng kiểm"."""
    bare = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return bare.translate(_BARE)
