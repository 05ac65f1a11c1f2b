"""What the operators of the demonstration wrote into the parts of their dossiers, by the type of their system."""

import datetime

from classification.models import Dossier
from classification.regimes.words import KIND_WORDS

from . import texts_long
from .clock import chance

_AUDIENCE = {
    "internal": "Lãnh đạo, công chức, viên chức, người lao động của {operator} và các đơn vị được cấp tài khoản.",
    "public_service": "Người dân, doanh nghiệp; công chức, viên chức của {operator} và các đơn vị phối hợp.",
    "infrastructure": "Các hệ thống thông tin và đơn vị thuộc {owner} sử dụng hạ tầng dùng chung.",
    "industrial_control": "Kíp trực điều hành, kỹ sư vận hành của {operator} và các đơn vị khai thác công trình.",
}
_SCOPE = {
    "internal": "Phục vụ công việc nội bộ của {operator}: {name}. Không cung cấp dịch vụ ra Internet; truy cập từ mạng "
    "nội bộ hoặc qua mạng riêng ảo.",
    "public_service": "{name} cung cấp trên Internet, xử lý hồ sơ và dữ liệu chuyên ngành do {operator} quản lý; kết "
    "nối các hệ thống khác qua nền tảng tích hợp, chia sẻ dữ liệu của Bộ.",
    "infrastructure": "Hạ tầng dùng chung: máy chủ, lưu trữ, mạng và dịch vụ nền cho các hệ thống của {owner}.",
    "industrial_control": "Giám sát, điều khiển thiết bị hiện trường của công trình; mạng điều khiển tách khỏi mạng "
    "văn phòng, chỉ trao đổi dữ liệu một chiều qua vùng đệm.",
}
_PLACES = ("Trung tâm dữ liệu của Bộ, tầng 3, tủ {n}", "Phòng máy chủ của {unit}, tủ {n}")
_DEVICES = (
    ("Tường lửa biên, 2 thiết bị chạy dự phòng nóng", "Kiểm soát truy cập giữa Internet và hệ thống"),
    ("Bộ chuyển mạch lõi, 2 thiết bị", "Kết nối, phân tách các vùng mạng"),
    ("Máy chủ vật lý chạy ảo hóa, 4 máy", "Chạy các máy chủ ứng dụng và cơ sở dữ liệu"),
    ("Thiết bị lưu trữ SAN 40 TB", "Lưu dữ liệu nghiệp vụ"),
    ("Thiết bị sao lưu và thư viện băng từ", "Lưu bản sao, một bản để ngoài nơi vận hành"),
    ("Thiết bị cân bằng tải kiêm tường lửa ứng dụng web", "Phân tải và lọc yêu cầu tới ứng dụng"),
)
_CONTROL_DEVICES = (
    ("Bộ điều khiển lập trình (PLC), 24 bộ", "Điều khiển thiết bị hiện trường"),
    ("Trạm vận hành (HMI), 6 máy", "Theo dõi và ra lệnh của kíp trực"),
)
_SERVICES = (
    ("Cổng truy cập của người sử dụng", "2 máy chủ ảo, vùng DMZ, Ubuntu Server 22.04", "Giao diện web, qua HTTPS"),
    ("Ứng dụng nghiệp vụ", "4 máy chủ ảo, vùng máy chủ nội bộ, Red Hat Enterprise Linux 9", "Xử lý nghiệp vụ"),
    ("Cơ sở dữ liệu", "2 máy chủ, vùng cơ sở dữ liệu, Red Hat Enterprise Linux 9, PostgreSQL 16", "Lưu dữ liệu"),
    ("Dịch vụ tích hợp", "1 máy chủ ảo, vùng máy chủ nội bộ, Ubuntu Server 22.04", "Trao đổi dữ liệu qua LGSP"),
    ("Máy chủ nhật ký và giám sát", "1 máy chủ ảo, vùng quản trị, Ubuntu Server 22.04", "Thu nhật ký tập trung"),
)
_ZONES = ("Vùng mạng biên", "Vùng DMZ", "Vùng máy chủ nội bộ", "Vùng cơ sở dữ liệu", "Vùng quản trị")
_RISKS = (
    ("Tấn công từ chối dịch vụ vào cổng truy cập", "Cổng truy cập, dịch vụ trực tuyến", "Trung bình", "Cao",
     "Lọc lưu lượng tại nhà cung cấp, giới hạn kết nối, kịch bản chuyển tuyến"),
    ("Lộ dữ liệu do chiếm đoạt tài khoản quản trị", "Cơ sở dữ liệu, dữ liệu cá nhân", "Thấp", "Cao",
     "Xác thực đa nhân tố, quản trị qua máy trung gian, soát quyền 6 tháng một lần"),
    ("Mã độc mã hóa dữ liệu lây từ máy trạm", "Máy chủ tệp, bản sao lưu", "Trung bình", "Cao",
     "Chống mã độc tập trung, bản sao ngoại tuyến, thử khôi phục mỗi quý"),
    ("Lỗ hổng trong phần mềm tự phát triển", "Ứng dụng nghiệp vụ", "Trung bình", "Trung bình",
     "Kiểm thử trước khi đưa vào dùng, quét lỗ hổng định kỳ, vá trong 15 ngày"),
    ("Mất điện, hỏng thiết bị kéo dài tại phòng máy", "Toàn bộ hệ thống", "Thấp", "Cao",
     "Nguồn dự phòng, thiết bị chạy đôi, phương án chuyển sang trung tâm dữ liệu dự phòng"),
)  # fmt: skip
_REGULATION = {
    "nd85-2016": "Quy chế bảo đảm an toàn thông tin mạng",
    "nd331-2026": "Quy chế bảo đảm an ninh mạng",
}


def parts_text(dossier: Dossier, opened: datetime.date) -> dict[str, dict]:
    """Part key -> content for every part but the parties and the diagrams' pictures."""
    system = dossier.system
    words = {"name": system.name, "operator": system.operator.name, "owner": system.owner.name}
    kind = dossier.facts.get("system_type") or "internal"
    return {
        "scope": {
            "scope": _SCOPE[kind].format(**words),
            "scale": _scale(dossier),
            "audience": _AUDIENCE[kind].format(**words),
        },
        "devices": {"rows": _devices(dossier, kind)},
        "services": {"rows": [dict(zip(("name", "host", "purpose"), row, strict=True)) for row in _SERVICES]},
        "zones": {"rows": _zones(dossier, kind)},
        "hosting": {"description": _apart(dossier)},
        "design": _design(dossier),
        "justification": {"justification": _justification(dossier)},
        "risk": _risk(opened) | texts_long.risk_report(dossier),
        "boundary": texts_long.boundary(dossier),
        "critical_grounds": texts_long.critical_grounds(dossier),
        "plan_contents": texts_long.plan_contents(dossier),
        "regulation": regulation(dossier, opened),
    }


def _apart(dossier: Dossier) -> str:
    system = dossier.system
    if not system.hosted_by_id:
        return ""
    return (
        f"Máy chủ của {system.name} chạy trên cụm ảo hóa, vùng mạng và phân vùng lưu trữ riêng tại {system.hosted_by}; "
        "chính sách tường lửa giữa các vùng do hai bên cùng duyệt. Nơi đặt chịu trách nhiệm về nguồn điện, làm mát, "
        f"ra vào phòng máy và mạng lõi; {system.operator.name} chịu trách nhiệm về máy chủ ảo, ứng dụng và dữ liệu."
    )


def architecture(dossier: Dossier) -> str:
    return (
        f"{dossier.system.name} gồm ba lớp: cổng truy cập, ứng dụng nghiệp vụ và cơ sở dữ liệu, mỗi lớp ở một vùng "
        "mạng riêng. Quản trị chỉ đi qua vùng quản trị; nhật ký của mọi thành phần được thu về một nơi."
    )


def regulation(dossier: Dossier, opened: datetime.date) -> dict:
    """The unit's security regulation, issued well before the dossier was begun."""
    operator = dossier.system.operator
    number = 180 + chance(f"quy chế {operator.code}", 600)
    day = opened - datetime.timedelta(days=150 + chance(operator.code, 120))
    return {
        "title": f"{_REGULATION[dossier.regime]} của {operator.name}",
        "number": f"{number}/QĐ-{operator.symbol}",
        "issued_on": day.isoformat(),
        "issuer": operator.name,
    }


def _scale(dossier: Dossier) -> str:
    users = dossier.facts.get("users")
    told = f"{users:,}".replace(",", ".") + " người sử dụng" if users else "Không có người sử dụng trực tiếp"
    since = dossier.system.operation_from
    ran = f"; vận hành từ ngày {since:%d/%m/%Y}" if since else "; đang đầu tư, xây dựng"
    return f"{told}{ran}; {20 + chance(dossier.system.code, 40)} máy chủ ảo, 2 tuyến kết nối Internet."


def _devices(dossier: Dossier, kind: str) -> list[dict]:
    devices = _DEVICES + (_CONTROL_DEVICES if kind == "industrial_control" else ())
    rows = []
    for number, (name, purpose) in enumerate(devices, 1):
        place = _PLACES[chance(dossier.system.code, 2)].format(n=f"A{number:02d}", unit=dossier.system.operator.name)
        rows.append({"name": name, "location": place, "purpose": purpose})
    return rows


def _zones(dossier: Dossier, kind: str) -> list[dict]:
    zones = _ZONES + (("Vùng mạng điều khiển",) if kind == "industrial_control" else ())
    net = int(dossier.system.code[-3:])
    public = {"Vùng mạng biên": f"203.0.113.{net}", "Vùng DMZ": f"203.0.113.{net + 64}"}
    return [
        {"zone": zone, "private_ip": f"10.{net}.{10 * place}.0/24", "public_ip": public.get(zone, "")}
        for place, zone in enumerate(zones, 1)
    ]


def _design(dossier: Dossier) -> dict:
    system = dossier.system
    if system.operation_from is None:
        return {"kind": "preliminary", "title": f"Thiết kế sơ bộ {system.name}", "number": "", "issuer": ""}
    day = system.operation_from - datetime.timedelta(days=200)
    return {
        "kind": "construction",
        "title": f"Thiết kế thi công {system.name}",
        "number": f"{300 + chance(system.code, 900)}/QĐ-BGTVT",
        "issued_on": day.isoformat(),
        "issuer": system.owner.name,
    }


def _justification(dossier: Dossier) -> str:
    kinds = ", ".join(str(KIND_WORDS[kind]) for kind in dossier.facts.get("information") or ())
    reasons = " ".join(
        met["reason"] for met in dossier.determination.get("criteria", ()) if met["level"] == dossier.level
    )
    return (
        f"Hệ thống xử lý {kinds}. {reasons} Không có tiêu chí nào ở cấp độ cao hơn được thỏa mãn. "
        f"{dossier.system.operator.name} đề xuất cấp độ {dossier.level}."
    )


def _risk(opened: datetime.date) -> dict:
    names = ("threat", "affected", "likelihood", "impact", "treatment")
    return {
        "assessed_on": (opened - datetime.timedelta(days=6)).isoformat(),
        "method": "Theo TCVN ISO/IEC 27005, ma trận khả năng xảy ra và mức ảnh hưởng, ba bậc",
        "rows": [dict(zip(names, row, strict=True)) for row in _RISKS],
    }
