"""The Vietnamese words that people write in a systems sheet, and what each means as a fact."""

import re
from functools import lru_cache

from systems.wording import search_form, tidy

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# Words that say what kind of thing follows and may be left out: "Cấp I", "Mức độ 4", "Thông tin riêng".
_LEADING = re.compile(
    r"^(?:he thong thong tin|he thong|loai hinh|pham vi|cap cong trinh|cap|muc do|muc|"
    r"thong tin|du lieu|loai)(?= \S)"
)
BLANKS = {
    "",
    "khong ro",
    "chua ro",
    "chua biet",
    "chua xac dinh",
    "chua co thong tin",
    "khong co thong tin",
    "n a",
    "na",
    "null",
}


# A sheet says the same few words in thousands of rows; longer texts are names and differ anyway.
_REMEMBERED_LENGTH = 120


def word_key(text: str) -> str:
    """Words as they are compared: no case, no diacritics, no punctuation, single spaces."""
    return _remembered_key(text) if len(text) <= _REMEMBERED_LENGTH else _word_key(text)


def _word_key(text: str) -> str:
    return _NOT_A_WORD.sub(" ", search_form(text)).strip()


_remembered_key = lru_cache(maxsize=8192)(_word_key)


def tidied(text: str) -> str:
    """`wording.tidy`, remembered."""
    return _remembered_tidy(text) if len(text) <= _REMEMBERED_LENGTH else tidy(text)


_remembered_tidy = lru_cache(maxsize=8192)(tidy)


def without_lead(key: str) -> str:
    """The words without what only names their kind, which may be said twice; never nothing."""
    for _turn in range(3):
        key = _LEADING.sub("", key).strip()
    return key


YES = {"co", "x", "v", "yes", "y", "true", "dung", "1"}
NO = {"khong", "no", "n", "false", "sai", "0", "khong co"}
TICKS = {"✓", "✔", "☑", "√"}

SYSTEM_TYPES = {
    "internal": (
        "Phục vụ hoạt động nội bộ",
        ("phuc vu hoat dong noi bo", "hoat dong noi bo", "phuc vu noi bo", "noi bo", "internal"),
    ),
    "public_service": (
        "Phục vụ người dân, doanh nghiệp",
        (
            "phuc vu nguoi dan doanh nghiep",
            "phuc vu nguoi dan va doanh nghiep",
            "nguoi dan doanh nghiep",
            "nguoi dan va doanh nghiep",
            "phuc vu nguoi dan",
            "public service",
        ),
    ),
    "infrastructure": (
        "Cơ sở hạ tầng thông tin",
        ("co so ha tang thong tin", "ha tang thong tin", "co so ha tang", "ha tang", "infrastructure"),
    ),
    "industrial_control": (
        "Điều khiển công nghiệp",
        ("dieu khien cong nghiep", "cong nghiep", "industrial control"),
    ),
    "other": ("Khác", ("khac", "loai khac", "thong tin khac", "other")),
}
INFORMATION = {
    "public": ("công cộng", ("cong cong", "cong khai", "public")),
    "private": ("riêng", ("rieng", "private")),
    "personal": ("cá nhân", ("ca nhan", "personal")),
    "state_secret": (
        "bí mật nhà nước",
        ("bi mat nha nuoc", "mat", "toi mat", "tuyet mat", "bi mat", "bmnn", "state secret"),
    ),
}
SCOPES = {
    "organisation": (
        "Một tổ chức",
        ("mot to chuc", "trong mot to chuc", "to chuc", "noi bo", "mot co quan", "organisation"),
    ),
    "ministry": ("Trong một bộ", ("trong mot bo", "mot bo", "toan bo nganh bo", "trong bo", "bo", "ministry")),
    "sector_or_provinces": (
        "Ngành, tỉnh",
        (
            "nganh tinh",
            "nganh",
            "tinh",
            "mot nganh",
            "mot tinh",
            "toan nganh",
            "toan tinh",
            "mot so tinh",
            "nhieu tinh",
            "mot nganh mot tinh hoac mot so tinh",
            "sector or provinces",
        ),
    ),
    "nation": ("Toàn quốc", ("toan quoc", "ca nuoc", "quoc gia", "nation")),
    "international": ("Quốc tế", ("quoc te", "ket noi quoc te", "international")),
}
WORKS_GRADES = {
    "IV": ("IV", ("iv", "4")),
    "III": ("III", ("iii", "3")),
    "II": ("II", ("ii", "2")),
    "I": ("I", ("i", "1")),
    "special": ("Đặc biệt", ("dac biet", "special")),
    "national_security": (
        "Quan trọng liên quan đến an ninh quốc gia",
        (
            "quan trong lien quan den an ninh quoc gia",
            "lien quan den an ninh quoc gia",
            "an ninh quoc gia",
            "quan trong quoc gia",
            "national security",
        ),
    ),
}
STATUSES = {
    "operating": (
        "Đang vận hành",
        ("dang van hanh", "van hanh", "dang hoat dong", "hoat dong", "da van hanh", "dang su dung", "operating"),
    ),
    "building": (
        "Đang xây dựng",
        (
            "dang xay dung",
            "dang dau tu xay dung",
            "dang dau tu",
            "xay dung",
            "chua van hanh",
            "dang trien khai",
            "building",
        ),
    ),
    "closed": (
        "Ngừng vận hành",
        (
            "ngung van hanh",
            "da ngung van hanh",
            "dung van hanh",
            "da dung van hanh",
            "ngung hoat dong",
            "dung hoat dong",
            "closed",
        ),
    ),
}
SERVICE_FORMS = {"toan trinh": "full", "mot phan": "partial", "full": "full", "partial": "partial"}
NO_SERVICE = {"khong", "khong co", "khong cung cap", "0"}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def meanings(table: dict) -> dict[str, str]:
    """Every accepted key of a table of words -> what it means."""
    return {key: value for value, (_shown, keys) in table.items() for key in keys}


def shown(table: dict) -> list[str]:
    """The words to offer, one for each meaning."""
    return [str(words) for words, _keys in table.values()]
