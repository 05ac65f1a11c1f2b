"""The full explanation (thuyết minh) of a dossier, from its parts, its determination and its plan."""

import datetime

from django.utils import translation

from classification.catalogue import MANAGEMENT, TECHNICAL
from classification.law_data import wordings_on
from classification.models import Attachment, Dossier
from classification.parts import BY_KEY
from classification.plan import Answer
from classification.regimes.words import KIND_WORDS, first_capital
from documents.content import (
    Architecture,
    Criterion,
    DesignDocument,
    Device,
    Explanation,
    Hosting,
    LevelChapter,
    Number,
    Party,
    Passage,
    Plan,
    ProposedSystem,
    Reference,
    Regulation,
    Requirement,
    RequirementGroup,
    RequirementStatus,
    Risk,
    Scope,
    Service,
    Zone,
)
from documents.typography import date_in_figures
from systems.delegated import reaches
from systems.models import Delegation

from .answers import answers_on
from .frame import Order, date_from, design_kind, frame
from .joint import ground, grounds_of
from .proofs import proofs_in_words

SYSTEM_TYPES = {
    "internal": "Hệ thống thông tin phục vụ hoạt động nội bộ",
    "public_service": "Hệ thống thông tin phục vụ người dân, doanh nghiệp",
    "infrastructure": "Hệ thống cơ sở hạ tầng thông tin",
    "industrial_control": "Hệ thống thông tin điều khiển công nghiệp",
    "other": "Hệ thống thông tin khác",
}
PLACES = {
    "own": "Tại cơ sở của đơn vị vận hành",
    "platform": "Trong trung tâm dữ liệu, nền tảng",
    "provider": "Tại nhà cung cấp",
}
SEPARATIONS = {"none": "không phân tách", "logical": "phân tách lô-gic", "physical": "phân tách vật lý"}
STATUSES = {
    Answer.MET: RequirementStatus.MET,
    Answer.PARTLY: RequirementStatus.PARTIAL,
    Answer.NOT_MET: RequirementStatus.UNMET,
    Answer.NOT_APPLICABLE: RequirementStatus.NOT_APPLICABLE,
}


def explanation(dossier: Dossier, order: Order) -> Explanation:
    written = dossier.contents
    shared = frame(dossier, order) | {"number": None, "copies_to": ()}
    letter = Number(symbol=order.details["letter_symbol"], serial=order.details["letter_serial"])
    return Explanation(
        **shared,
        system=dossier.system.name,
        level=dossier.level,
        letter=Reference(kind="Công văn", number=letter.text, issued_on=order.day, issuer=order.issuer.name),
        owner=_party(written.get("parties", {}), "owner"),
        delegation=_delegations(dossier, order),
        operator=_party(written.get("parties", {}), "operator"),
        co_operators=tuple(unit.name for unit in dossier.operators[1:]),
        provider=Party(name=dossier.system.provider) if dossier.system.provider else None,
        contract=_contract(dossier),
        scope=Scope(**{name: written.get("scope", {}).get(name, "") for name in ("scope", "scale", "audience")}),
        architecture=_architecture(dossier),
        design=_design(dossier),
        hosting=_hosting(written.get("hosting", {})),
        regulation=_regulation(written.get("regulation", {})),
        level_chapter=_level_chapter(dossier, order.day),
        plan=_plan(dossier, order),
    )


def _delegations(dossier: Dossier, order: Order) -> str:
    """The documents by which the owner's rights over this system are delegated on the day of the paper, with terms."""
    held = Delegation.objects.in_force(order.day).filter(owner=dossier.owner).select_related("unit", "person")
    return "; ".join(
        f"số {one.number} ngày {date_in_figures(one.issued_on)}, cho {one.to_whom}, "
        f"từ {date_in_figures(one.holds_from)} đến hết {date_in_figures(one.holds_until)}"
        for one in held.order_by("pk")
        if reaches(one, dossier.system)
    )


def _contract(dossier: Dossier) -> str:
    """The contract by which the system is rented."""
    system = dossier.system
    if not system.contract_number and not system.contract_until:
        return ""
    number = f" số {system.contract_number}" if system.contract_number else ""
    until = f", đến hết ngày {date_in_figures(system.contract_until)}" if system.contract_until else ""
    return f"Hợp đồng thuê dịch vụ{number}{until}; đơn vị chủ trì thuê: {dossier.operator.name}"


def diagrams(dossier: Dossier) -> dict[str, tuple[str, bytes]]:
    """The uploaded diagrams by the name the explanation gives them: name -> (MIME type, bytes)."""
    found = {}
    for attachment in _diagrams(dossier).values():
        with attachment.file.open("rb") as file:
            found[_diagram_name(attachment)] = (attachment.mime, file.read())
    return found


def _diagrams(dossier: Dossier) -> dict[str, Attachment]:
    content = dossier.contents.get("diagrams", {})
    chosen = {name: content[name] for name in ("logical", "physical") if content.get(name)}
    stored = dossier.attachments.in_bulk(list(chosen.values()))
    return {name: stored[number] for name, number in chosen.items() if number in stored}


def _diagram_name(attachment: Attachment) -> str:
    return f"hinh-{attachment.sha256[:32]}"


def _party(content: dict, prefix: str) -> Party:
    names = ("name", "mandate", "representative", "representative_title", "address", "phone", "email")
    return Party(**{name: content.get(f"{prefix}_{name}", "") for name in names})


def _rows(written: dict, key: str, piece, *names: str) -> tuple:
    rows = written.get(key, {}).get("rows", ())
    return tuple(piece(**{name: row.get(name, "") for name in names}) for row in rows)


def _passages(written: dict, key: str, *names: str) -> tuple[Passage, ...]:
    """The long answers of a part as titled texts, in the order of the form; `names` are those wanted (empty: all)."""
    content = written.get(key, {})
    fields = [field for field in BY_KEY[key].fields if not names or field.name in names]
    with translation.override("vi"):  # a paper is Vietnamese, whatever its signer reads
        return tuple(
            Passage(title=str(field.label), text=content[field.name]) for field in fields if content.get(field.name)
        )


def _architecture(dossier: Dossier) -> Architecture:
    written, drawn = dossier.contents, _diagrams(dossier)
    return Architecture(
        description=written.get("diagrams", {}).get("description", ""),
        logical_diagram=_diagram_name(drawn["logical"]) if "logical" in drawn else "",
        physical_diagram=_diagram_name(drawn["physical"]) if "physical" in drawn else "",
        devices=_rows(written, "devices", Device, "name", "location", "purpose"),
        services=_rows(written, "services", Service, "name", "host", "purpose"),
        zones=_rows(written, "zones", Zone, "zone", "private_ip", "public_ip"),
    )


def _design(dossier: Dossier) -> DesignDocument:
    content = dossier.contents.get("design", {})
    return DesignDocument(
        kind=design_kind(dossier),
        title=content.get("title", ""),
        number=content.get("number", ""),
        issued_on=date_from(content.get("issued_on")),
        issuer=content.get("issuer", ""),
    )


def _hosting(content: dict) -> Hosting | None:
    if content.get("place") not in PLACES:
        return None
    return Hosting(
        place=PLACES[content["place"]],
        host=content.get("host", ""),
        separation=SEPARATIONS.get(content.get("separation"), ""),
        description=content.get("description", ""),
    )


def _regulation(content: dict) -> Regulation | None:
    if not content.get("title"):
        return None
    return Regulation(
        title=content["title"],
        number=content.get("number", ""),
        issued_on=date_from(content.get("issued_on")),
        issuer=content.get("issuer", ""),
    )


def _level_chapter(dossier: Dossier, day: datetime.date) -> LevelChapter:
    words = wordings_on(dossier.rules, day)  # without a word for a floor that is no criterion of the decree
    result, facts, written = dossier.determination, dossier.facts, dossier.contents
    return LevelChapter(
        systems=tuple(row for one in dossier.filing for row in _proposed(one)),
        information_types=tuple(first_capital(KIND_WORDS[kind]) for kind in facts.get("information") or ()),
        system_type=SYSTEM_TYPES.get(facts.get("system_type"), "Chưa xác định"),
        criteria=tuple(
            Criterion(clause=met["clause"], criterion=words.get(met["code"], ""), reason=met["reason"], met=True)
            for met in result.get("criteria", ())
        ),
        conclusion=_conclusion(dossier),
        boundary=_passages(written, "boundary"),
        risk_report=_passages(written, "risk", "assets", "information", "capability", "mitigation", "communication"),
        further=_passages(written, "critical_grounds"),
        risks=_rows(written, "risk", Risk, "threat", "affected", "likelihood", "impact", "treatment"),
    )


def _proposed(dossier: Dossier) -> list[ProposedSystem]:
    """The system and its components in the list of Đ22.4.a; a joint filing has one list, in each explanation."""
    rows = [ProposedSystem(name=dossier.system.name, level=dossier.level, grounds=ground(dossier))]
    for component in dossier.determination.get("components", ()):
        if component["level"]:
            name = component.get("name") or "Thành phần"
            if dossier.is_joint:
                name = f"{name} ({dossier.system.name})"
            rows.append(ProposedSystem(name=name, level=component["level"], grounds=grounds_of(component)))
    return rows


def _conclusion(dossier: Dossier) -> str:
    said = dossier.contents.get("justification", {}).get("justification", "")
    if not dossier.higher_reason:
        return said
    return f"{said}\nĐề xuất cấp độ {dossier.level}, cao hơn cấp độ xác định theo tiêu chí, vì: {dossier.higher_reason}"


def _plan(dossier: Dossier, order: Order) -> Plan:
    items, proofs = answers_on(dossier, order.day), proofs_in_words(dossier)
    areas = {area.kind: area for area in dossier.catalogue.groups_for(dossier.level)}

    def groups(kind: str) -> tuple[RequirementGroup, ...]:
        return tuple(
            RequirementGroup(
                title=f"{found.group.clause} {found.group.title_vi}".strip(),
                requirements=tuple(
                    _requirement(wanted, items.get(wanted.code), proofs.get(wanted.code, ()))
                    for wanted in found.requirements
                ),
            )
            for found in (areas[kind].groups if kind in areas else ())
        )

    contents = _passages(dossier.contents, "plan_contents")
    return Plan(contents=contents, management=groups(MANAGEMENT), technical=groups(TECHNICAL))


def _requirement(wanted, item, proofs: tuple) -> Requirement:
    """The standard's words at this level, the operator's answer, and the files that prove it."""
    return Requirement(
        code=wanted.code,
        clause=wanted.clause,
        text=f"{wanted.text} ({wanted.value})" if wanted.value else wanted.text,
        status=STATUSES[item.counts_as] if item else RequirementStatus.UNANSWERED,
        implementation=item.told if item else "",
        responsible=item.responsible if item else "",
        due=item.due_on if item else None,
        evidence=item.evidence if item else "",
        proofs=proofs,
    )
