"""The papers of a dossier by name: those that are signed here, and those that come in from outside. Pure data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    """The signed papers of a dossier; numbers are those of the decrees' forms (mẫu)."""

    REQUEST_01 = "mau-01", _("Đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ (Mẫu số 01)")
    REQUEST_02 = "mau-02", _("Đề nghị thẩm định hồ sơ đề xuất cấp độ (Mẫu số 02)")
    REQUEST_03 = "mau-03", _("Xin ý kiến chuyên môn về hồ sơ đề xuất cấp độ (Mẫu số 03)")
    EXPLANATION = "thuyet-minh", _("Hồ sơ đề xuất cấp độ")
    OPINION = "y-kien", _("Ý kiến chuyên môn của đơn vị chuyên trách")
    APPRAISAL_04 = "mau-04", _("Ý kiến thẩm định hồ sơ đề xuất cấp độ (Mẫu số 04)")
    PROPOSAL_05 = "mau-05", _("Tờ trình phê duyệt hồ sơ đề xuất cấp độ (Mẫu số 05)")
    DECISION_06 = "mau-06", _("Quyết định phê duyệt cấp độ (Mẫu số 06)")
    DECISION_07 = "mau-07", _("Quyết định phê duyệt phương án bảo đảm an toàn, an ninh mạng (Mẫu số 07)")
    ANNUAL_08 = "mau-08", _("Báo cáo kết quả bảo đảm an ninh mạng hằng năm (Mẫu số 08)")
    OWNER_REPORT = "bao-cao-cq", _("Báo cáo chủ quản về việc phê duyệt cấp độ")
    RETURN_NOTICE = "tra-lai", _("Thông báo hoàn thiện hồ sơ")
    REFUSAL_NOTICE = "tu-choi", _("Thông báo không phê duyệt")
    DEPLOYMENT_REPORT = "bao-cao", _("Báo cáo kết quả triển khai phương án")
    INSPECTION_MINUTES = "bien-ban", _("Biên bản kiểm tra kết quả triển khai")
    APPRAISER_DECISION = "qd-tham-dinh", _("Quyết định giao đơn vị hoặc thành lập hội đồng thẩm định")
    COUNCIL_MINUTES = "bb-hoi-dong", _("Biên bản họp hội đồng thẩm định")
    DELEGATION = "uy-quyen", _("Quyết định ủy quyền của chủ quản")
    RECEIPT_IN = "den-tiep-nhan", _("Văn bản đến: cơ quan thẩm định tiếp nhận hồ sơ hợp lệ")
    RETURN_IN = "den-tra-lai", _("Văn bản đến: cơ quan thẩm định yêu cầu hoàn thiện hồ sơ")
    APPRAISAL_IN = "den-tham-dinh", _("Văn bản đến: ý kiến thẩm định của cơ quan thẩm định")
    LIST_IN = "den-danh-muc", _("Văn bản đến: quyết định của Thủ tướng Chính phủ về Danh mục")

    @property
    def is_incoming(self) -> bool:
        """A paper of a body without accounts here: recorded with its scan, never signed here."""
        return self in INCOMING


INCOMING = frozenset({PaperKind.RECEIPT_IN, PaperKind.RETURN_IN, PaperKind.APPRAISAL_IN, PaperKind.LIST_IN})
