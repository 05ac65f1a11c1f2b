"""Conditions that both decrees word alike, named once; each decree gives them its own code, clause and words."""

from classification.facts import Facts

from . import conditions as c

SECURITY = ("information", "serves_defence_security")
SECURITY_HARM = (*SECURITY, "national_security_harm")
INTERNAL = ("system_type", "information")
SERVICE = ("system_type", "online_service")
CONDITIONAL = (*SERVICE, "conditional_business")
INFRASTRUCTURE = ("system_type", "scope")
WORKS = ("system_type", "works_grade")


def internal_public_only(f: Facts) -> c.Answer:
    return c.all_of(c.is_type(f, "internal"), c.only_public(f))


def internal_private(f: Facts) -> c.Answer:
    return c.all_of(
        c.is_type(f, "internal"), c.processes(f, "private", "personal"), c.neither(c.processes(f, "state_secret"))
    )


def online(f: Facts) -> c.Answer:
    return c.all_of(c.is_type(f, "public_service"), f.online_service)


def ordinary_business(f: Facts) -> c.Answer:
    return c.all_of(online(f), c.neither(f.conditional_business))


def conditional_business(f: Facts) -> c.Answer:
    return c.all_of(online(f), f.conditional_business)


def infrastructure(f: Facts, scope: str) -> c.Answer:
    return c.all_of(c.is_type(f, "infrastructure"), c.scope_reaches(f, scope))


def works(f: Facts, lowest: str, highest: str) -> c.Answer:
    return c.all_of(c.is_type(f, "industrial_control"), c.works_between(f, lowest, highest))
