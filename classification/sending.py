"""Sending one letter at most once: the row says "began" before it leaves and "sent" after."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.models import Digest
from systems.jobs import GiveUp, TryLater


def send(digest: Digest) -> None:
    """Hand the letter to the mail server. Does nothing for one that was sent.

    Raises TryLater where it certainly did not leave, GiveUp where trying again would not help or nobody knows whether
    it left: then a person decides, because nothing is sent twice.
    """
    if digest.sent_at:
        return
    server = _open()
    try:
        if not Digest.objects.filter(pk=digest.pk, sending_at__isnull=True).update(sending_at=timezone.now()):
            raise GiveUp(_unknown())
        _hand_over(server, digest)
        Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
    finally:
        server.close()


def allow_again(digest: Digest) -> None:
    """A person decided: send it, though an earlier attempt may have left."""
    Digest.objects.filter(pk=digest.pk, sent_at__isnull=True).update(sending_at=None)


def _open():
    server = mail.get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as wrong:
        raise TryLater(_("Máy chủ thư không nhận kết nối: %(why)s") % {"why": wrong}) from wrong
    return server


def _hand_over(server, digest: Digest) -> None:
    try:
        server.send_messages([_message(digest)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refused:
        # An answer of the server: it did not take the letter.
        Digest.objects.filter(pk=digest.pk).update(sending_at=None)
        code, words = _answer(refused)
        told = _("Máy chủ thư từ chối: %(code)s %(words)s") % {"code": code, "words": words}
        raise (GiveUp(told) if code >= 500 else TryLater(told)) from refused
    except (OSError, smtplib.SMTPException) as cut_off:
        raise GiveUp(_unknown()) from cut_off


def _answer(refused) -> tuple[int, str]:
    code, words = (
        next(iter(refused.recipients.values()))
        if isinstance(refused, smtplib.SMTPRecipientsRefused)
        else (refused.smtp_code, refused.smtp_error)
    )
    return code, words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def _message(digest: Digest) -> mail.EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<nhac-viec.{digest.pk}.{digest.day}@{host}>", "Auto-Submitted": "auto-generated"}
    return mail.EmailMessage(digest.subject, digest.text, to=[digest.address], headers=headers)


def _unknown() -> str:
    return _(
        "Lần gửi trước bị ngắt giữa chừng, không biết thư đã đi hay chưa. Máy không tự gửi lại để không ai nhận hai "
        "lần; “Làm lại” sẽ gửi."
    )
