"""What papers ask of people: minutes wait for them, a certificate runs out or was revoked before it signed."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from documents.cosigning import waiting_for
from documents.models import RevocationList, SigningKey, TrustedCertificate
from documents.services.revocations import of_concern_to
from documents.trust_expiry import OWN_ASKED, OWN_SOON, SOON
from systems.administration import why_not_settle_for_all
from systems.templatetags.ui import vndate


def minutes_to_sign(user, today: datetime.date) -> list[Errand]:
    """Minutes with a place for this person that are not sealed yet."""
    return [
        Errand(
            key=f"cosign:{paper.pk}",
            title=_("Chờ bạn ký thêm: biên bản %(number)s") % {"number": paper.number},
            sentence=_("%(who)s đã ký ngày %(day)s. Sau khi đóng dấu thì không ký thêm được nữa.")
            % {"who": paper.signer_name, "day": vndate(timezone.localdate(paper.signed_at))},
            button=_("Xem và ký"),
            url=reverse("documents:cosign", args=[paper.pk]),
        )
        for paper in waiting_for(user)[:A_KIND]
    ]


def own_certificate_ending(user, today: datetime.date) -> list[Errand]:
    """The person's own key, from six weeks before its certificate runs out and until another one is brought."""
    keys = SigningKey.objects.filter(user=user.pk, retired_at__isnull=True, valid_until__lte=timezone.now() + OWN_SOON)
    return [_own(key, today) for key in keys]


def _own(key: SigningKey, today: datetime.date) -> Errand:
    ends = timezone.localdate(key.valid_until)
    over = ends < today
    title = _("Chứng thư số của bạn đã hết hạn") if over else _("Chứng thư số của bạn sắp hết hạn")
    sentence = (
        _("Hết hạn ngày %(day)s: bạn không ký được nữa cho tới khi thêm khóa mới.")
        if over
        else _("Còn ký được đến ngày %(day)s. Hãy xin chứng thư mới qua cơ quan mình rồi thêm vào đây.")
    ) % {"day": vndate(ends)}
    return Errand(
        key=f"own-certificate:{key.pk}", title=title, sentence=sentence, button=_("Khóa ký của tôi"),
        url=reverse("documents:my_key"), due_on=ends - OWN_ASKED,
    )  # fmt: skip


def authorities_ending(user, today: datetime.date) -> list[Errand]:
    """For administrators of the top: authorities that run out, revocation lists that ran out."""
    if not user.is_staff or why_not_settle_for_all(user):
        return []
    now = timezone.now()
    rows = TrustedCertificate.objects.filter(withdrawn_at__isnull=True, valid_until__lte=now + SOON)
    lists = RevocationList.objects.filter(next_at__lte=now).defer("der")
    errands = [_authority(row) for row in rows.order_by("valid_until")[:A_KIND]]
    return errands + [_list(row) for row in lists.order_by("next_at")[:A_KIND]]


def _authority(row: TrustedCertificate) -> Errand:
    ends = timezone.localdate(row.valid_until)
    return Errand(
        key=f"authority:{row.pk}",
        title=_("Chứng thư của %(name)s hết hạn") % {"name": row.subject},
        sentence=_("Hết hạn ngày %(day)s. Hãy nạp chứng thư kế tiếp rồi rút chứng thư này.") % {"day": vndate(ends)},
        button=_("Xem"),
        url=reverse("documents:trusted", args=[row.pk]),
        due_on=ends,
    )


def _list(row: RevocationList) -> Errand:
    day = timezone.localdate(row.next_at)
    return Errand(
        key=f"revocations:{row.pk}:{day.isoformat()}",
        title=_("Danh sách thu hồi của %(name)s đã quá hạn") % {"name": row.issuer},
        sentence=_("Từ ngày %(day)s không biết được chứng thư nào mới bị thu hồi. Hãy nạp danh sách mới.")
        % {"day": vndate(day)},
        button=_("Nạp danh sách"),
        url=reverse("documents:trust") + "#thu-hoi",
        due_on=day,
    )


def revoked_before_signing(user, today: datetime.date) -> list[Errand]:
    """Papers signed with a certificate that had been revoked: for who signed, and for the security unit."""
    checks = of_concern_to(user).order_by("found_at", "pk")[:A_KIND]
    return [
        Errand(
            key=f"revoked-signature:{check.pk}",
            title=_("Văn bản ký bằng chứng thư đã bị thu hồi: %(number)s") % {"number": check.document.number},
            sentence=_("%(who)s ký ngày %(day)s, chứng thư bị thu hồi từ ngày %(since)s.")
            % {
                "who": check.signer_name,
                "day": vndate(timezone.localdate(check.signed_at)),
                "since": vndate(timezone.localdate(check.revoked_at)),
            },
            button=_("Xem"),
            url=reverse("documents:revoked_signature", args=[check.pk]),
            due_on=timezone.localdate(check.found_at),
        )
        for check in checks
    ]
