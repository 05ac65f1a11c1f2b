"""What appraisers and inspectors of the demonstration wrote: verdicts, reasons, reports, minutes."""

import datetime

from classification.appraisal import Verdict
from classification.models import Dossier
from classification.route import CRITERIA, Sphere

from .clock import chance

REMARKS = {
    "part/diagrams/physical": "Sơ đồ chưa thể hiện đường kết nối giữa các chi cục đăng kiểm và trung tâm dữ liệu. "
    "Vẽ bổ sung, ghi rõ đường chính và đường dự phòng.",
    "part/scope/scale": "Quy mô chưa nêu số phương tiện và số tài khoản đăng kiểm viên. Ghi số liệu đến ngày trình.",
    "plan": "Chưa thuyết minh cách quản trị từ xa của các chi cục. Nêu cách xác thực và nơi ghi nhật ký.",
}
"""Place -> what the appraiser asked; "plan" is the requirement about remote administration."""
ANSWERED = "part/scope/scale"
SCALE_ADDED = (
    " Hệ thống quản lý hồ sơ đăng kiểm của 4.280 tàu biển và 96 công trình biển, với 312 tài khoản đăng kiểm viên ở "
    "27 chi cục (số liệu đến ngày 30/9/2026)."
)
ANSWER = "Đã ghi số tàu, số công trình và số tài khoản đến ngày 30/9/2026 vào cuối mục Quy mô."
REFUSAL_REASONS = (
    "Phạm vi hồ sơ gộp hai hệ thống có chức năng và chủ quản dữ liệu khác nhau; phải tách thành hai hồ sơ.\n"
    "Phương án dựa trên thiết kế đã bị thay thế, không còn phản ánh hệ thống đang vận hành."
)
SENT_BACK = (
    "Kiểm tra đột xuất: nhật ký của máy chủ cơ sở dữ liệu không còn được gửi về máy chủ tập trung, "
    "bản sao lưu tháng gần nhất không khôi phục được. Yêu cầu khắc phục và báo cáo lại."
)
OPINION = {
    "on_level": "fit",
    "on_level_comment": "Giám sát, điều khiển công trình hàng hải cấp I: cấp độ đề xuất đúng tiêu chí đã viện dẫn",
    "on_plan": "fit",
    "on_plan_comment": "Đáp ứng yêu cầu cơ bản của cấp độ 4; các yêu cầu chưa đạt có người và thời hạn thực hiện",
    "other_comments": "Đề nghị làm rõ phương án dự phòng đường truyền giữa trạm ra-đa và trung tâm điều hành.",
}
_COMMENTS = {
    "level": "Cấp độ đề xuất đúng tiêu chí đã viện dẫn; dữ kiện khớp với danh mục hệ thống thông tin của Bộ.",
    "plan_in_design": "Thiết kế phân vùng mạng, dự phòng và kiểm soát truy cập phù hợp yêu cầu của cấp độ.",
    "plan_in_operation": "Quy chế, quy trình vận hành và kế hoạch thực hiện các yêu cầu chưa đạt là phù hợp.",
}
_PARTNERS = ("", "Vụ Khoa học - Công nghệ", "Văn phòng Bộ\nVụ Khoa học - Công nghệ")


def the_way() -> dict:
    """Arguments of `write_route` for a civil system that is critical by no criterion."""
    return {
        "sphere": Sphere.GENERAL,
        "answers": {criterion.code: "no" for criterion in CRITERIA},
        "reason": "Đánh giá rủi ro của đơn vị vận hành: sự cố ảnh hưởng một luồng hàng hải, có phương án thay thế.",
    }


def favourable(dossier: Dossier) -> dict:
    """Arguments of `record_appraisal` for a dossier found fit."""
    partners = _PARTNERS[chance(dossier.system.code, len(_PARTNERS))] if dossier.level >= 3 else ""
    return {
        "verdicts": {key: {"verdict": Verdict.FIT, "comment": said} for key, said in _COMMENTS.items()},
        "manner": "both" if partners else "writing",
        "partners": partners,
        "partner_opinions": "Các đơn vị phối hợp thống nhất với đề xuất cấp độ và phương án." if partners else "",
    }


def unfavourable(dossier: Dossier) -> dict:
    """Arguments of `record_appraisal` for a dossier whose plan does not fit."""
    given = favourable(dossier)
    given["verdicts"]["plan_in_design"] = {
        "verdict": Verdict.UNFIT,
        "comment": "Phương án dựa trên thiết kế đã bị thay thế; không đánh giá được sự phù hợp.",
    }
    return given


def report(dossier: Dossier) -> dict[str, str]:
    return {
        "organisation_note": f"{dossier.operator.name} giao tổ công tác triển khai từng yêu cầu của phương án, họp "
        "kiểm điểm hai tuần một lần; các hạng mục kỹ thuật được thử nghiệm trước khi áp dụng.",
        "difficulties": "Một số thiết bị phải chờ mua sắm tập trung; đến nay đã lắp đặt xong.",
    }


def inspection(dossier: Dossier, day: datetime.date) -> dict[str, str]:
    operator = dossier.operator
    return {
        "started_at": f"{day.isoformat()}T08:30:00+07:00",
        "ended_at": f"{day.isoformat()}T11:15:00+07:00",
        "place": f"{operator.name}, {operator.address}",
        "inspectors": "Nguyễn Tiến Đạt, Phó Trưởng phòng An toàn thông tin\nVõ Thị Kim Ngân, Chuyên viên",
        "operators": f"{operator.representative}, {operator.representative_title}\nPhùng Gia Bách, quản trị hệ thống",
    }
