"""The ledger in words: what each entry says to a reader."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.parts import BY_KEY
from classification.workflow import BESIDE, STEPS
from systems.models import InformationSystem, LedgerEntry

WORDS = {
    "register_system": gettext_lazy("Đăng ký hệ thống vào danh mục"),
    "import_systems": gettext_lazy("Nhập từ bảng tính"),
    "open_dossier": gettext_lazy("Lập hồ sơ đề xuất cấp độ"),
    "write_facts": gettext_lazy("Ghi dữ kiện và xác định cấp độ"),
    "answer_requirement": gettext_lazy("Trả lời một yêu cầu của phương án"),
    "answer_requirements": gettext_lazy("Trả lời nhiều yêu cầu của phương án"),
    "load_edition": gettext_lazy("Tải lên bản hiệu chỉnh của bộ yêu cầu"),
    "put_edition_to_use": gettext_lazy("Đưa bản hiệu chỉnh của bộ yêu cầu vào áp dụng"),
    "discard_edition": gettext_lazy("Bỏ bản hiệu chỉnh chưa áp dụng"),
    "move_to_edition": gettext_lazy("Chuyển phương án sang bản hiệu chỉnh của bộ yêu cầu"),
    "keep_word_template": gettext_lazy("Đưa mẫu Word vào dùng"),
    "retire_word_template": gettext_lazy("Ngừng dùng mẫu Word"),
    "migrate_plan": gettext_lazy("Chuyển phương án sang tiêu chuẩn mới"),
    "take_back_migration": gettext_lazy("Lùi lại phương án theo tiêu chuẩn cũ"),
    "record_inspection": gettext_lazy("Ghi kết quả kiểm tra, đánh giá"),
    "withdraw_inspection": gettext_lazy("Rút một lần kiểm tra, đánh giá ghi nhầm"),
    "open_report": gettext_lazy("Lập báo cáo năm"),
    "send_report": gettext_lazy("Gửi báo cáo năm"),
    "expect": gettext_lazy("Ghi thời điểm dự kiến phê duyệt, triển khai"),
    "set_interval": gettext_lazy("Đặt chu kỳ kiểm tra, đánh giá riêng"),
    "record_appraisal": gettext_lazy("Ghi nội dung thẩm định"),
    "write_remark": gettext_lazy("Ghi một ý kiến trên hồ sơ"),
    "change_remark": gettext_lazy("Sửa một ý kiến nháp"),
    "remove_remark": gettext_lazy("Bỏ một ý kiến nháp"),
    "answer_remark": gettext_lazy("Trả lời một ý kiến"),
    "settle_remark": gettext_lazy("Ghi một ý kiến là đã xong"),
    "unsettle_remark": gettext_lazy("Mở lại một ý kiến"),
    "change_regime": gettext_lazy("Đổi nghị định áp dụng"),
    "confirm_regime": gettext_lazy("Giữ nghị định áp dụng"),
    "raise_event": gettext_lazy("Phát hiện thay đổi phải xem lại cấp độ"),
    "record_event": gettext_lazy("Ghi sự kiện phải xem lại cấp độ"),
    "answer_event": gettext_lazy("Trả lời: sự kiện không làm thay đổi cấp độ"),
    "join_filing": gettext_lazy("Ghép vào hồ sơ chung"),
    "leave_filing": gettext_lazy("Tách khỏi hồ sơ chung"),
    "moved_out_of_filing": gettext_lazy("Tách khỏi hồ sơ chung vì đổi chủ quản, đơn vị vận hành"),
    "lead_filing": gettext_lazy("Thành hồ sơ đại diện của hồ sơ chung, vì hồ sơ đại diện trước đã tách ra"),
    "end_filing": gettext_lazy("Thành hồ sơ riêng, vì các hệ thống khác đã tách khỏi hồ sơ chung"),
    "redetermine": gettext_lazy("Lập hồ sơ xác định lại cấp độ"),
    "import_decisions": gettext_lazy("Ghi nhận quyết định giấy từ bảng tính"),
    "cosign_paper": gettext_lazy("Ký thêm vào văn bản"),
    "seal_paper": gettext_lazy("Đóng dấu văn bản"),
    "move_to_paper": gettext_lazy("Chuyển sang hồ sơ giấy: hệ thống xử lý bí mật nhà nước"),
    "move_to_screen": gettext_lazy("Thôi hồ sơ giấy: hệ thống không xử lý bí mật nhà nước"),
    "record_succession": gettext_lazy("Ghi việc tách, gộp hệ thống"),
    "end_arrangement": gettext_lazy("Trả việc thẩm định về đơn vị chuyên trách"),
    "delegate": gettext_lazy("Ủy quyền của chủ quản"),
    "draft_delegation": gettext_lazy("Soạn văn bản ủy quyền"),
    "revise_delegation": gettext_lazy("Sửa bản thảo ủy quyền"),
    "drop_delegation": gettext_lazy("Bỏ bản thảo ủy quyền"),
    "end_delegation": gettext_lazy("Chấm dứt ủy quyền"),
    "council_meeting": gettext_lazy("Ghi biên bản họp hội đồng thẩm định"),
    "add_attachment": gettext_lazy("Thêm tệp đính kèm"),
    "write_route": gettext_lazy("Ghi lĩnh vực, tiêu chí hệ thống quan trọng về an ninh quốc gia"),
    "record_list_decision": gettext_lazy("Ghi quyết định của Thủ tướng Chính phủ về Danh mục"),
    "add_evidence": gettext_lazy("Thêm minh chứng"),
    "download_evidence": gettext_lazy("Tải minh chứng về"),
    "import_plan": gettext_lazy("Nạp câu trả lời từ tệp OSCAL"),
    "export_dossier": gettext_lazy("Xuất trọn bộ hồ sơ"),
    "copy_answers": gettext_lazy("Chép câu trả lời từ phương án của hệ thống khác"),
    "inherit_requirements": gettext_lazy("Kế thừa yêu cầu từ nơi đặt hệ thống"),
    "record_findings": gettext_lazy("Ghi kết quả kiểm tra từng yêu cầu"),
    "stamp_again": gettext_lazy("Cho xin lại dấu thời gian của một văn bản"),
    "settle_revocation": gettext_lazy("Ghi cách xử lý chữ ký bằng chứng thư đã bị thu hồi"),
}


def told(entry: LedgerEntry) -> str:
    """One entry as a sentence without its date and its author."""
    if entry.verb == "change_system":
        fields = [_field(name) for name in entry.details.get("changed", ())]
        return _("Sửa thông tin: %(fields)s") % {"fields": ", ".join(fields)} if fields else _("Sửa thông tin")
    if entry.verb == "write_part" and (part := BY_KEY.get(entry.details.get("part"))):
        return _("Ghi phần “%(part)s”") % {"part": part.title}
    if entry.verb == "record" and "corrects" in entry.details:
        return _("Sửa bản ghi nhận quyết định giấy")
    if entry.verb == "arrange_appraisal":
        return _("Giao %(who)s thẩm định, quyết định %(number)s") % {
            "who": entry.sentence, "number": entry.details.get("number", ""),
        }  # fmt: skip
    if entry.verb in STEPS or entry.verb in BESIDE:
        return str((STEPS | BESIDE)[entry.verb].label)
    return str(WORDS.get(entry.verb) or entry.sentence or entry.verb)


def _field(name: str) -> str:
    return str(InformationSystem._meta.get_field(name).verbose_name)
