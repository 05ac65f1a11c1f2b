"""Facts: everything that must be known of a system to determine its level, and the way in from JSON.

A fact that is not known is None. Nothing here guesses: no default stands in for an answer, save `owners`, which the law
itself fixes at one. Pure: no settings, no database, no clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from .facts_reading import (
    BadValue,
    read_choice,
    read_count,
    read_date,
    read_flag,
    read_kinds,
    read_level,
    read_text,
)

REGIME_CODES = ("nd85-2016", "nd331-2026")
SYSTEM_TYPES = ("internal", "public_service", "infrastructure", "industrial_control", "other")
INFORMATION_KINDS = ("public", "private", "personal", "state_secret")
# The next four are ladders: each answer says more than the one before it.
HARMS = ("harm", "serious", "exceptional")
SERVICE_FORMS = ("partial", "full")
SCOPES = ("organisation", "ministry", "sector_or_provinces", "nation", "international")
WORKS_GRADES = ("IV", "III", "II", "I", "special", "national_security")

MAX_DEPTH = 10
MAX_COMPONENTS = 500
MAX_TEXT = 1000


class FactsError(ValueError):
    """Input that is not facts. `errors` holds every fault found: [{"path": JSON pointer, "message": sentence}]."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{error['path'] or '/'}: {error['message']}" for error in errors))


@dataclass(frozen=True, slots=True)
class SectorMinimum:
    """A floor set by a text of the sector, which `basis` names."""

    level: int
    basis: str

    def to_json(self) -> dict[str, Any]:
        return {"level": self.level, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one system (or of one component). None is "not known", never "no"."""

    regime: str | None = None
    as_of: date | None = None
    construction_began: date | None = None
    name: str | None = None
    owners: int = 1
    system_type: str | None = None
    information: tuple[str, ...] | None = None
    serves_defence_security: bool | None = None
    national_security_harm: str | None = None
    online_public_service_level: int | None = None
    online_public_service_form: str | None = None
    online_submission: bool | None = None
    settles_administrative_procedures: bool | None = None
    online_service: bool | None = None
    conditional_business: bool | None = None
    users: int | None = None
    basic_data_subjects: int | None = None
    sensitive_data_subjects: int | None = None
    scope: str | None = None
    round_the_clock: bool | None = None
    works_grade: str | None = None
    national_egovernment: bool | None = None
    national_critical_data: bool | None = None
    prime_minister_list: bool | None = None
    risk_level: int | None = None
    sector_minimum: SectorMinimum | None = None
    components: tuple["Facts", ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The same facts as plain JSON, every key present; `parse_facts` gives back an equal object."""
        return {name: _plain(getattr(self, name)) for name in KEYS}


KEYS: tuple[str, ...] = tuple(item.name for item in fields(Facts))
# A component belongs to the whole: the whole's decree, day and owner hold for it, whatever it says.
IGNORED_IN_COMPONENTS = ("regime", "as_of", "owners")


def parse_facts(given: object) -> Facts:
    """Facts from decoded JSON. Raises `FactsError` with all faults at once, each at its JSON pointer."""
    errors: list[dict[str, str]] = []
    facts = _read_system(given, "", 0, errors)
    if errors or facts is None:
        raise FactsError(errors)
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SectorMinimum):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.to_json() if isinstance(value, Facts) else value


def _pointer(path: str, key: str) -> str:
    return f"{path}/{key.replace('~', '~0').replace('/', '~1')}"


def _read_system(given: object, path: str, depth: int, errors: list[dict[str, str]]) -> Facts | None:
    if not isinstance(given, Mapping):
        errors.append({"path": path, "message": "Phải là một đối tượng JSON ghi các dữ kiện của hệ thống."})
        return None
    known: dict[str, Any] = {}
    for key, value in given.items():
        here = _pointer(path, str(key))
        if key not in KEYS:
            errors.append(
                {"path": here, "message": f"Không có dữ kiện nào tên “{key}”. Xem danh sách: classify --schema."}
            )
        elif value is None or (depth and key in IGNORED_IN_COMPONENTS):
            continue
        elif key == "components":
            known[key] = _read_components(value, here, depth + 1, errors)
        elif key == "sector_minimum":
            known[key] = _read_sector_minimum(value, here, errors)
        else:
            try:
                known[key] = READERS[key](value)
            except BadValue as bad:
                errors.extend({"path": here + inside, "message": message} for inside, message in bad.faults)
    return Facts(**known) if not errors else None


def _read_components(given: object, path: str, depth: int, errors: list[dict[str, str]]) -> tuple[Facts, ...]:
    if not isinstance(given, list | tuple):
        errors.append({"path": path, "message": "Phải là danh sách các hệ thống thành phần."})
        return ()
    if depth > MAX_DEPTH:
        errors.append({"path": path, "message": f"Hệ thống thành phần lồng nhau quá {MAX_DEPTH} tầng."})
        return ()
    if len(given) > MAX_COMPONENTS:
        errors.append(
            {"path": path, "message": f"Có {len(given)} hệ thống thành phần, nhiều nhất là {MAX_COMPONENTS}."}
        )
        return ()
    read = [_read_system(item, f"{path}/{index}", depth, errors) for index, item in enumerate(given)]
    return tuple(item for item in read if item is not None)


def _read_sector_minimum(given: object, path: str, errors: list[dict[str, str]]) -> SectorMinimum | None:
    if not isinstance(given, Mapping):
        message = "Phải là đối tượng gồm cấp độ tối thiểu (level) và văn bản quy định (basis)."
        errors.append({"path": path, "message": message})
        return None
    read: dict[str, Any] = {}
    for key, reader in SECTOR_READERS.items():
        if given.get(key) is None:
            errors.append(
                {"path": _pointer(path, key), "message": "Phải có giá trị khi đã nêu mức tối thiểu của ngành."}
            )
            continue
        try:
            read[key] = reader(given[key])
        except BadValue as bad:
            errors.append({"path": _pointer(path, key), "message": str(bad)})
    for key in given:
        if key not in SECTOR_READERS:
            errors.append({"path": _pointer(path, str(key)), "message": f"Không có mục nào tên “{key}” ở đây."})
    return SectorMinimum(**read) if len(read) == len(SECTOR_READERS) else None


def _read_owners(given: object) -> int:
    owners = read_count(given)
    if owners > 1:
        raise BadValue(
            "Một hệ thống thông tin chỉ có một chủ quản (Điều 5 khoản 1 điểm a Nghị định 85/2016/NĐ-CP; "
            "Điều 8 khoản 1 điểm a Nghị định 331/2026/NĐ-CP)."
        )
    if owners < 1:
        raise BadValue("Hệ thống thông tin phải có một chủ quản.")
    return owners


READERS: dict[str, Callable[[object], Any]] = {
    "regime": read_choice(REGIME_CODES),
    "as_of": read_date,
    "construction_began": read_date,
    "name": read_text(MAX_TEXT),
    "owners": _read_owners,
    "system_type": read_choice(SYSTEM_TYPES),
    "information": read_kinds(INFORMATION_KINDS),
    "serves_defence_security": read_flag,
    "national_security_harm": read_choice(HARMS),
    "online_public_service_level": read_level(4),
    "online_public_service_form": read_choice(SERVICE_FORMS),
    "online_submission": read_flag,
    "settles_administrative_procedures": read_flag,
    "online_service": read_flag,
    "conditional_business": read_flag,
    "users": read_count,
    "basic_data_subjects": read_count,
    "sensitive_data_subjects": read_count,
    "scope": read_choice(SCOPES),
    "round_the_clock": read_flag,
    "works_grade": read_choice(WORKS_GRADES),
    "national_egovernment": read_flag,
    "national_critical_data": read_flag,
    "prime_minister_list": read_flag,
    "risk_level": read_level(5),
}
SECTOR_READERS: dict[str, Callable[[object], Any]] = {
    "level": read_level(5),
    "basis": read_text(MAX_TEXT, required=True),
}
