"""The longer chapters of the demonstration's dossiers: boundary, seven contents of the plan, levels 4 and 5."""

from classification.models import Dossier


def boundary(dossier: Dossier) -> dict:
    """The four tests of NĐ 331/2026 Đ7.2."""
    system = dossier.system
    return {
        "function": f"Cổng truy cập, ứng dụng và cơ sở dữ liệu cùng phục vụ một chức năng của {system.operator}: "
        f"{system.name}. Không thành phần nào dùng riêng cho việc khác.",
        "data_flow": "Dữ liệu vào qua cổng truy cập và dịch vụ tích hợp, được xử lý ở vùng máy chủ nội bộ, lưu ở "
        "vùng cơ "
        "sở dữ liệu; chỉ trao đổi với hệ thống khác qua nền tảng tích hợp, chia sẻ dữ liệu.",
        "dependence": "Cơ sở dữ liệu ngừng thì ứng dụng và cổng ngừng theo. Hạ tầng mạng, lưu trữ dùng chung thuộc "
        "hệ "
        "thống khác, đã được xác định cấp độ riêng.",
        "incident": "Sự cố ở một thành phần làm gián đoạn toàn bộ chức năng nhưng không lan sang hệ thống khác, vì "
        "các "
        "vùng mạng được phân tách và kết nối qua dịch vụ tích hợp có kiểm soát.",
    }


def plan_contents(dossier: Dossier) -> dict:
    """The contents a to g of NĐ 85/2016 Đ19.2 and NĐ 331/2026 Đ29.2."""
    operator, security = dossier.system.operator, dossier.rules.terms.security
    return {
        "design": f"Yêu cầu {security} được đưa vào thiết kế; mọi thay đổi kiến trúc được {operator} thẩm tra "
        "trước khi "
        "thực hiện và kiểm thử trước khi đưa vào sử dụng.",
        "operation": "Vận hành theo quy trình ban hành kèm quy chế: quản lý tài khoản, cấu hình, bản vá, nhật ký; "
        "quản "
        "trị chỉ thực hiện từ vùng quản trị, qua máy trung gian có xác thực đa nhân tố.",
        "inspection": "Tự kiểm tra mỗi quý; dò quét lỗ hổng định kỳ theo cấp độ; kết quả và việc khắc phục được "
        "báo cáo "
        "đơn vị chuyên trách.",
        "risk_management": "Đánh giá rủi ro khi lập hồ sơ, khi thay đổi và ít nhất mỗi năm một lần; mỗi rủi ro có "
        "người "
        "chịu trách nhiệm và thời hạn xử lý.",
        "monitoring": "Nhật ký của mọi thành phần được thu về máy chủ giám sát tập trung, cảnh báo theo dõi trong "
        "giờ "
        "làm việc và qua tin nhắn ngoài giờ.",
        "recovery": "Sao lưu hằng ngày, một bản để ngoài nơi vận hành; thử khôi phục mỗi quý; kịch bản ứng phó sự "
        "cố được "
        "diễn tập hằng năm.",
        "end_of_life": "Khi kết thúc vận hành, dữ liệu được bàn giao hoặc hủy có biên bản; thiết bị lưu trữ được xóa "
        "không thể khôi phục trước khi thanh lý.",
    }


def critical_grounds(dossier: Dossier) -> dict:
    """What levels 4 and 5 explain besides (TT 12/2022 Đ8.5; NĐ 331/2026 Đ22.5)."""
    system = dossier.system
    return {
        "related": f"{system.name} kết nối trung tâm điều hành của {system.owner} và hệ thống của các đơn vị khai "
        "thác, "
        "qua kênh truyền riêng có mã hóa.",
        "threats": "Tấn công có chủ đích vào hệ thống điều khiển, giả mạo tín hiệu đo, gián đoạn kênh truyền, mã "
        "độc qua "
        "thiết bị bảo trì.",
        "effects": "Ngừng hoặc sai lệch có thể gây tai nạn, ùn tắc nghiêm trọng, ảnh hưởng tới an toàn giao thông "
        "và trật "
        "tự an toàn xã hội trên phạm vi rộng.",
        "round_the_clock": "Giao thông diễn ra liên tục; ngừng ngoài kế hoạch là mất khả năng giám sát, điều hành.",
    }


def risk_report(dossier: Dossier) -> dict:
    """What the risk assessment says besides its table (NĐ 331/2026 Đ10.3)."""
    return {
        "assets": "Cơ sở dữ liệu nghiệp vụ, ứng dụng, cổng truy cập, tài khoản quản trị, bản sao lưu.",
        "information": "Thông tin công cộng, thông tin riêng, dữ liệu cá nhân của người sử dụng; không có bí mật "
        "nhà nước.",
        "capability": "Tường lửa hai lớp, chống mã độc tập trung, sao lưu ngoại tuyến, tổ ứng cứu sự cố của đơn vị.",
        "mitigation": "Thực hiện các biện pháp ở cột cuối của bảng theo thứ tự mức rủi ro, hoàn thành trong phương án.",
        "communication": "Kết quả đánh giá được báo cáo lãnh đạo đơn vị và đơn vị chuyên trách; rủi ro mức cao báo "
        "cáo ngay.",
    }
