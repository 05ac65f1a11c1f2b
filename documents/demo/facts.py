"""What the demonstration's units know beyond their spreadsheet, so that a level is determined without guessing."""

from classification.determination import determine
from classification.facts import parse_facts
from classification.regimes import regime_for
from systems.models import InformationSystem

# For everybody: none of these civil systems is a matter of national security.
NOTHING_NATIONAL = {
    "serves_defence_security": False,
    "national_critical_data": False,
    "prime_minister_list": False,
    "national_egovernment": False,
}
HEALTH = ("BGTVT-045", "BGTVT-046")
# What the tour leaves open for its first person to answer.
LEFT_OPEN = ("serves_defence_security", "risk_level")


def known_to_operator(system: InformationSystem, regime: str) -> dict:
    """What the file says, and every fact that it leaves open; the risk assessment asks for no higher level."""
    facts = {**NOTHING_NATIONAL, **_services(system, regime), **system.facts}
    if regime == "nd331-2026":
        result = determine(parse_facts(facts), regime_for(regime))
        facts["risk_level"] = result.level
    return facts


def _services(system: InformationSystem, regime: str) -> dict:
    if system.facts.get("system_type") != "public_service":
        return {}
    offered = system.facts.get("online_public_service_level") or 0
    settles = offered >= 3
    people = system.facts.get("users") or 0
    personal = "personal" in (system.facts.get("information") or ())
    health = system.code in HEALTH
    return {
        "settles_administrative_procedures": settles,
        # A website with forms to print is a public service to the old decree; the new one knows it as a service only.
        "online_service": not (offered if regime == "nd85-2016" else settles),
        "online_submission": settles,
        "basic_data_subjects": people if personal else 0,
        "sensitive_data_subjects": people if health else 0,
    }
