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


# Letters nobody sees: they make two equal words differ, turn the order of reading round, or break a spreadsheet.
UNSEEN = "\u200b\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"


def _spaced(letter: str) -> str | None:
    if letter in UNSEEN:
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
