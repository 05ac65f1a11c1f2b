"""Evidence and findings of the demonstration: scans with a page of words each, and what an inspector wrote."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from classification.models import Dossier
from classification.plan import Answer
from classification.services import add_evidence, record_findings

from .clock import chance
from .pictures import font

PAGE = (1240, 1754)
PROVED = 6
"""So many of the met requirements of a plan come with files."""


def prove(dossier: Dossier, by) -> list[str]:
    """Hand in evidence for some met requirements, one of them in a second version. Returns the files written."""
    met = list(dossier.plan_items.filter(status=Answer.MET).exclude(evidence="").order_by("code"))
    chosen = sorted(met, key=lambda item: chance(f"{dossier.system.code} {item.code} proof", 10_000))[:PROVED]
    versions = []
    for place, item in enumerate(chosen):
        title = item.evidence.split(";")[0].strip()[:120]
        first = add_evidence(
            dossier=dossier, code=item.code, uploads=[_scan(title, dossier, 1)], title=title, note="Bản ban hành", by=by
        )
        versions.append(first)
        if not place:
            again = [_scan(title, dossier, 2), _scan("Phụ lục", dossier, 2)]
            note = "Sửa theo kết quả rà soát, thêm phụ lục"
            more = add_evidence(dossier=dossier, code=item.code, uploads=again, of=first.evidence, note=note, by=by)
            versions.append(more)
    return [file.file.name for version in versions for file in version.files.all()]


def inspect(dossier: Dossier, by) -> None:
    """Half of an inspection: two chapters looked at, one requirement found wanting."""
    asked = [each.code for each in dossier.catalogue.requirements_for(dossier.level)]
    record_findings(dossier=dossier, codes=asked[:9], result="passed", by=by, note="Đối chiếu hồ sơ và cấu hình")
    record_findings(
        dossier=dossier, codes=[asked[9]], result="failed", by=by,
        note="Quy trình đã ban hành nhưng ca trực chưa được phổ biến; đề nghị bổ sung biên bản phổ biến.",
    )  # fmt: skip


def _scan(title: str, dossier: Dossier, number: int) -> SimpleUploadedFile:
    """A page as a scanner would have made it, as PDF."""
    page = Image.new("L", PAGE, 255)
    draw = ImageDraw.Draw(page)
    draw.text((PAGE[0] / 2, 300), title.upper(), fill=0, font=font(34), anchor="ma")
    draw.text((PAGE[0] / 2, 380), dossier.system.name, fill=0, font=font(28), anchor="ma")
    draw.text((PAGE[0] / 2, 450), f"Lần ban hành {number}", fill=60, font=font(24), anchor="ma")
    for line in range(24):
        width = 700 + chance(f"{title} {number} {line}", 260)
        draw.line((140, 560 + line * 42, 140 + width, 560 + line * 42), fill=170, width=4)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return SimpleUploadedFile(f"{title}.pdf", out.getvalue())
