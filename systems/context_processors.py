"""What every page's frame shows: the main ways, where the reader is among them, the theme, whose house this is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _

from systems.authority import duties
from systems.roles import Role

THEMES = ("light", "dark")
# url name, words, icon. The first four stand in the bar of a phone, the others behind "Thêm".
MAIN_WAYS = (
    ("classification:my_work", _("Việc của tôi"), "inbox"),
    ("classification:progress", _("Tiến độ"), "chart-line"),
    ("classification:systems", _("Danh mục"), "list"),
    ("classification:dossiers", _("Hồ sơ"), "folder"),
)
FURTHER_WAYS = (
    ("classification:appraisals", _("Thẩm định"), "clipboard-check"),
    ("classification:review", _("Rà soát"), "search-check"),
    ("classification:assessments", _("Kiểm tra, đánh giá"), "shield-check"),
    ("classification:kept_levels", _("Giữ cấp độ"), "history"),
)
STAFF_WAYS = (
    ("admin:index", _("Quản trị"), "settings"),
    ("classification:catalogues", _("Bộ yêu cầu"), "book-check"),
    ("documents:word_templates", _("Mẫu Word"), "file-text"),
    ("systems:jobs", _("Việc nền"), "list-checks"),
    ("documents:trust", _("Gốc tin cậy"), "shield-check"),
    ("documents:stamps", _("Dấu thời gian"), "calendar-check"),
)
OWNER_WAYS = (("classification:delegations", _("Ủy quyền"), "file-text"),)
CLERK_WAYS = (("documents:seals", _("Đóng dấu"), "stamp"),)


@dataclass(frozen=True)
class Way:
    """One entry of the main navigation."""

    url: str
    words: str
    icon: str
    current: bool
    foremost: bool


class Shell:
    """The frame of one page, worked out only when the template asks; nothing queries for a stranger."""

    def __init__(self, request: HttpRequest):
        self._request = request
        # A request that was refused at the door (a strange host, too much of anything) never met its user.
        self._user = getattr(request, "user", None)

    @property
    def theme(self) -> str:
        """light or dark as the reader chose on this machine, or nothing: as the machine says."""
        chosen = self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def main(self) -> list[Way]:
        return [way for way in self._ways if way.foremost]

    @cached_property
    def further(self) -> list[Way]:
        return [way for way in self._ways if not way.foremost and way not in self.staff]

    @cached_property
    def staff(self) -> list[Way]:
        """What administrators and heads look after now and then: in the sheet of their account, the bar is for work."""
        named = {words for _name, words, _icon in STAFF_WAYS + OWNER_WAYS}
        return [way for way in self._ways if way.words in named]

    @property
    def organisation(self) -> str:
        """The reader's organisation, for the foot of the page."""
        return str(getattr(self._user, "organisation", None) or "")

    @cached_property
    def _ways(self) -> list[Way]:
        if self._user is None or not self._user.is_authenticated:
            return []
        held = duties(self._user)
        rows = MAIN_WAYS + FURTHER_WAYS + (OWNER_WAYS if Role.APPROVER in held else ())
        rows += (CLERK_WAYS if Role.CLERK in held else ()) + (STAFF_WAYS if self._user.is_staff else ())
        known = [(url, row) for row in rows if (url := _url(row[0]))]
        here = _nearest([url for url, _row in known], self._request.path)
        return [Way(url, row[1], row[2], url == here, row in MAIN_WAYS) for url, row in known]


def shell(request: HttpRequest) -> dict:
    """`shell` for base.html; the number of waiting tasks comes from whoever knows it as `waiting_count`."""
    return {
        "shell": SimpleLazyObject(lambda: Shell(request)),
        "waiting_count": getattr(request, "waiting_count", None),
    }


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _nearest(urls: list[str], path: str) -> str:
    """The way whose address is the longest beginning of this page's; "/" only leads to itself."""
    leading = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(leading, key=len, default="")
