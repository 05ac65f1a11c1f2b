"""The columns of a sheet of decisions: how each may be titled and what may stand in it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.decisions import Stage
from systems.importing.columns import BY_KEY, Column, Layout
from systems.importing.values import BadCell, as_text, read_choice, read_day, read_text
from systems.importing.words import word_key

# Titles and words are what people write in sheets, so they are Vietnamese in every language of the interface.
STAGES = {
    Stage.NONE: ("Chưa triển khai", ("chua trien khai", "chua", "khong", "chua thuc hien")),
    Stage.PARTLY: (
        "Đã triển khai một số hạng mục",
        ("da trien khai mot so hang muc", "mot so hang muc", "mot phan", "da trien khai mot phan", "dang trien khai"),
    ),
    Stage.FULL: (
        "Đã triển khai đầy đủ",
        ("da trien khai day du", "trien khai day du", "day du", "da hoan thanh", "hoan thanh"),
    ),
}
_LEVELS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def read_level(cell) -> int:
    """3, "Cấp 3", "Cấp độ 3", "III"."""
    words = word_key(as_text(cell)).split()
    while words and words[0] in {"cap", "do"}:
        words.pop(0)
    if len(words) == 1 and words[0] in _LEVELS:
        return _LEVELS[words[0]]
    raise BadCell(_("ghi cấp độ là một số từ 1 đến 5."))


def _inventory(key: str) -> Column:
    return BY_KEY[key]


DECISIONS = Layout(
    (
        _inventory("number"),
        _inventory("code"),
        _inventory("name"),
        _inventory("owner"),
        Column(
            "level", "Cấp độ",
            ("cap do duoc phe duyet", "cap do da phe duyet", "cap do an toan", "cap do an toan he thong thong tin",
             "cap do httt", "cap do phe duyet", "cap"),
            read_level, "field", "1; 2; 3; 4; 5",
        ),
        Column(
            "decision_number", "Số quyết định",
            ("so qd", "quyet dinh", "quyet dinh phe duyet", "so quyet dinh phe duyet", "so ky hieu quyet dinh",
             "so ky hieu", "quyet dinh so", "so quyet dinh phe duyet cap do", "quyet dinh phe duyet cap do"),
            read_text(60), "field", "123/QĐ-BGTVT",
        ),
        Column(
            "decided_on", "Ngày quyết định",
            ("ngay qd", "ngay phe duyet", "ngay quyet dinh phe duyet", "ngay ky", "ngay ban hanh quyet dinh",
             "ngay thang quyet dinh", "thoi diem phe duyet"),
            read_day, "field", "15/03/2023",
        ),
        Column(
            "body", "Cơ quan phê duyệt",
            ("co quan quyet dinh", "cap phe duyet", "co quan ban hanh", "don vi phe duyet",
             "co quan ban hanh quyet dinh", "co quan ra quyet dinh"),
            read_text(250), "field", "Bộ Giao thông vận tải",
        ),
        Column(
            "stage", "Tình trạng triển khai",
            ("trien khai", "hien trang trien khai", "tinh hinh trien khai", "tinh trang trien khai phuong an",
             "trang thai trien khai"),
            read_choice(STAGES), "field", "; ".join(words for words, _keys in STAGES.values()),
        ),
        Column(
            "stage_on", "Ngày triển khai",
            ("ngay trien khai day du", "tu ngay", "ngay hoan thanh trien khai", "thoi diem trien khai",
             "ngay hoan thanh", "ngay bien ban", "ngay kiem tra"),
            read_day, "field", "20/09/2023",
        ),
        Column(
            "minutes_number", "Số biên bản kiểm tra",
            ("bien ban kiem tra", "so bien ban", "bien ban", "so bien ban kiem tra ket qua trien khai"),
            read_text(60), "field", "45/BB-CNTT",
        ),
        Column(
            "regulation_number", "Số quyết định ban hành quy chế",
            ("quy che", "so quy che", "quyet dinh ban hanh quy che", "quyet dinh quy che", "so quyet dinh quy che"),
            read_text(60), "field", "88/QĐ-BGTVT",
        ),
        Column(
            "regulation_on", "Ngày ban hành quy chế", ("ngay quy che", "ngay quyet dinh quy che"),
            read_day, "field", "10/01/2022",
        ),
        Column(
            "source", "Nguồn", ("noi luu", "noi luu ban giay", "nguon thong tin", "can cu ghi nhan", "ghi chu"),
            read_text(300), "field", "Văn thư Bộ, hồ sơ số 12",
        ),
    ),
    required=("code", "level", "decision_number", "decided_on"),
    absent={
        "stage": gettext_lazy(
            "Không có cột “Tình trạng triển khai”: quyết định mới ghi nhận được coi là chưa triển khai."
        ),
        "body": gettext_lazy("Không có cột “Cơ quan phê duyệt”: lấy chủ quản của hệ thống."),
    },
)  # fmt: skip
