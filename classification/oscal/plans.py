"""The plan of a dossier as an OSCAL system security plan: one implemented requirement an answer."""

from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.plan import Answer
from systems.models import InformationSystem

from .profiles import file_name, profile_id, resource
from .words import NotOscal, identifier, metadata, prop, token

STATES = {
    Answer.MET: "implemented",
    Answer.PARTLY: "partial",
    Answer.NOT_MET: "planned",
    Answer.NOT_APPLICABLE: "not-applicable",
}
STATUS = {
    InformationSystem.Status.OPERATING: "operational",
    InformationSystem.Status.BUILDING: "under-development",
    InformationSystem.Status.CLOSED: "disposition",
}


def to_plan(dossier: Dossier) -> dict:
    """The document of the live plan as it stands now. Raises NotOscal before the first answer."""
    system, read = dossier.system, dossier.catalogue
    items = {item.code: item for item in dossier.plan_items.with_hosts().select_related("inherited_from")}
    asked = read.requirements_for(dossier.level) if dossier.level else ()
    answered = [(requirement, items[requirement.code]) for requirement in asked if requirement.code in items]
    if not answered:
        raise NotOscal(_("Phương án chưa có câu trả lời nào để xuất."))
    profile = profile_id(read.id, read.version, dossier.level)
    component = identifier("component", system.pk)
    day = max(item.updated_at for _requirement, item in answered).date().isoformat()
    props = [prop("standard", read.id), prop("catalogue-version", read.version), prop("level", dossier.level)]
    return {
        "system-security-plan": {
            "uuid": identifier("plan", dossier.pk),
            "metadata": metadata(f"{system.name}: phương án cấp độ {dossier.level}", day, str(dossier.version),
                                 props=props, remarks=read.warning),
            "import-profile": {"href": f"#{profile}"},
            "system-characteristics": _characteristics(dossier),
            "system-implementation": {
                "users": [{"uuid": identifier("operator", system.operator_id), "title": system.operator.name}],
                "components": [_this_system(system, component)],
            },
            "control-implementation": {
                "description": "Cách đáp ứng từng yêu cầu của cấp độ.",
                "implemented-requirements": [
                    _answer(dossier, requirement.code, item, component) for requirement, item in answered
                ],
            },
            "back-matter": {
                "resources": [resource(profile, f"{read.title}: cấp độ {dossier.level}",
                                       file_name(read.id, dossier.level))]
            },
        }
    }  # fmt: skip


def _characteristics(dossier: Dossier) -> dict:
    system = dossier.system
    scope = dossier.contents.get("scope", {})
    made = {
        "system-ids": [{"id": system.code}],
        "system-name": system.name,
        "description": scope.get("scope") or system.note or system.name,
        "props": [prop("owner", system.owner.name), prop("operator", system.operator.name),
                  prop("regime", dossier.regime)],
        "security-sensitivity-level": f"cap-do-{dossier.level}",
        "system-information": {
            "information-types": [
                {
                    "uuid": identifier("information", system.pk, kind),
                    "title": kind,
                    "description": f"Loại thông tin mà hệ thống xử lý: {kind}.",
                }
                for kind in dossier.facts.get("information") or ["unspecified"]
            ]
        },
        "status": {"state": STATUS[InformationSystem.Status(system.status)]},
        "authorization-boundary": {
            "description": dossier.contents.get("architecture", {}).get("description") or "Xem hồ sơ đề xuất cấp độ."
        },
    }  # fmt: skip
    if dossier.decision_on:
        made["date-authorized"] = dossier.decision_on.isoformat()
    return made


def _this_system(system: InformationSystem, component: str) -> dict:
    return {
        "uuid": component,
        "type": "this-system",
        "title": system.name,
        "description": "Hệ thống mà phương án này bảo vệ.",
        "status": {"state": STATUS[InformationSystem.Status(system.status)]},
    }


def _answer(dossier: Dossier, code: str, item, component: str) -> dict:
    """Whoever is responsible and by when are properties; how, why not and by what proof are prose."""
    props = [prop("code", code)]
    if item.responsible:
        props.append(prop("responsible", item.responsible))
    if item.due_on:
        props.append(prop("due-on", item.due_on.isoformat()))
    if item.inherited_from_id:
        props.append(prop("inherited-from", item.inherited_from.code))
    status = {"state": STATES[Answer(item.counts_as)]}
    if item.reason:
        status["remarks"] = item.reason
    uuid = identifier("answer", dossier.pk, code)
    by = {"component-uuid": component, "uuid": identifier("by", dossier.pk, code), "description": item.how}
    by["implementation-status"] = status
    if item.inherited_from_id:
        words = f"Kế thừa từ {item.inherited_from.name} ({item.inherited_from.code})."
        by["inherited"] = [{"uuid": identifier("inherited", dossier.pk, code), "description": words}]
    if item.evidence:
        by["remarks"] = item.evidence
    return {"uuid": uuid, "control-id": token(code), "props": props, "by-components": [by]}
