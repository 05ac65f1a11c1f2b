"""What verification can find, how heavy each finding is, and the sentence a clerk reads."""

from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _


class Weight(StrEnum):
    """What a finding does to the verdict. The worst one decides; NOTE only informs."""

    NOTE = "note"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"


INVALID, INDETERMINATE, NOTE = Weight.INVALID, Weight.INDETERMINATE, Weight.NOTE

# Code -> (weight, sentence). Broken cryptography, changed or added content and a certificate that was not in force at
# signing are INVALID: something is wrong for certain. A chain we do not know, an unknown revocation, an expiry after
# signing and work we refused are INDETERMINATE: it may well be right, but we cannot vouch for it.
FINDINGS = MappingProxyType(
    {
        "no_file": (INVALID, _("Không có tệp «%(path)s» hoặc không đọc được tệp này.")),
        "folder": (INVALID, _("«%(path)s» là thư mục, không phải tệp PDF.")),
        "bad_trust": (INDETERMINATE, _("%(why)s")),
        "too_big": (INDETERMINATE, _("Tệp lớn hơn mức %(limit)s MB mà hệ thống kiểm tra.")),
        "too_slow": (INDETERMINATE, _("Kiểm tra tệp này mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng.")),
        "busy": (INDETERMINATE, _("Hệ thống đang kiểm tra nhiều tệp khác; hãy thử lại sau ít phút.")),
        "failed": (INDETERMINATE, _("Bộ phận kiểm tra gặp lỗi nên chưa kết luận được về tệp này.")),
        "not_pdf": (INVALID, _("Tệp này không phải là PDF.")),
        "unreadable": (INVALID, _("Không đọc được tệp: cấu trúc PDF bị hỏng hoặc tệp bị cắt cụt.")),
        "encrypted": (INDETERMINATE, _("Tệp PDF được đặt mật khẩu nên không kiểm tra được.")),
        "no_signature": (NOTE, _("Tệp không có chữ ký số.")),
        "unsupported": (INVALID, _("Ô ký «%(field)s» có kiểu chữ ký mà hệ thống không đọc được.")),
        "broken": (INVALID, _("Chữ ký ở ô «%(field)s» bị hỏng, không đọc được.")),
        "changed": (INVALID, _("Tệp đã bị thay đổi sau khi ký.")),
        "bad_signature": (INVALID, _("Chữ ký không khớp với chứng thư số của người ký.")),
        "partial": (INVALID, _("Chữ ký không bao trùm toàn bộ nội dung của tệp.")),
        "added": (INVALID, _("Sau khi ký, tệp bị thêm hoặc sửa nội dung ngoài các ô ký đã dành sẵn.")),
        "not_only_signed": (INVALID, _("Ngoài chữ ký, tệp còn bị thêm hoặc sửa nội dung so với bản đã đưa ra ký.")),
        "locks_the_rest": (
            INVALID,
            _("Chữ ký này khóa tệp khác với quy định: phải để lại ô dấu của cơ quan và không cho sửa gì khác."),
        ),
        "trailing": (INVALID, _("Có dữ liệu không được ký nằm sau chữ ký cuối cùng.")),
        "unsigned_update": (INDETERMINATE, _("Sau chữ ký cuối cùng tệp còn một lần cập nhật không được ký.")),
        "validation_data": (
            NOTE,
            _("Sau chữ ký cuối cùng, tệp được bổ sung dữ liệu xác minh lâu dài."),
        ),
        "taken_out": (INVALID, _("Một chữ ký đã bị gỡ khỏi tệp.")),
        "described": (INVALID, _("Tên hoặc tác giả ghi trong thông tin của tệp đã bị sửa sau khi ký.")),
        "padding": (INVALID, _("Vùng chứa chữ ký trong tệp đã bị sửa.")),
        "too_complex": (
            INDETERMINATE,
            _("Tệp có cấu trúc quá lớn nên hệ thống không so sánh được nội dung giữa các lần ký."),
        ),
        "too_many": (INDETERMINATE, _("Tệp có quá nhiều chữ ký nên hệ thống không kiểm tra.")),
        "self_signed": (INDETERMINATE, _("Chứng thư số do chính người ký tự cấp, không xác định được người ký là ai.")),
        "untrusted": (
            INDETERMINATE,
            _("Chứng thư số của người ký không thuộc tổ chức chứng thực được tin cậy."),
        ),
        "expired": (INVALID, _("Chứng thư số đã hết hạn trước thời điểm ký.")),
        "not_yet": (INVALID, _("Chứng thư số chưa có hiệu lực ở thời điểm ký.")),
        "expired_since": (
            INDETERMINATE,
            _("Chứng thư số nay đã hết hạn; không có dấu thời gian chứng minh chữ ký được tạo khi còn hạn."),
        ),
        "revoked": (INVALID, _("Chứng thư số đã bị thu hồi trước thời điểm ký.")),
        "revoked_since": (
            INDETERMINATE,
            _("Chứng thư số nay đã bị thu hồi; không có dấu thời gian chứng minh chữ ký được tạo trước khi thu hồi."),
        ),
        "revocation_unknown": (
            INDETERMINATE,
            _("Chưa kiểm tra được chứng thư số có bị thu hồi hay không: thiếu danh sách thu hồi còn hiệu lực."),
        ),
        "weak": (INVALID, _("Chữ ký dùng thuật toán hoặc khóa quá yếu.")),
        "not_for_signing": (INVALID, _("Chứng thư số này không được cấp để ký số.")),
        "future": (INDETERMINATE, _("Thời điểm ký ghi trong tệp muộn hơn thời điểm kiểm tra.")),
        "time_stamp": (
            NOTE,
            _("Đây là dấu thời gian, không phải chữ ký của người: tệp đã có đúng nội dung này vào thời điểm đó."),
        ),
        "time_stamped": (NOTE, _("Dấu thời gian của “%(by)s” chứng minh chữ ký đã có trước %(at)s.")),
        "registered": (NOTE, _("Tệp trùng từng byte với văn bản %(name)s do hệ thống này phát hành.")),
        "earlier": (
            NOTE,
            _("Tệp là bản thật của văn bản %(name)s trước khi %(before)s; bản mới nhất có thêm: %(added)s."),
        ),
        "earlier_unsealed": (
            INDETERMINATE,
            _("Tệp là bản thật của văn bản %(name)s trước khi %(before)s; bản mới nhất có thêm: %(added)s."),
        ),
        "misrecorded": (INDETERMINATE, _("Tệp có trong sổ nhưng không khớp với quá trình ký đã ghi của %(name)s.")),
        "replaced": (NOTE, _("Văn bản này đã được thay thế bằng văn bản khác.")),
        "superseded": (NOTE, _("Hồ sơ có văn bản này đã được thay bằng hồ sơ mới.")),
        "withdrawn": (NOTE, _("Hồ sơ có văn bản này đã được rút.")),
        "ended": (NOTE, _("Ủy quyền theo văn bản này đã chấm dứt hoặc hết thời hạn.")),
        "unregistered": (NOTE, _("Tệp không trùng với văn bản nào do hệ thống này phát hành.")),
        "register_down": (NOTE, _("Chưa đối chiếu được với sổ văn bản đã phát hành của hệ thống.")),
        "prepared": (
            NOTE,
            _("Đây đúng là bản đã lập để ký của văn bản %(name)s, chưa có chữ ký nào; bản đã ký mới là văn bản."),
        ),
        "rollback": (INVALID, _("Tệp là bản cũ, thiếu chữ ký so với văn bản %(name)s đã phát hành.")),
        "impostor": (INVALID, _("Người ký tệp này khác với người đã ký văn bản %(name)s đã phát hành.")),
        "signed_again": (INVALID, _("Tệp có thêm chữ ký mà văn bản %(name)s đã phát hành không có.")),
        "altered": (INVALID, _("Tệp đã bị sửa so với văn bản %(name)s đã phát hành.")),
        "attachment_differs": (INVALID, _("Dữ liệu kèm trong tệp khác với dữ liệu đã lưu của văn bản %(name)s.")),
        "draft": (INVALID, _("Tệp là bản dự thảo, không có giá trị dù có chữ ký.")),
    }
)


def weight_of(code: str) -> Weight:
    return FINDINGS[code][0]


def sentence_of(code: str, details: dict[str, str]) -> str:
    return str(FINDINGS[code][1]) % details
