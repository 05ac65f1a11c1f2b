"""Decree 331/2026/NĐ-CP: who decides, clocks, papers, words; its criteria are in nd331_2026_criteria.py. Pure."""

from datetime import date

from classification.deadlines import Unit

from .base import (
    ALL_LEVELS,
    Authority,
    Body,
    Clauses,
    DossierPart,
    Form,
    LegalBasis,
    OpenCriterion,
    Period,
    Regime,
    Sphere,
    Step,
    Terms,
    TimeLimit,
)
from .nd331_2026_criteria import BASIC_LIMIT, CRITERIA, SENSITIVE_LIMIT
from .nd331_2026_readings import CITED, READINGS
from .readings import common_readings

OPINION = {
    "expert_opinion": Body.SECURITY_UNIT,
    "expert_opinion_clause": "Điều 20 khoản 1 điểm d; Điều 21 khoản 5",
}
PLAN_PARTS = (
    "Thiết kế, xây dựng",
    "Vận hành",
    "Kiểm tra, đánh giá",
    "Quản lý rủi ro",
    "Giám sát",
    "Dự phòng, ứng phó sự cố, khôi phục sau thảm họa",
    "Kết thúc vận hành, khai thác, thanh lý, hủy bỏ",
)

_FRAMEWORK = "Khung quản lý rủi ro an ninh mạng"
_ASSESSED = "được đánh giá rủi ro an ninh mạng theo Khung quản lý rủi ro an ninh mạng"
_OTHER = f"Hệ thống thông tin khác do Thủ tướng Chính phủ quyết định hoặc {_ASSESSED}."

OPEN_CRITERIA = (
    OpenCriterion("ND331-11.2", 1, "Điều 11 khoản 2", f"Hệ thống thông tin {_ASSESSED}.", _FRAMEWORK),
    OpenCriterion("ND331-12.4", 2, "Điều 12 khoản 4", _OTHER, _FRAMEWORK),
    OpenCriterion("ND331-13.5", 3, "Điều 13 khoản 5", _OTHER, _FRAMEWORK),
    OpenCriterion("ND331-14.4", 4, "Điều 14 khoản 4", _OTHER, _FRAMEWORK),
)

_PARTNERS = ("chủ quản hệ thống thông tin", "các bộ, ngành có liên quan")


def _top(sphere: Sphere, appraiser: Body, point: str, partners: tuple[str, ...] = ()) -> tuple[Authority, ...]:
    """Levels 4 and 5 of one sphere: the same appraiser, the owner at 4, the Prime Minister's list at 5."""
    return (
        Authority(
            (4,), appraiser, Body.OWNER, f"Điều 18 khoản 3 điểm {point}, d", sphere, **OPINION, partners=partners,
            note="Thuộc Danh mục quan trọng về an ninh quốc gia thì theo thủ tục cấp độ 5 (Điều 20 khoản 4).",
        ),
        Authority(
            (5,), appraiser, Body.PRIME_MINISTER, f"Điều 18 khoản 3 điểm {point}, d, đ", sphere, **OPINION,
            partners=partners, plan_approver=Body.OWNER,
            note="Thủ tướng Chính phủ phê duyệt Danh mục; chủ quản phê duyệt phương án.",
        ),
    )  # fmt: skip


AUTHORITIES = (
    Authority(
        (1, 2), Body.SECURITY_UNIT, Body.SECURITY_UNIT, "Điều 18 khoản 1", reports_to=Body.OWNER,
        note="Phê duyệt rồi gửi báo cáo chủ quản hệ thống thông tin.",
    ),
    Authority((3,), Body.SECURITY_UNIT, Body.OWNER, "Điều 18 khoản 2"),
    *_top(Sphere.GENERAL, Body.PUBLIC_SECURITY, "a", _PARTNERS),
    *_top(Sphere.PUBLIC_SECURITY, Body.PUBLIC_SECURITY, "a"),
    *_top(Sphere.DEFENCE, Body.DEFENCE, "b"),
    *_top(Sphere.CIPHER, Body.CIPHER, "c"),
)  # fmt: skip

TIME_LIMITS = (
    TimeLimit(Step.CHECK_VALIDITY, ALL_LEVELS, 5, Unit.WORKING, "Điều 23 khoản 2"),
    TimeLimit(Step.GIVE_OPINION, (4, 5), None, None, None, "Nghị định không nêu thời hạn."),
    TimeLimit(Step.APPRAISE, (1, 2), None, None, None, "Nghị định không nêu thời hạn."),
    TimeLimit(Step.APPRAISE, (3,), 15, Unit.WORKING, "Điều 23 khoản 3 điểm a"),
    TimeLimit(Step.APPRAISE, (4, 5), 25, Unit.WORKING, "Điều 23 khoản 3 điểm b"),
    TimeLimit(Step.APPROVE, ALL_LEVELS, 7, Unit.WORKING, "Điều 24 khoản 2"),
)

DOSSIER_PARTS = (
    DossierPart(1, "Tài liệu mô tả, thuyết minh tổng quan về hệ thống thông tin", "Điều 21 khoản 1"),
    DossierPart(
        2, "Tài liệu thiết kế thi công đã được cấp có thẩm quyền phê duyệt hoặc tài liệu có giá trị tương đương",
        "Điều 21 khoản 2", title_new="Tài liệu thiết kế sơ bộ hoặc tài liệu có giá trị tương đương",
    ),
    DossierPart(
        3, "Tài liệu thuyết minh về việc đề xuất cấp độ căn cứ trên các tiêu chí theo quy định của pháp luật",
        "Điều 21 khoản 3",
    ),
    DossierPart(4, "Tài liệu thuyết minh phương án bảo đảm an ninh mạng theo cấp độ tương ứng", "Điều 21 khoản 4"),
    DossierPart(
        5, "Ý kiến về mặt chuyên môn của đơn vị chuyên trách về an ninh mạng", "Điều 21 khoản 5", levels=(4, 5)
    ),
)  # fmt: skip

FORMS = (
    Form(
        "01", "Văn bản đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ",
        "Đơn vị vận hành gửi đơn vị chuyên trách", Step.SUBMIT, (1, 2),
    ),
    Form(
        "02", "Văn bản đề nghị thẩm định hồ sơ đề xuất cấp độ",
        "Cấp độ 3: đơn vị vận hành gửi cơ quan thẩm định", Step.SUBMIT, (3,),
    ),
    Form(
        "02", "Văn bản đề nghị thẩm định hồ sơ đề xuất cấp độ",
        "Cấp độ 4, 5: chủ quản gửi cơ quan thẩm định", Step.FORWARD, (4, 5),
    ),
    Form(
        "03", "Văn bản xin ý kiến chuyên môn về hồ sơ đề xuất cấp độ",
        "Đơn vị vận hành gửi đơn vị chuyên trách", Step.SUBMIT, (4, 5),
    ),
    Form(
        "04", "Ý kiến thẩm định hồ sơ đề xuất cấp độ",
        "Cơ quan thẩm định gửi chủ quản, đơn vị vận hành", Step.APPRAISE, ALL_LEVELS,
    ),
    Form(
        "05", "Tờ trình phê duyệt hồ sơ đề xuất cấp độ", "Đơn vị vận hành trình chủ quản",
        Step.REQUEST_APPROVAL, (3, 4, 5),
    ),
    Form(
        "06", "Quyết định phê duyệt cấp độ hệ thống thông tin",
        "Cấp phê duyệt ban hành; cấp độ 1, 2 dùng tương tự", Step.APPROVE, (1, 2, 3, 4),
    ),
    Form(
        "07", "Quyết định về việc phê duyệt phương án bảo đảm an ninh mạng hệ thống thông tin",
        "Chủ quản ban hành đối với cấp độ 5 và Danh mục quan trọng về an ninh quốc gia", Step.APPROVE_PLAN, (5,),
    ),
    Form("08", "Mẫu báo cáo", "Báo cáo hằng năm của chủ quản", Step.REPORT, ALL_LEVELS),
)  # fmt: skip

ND331_2026 = Regime(
    code="nd331-2026",
    name="Nghị định 331/2026/NĐ-CP về bảo vệ an ninh mạng đối với hệ thống thông tin",
    short_name="NĐ 331/2026",
    number="331/2026/NĐ-CP",
    issued=date(2026, 8, 19),
    in_force=date(2026, 8, 19),
    ruleset_version="nd331-2026/1",
    catalogue="tcvn14423:2026",
    standard="TCVN 14423:2026",
    terms=Terms(
        security="an ninh mạng",
        security_of_system="an ninh mạng hệ thống thông tin",
        level="cấp độ hệ thống thông tin",
        security_unit="Đơn vị chuyên trách về an ninh mạng",
        security_section="Bộ phận chuyên trách về an ninh mạng",
        plan="phương án bảo đảm an ninh mạng",
        regulation="Quy chế bảo đảm an ninh mạng",
        critical_system="hệ thống thông tin quan trọng về an ninh quốc gia",
    ),
    clauses=Clauses(
        one_owner="Điều 8 khoản 1 điểm a",
        highest_level="Điều 8 khoản 2",
        components="Điều 8 khoản 2",
        information="Điều 9 khoản 1",
        system_types="Điều 9 khoản 2",
        other_type="Điều 9 khoản 2 điểm đ",
        no_criterion="Điều 11 đến Điều 15",
        procedure="Điều 20",
        redetermination="Điều 25",
        dossier="Điều 21",
        plan_parts="Điều 29 khoản 2",
        separation_of_duties="Điều 18 khoản 4",
        regulation_first="Điều 30 khoản 7",
        deployed_first="Điều 30 khoản 6",
        delegation="khoản 3 Điều 4 Nghị định số 331/2026/NĐ-CP",
        risk="Điều 10 khoản 5",
        critical="Điều 16",
        joint_filing="Điều 22 khoản 4 điểm a",
    ),
    criteria=CRITERIA,
    authorities=AUTHORITIES,
    time_limits=TIME_LIMITS,
    dossier_parts=DOSSIER_PARTS,
    plan_parts=PLAN_PARTS,
    forms=FORMS,
    assessment_periods=(
        Period((1, 2, 3, 4), None, "Điều 28 khoản 5 điểm a", "Đánh giá định kỳ theo cấp độ và mức rủi ro"),
        Period(
            (5,), None, "Điều 28 khoản 5 điểm a; Điều 31 khoản 2 điểm c",
            "Đánh giá định kỳ theo cấp độ và mức rủi ro", expert_body_needed=True,
        ),
    ),
    legal_bases=(
        LegalBasis("Luật An ninh mạng số 116/2025/QH15"),
        LegalBasis(
            "Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ về bảo vệ an ninh mạng đối với hệ "
            "thống thông tin"
        ),
    ),
    open_criteria=OPEN_CRITERIA,
    uses_risk_level=True,
    thresholds={"basic_data_subjects": BASIC_LIMIT, "sensitive_data_subjects": SENSITIVE_LIMIT},
    readings=(*common_readings(CITED), *READINGS),
    uncertain=(
        "Nội dung Nghị định 331/2026/NĐ-CP đọc từ bản sao, chưa đối chiếu với Công báo.",
        "Khung quản lý rủi ro an ninh mạng chưa ban hành: Điều 11 khoản 2, Điều 12 khoản 4, Điều 13 khoản 5, Điều 14 "
        "khoản 4 chưa áp dụng được bằng dữ kiện.",
        "Cách đếm chủ thể dữ liệu (lũy kế hay đang hoạt động) chưa được quy định.",
    ),
)  # fmt: skip
