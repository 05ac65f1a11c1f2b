"""What the decrees ask of a system that stands in somebody's data centre or cloud, and what a dossier states. Pure.

TT 12/2022 Đ9.9-9.10 (with NĐ 85/2016); NĐ 331/2026 Đ30.8-30.9.
"""

from __future__ import annotations

from collections.abc import Mapping

from systems.hosting import STRENGTH, Place, Separation

REQUIRED: dict[str, dict[int, Separation]] = {
    "nd85-2016": {3: Separation.LOGICAL, 4: Separation.PHYSICAL, 5: Separation.PHYSICAL},
    "nd331-2026": {3: Separation.LOGICAL, 4: Separation.LOGICAL, 5: Separation.PHYSICAL},
}
CLAUSES = {
    "nd85-2016": "Điều 9 khoản 9, khoản 10 Thông tư 12/2022/TT-BTTTT",
    "nd331-2026": "Điều 30 khoản 8, khoản 9 Nghị định 331/2026/NĐ-CP",
}
ELSEWHERE = frozenset({Place.PLATFORM, Place.PROVIDER})


def required_separation(regime: str, level: int | None, *, critical: bool = False) -> Separation:
    """How far a system of this level is kept apart where others stand too; `critical`: on the list of NĐ 331 Đ16."""
    if critical:
        return Separation.PHYSICAL
    return REQUIRED.get(regime, {}).get(level or 0, Separation.NONE)


def falls_short(stated: Mapping, regime: str, level: int | None, *, critical: bool = False) -> Separation | None:
    """The separation that is asked and not stated; None where all is well. `stated` is what `statement` gave."""
    if stated.get("place") not in ELSEWHERE:
        return None
    wanted = required_separation(regime, level, critical=critical)
    return wanted if STRENGTH.get(stated.get("separation") or "", 0) < STRENGTH[wanted] else None


def statement(system) -> dict[str, str]:
    """What the inventory says of where a system stands, as plain words for a dossier; empty where nothing is said."""
    if not system.hosting:
        return {}
    host = f"{system.hosted_by.name} ({system.hosted_by.code})" if system.hosted_by_id else system.hosting_provider
    return {"place": str(system.hosting), "host": host, "separation": str(system.separation)}
