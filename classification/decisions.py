"""A decision on paper, older than its record here: what is recorded of it, and what in it cannot be true. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EARLIEST = datetime.date(1997, 1, 1)
"""Nothing of this kind was decided before there was a network in the country."""


class Stage(TextChoices):
    """How far the plan is deployed, in the words of Mẫu số 08."""

    NONE = "none", gettext_lazy("Chưa triển khai")
    PARTLY = "partly", gettext_lazy("Đã triển khai một số hạng mục")
    FULL = "full", gettext_lazy("Đã triển khai đầy đủ")


STEPS_TO = {
    Stage.NONE: ("record",),
    Stage.PARTLY: ("record", "record_deploying"),
    Stage.FULL: ("record", "record_deployed"),
}
"""The rows of the table that bring a dossier to where the paper says it stands."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the paper says. `stage_on` is the day from which the stage holds; `source` is where the paper is kept."""

    number: str
    decided_on: datetime.date
    level: int
    body: str
    stage: str = Stage.NONE
    stage_on: datetime.date | None = None
    minutes_number: str = ""
    regulation_number: str = ""
    regulation_on: datetime.date | None = None
    source: str = ""

    def faults(self, today: datetime.date) -> dict[str, str]:
        """Field -> why what stands in it cannot be true, as a sentence with the cure."""
        found = {
            name: _("Không được để trống.") for name in ("number", "body", "source") if not getattr(self, name).strip()
        }
        if self.decided_on > today:
            found["decided_on"] = _("Ngày quyết định chưa tới. Ghi ngày trên bản giấy.")
        elif self.decided_on < EARLIEST:
            found["decided_on"] = _("Ngày quyết định trước năm 1997. Ghi ngày trên bản giấy.")
        if not 1 <= self.level <= 5:
            found["level"] = _("Cấp độ là một số từ 1 đến 5.")
        if self.regulation_on and self.regulation_on > today:
            found["regulation_on"] = _("Ngày ban hành quy chế chưa tới. Ghi ngày trên bản giấy.")
        if self.regulation_on and not self.regulation_number:
            found["regulation_number"] = _("Có ngày ban hành quy chế thì ghi cả số, ký hiệu.")
        return found | self._faults_of_stage(today)

    def _faults_of_stage(self, today: datetime.date) -> dict[str, str]:
        if self.stage == Stage.NONE:
            told = {"stage_on": self.stage_on, "minutes_number": self.minutes_number}
            words = _("Chưa triển khai thì chưa có ngày, biên bản. Chọn tình trạng đúng, hoặc bỏ trống ô này.")
            return {name: words for name, value in told.items() if value}
        if self.stage_on is None:
            return {"stage_on": _("Ghi ngày bắt đầu có tình trạng triển khai này.")}
        if self.stage_on > today:
            return {"stage_on": _("Ngày triển khai chưa tới. Ghi ngày trên bản giấy.")}
        if self.stage_on < self.decided_on:
            return {"stage_on": _("Phương án chỉ có từ khi được phê duyệt: ghi ngày không trước ngày quyết định.")}
        if self.minutes_number and self.stage != Stage.FULL:
            return {"minutes_number": _("Biên bản kiểm tra xác nhận đã triển khai đầy đủ: chọn tình trạng đó.")}
        return {}

    def gaps(self, *, scanned: bool) -> list[str]:
        """What would prove the decision and is not here; nothing of it holds the record back."""
        found = []
        if not scanned:
            found.append(_("Chưa có bản chụp quyết định."))
        if not self.regulation_number or not self.regulation_on:
            found.append(_("Chưa ghi số, ngày của quy chế bảo đảm an toàn, an ninh mạng."))
        elif self.regulation_on >= self.decided_on:
            found.append(_("Quy chế ban hành không trước ngày phê duyệt."))
        if self.stage == Stage.FULL and not self.minutes_number:
            found.append(_("Chưa ghi số biên bản kiểm tra kết quả triển khai."))
        return found

    @property
    def titled(self) -> str:
        """The decision in a few words: "số 12/QĐ-BGTVT ngày 05/03/2023"."""
        return _("số %(number)s ngày %(day)s") % {"number": self.number, "day": f"{self.decided_on:%d/%m/%Y}"}
