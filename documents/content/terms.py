"""The words of a regime on paper: what the law calls things, which texts are cited, which clauses are meant."""

from dataclasses import dataclass
from datetime import date

from classification.regimes import Regime
from documents.content.base import Piece


@dataclass(frozen=True, kw_only=True)
class Terms(Piece):
    """Wording of one regime. Texts have no closing punctuation; `grounds` come without the word "Căn cứ"."""

    regime: str
    """"nd85" or "nd331"."""
    security: str
    """What is protected: "an ninh mạng" or "an toàn thông tin"."""
    level_name: str
    """"cấp độ hệ thống thông tin" or "cấp độ an toàn hệ thống thông tin"."""
    specialist_unit: str
    """"đơn vị chuyên trách về ..."."""
    decree: str
    """Short name of the decree with its number."""
    grounds: tuple[str, ...]
    """Legal texts that a paper of its day cites, full titles."""
    standard: str
    """Number of the national standard with the basic requirements."""
    standard_title: str
    appraisal_clause: str
    """Clause that says what an appraisal looks at (three verdicts)."""
    duties_clause: str
    """Clause with the operator's duties, with the decree."""
    plan_contents_clause: str
    """Clause with the seven contents of a plan, with the decree."""
    plan_requirements_clause: str
    """Clause with the management and technical heads, with its text."""

    @property
    def plan_name(self) -> str:
        """The plan's name: "phương án bảo đảm ..."."""
        return f"phương án bảo đảm {self.security}"


_ND85_2016 = {
    "regime": "nd85",
    "standard_title": (
        "Công nghệ thông tin - Các kỹ thuật an toàn - Yêu cầu cơ bản về an toàn hệ thống thông tin theo cấp độ"
    ),
    "appraisal_clause": "Điều 16 Nghị định số 85/2016/NĐ-CP",
    "duties_clause": "Điều 22 Nghị định số 85/2016/NĐ-CP",
    "plan_contents_clause": "khoản 2 Điều 19 Nghị định số 85/2016/NĐ-CP",
    "plan_requirements_clause": "khoản 3, khoản 4 Điều 9 Thông tư số 12/2022/TT-BTTTT",
}
_ND331_2026 = {
    "regime": "nd331",
    "standard_title": "An ninh mạng - Hệ thống thông tin - Yêu cầu cơ bản",
    "appraisal_clause": "Điều 23 Nghị định số 331/2026/NĐ-CP",
    "duties_clause": "Điều 33 Nghị định số 331/2026/NĐ-CP",
    "plan_contents_clause": "khoản 2 Điều 29 Nghị định số 331/2026/NĐ-CP",
    "plan_requirements_clause": "khoản 3, khoản 4 Điều 30 Nghị định số 331/2026/NĐ-CP",
}
_PAPER_WORDS = {"nd85-2016": _ND85_2016, "nd331-2026": _ND331_2026}
"""What only papers need, by the decree's code; everything else is in the decree's own data."""


def terms_on(day: date, rules: Regime, plan_rules: Regime | None = None) -> Terms:
    """The words of a paper dated that day: what a decree rests on changes while it is still applied.

    `plan_rules` is the decree whose standard the plan follows, where that is another one.
    """
    follows = plan_rules or rules
    unit = rules.terms.security_unit
    return Terms(
        security=rules.terms.security,
        level_name=rules.terms.level,
        specialist_unit=unit[0].lower() + unit[1:],
        decree=f"Nghị định số {rules.number}",
        grounds=rules.legal_bases_on(day),
        standard=follows.standard,
        **_PAPER_WORDS[rules.code] | {"standard_title": _PAPER_WORDS[follows.code]["standard_title"]},
    )
