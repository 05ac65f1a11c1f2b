"""How words are brought to one form before they are stored or compared. Pure."""

import re
import unicodedata


def tidy(text: str) -> str:
    """Text as it should be stored: NFC, single spaces, no control characters, nothing at either end."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in text if c not in "\u200b\ufeff"
    )
    return re.sub(" +", " ", text).strip()


def search_form(text: str) -> str:
    """Text as it is searched: without case or diacritics, so that "dang kiem" finds "Đăng kiểm"."""
    bare = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))
