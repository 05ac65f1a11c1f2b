"""The two diagrams of a dossier, drawn as an operator's own drawing program would have exported them."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from classification.models import Dossier
from documents import fonts

SIZE = (1600, 900)
INK, LINE, PAPER = (28, 37, 54), (96, 110, 133), (255, 255, 255)
TINTS = ((226, 236, 250), (229, 245, 236), (253, 241, 220), (243, 232, 246), (236, 238, 242))
Box = tuple[int, int, int, int]
USERS = ("Người sử dụng", ("Người dân, doanh nghiệp", "Cán bộ, công chức"))
CONTROL_USERS = ("Người sử dụng", ("Kíp trực", "Kỹ sư vận hành"))
MIDDLE = (
    ("Vùng mạng biên, DMZ", ("Tường lửa biên", "Tường lửa ứng dụng web", "Cổng truy cập")),
    ("Vùng máy chủ nội bộ", ("Ứng dụng nghiệp vụ", "Dịch vụ tích hợp", "Xác thực tập trung")),
)
STORED = ("Vùng cơ sở dữ liệu", ("Cơ sở dữ liệu chính", "Cơ sở dữ liệu dự phòng"))
CONTROLLED = ("Vùng điều khiển", ("PLC, RTU", "Máy chủ SCADA"))
MANAGED = ("Máy quản trị trung gian", "Nhật ký, giám sát tập trung", "Sao lưu tập trung", "Chống mã độc")


def logical(dossier: Dossier) -> bytes:
    """Users, zones and what runs in each, as PNG."""
    system = dossier.system
    draw = _sheet(f"MÔ HÌNH LÔ-GIC: {system.name}", system.operator.name)
    control = dossier.facts.get("system_type") == "industrial_control"
    columns = (CONTROL_USERS if control else USERS, *MIDDLE, CONTROLLED if control else STORED)
    for place, (title, boxes) in enumerate(columns):
        left = 50 + place * 385
        _zone(draw, (left, 150, left + 345, 640), title, TINTS[place])
        for row, words in enumerate(boxes):
            _box(draw, (left + 30, 230 + row * 130, left + 315, 320 + row * 130), words)
        if place:
            _arrow(draw, (left - 40, 275), (left, 275))
    _zone(draw, (50, 690, 1550, 850), "Vùng quản trị", TINTS[4])
    for place, words in enumerate(MANAGED):
        _box(draw, (270 + place * 320, 735, 550 + place * 320, 825), words)
    for x in (610, 995, 1380):
        _arrow(draw, (x, 640), (x, 690))
    return _png(draw)


def physical(dossier: Dossier) -> bytes:
    """Lines, firewalls, switches, servers and storage, as PNG."""
    draw = _sheet(f"MÔ HÌNH VẬT LÝ: {dossier.system.name}", dossier.system.operator.name)
    rows = (
        ("Kết nối", ("Internet: nhà cung cấp 1", "Internet: nhà cung cấp 2", "Mạng truyền số liệu chuyên dùng")),
        ("Biên mạng", ("Tường lửa 1 (hoạt động)", "Tường lửa 2 (dự phòng)", "Cân bằng tải")),
        ("Lõi", ("Chuyển mạch lõi 1", "Chuyển mạch lõi 2", "Chuyển mạch quản trị")),
        ("Máy chủ, lưu trữ", ("Cụm ảo hóa 4 máy chủ", "SAN 40 TB", "Thiết bị sao lưu")),
    )
    for level, (title, boxes) in enumerate(rows):
        top = 140 + level * 185
        _zone(draw, (50, top, 1550, top + 150), title, TINTS[level])
        for place, words in enumerate(boxes):
            left = 300 + place * 420
            _box(draw, (left, top + 35, left + 340, top + 120), words)
            if level:
                _arrow(draw, (left + 170, top - 65), (left + 170, top + 35))
    return _png(draw)


def _sheet(title: str, operator: str) -> ImageDraw.ImageDraw:
    draw = ImageDraw.Draw(Image.new("RGB", SIZE, PAPER))
    size = 38
    while draw.textlength(title, font(size, bold=True)) > 1500:
        size -= 2
    draw.text((50, 30), title, INK, font(size, bold=True))
    draw.text((50, 86), f"{operator} (hình trình diễn)", LINE, font(24))
    return draw


def _zone(draw, box: Box, title: str, tint) -> None:
    draw.rounded_rectangle(box, 14, fill=tint, outline=LINE, width=2)
    draw.text((box[0] + 18, box[1] + 16), title, INK, font(24, bold=True))


def _box(draw, box: Box, words: str) -> None:
    draw.rounded_rectangle(box, 8, fill=PAPER, outline=INK, width=2)
    size = 24
    while draw.textlength(words, font(size)) > box[2] - box[0] - 20:
        size -= 1
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    draw.text(middle, words, INK, font(size), anchor="mm")


def _arrow(draw, start: tuple[int, int], end: tuple[int, int]) -> None:
    draw.line((start, end), INK, 3)
    x, y = end
    head = [(x, y), (x - 12, y - 7), (x - 12, y + 7)] if start[1] == y else [(x, y), (x - 7, y - 12), (x + 7, y - 12)]
    draw.polygon(head, INK)


@cache
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The sans face beside the papers' font where there is one, else the papers' own."""
    face, folder = "Bold" if bold else "Regular", fonts.folder() or Path()
    sans = folder / f"LiberationSans-{face}.ttf"
    return ImageFont.truetype(sans if sans.is_file() else folder / f"LiberationSerif-{face}.ttf", size)


def _png(draw) -> bytes:
    out = io.BytesIO()
    draw._image.save(out, "PNG", compress_level=3)
    return out.getvalue()
