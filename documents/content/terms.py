"""The words of a regime on paper: what the law calls things, which texts are cited, which clauses are meant."""

from dataclasses import dataclass

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
    """Legal texts that every paper cites, full titles."""
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


ND85_2016 = Terms(
    regime="nd85",
    security="an toàn thông tin",
    level_name="cấp độ an toàn hệ thống thông tin",
    specialist_unit="đơn vị chuyên trách về an toàn thông tin",
    decree="Nghị định số 85/2016/NĐ-CP",
    grounds=(
        "Luật An toàn thông tin mạng số 86/2015/QH13",
        "Nghị định số 85/2016/NĐ-CP ngày 01 tháng 7 năm 2016 của Chính phủ về bảo đảm an toàn hệ thống thông tin"
        " theo cấp độ",
        "Thông tư số 12/2022/TT-BTTTT ngày 12 tháng 8 năm 2022 của Bộ trưởng Bộ Thông tin và Truyền thông quy định"
        " chi tiết và hướng dẫn một số điều của Nghị định số 85/2016/NĐ-CP",
    ),
    standard="TCVN 11930:2017",
    standard_title=(
        "Công nghệ thông tin - Các kỹ thuật an toàn - Yêu cầu cơ bản về an toàn hệ thống thông tin theo cấp độ"
    ),
    appraisal_clause="Điều 16 Nghị định số 85/2016/NĐ-CP",
    duties_clause="Điều 22 Nghị định số 85/2016/NĐ-CP",
    plan_contents_clause="khoản 2 Điều 19 Nghị định số 85/2016/NĐ-CP",
    plan_requirements_clause="khoản 3, khoản 4 Điều 9 Thông tư số 12/2022/TT-BTTTT",
)

ND331_2026 = Terms(
    regime="nd331",
    security="an ninh mạng",
    level_name="cấp độ hệ thống thông tin",
    specialist_unit="đơn vị chuyên trách về an ninh mạng",
    decree="Nghị định số 331/2026/NĐ-CP",
    grounds=(
        "Luật An ninh mạng số 116/2025/QH15",
        "Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ về bảo vệ an ninh mạng đối với hệ thống"
        " thông tin",
    ),
    standard="TCVN 14423:2026",
    standard_title="An ninh mạng - Hệ thống thông tin - Yêu cầu cơ bản",
    appraisal_clause="Điều 23 Nghị định số 331/2026/NĐ-CP",
    duties_clause="Điều 33 Nghị định số 331/2026/NĐ-CP",
    plan_contents_clause="khoản 2 Điều 29 Nghị định số 331/2026/NĐ-CP",
    plan_requirements_clause="khoản 3, khoản 4 Điều 30 Nghị định số 331/2026/NĐ-CP",
)

TRANSITION_GROUND = "khoản 1 Điều 39 Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ"
"""Why a dossier may still go by Decree 85/2016 after 01/7/2026; for `Paper.extra_grounds` of such a dossier."""
