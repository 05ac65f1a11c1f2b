"""Three-valued conditions of which the criteria of both decrees are made: True, False, or None while a fact is unknown.

Kleene's logic: None is never turned into a no. A condition that is True on what is known stays True however the unknown
facts are answered, so a level found with gaps is one below which the complete answer cannot fall.
"""

from classification.facts import HARMS, SCOPES, WORKS_GRADES, Facts

Answer = bool | None


def all_of(*answers: Answer) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def any_of(*answers: Answer) -> Answer:
    if True in answers:
        return True
    return None if None in answers else False


def neither(answer: Answer) -> Answer:
    return None if answer is None else not answer


def is_type(facts: Facts, system_type: str) -> Answer:
    return None if facts.system_type is None else facts.system_type == system_type


def processes(facts: Facts, *kinds: str) -> Answer:
    """Whether at least one of these kinds is processed. The list, once given, is complete."""
    return None if facts.information is None else any(kind in facts.information for kind in kinds)


def only_public(facts: Facts) -> Answer:
    return None if facts.information is None else facts.information == ("public",)


def _climbs_to(ladder: tuple[str, ...], reached: str | None, rung: str) -> Answer:
    return None if reached is None else ladder.index(reached) >= ladder.index(rung)


def scope_reaches(facts: Facts, scope: str) -> Answer:
    """A wider scope includes the narrower one: what serves the nation serves a province as well."""
    return _climbs_to(SCOPES, facts.scope, scope)


def works_between(facts: Facts, lowest: str, highest: str) -> Answer:
    if facts.works_grade is None:
        return None
    return WORKS_GRADES.index(lowest) <= WORKS_GRADES.index(facts.works_grade) <= WORKS_GRADES.index(highest)


def at_least(number: int | None, threshold: int) -> Answer:
    return None if number is None else number >= threshold


def counted(facts: Facts, number: int | None) -> int | None:
    """A count of people whose information is processed: none, where no private or personal information is.

    A number that was given stands, even beside a list of information that says otherwise.
    """
    return 0 if number is None and processes(facts, "private", "personal") is False else number


def secret_or_defence(facts: Facts) -> Answer:
    return any_of(processes(facts, "state_secret"), facts.serves_defence_security)


def security_harm(facts: Facts, harm: str) -> Answer:
    """State secrets or defence and security, with at least this harm when sabotaged.

    Where the harm is not assessed yet it is at least "harm": the law knows no lower rung for such a system.
    """
    if harm == HARMS[0]:
        return secret_or_defence(facts)
    return all_of(secret_or_defence(facts), _climbs_to(HARMS, facts.national_security_harm, harm))


def public_service_level_from_3(facts: Facts) -> Answer:
    """Whether online public services reach level 3 (NĐ 85), from the old level or, since NĐ 42/2022, from the form.

    "Toàn trình" counts as level 4; "một phần" as level 3 where the file is sent online, as level 2 where it is not.
    If the two answers differ the higher one counts. Who settles no administrative procedure has no level 3 service.
    """
    answers = [at_least(facts.online_public_service_level, 3), _form_from_3(facts)]
    known = [answer for answer in answers if answer is not None]
    if known:
        return any(known)
    return False if facts.settles_administrative_procedures is False else None


def public_service_level_up_to_2(facts: Facts) -> Answer:
    """Whether there are online public services and none is above level 2."""
    if facts.online_public_service_level is None and _form_from_3(facts) is None:
        return None
    return neither(public_service_level_from_3(facts))


def _form_from_3(facts: Facts) -> Answer:
    if facts.online_public_service_form == "partial":
        return facts.online_submission
    return None if facts.online_public_service_form is None else True
