"""What is done outside requests here: the letters of reminders, one a day a person."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.calendars import is_working_day
from classification.models import Digest
from classification.reminders import letter_for
from classification.sending import allow_again, send
from systems.jobs import GiveUp, daily, enqueue, enqueue_many, job
from systems.jobs.queueing import new
from systems.models import User


@daily("reminders", title=gettext_lazy("Nhắc việc trong ngày"), at=datetime.time(8), on=is_working_day)
def remind(*, day: str) -> str:
    """One job for each person who wants a letter and can get one."""
    people = User.objects.filter(is_active=True, digest=True).exclude(email="")
    jobs = [
        new("reminders.person", subject=name, key=f"reminders:{pk}:{day}", person=pk, day=day)
        for pk, name in people.order_by("pk").values_list("pk", "full_name")
    ]
    enqueue_many(jobs)
    return _("Xem việc của %(n)s người.") % {"n": len(jobs)}


@job("reminders.person", title=gettext_lazy("Soạn thư nhắc việc"))
def write_letter(*, person: int, day: str) -> str:
    """Write the letter of this person and day, if there is anything to say, and have it sent."""
    today = timezone.localdate()
    if day != today.isoformat():
        return _("Đã sang ngày khác; thư của ngày mới sẽ nói.")
    to = User.objects.get(pk=person)
    letter = letter_for(to, today)
    if letter is None:
        return _("Không có việc nào gần hạn hay quá hạn.")
    digest, fresh = Digest.objects.get_or_create(
        person=to, day=today,
        defaults={"address": to.email, "subject": letter.subject, "text": letter.text, "entries": letter.entries},
    )  # fmt: skip
    if fresh:
        enqueue("reminders.send", subject=str(to), key=f"reminders.send:{digest.pk}", digest=digest.pk)
    return _("Thư có %(n)s việc.") % {"n": digest.entries}


def _send_after_all(*, digest: int) -> None:
    allow_again(Digest.objects.get(pk=digest))


@job("reminders.send", title=gettext_lazy("Gửi thư nhắc việc"), atomic=False, again=_send_after_all)
def send_letter(*, digest: int) -> str:
    """Send it on its day, at most once."""
    letter = Digest.objects.get(pk=digest)
    if letter.day != timezone.localdate() and not letter.sent_at:
        raise GiveUp(_("Thư của ngày cũ, không gửi nữa: thư của ngày mới nói thay."))
    send(letter)
    return _("Đã gửi tới %(address)s.") % {"address": letter.address}
