"""A split or a merger is recorded once, with its reason; a level met before is named in a warning."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from classification.models import Standing
from classification.successions import succession_warnings
from classification.workflow import State
from systems.services import register_system
from systems.succession import record_succession

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def part(hung, ministry, registry, system):
    return register_system(by=hung, on=DAY(2026, 11, 1), code="N-1", name="Phân hệ tra cứu", owner=ministry,
                           operator=registry)  # fmt: skip


def approved(dossier, day):
    Standing.objects.create(
        system=dossier.system, dossier=dossier, kind=Standing.Kind.CLASSIFIED, level=3, holds_from=day
    )


@pytest.mark.parametrize(("day", "warned"), [(DAY(2026, 5, 12), True), (DAY(2026, 5, 11), False)])
def test_a_split_after_a_level_was_met_is_warned_of(part, system, dossier_in, hung, day, warned):
    approved(dossier_in(State.APPROVED), DAY(2026, 5, 12))
    record_succession(system=part, former=system, kind="split", on=day, reason="Tách phần tra cứu công khai.", by=hung)
    for about in (part, system):
        assert bool(succession_warnings(about)) is warned
    if warned:
        assert "cấp độ 3 ngày 12/05/2026" in succession_warnings(part)[0]
        assert "Điều 8 khoản 3" in succession_warnings(part)[0]


def test_once_and_with_a_reason_and_of_another_system(part, system, hung):
    given = {"system": part, "former": system, "kind": "merged", "on": DAY(2026, 5, 1), "by": hung}
    with pytest.raises(ValidationError, match="Phải ghi rõ lý do"):
        record_succession(**given, reason=" ")
    record_succession(**given, reason="Hợp nhất.")
    with pytest.raises(ValidationError, match="Đã ghi việc tách, gộp"):
        record_succession(**given, reason="Hợp nhất.")
    with pytest.raises(ValidationError, match="Chọn một hệ thống khác"):
        record_succession(**given | {"former": part}, reason="x")


def test_an_auditor_records_nothing(part, system, an):
    with pytest.raises(PermissionDenied):
        record_succession(system=part, former=system, kind="split", on=DAY(2026, 5, 1), reason="x", by=an)


def test_hung_records_it_on_the_page_and_reads_the_warning(client, part, system, dossier_in, hung):
    approved(dossier_in(State.APPROVED), DAY(2026, 5, 12))
    client.force_login(hung)
    address = f"/he-thong/{part.pk}/tach-gop/"
    empty = client.post(address, {"former": system.pk, "kind": "split", "on": "01/06/2026", "reason": ""})
    assert empty.status_code == 422
    sent = client.post(
        address, {"former": system.pk, "kind": "split", "on": "01/06/2026", "reason": "Tách phần tra cứu."}
    )
    assert sent.status_code == 302
    page = client.get(f"/he-thong/{part.pk}/").content.decode()
    assert "Không được tách, gộp hình thức" in page and "Tách phần tra cứu." in page
