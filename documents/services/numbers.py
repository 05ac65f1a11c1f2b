"""Numbers of papers: unique in a body's year and symbol, from 01 again on 1 January (NĐ 30/2020 Đ15)."""

import datetime

from django.db.models import Max

from documents.models import IssuedDocument
from systems.models import Organisation


def next_serial(*, issuer: Organisation, symbol: str, day: datetime.date) -> int:
    """The number after the highest one issued so far; the signer may write another that is free."""
    used = IssuedDocument.objects.filter(issuer=issuer, symbol=symbol, issued_on__year=day.year)
    return (used.aggregate(highest=Max("serial"))["highest"] or 0) + 1


def is_free(*, issuer: Organisation, symbol: str, serial: int, day: datetime.date) -> bool:
    """Whether no issued paper of this body bears the number in the year of that day."""
    same = IssuedDocument.objects.filter(issuer=issuer, symbol=symbol, serial=serial, issued_on__year=day.year)
    return not same.exists()
