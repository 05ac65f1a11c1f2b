"""What the papers of a joint filing say of each of its systems (NĐ 331/2026 Đ22.4.a)."""

from classification.models import Dossier
from documents.content import DesignKind, ListedSystem, Subject
from documents.typography import counted

CLAUSE = "điểm a khoản 4 Điều 22"
"""Of the only decree that knows a joint filing (`Clauses.joint_filing`), in the order in which papers cite."""


def subject(dossier: Dossier) -> Subject:
    """What a paper is about: the system, or while a joint filing is on its way all systems of it, each in its line."""
    own = listed(dossier)
    if not dossier.is_joint:
        return Subject(system=own.name, operator=own.operator, address=own.address, level=own.level)
    systems = tuple(listed(one) for one in dossier.filing)
    return Subject(
        system=f"{counted(len(systems))} hệ thống thông tin do {own.operator} vận hành",
        operator=own.operator,
        address=own.address,
        level=max(one.level for one in systems),
        systems=systems,
        joint_clause=f"{CLAUSE} Nghị định số {dossier.rules.number}",
    )


def listed(dossier: Dossier) -> ListedSystem:
    """One system as a table of systems has it: operator, level and ground."""
    parties = dossier.contents.get("parties", {})
    return ListedSystem(
        name=dossier.system.name,
        operator=parties.get("operator_name") or dossier.operator.name,
        address=parties.get("operator_address") or dossier.operator.address,
        level=dossier.level,
        grounds=ground(dossier),
    )


def ground(dossier: Dossier) -> str:
    """Why this level: the clauses that give it, the operator's own reason, or the result of the risk assessment."""
    said = grounds_of(dossier.determination) or dossier.higher_reason
    if said or dossier.facts.get("risk_level") != dossier.level or not dossier.rules.clauses.risk:
        return said
    return f"Kết quả đánh giá rủi ro ({dossier.rules.clauses.risk})"


def grounds_of(result: dict) -> str:
    """The clauses that give a determination its level."""
    top = [met["clause"] for met in result.get("criteria", ()) if met["level"] == result.get("level")]
    return "; ".join(dict.fromkeys(top))


def documents_of_each(dossier: Dossier, terms) -> tuple[str, ...]:
    """The enclosed documents of a joint filing, system by system; empty for a dossier of one system."""
    if not dossier.is_joint:
        return ()
    return tuple(_documents(one, terms) for one in dossier.filing)


def _documents(dossier: Dossier, terms) -> str:
    design = design_kind(dossier).label
    return (
        f"Hồ sơ của {dossier.system.name} (cấp độ {dossier.level}): tài liệu thuyết minh, gồm mô tả, thuyết minh tổng "
        f"quan, thuyết minh đề xuất cấp độ và thuyết minh {terms.plan_name}; {design[0].lower()}{design[1:]}"
    )


def design_kind(dossier: Dossier) -> DesignKind:
    kind = dossier.contents.get("design", {}).get("kind") or DesignKind.CONSTRUCTION
    return DesignKind(kind)
