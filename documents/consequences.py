"""What happens at the moment a person signs, step by step, said before they do. Pure."""

from django.utils.translation import gettext_lazy as _

WHEN_SIGNED = {
    "submit": _("Khi bạn ký, hồ sơ được gửi tới đơn vị chuyên trách và không sửa được nữa, trừ khi bị trả lại."),
    "give_opinion": _("Khi bạn ký, chủ quản hệ thống nhận ý kiến và gửi hồ sơ tới cơ quan thẩm định."),
    "forward": _("Khi bạn ký, hồ sơ được gửi tới cơ quan thẩm định; thời hạn trả lời về hồ sơ bắt đầu."),
    "report_to_owner": _("Khi bạn ký, báo cáo được gửi chủ quản; hồ sơ vẫn ở trạng thái như trước."),
    "return": _("Khi bạn ký, hồ sơ trở về đơn vị vận hành cùng các lý do; thời hạn thẩm định dừng lại."),
    "appraise": _("Khi bạn ký, hồ sơ được kết luận phù hợp và chuyển sang bước phê duyệt."),
    "refuse": _("Khi bạn ký, hồ sơ kết thúc ở đây; muốn làm lại, đơn vị vận hành phải lập hồ sơ mới."),
    "request_approval": _("Khi bạn ký, hồ sơ được trình chủ quản; thời hạn phê duyệt bắt đầu."),
    "approve": _("Khi bạn ký, cấp độ của hệ thống được phê duyệt và đơn vị vận hành bắt đầu triển khai phương án."),
    "report_deployed": _("Khi bạn ký, phương án không sửa được nữa và đơn vị chuyên trách tới kiểm tra."),
    "confirm": _("Khi bạn ký, hệ thống được tính là đã triển khai đầy đủ phương án kể từ hôm nay."),
    "name_appraiser": _("Khi bạn ký, đơn vị hoặc hội đồng trong quyết định thẩm định thay đơn vị chuyên trách."),
    "council_minutes": _("Khi bạn ký, biên bản được lưu vào hồ sơ và hội đồng có thể kết luận hoặc cho ý kiến."),
}

BUTTONS = {
    "submit": _("Ký và trình hồ sơ"),
    "give_opinion": _("Ký ý kiến chuyên môn"),
    "forward": _("Ký và gửi cơ quan thẩm định"),
    "report_to_owner": _("Ký báo cáo chủ quản"),
    "return": _("Ký và trả lại hồ sơ"),
    "appraise": _("Ký kết luận phù hợp"),
    "refuse": _("Ký kết luận chưa phù hợp"),
    "request_approval": _("Ký và trình phê duyệt"),
    "approve": _("Ký và phê duyệt"),
    "report_deployed": _("Ký và gửi báo cáo"),
    "confirm": _("Ký và xác nhận"),
    "name_appraiser": _("Ký quyết định"),
    "council_minutes": _("Ký biên bản"),
}
