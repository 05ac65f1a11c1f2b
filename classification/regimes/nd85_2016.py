"""Decree 85/2016/NĐ-CP: who decides, clocks, papers, words; its criteria are in nd85_2016_criteria.py. Pure."""

from datetime import date, timedelta

from classification.deadlines import Unit

from .base import (
    ALL_LEVELS,
    Authority,
    Body,
    Clauses,
    DossierPart,
    Form,
    LegalBasis,
    Period,
    Regime,
    Sphere,
    Step,
    Terms,
    TimeLimit,
)
from .nd85_2016_criteria import CRITERIA, USERS_LIMIT
from .nd85_2016_readings import CITED, READINGS
from .readings import common_readings

OPINION = {
    "expert_opinion": Body.SECURITY_UNIT,
    "expert_opinion_clause": "Điều 14 khoản 1 điểm d; Điều 15 khoản 5",
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

_TRANSFER = date(2025, 3, 1)
_MINISTRIES = ("Bộ Quốc phòng", "Bộ Công an", "các bộ, ngành liên quan")

AUTHORITIES = (
    Authority(
        (1, 2), Body.SECURITY_UNIT, Body.SECURITY_UNIT, "Điều 12 khoản 1", reports_to=Body.OWNER,
        note="Phê duyệt rồi báo cáo chủ quản hệ thống thông tin (Điều 14 khoản 3 điểm a).",
    ),
    Authority((3,), Body.SECURITY_UNIT, Body.OWNER, "Điều 12 khoản 2"),
    Authority(
        (4,), Body.PUBLIC_SECURITY, Body.OWNER, "Điều 12 khoản 3 điểm a, d", **OPINION, since=_TRANSFER,
        note="Nghị định giao Bộ Thông tin và Truyền thông; nhiệm vụ chuyển sang Bộ Công an từ ngày 01/3/2025.",
    ),
    Authority(
        (5,), Body.PUBLIC_SECURITY, Body.PRIME_MINISTER, "Điều 12 khoản 3 điểm a, d, đ", **OPINION, since=_TRANSFER,
        plan_approver=Body.OWNER,
        note="Thủ tướng Chính phủ phê duyệt danh mục hệ thống cấp độ 5; chủ quản phê duyệt phương án.",
    ),
    Authority(
        (4,), Body.INFORMATION_MINISTRY, Body.OWNER, "Điều 12 khoản 3 điểm a, d", **OPINION,
        partners=_MINISTRIES, until=_TRANSFER - timedelta(days=1),
    ),
    Authority(
        (5,), Body.INFORMATION_MINISTRY, Body.PRIME_MINISTER, "Điều 12 khoản 3 điểm a, d, đ", **OPINION,
        partners=_MINISTRIES, plan_approver=Body.OWNER, until=_TRANSFER - timedelta(days=1),
    ),
    Authority((4,), Body.DEFENCE, Body.OWNER, "Điều 12 khoản 3 điểm b, d", Sphere.DEFENCE, **OPINION),
    Authority(
        (5,), Body.DEFENCE, Body.PRIME_MINISTER, "Điều 12 khoản 3 điểm b, d, đ", Sphere.DEFENCE, **OPINION,
        plan_approver=Body.OWNER,
    ),
    Authority((4,), Body.PUBLIC_SECURITY, Body.OWNER, "Điều 12 khoản 3 điểm c, d", Sphere.PUBLIC_SECURITY, **OPINION),
    Authority(
        (5,), Body.PUBLIC_SECURITY, Body.PRIME_MINISTER, "Điều 12 khoản 3 điểm c, d, đ", Sphere.PUBLIC_SECURITY,
        **OPINION, plan_approver=Body.OWNER,
    ),
)  # fmt: skip

TIME_LIMITS = (
    TimeLimit(Step.CHECK_VALIDITY, ALL_LEVELS, None, None, None, "Nghị định không nêu thời hạn."),
    TimeLimit(Step.GIVE_OPINION, (4, 5), None, None, None, "Nghị định không nêu thời hạn."),
    TimeLimit(Step.APPRAISE, (1, 2), None, None, None, "Nghị định không nêu thời hạn."),
    TimeLimit(Step.APPRAISE, (3,), 15, Unit.CALENDAR, "Điều 16 khoản 2 điểm a", "“15 ngày”: hiểu là ngày theo lịch."),
    TimeLimit(Step.APPRAISE, (4, 5), 30, Unit.CALENDAR, "Điều 16 khoản 2 điểm b", "“30 ngày”: hiểu là ngày theo lịch."),
    TimeLimit(Step.APPROVE, ALL_LEVELS, 7, Unit.WORKING, "Điều 17 khoản 2"),
)

DOSSIER_PARTS = (
    DossierPart(1, "Tài liệu mô tả, thuyết minh tổng quan về hệ thống thông tin", "Điều 15 khoản 1"),
    DossierPart(
        2, "Tài liệu thiết kế thi công đã được cấp có thẩm quyền phê duyệt hoặc tài liệu có giá trị tương đương",
        "Điều 15 khoản 2", title_new="Tài liệu thiết kế sơ bộ hoặc tài liệu có giá trị tương đương",
    ),
    DossierPart(
        3, "Tài liệu thuyết minh về việc đề xuất cấp độ căn cứ trên các tiêu chí theo quy định của pháp luật",
        "Điều 15 khoản 3",
    ),
    DossierPart(
        4, "Tài liệu thuyết minh phương án bảo đảm an toàn thông tin theo cấp độ tương ứng", "Điều 15 khoản 4"
    ),
    DossierPart(
        5, "Ý kiến về mặt chuyên môn của đơn vị chuyên trách về an toàn thông tin", "Điều 15 khoản 5", levels=(4, 5)
    ),
)  # fmt: skip

# The annex itself was not read: 04 and 06 are cited by a provincial procedure, the others follow the series of NĐ 331.
FORMS = (
    Form(
        "01", "Văn bản đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ",
        "Đơn vị vận hành gửi đơn vị chuyên trách", Step.SUBMIT, (1, 2), certain=False,
    ),
    Form(
        "02", "Văn bản đề nghị thẩm định hồ sơ đề xuất cấp độ",
        "Cấp độ 3: đơn vị vận hành gửi cơ quan thẩm định", Step.SUBMIT, (3,), certain=False,
    ),
    Form(
        "02", "Văn bản đề nghị thẩm định hồ sơ đề xuất cấp độ",
        "Cấp độ 4, 5: chủ quản gửi cơ quan thẩm định", Step.FORWARD, (4, 5), certain=False,
    ),
    Form(
        "03", "Văn bản xin ý kiến chuyên môn về hồ sơ đề xuất cấp độ",
        "Đơn vị vận hành gửi đơn vị chuyên trách", Step.SUBMIT, (4, 5), certain=False,
    ),
    Form(
        "04", "Ý kiến thẩm định hồ sơ đề xuất cấp độ",
        "Cơ quan thẩm định gửi chủ quản, đơn vị vận hành", Step.APPRAISE, ALL_LEVELS,
    ),
    Form(
        "05", "Tờ trình phê duyệt hồ sơ đề xuất cấp độ", "Đơn vị vận hành trình chủ quản",
        Step.REQUEST_APPROVAL, (3, 4, 5), certain=False,
    ),
    Form(
        "06", "Quyết định phê duyệt cấp độ an toàn hệ thống thông tin",
        "Cấp phê duyệt ban hành; cấp độ 1, 2 dùng tương tự", Step.APPROVE, (1, 2, 3, 4),
    ),
    Form(
        "07", "Quyết định về việc phê duyệt phương án bảo đảm an toàn hệ thống thông tin",
        "Chủ quản ban hành đối với cấp độ 5", Step.APPROVE_PLAN, (5,), certain=False,
    ),
)  # fmt: skip

ND85_2016 = Regime(
    code="nd85-2016",
    name="Nghị định 85/2016/NĐ-CP về bảo đảm an toàn hệ thống thông tin theo cấp độ",
    short_name="NĐ 85/2016",
    number="85/2016/NĐ-CP",
    issued=date(2016, 7, 1),
    in_force=date(2016, 7, 1),
    ruleset_version="nd85-2016/1",
    catalogue="tcvn11930:2017",
    standard="TCVN 11930:2017",
    terms=Terms(
        security="an toàn thông tin",
        security_of_system="an toàn hệ thống thông tin",
        level="cấp độ an toàn hệ thống thông tin",
        security_unit="Đơn vị chuyên trách về an toàn thông tin",
        security_section="Bộ phận chuyên trách về an toàn thông tin",
        plan="phương án bảo đảm an toàn thông tin",
        regulation="Quy chế bảo đảm an toàn thông tin",
        critical_system="hệ thống thông tin quan trọng quốc gia",
    ),
    clauses=Clauses(
        one_owner="Điều 5 khoản 1 điểm a",
        highest_level="Điều 5 khoản 2",
        components="Điều 5 khoản 2",
        information="Điều 6 khoản 1",
        system_types="Điều 6 khoản 2",
        other_type="Điều 6 khoản 2 điểm đ",
        no_criterion="Điều 7 đến Điều 11",
        procedure="Điều 14",
        redetermination="Điều 18",
        dossier="Điều 15",
        plan_parts="Điều 19 khoản 2",
        separation_of_duties="Điều 6 Thông tư 12/2022/TT-BTTTT",
        regulation_first="Điều 9 khoản 7 Thông tư 12/2022/TT-BTTTT",
        deployed_first="Điều 9 khoản 6 Thông tư 12/2022/TT-BTTTT",
        delegation="khoản 3 Điều 4 Thông tư số 12/2022/TT-BTTTT",
    ),
    criteria=CRITERIA,
    authorities=AUTHORITIES,
    time_limits=TIME_LIMITS,
    dossier_parts=DOSSIER_PARTS,
    plan_parts=PLAN_PARTS,
    forms=FORMS,
    assessment_periods=(
        Period(ALL_LEVELS, 24, "Điều 20 khoản 2 điểm c", "Kiểm tra, đánh giá trong phạm vi toàn cơ quan, tổ chức"),
        Period((3, 4), 12, "Điều 20 khoản 2 điểm c", "Kiểm tra, đánh giá hệ thống", expert_body_needed=True),
        Period((5,), 6, "Điều 20 khoản 2 điểm c", "Kiểm tra, đánh giá hệ thống", expert_body_needed=True),
    ),
    legal_bases=(
        LegalBasis("Luật An toàn thông tin mạng số 86/2015/QH13 ngày 19 tháng 11 năm 2015", until=date(2026, 6, 30)),
        LegalBasis("Luật An ninh mạng số 116/2025/QH15", since=date(2026, 7, 1)),
        LegalBasis(
            "Nghị định số 85/2016/NĐ-CP ngày 01 tháng 7 năm 2016 của Chính phủ về bảo đảm an toàn hệ thống thông tin "
            "theo cấp độ"
        ),
        LegalBasis(
            "khoản 1 Điều 39 Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ về bảo vệ an ninh mạng "
            "đối với hệ thống thông tin",
            since=date(2026, 8, 19),
        ),
        LegalBasis(
            "Thông tư số 12/2022/TT-BTTTT ngày 12 tháng 8 năm 2022 của Bộ trưởng Bộ Thông tin và Truyền thông quy định "
            "chi tiết và hướng dẫn một số điều của Nghị định số 85/2016/NĐ-CP",
            since=date(2022, 10, 1),
        ),
    ),
    thresholds={"users": USERS_LIMIT},
    readings=(*common_readings(CITED), *READINGS),
    uncertain=(
        "Hiệu lực của Nghị định 85/2016/NĐ-CP và Thông tư 12/2022/TT-BTTTT sau ngày 19/8/2026: không có điều khoản bãi "
        "bỏ rõ ràng.",
        "“15 ngày”, “30 ngày” là ngày theo lịch: cách hiểu, nghị định không nói rõ.",
        "Tên các mẫu 01, 02, 03, 05, 07: theo thông lệ, chưa đối chiếu với phụ lục.",
        "Cách áp dụng mức độ dịch vụ công trực tuyến sau Nghị định 42/2022/NĐ-CP (toàn trình, một phần): cách hiểu.",
    ),
)
