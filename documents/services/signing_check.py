"""Before a key signs: its certificate is looked up among the revoked ones, as far as somebody can be asked at once."""

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.keys import VIETNAM, UnusableKey
from documents.signing import Certified
from documents.trust import load_trust, trust_folder
from documents.trust_here import our_trust
from documents.trust_revocation import check_revocation

SECONDS = 4  # for one question; a person waits


def refuse_revoked(key: Certified) -> None:
    """Raise UnusableKey in words when the key's certificate was revoked.

    A host that cannot be reached holds nobody back: the background job asks again.
    """
    trust, now = our_trust(lists=False), timezone.now()
    standing = check_revocation(
        key.certificate, (*key.chain, *trust.roots, *trust.intermediates),
        at_hand=load_trust(folder=trust_folder()).revocation_lists, moment=now, seconds=SECONDS,
    )  # fmt: skip
    if standing.revoked_at and standing.revoked_at <= now:
        day = standing.revoked_at.astimezone(VIETNAM).strftime("%d/%m/%Y")
        raise UnusableKey(
            _("Chứng thư số này đã bị thu hồi ngày %(day)s nên không ký được; hãy dùng chứng thư mới.") % {"day": day}
        )
