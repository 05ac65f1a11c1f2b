"""Documents from outside in the demonstration: invented letters, drawn as a scanner would have left them."""

import datetime
import io

from PIL import Image, ImageDraw

from classification.models import Dossier
from classification.services.incoming import Letter

from .pictures import INK, LINE, PAPER, font

SHEET = (1240, 1754)
"""A4 at 150 dots to the inch."""
WIDEST = 1000


def incoming_letter(dossier: Dossier, day: datetime.date) -> Letter:
    """The body outside has received the dossier as valid."""
    body, number = dossier.outside_appraiser, f"{2100 + day.timetuple().tm_yday}/A05-P3"
    says = "Hồ sơ đề xuất cấp độ đầy đủ, hợp lệ; thời hạn thẩm định được tính từ ngày của văn bản này."
    return Letter(
        number=number, issued_on=day, body=body, says=says, filename="van-ban-tiep-nhan.png",
        content=_scan(body, number, day, f"Kính gửi: {dossier.owner.name}", says),
    )  # fmt: skip


def _scan(body: str, number: str, day: datetime.date, to: str, says: str) -> bytes:
    image = Image.new("RGB", SHEET, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((320, 120), body.upper(), INK, font(26, bold=True), anchor="mm")
    draw.text((860, 120), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", INK, font(24, bold=True), anchor="mm")
    draw.text((860, 158), "Độc lập - Tự do - Hạnh phúc", INK, font(26, bold=True), anchor="mm")
    draw.text((320, 220), f"Số: {number}", INK, font(26), anchor="mm")
    draw.text((860, 220), f"Hà Nội, ngày {day:%d} tháng {day.month} năm {day.year}", INK, font(26), anchor="mm")
    draw.text((620, 340), to, INK, font(28), anchor="mm")
    for row, line in enumerate(_lines(draw, says)):
        draw.text((140, 430 + row * 46), line, INK, font(28))
    draw.text((860, 760), "(đã ký, đóng dấu)", LINE, font(26), anchor="mm")
    draw.text((140, 1660), "Văn bản trình diễn, nội dung là giả định.", LINE, font(22))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _lines(draw: ImageDraw.ImageDraw, words: str) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if draw.textlength(longer, font(28)) < WIDEST else [*lines, word]
    return lines
