"""What is done outside requests here: time-stamps on issued papers, keeping them good, and news of revocations."""

import datetime

from django.utils.translation import gettext_lazy

from documents.services.looking_after import look_after
from documents.services.preserving import preserve
from documents.services.refreshing import FETCH, fetch, refresh
from documents.services.revocations import check_list
from documents.services.stamps_wanted import JOB
from documents.trust_revocation import CHECK_LIST
from systems.jobs import daily, job


@job(JOB, title=gettext_lazy("Xin dấu thời gian cho văn bản"), atomic=False)
def preserve_paper(*, paper: int, turn: int) -> str:
    """Once a paper and turn; servers are asked outside any transaction."""
    return preserve(paper=paper, turn=turn)


@daily("papers.look_after", title=gettext_lazy("Xem lại dấu thời gian của các văn bản"), at=datetime.time(1, 30))
def look_after_papers(*, day: str) -> str:
    """Stamps that run out are renewed, what failed is tried again, papers of before are taken in."""
    return look_after()


@job(CHECK_LIST, title=gettext_lazy("Đối chiếu chữ ký với danh sách thu hồi mới"))
def check_papers_against(*, revocations: int) -> str:
    """Every signature on our papers whose certificate the list names."""
    return check_list(revocations=revocations)


@daily("trust.refresh", title=gettext_lazy("Lấy danh sách thu hồi mới"), at=datetime.time(0, 30))
def refresh_lists(*, day: str) -> str:
    """One job for each list that lies on a host which administrators allowed."""
    return refresh(day=day)


@job(FETCH, title=gettext_lazy("Lấy một danh sách thu hồi"), atomic=False)
def fetch_one(*, url: str, issuer: str) -> str:
    """Of one authority, from one address."""
    return fetch(url=url, issuer=issuer)
