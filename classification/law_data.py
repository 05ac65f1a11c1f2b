"""What an administrator keeps of the law, as it applies on a day: lists, words of criteria, titles of forms."""

import datetime

from classification.models import Dossier, LegalList, LegalWording
from classification.regimes.base import Regime


def lists_on(day: datetime.date) -> dict[str, LegalList]:
    """Fact -> the edition of the list that its question refers to; nothing for a list without an edition that day."""
    return {edition.kind: edition for edition in LegalList.objects.on(day)}


def wordings_on(rules: Regime, day: datetime.date) -> dict[str, str]:
    """Code of a criterion or number of a form -> its words on that day; the product's own where nobody set others."""
    own = {criterion.code: criterion.wording for criterion in (*rules.criteria, *rules.open_criteria)}
    own |= {form.number: form.title for form in rules.forms}
    return own | dict(LegalWording.objects.on(day).filter(regime=rules.code).values_list("code", "words"))


def forms_of(dossier: Dossier, day: datetime.date) -> list[str]:
    """The forms of this dossier's level as people name them: "Mẫu số 02: Văn bản đề nghị ..."."""
    words = wordings_on(dossier.rules, day)
    forms = [form for form in dossier.rules.forms if dossier.route_level in form.levels]
    return [f"Mẫu số {number}: {words[number]}" for number in dict.fromkeys(form.number for form in forms)]
