"""From a name in a sheet to an organisation of the tree, or to a proposal for one that does not exist yet."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from systems.models import Organisation
from systems.wording import search_form

from .distance import close
from .words import word_key

Kind = Organisation.Kind
_KINDS = (
    (Kind.PROVINCE, r"(?:uy ban nhan dan|ubnd) (?:tinh|thanh pho|tp)\b"),
    (Kind.MINISTRY, r"(?:bo|ngan hang nha nuoc|thanh tra chinh phu|van phong chinh phu|uy ban dan toc)\b"),
    (Kind.DEPARTMENT, r"(?:tong cuc|cuc|vu|so|chi cuc|ban|thanh tra|kho bac|hai quan)\b"),
    (Kind.CENTRE, r"(?:trung tam|van phong)\b"),
    (Kind.INSTITUTE, r"(?:truong|vien|hoc vien|bao|tap chi|benh vien|dai hoc|nha xuat ban)\b"),
)
_NOT_IN_INITIALS = {"va", "cua", "thuoc"}
# Comparing every missing name with every unit would not end; the first names show the slip.
MOST_COMPARED = 100


class PartyUnclear(Exception):
    """A name that fits several organisations; `str()` says how to tell them apart."""


@dataclass(eq=False)
class Proposal:
    """An organisation that the sheet names and the tree does not have; `parent` None makes it a root."""

    key: str
    name: str
    parent: "Organisation | Proposal | None"
    code: str
    kind: str
    rows: list[int] = field(default_factory=list)
    similar: str = ""

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)

    def to_json(self) -> dict:
        return {
            "name": self.name,
            "code": self.code,
            "kind": self.kind,
            "parent": self.parent.code if self.parent else None,
            "rows": len(self.rows),
            "similar": self.similar,
        }


Party = Organisation | Proposal


class Directory:
    """All organisations by name and by code, read once; proposals join them as the sheet names them."""

    def __init__(self):
        self.by_id, self.by_code = {}, {}
        self.by_name = defaultdict(list)
        for organisation in Organisation.objects.select_related("security_unit"):
            self.by_id[organisation.pk] = organisation
            self.by_code[search_form(organisation.code)] = organisation
            self.by_name[word_key(organisation.name)].append(organisation)
        self.codes = set(self.by_code)
        self.proposals: dict[str, Proposal] = {}
        self._owners: dict[str, Party] = {}
        self._operators: dict[tuple, Party] = {}

    def owner(self, text: str) -> Party:
        """The owner of this name or code. Raises PartyUnclear."""
        if text not in self._owners:
            named = self.by_name.get(word_key(text), [])
            if len(named) > 1:
                raise PartyUnclear(_several(named))
            found = named[0] if named else self.by_code.get(search_form(text))
            self._owners[text] = found or self._propose(text, None)
        return self._owners[text]

    def operator(self, owner: Party, text: str) -> Party:
        """The unit of this name within the owner's tree, or of this code anywhere. Raises PartyUnclear."""
        place = (id(owner), text)
        if place not in self._operators:
            self._operators[place] = self._find_operator(owner, text)
        return self._operators[place]

    def known(self, owner: Party, text: str) -> Organisation | None:
        """The unit of this name in the owner's tree, or of this code anywhere, if there is one. Raises PartyUnclear."""
        if isinstance(owner, Proposal):
            return self.by_code.get(search_form(text))
        named = [one for one in self.by_name.get(word_key(text), []) if one.path.startswith(owner.path)]
        nearest = [one for one in named if one.depth <= owner.depth + 1] or named
        if len(nearest) > 1:
            raise PartyUnclear(_several(nearest))
        return nearest[0] if nearest else self.by_code.get(search_form(text))

    def _find_operator(self, owner: Party, text: str) -> Party:
        key = word_key(text)
        if isinstance(owner, Proposal):
            return owner if key == word_key(owner.name) else self._propose(text, owner)
        return self.known(owner, text) or self._propose(text, owner)

    def _propose(self, name: str, parent: Party | None) -> Proposal:
        key = f"{parent.code if parent else ''}/{word_key(name)}"
        if key not in self.proposals:
            new = Proposal(key, name, parent, self._new_code(name, parent), guess_kind(name, root=parent is None))
            if len(self.proposals) < MOST_COMPARED:
                new.similar = self._similar(name, parent)
            self.proposals[key] = new
        return self.proposals[key]

    def _new_code(self, name: str, parent: Party | None) -> str:
        """Initials; where they are taken, with the owner's code before them, else with a number behind."""
        short = initials(name)
        wanted = [short] + ([f"{parent.code}-{short}"[:30]] if parent else [])
        number = 2
        while (code := wanted.pop(0)) and search_form(code) in self.codes:
            if not wanted:
                wanted.append(f"{short}-{number}")
                number += 1
        self.codes.add(search_form(code))
        return code

    def _similar(self, name: str, parent: Party | None) -> str:
        """The name of a unit that may be meant: one or two letters away, or of the same name elsewhere."""
        key = word_key(name)
        for elsewhere in self.by_name.get(key, []):
            return f"{elsewhere.name} ({elsewhere.code})"
        under = parent.path if isinstance(parent, Organisation) else ""
        for other, organisations in self.by_name.items():
            near = [one for one in organisations if one.path.startswith(under)]
            if near and close(key, other):
                return f"{near[0].name} ({near[0].code})"
        return next((p.name for p in self.proposals.values() if close(key, word_key(p.name))), "")


def _several(organisations: list[Organisation]) -> str:
    codes = ", ".join(sorted(one.code for one in organisations)[:8])
    return _("có %(count)s đơn vị cùng tên này; ghi mã của đơn vị: %(codes)s.") % {
        "count": len(organisations),
        "codes": codes,
    }


def initials(name: str) -> str:
    """A code from a name: "Bộ Giao thông vận tải" gives BGTVT."""
    words = [word for word in word_key(name).split() if word not in _NOT_IN_INITIALS]
    return "".join(word if word.isdigit() else word[0] for word in words).upper()[:20] or "DV"


def guess_kind(name: str, *, root: bool) -> str:
    """What kind of body a name speaks of; only a root is a ministry or a province."""
    key = word_key(name)
    for kind, pattern in _KINDS:
        if re.match(pattern, key) and (root or kind not in {Kind.MINISTRY, Kind.PROVINCE}):
            return kind.value
    return Kind.OTHER.value
