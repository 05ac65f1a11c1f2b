"""Where the systems of the demonstration stand: the ministry's data centre, a provider, or their own rooms."""

import datetime

from classification.inheriting import offer
from classification.models import Dossier
from classification.services import inherit_requirements
from systems.hosting import Place, Separation
from systems.models import InformationSystem
from systems.services import change_system

CENTRE = "BGTVT-008"
IN_THE_CENTRE = (1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 26, 28, 53, 54, 56)
RENTED = {
    **dict.fromkeys((24, 25), "Trung tâm dữ liệu Sao Mai"), **dict.fromkeys((37, 51), "Điện toán đám mây Bình Minh"),
}  # fmt: skip


def settle_places(on: datetime.date) -> None:
    """Say of every system where it stands."""
    centre = InformationSystem.objects.get(code=CENTRE)
    for system in InformationSystem.objects.order_by("code"):
        number = int(system.code[-3:])
        given = {"hosting": Place.OWN}
        if number in IN_THE_CENTRE:
            given = {"hosting": Place.PLATFORM, "hosted_by": centre, "separation": Separation.LOGICAL}
        elif number in RENTED:
            given = {
                "hosting": Place.PROVIDER, "hosting_provider": RENTED[number], "separation": Separation.LOGICAL,
            }  # fmt: skip
        change_system(system=system, by=None, on=on, trusted=True, **given)


def inherit(dossier: Dossier, by) -> None:
    """Declare what the data centre does for this system and what nobody has settled here."""
    codes = [row.code for row in offer(dossier).rows if row.proposed]
    if codes:
        inherit_requirements(dossier=dossier, codes=codes, by=by)
