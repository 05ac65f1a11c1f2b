"""The JSON Schema (draft 2020-12) of the facts: the same words and bounds as the parser, for other people's tools."""

from typing import Any

from .facts import (
    HARMS,
    IGNORED_IN_COMPONENTS,
    INFORMATION_KINDS,
    MAX_COMPONENTS,
    MAX_TEXT,
    REGIME_CODES,
    SCOPES,
    SERVICE_FORMS,
    SYSTEM_TYPES,
    WORKS_GRADES,
)

_FLAG: dict[str, Any] = {"type": ["boolean", "null"]}
_COUNT: dict[str, Any] = {"type": ["integer", "null"], "minimum": 0}
_DATE: dict[str, Any] = {"type": ["string", "null"], "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def schema() -> dict[str, Any]:
    """A fresh schema. It accepts what `parse_facts` accepts, save that only the parser refuses deep nesting."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dữ kiện để xác định cấp độ hệ thống thông tin",
        "description": "Chưa biết thì ghi null hoặc bỏ trống khóa; không bao giờ đoán.",
        **_system(_properties()),
        "$defs": {"component": _system(_component_properties())},
    }


def _system(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _choice(words: tuple[str, ...], description: str) -> dict[str, Any]:
    return {"enum": [*words, None], "description": description}


def _level(highest: int, description: str) -> dict[str, Any]:
    return {"type": ["integer", "null"], "minimum": 1, "maximum": highest, "description": description}


def _told(shape: dict[str, Any], description: str) -> dict[str, Any]:
    return {**shape, "description": description}


def _component_properties() -> dict[str, Any]:
    ignored = {key: {"description": "Bỏ qua: theo hệ thống tổng thể."} for key in IGNORED_IN_COMPONENTS}
    return {**_properties(), **ignored}


def _properties() -> dict[str, Any]:
    return {**_identity(), **_harm(), **_services(), **_reach(), **_floors()}


def _identity() -> dict[str, Any]:
    return {
        "regime": _choice(REGIME_CODES, "Nghị định áp dụng; bỏ trống thì chọn theo as_of và construction_began."),
        "as_of": _told(_DATE, "Ngày xét; mặc định là hôm nay."),
        "construction_began": _told(_DATE, "Ngày bắt đầu đầu tư, xây dựng."),
        "name": {"type": ["string", "null"], "maxLength": MAX_TEXT, "description": "Tên hệ thống thông tin."},
        "owners": _told(
            {"type": ["integer", "null"], "minimum": 1, "maximum": 1},
            "Số chủ quản; mặc định 1, nhiều hơn 1 bị từ chối (NĐ 85 Đ5.1.a; NĐ 331 Đ8.1.a).",
        ),
        "system_type": _choice(SYSTEM_TYPES, "Loại hình hệ thống (NĐ 85 Đ6.2; NĐ 331 Đ9.2)."),
        "information": {
            "type": ["array", "null"],
            "items": {"enum": list(INFORMATION_KINDS)},
            "uniqueItems": True,
            "description": "Mọi loại thông tin hệ thống xử lý (NĐ 85 Đ6.1; NĐ 331 Đ9.1).",
        },
    }


def _harm() -> dict[str, Any]:
    return {
        "serves_defence_security": _told(_FLAG, "Phục vụ quốc phòng, an ninh."),
        "national_security_harm": _choice(HARMS, "Mức tổn hại tới an ninh quốc gia khi bị phá hoại."),
    }


def _services() -> dict[str, Any]:
    return {
        "online_public_service_level": _level(4, "Mức độ dịch vụ công trực tuyến (NĐ 85)."),
        "online_public_service_form": _choice(SERVICE_FORMS, "Một phần hay toàn trình (từ NĐ 42/2022)."),
        "online_submission": _told(_FLAG, "Điền và gửi hồ sơ trực tuyến."),
        "settles_administrative_procedures": _told(_FLAG, "Giải quyết thủ tục hành chính (NĐ 331 Đ13.2.b)."),
        "online_service": _told(_FLAG, "Cung cấp dịch vụ trực tuyến khác ngoài dịch vụ công trực tuyến."),
        "conditional_business": _told(_FLAG, "Dịch vụ đó thuộc danh mục kinh doanh có điều kiện."),
        "users": _told(_COUNT, "Số người sử dụng có thông tin riêng, cá nhân được xử lý (NĐ 85)."),
        "basic_data_subjects": _told(_COUNT, "Số chủ thể dữ liệu cá nhân cơ bản (NĐ 331)."),
        "sensitive_data_subjects": _told(_COUNT, "Số chủ thể dữ liệu cá nhân nhạy cảm (NĐ 331)."),
    }


def _reach() -> dict[str, Any]:
    return {
        "scope": _choice(SCOPES, "Phạm vi phục vụ của hệ thống cơ sở hạ tầng thông tin."),
        "round_the_clock": _told(_FLAG, "Vận hành 24/7 và không chấp nhận ngừng mà không có kế hoạch trước."),
        "works_grade": _choice(WORKS_GRADES, "Cấp công trình mà hệ thống điều khiển công nghiệp phục vụ."),
        "national_egovernment": _told(_FLAG, "Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử."),
        "national_critical_data": _told(_FLAG, "Lưu trữ tập trung dữ liệu đặc biệt quan trọng của quốc gia."),
        "prime_minister_list": _told(_FLAG, "Theo quyết định của Thủ tướng Chính phủ."),
    }


def _floors() -> dict[str, Any]:
    return {
        "risk_level": _level(5, "Cấp độ mà kết quả đánh giá rủi ro đòi hỏi (NĐ 331 Đ10.5)."),
        "sector_minimum": {
            "type": ["object", "null"],
            "properties": {
                "level": {"type": "integer", "minimum": 1, "maximum": 5},
                "basis": {"type": "string", "pattern": r"\S", "maxLength": MAX_TEXT},
            },
            "required": ["level", "basis"],
            "additionalProperties": False,
            "description": "Mức tối thiểu do văn bản của ngành quy định; null là không có.",
        },
        "components": {
            "type": ["array", "null"],
            "items": {"$ref": "#/$defs/component"},
            "maxItems": MAX_COMPONENTS,
            "description": "Các hệ thống thành phần (NĐ 85 Đ5.2; NĐ 331 Đ8.2).",
        },
    }
