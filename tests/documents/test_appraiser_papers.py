"""The decision on who appraises and the minutes of a council are signed like any step, and move no dossier."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.services import arrange_council, arrange_unit
from classification.workflow import PaperKind, State
from documents.models import IssuedDocument
from documents.services import add_key, prepare_signing, sign_prepared
from systems.models import CouncilMember, InformationSystem
from systems.roles import Role
from tests.documents.signing_desk import PASSPHRASE, packed_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(unit):
    return unit("VP", "Văn phòng Bộ", kind="centre")


@pytest.fixture
def nghia(person, office, keys):
    user = person("nghia", "Lê Hữu Nghĩa", office, Role.SECURITY_UNIT, title="Chánh Văn phòng")
    add_key(user=user, pkcs12=packed_key(user.full_name), passphrase=PASSPHRASE)
    return user


@pytest.fixture
def own(dossier_in, complete, system, it_centre):
    def make(state=State.SUBMITTED, level=3) -> Dossier:
        InformationSystem.objects.filter(pk=system.pk).update(operator=it_centre)
        system.refresh_from_db()
        return complete(dossier_in(state, level))

    return make


def members(nghia, person, unit) -> list[CouncilMember]:
    tung = person("tung", "Đỗ Thanh Tùng", unit("KHDT", "Vụ Kế hoạch - Đầu tư"), title="Chuyên viên chính")
    rows = [("chair", nghia, "Văn phòng Bộ"), ("secretary", tung, "Vụ Kế hoạch - Đầu tư")]
    seats = [
        CouncilMember(seat=seat, person=one, full_name=one.full_name, title=one.title, unit=where)
        for seat, one, where in rows
    ]
    return [*seats, CouncilMember(seat="member", full_name="Phạm Gia Tuệ", title="Tiến sĩ", unit="Đại học Bách khoa")]


def test_signing_the_decision_puts_the_unit_in_force(own, ha, office, nghia, sign_step):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha)
    moved = sign_step(dossier, "name_appraiser", ha)
    paper = IssuedDocument.objects.get()
    assert (moved.state, paper.kind, paper.number) == (State.SUBMITTED, PaperKind.APPRAISER_DECISION, "01/QĐ-BGTVT")
    arrangement = InformationSystem.objects.get(pk=dossier.system_id).appraising
    assert (arrangement.unit, arrangement.number, arrangement.issued_on) == (office, paper.number, paper.issued_on)
    assert paper.content["appraiser"] == "Văn phòng Bộ" and "Điều 18" in paper.content["clause"]
    assert not moved.steps.exists(), "no step of the way"


def test_a_choice_changed_after_the_paper_was_made_asks_for_a_new_paper(own, ha, office, registry, keys):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha)
    signing = prepare_signing(dossier=dossier, step="name_appraiser", by=ha)
    arrange_unit(dossier=dossier, unit=registry, by=ha)
    with pytest.raises(OutOfDate, match="Nội dung hồ sơ đã thay đổi"):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert InformationSystem.objects.get(pk=dossier.system_id).appraising is None


def test_nothing_chosen_means_nothing_to_sign_and_only_the_owner_signs(own, ha, trang, office, keys, client):
    dossier = own()
    with pytest.raises(StepRefused, match="Chưa chọn đơn vị"):
        prepare_signing(dossier=dossier, step="name_appraiser", by=ha)
    arrange_unit(dossier=dossier, unit=office, by=ha)
    with pytest.raises(PermissionDenied, match="Giao thẩm định là việc của người phê duyệt"):
        prepare_signing(dossier=dossier, step="name_appraiser", by=trang)
    client.force_login(ha)
    page = client.get(reverse("documents:sign", args=[dossier.pk, "name_appraiser"]))
    assert page.status_code == 200 and "Ra quyết định giao thẩm định" in page.content.decode()


def test_form_04_of_a_named_unit_is_that_units_paper(own, ha, office, nghia, sign_step):
    dossier = own(State.UNDER_APPRAISAL)
    arrange_unit(dossier=dossier, unit=office, by=ha)
    sign_step(dossier, "name_appraiser", ha)
    sign_step(dossier, "appraise", nghia)
    opinion = IssuedDocument.objects.get(kind=PaperKind.APPRAISAL_04)
    assert (opinion.issuer, opinion.content["sender"]) == (office, "Văn phòng Bộ")
    assert opinion.content["letterhead"]["issuing_body"] == "Văn phòng Bộ"


def test_at_level_4_a_council_signs_its_minutes_before_its_opinion(own, ha, nghia, person, unit, sign_step):
    dossier = own(State.SUBMITTED, 4)
    name = "Hội đồng thẩm định độc lập"
    arrange_council(dossier=dossier, name=name, members=members(nghia, person, unit), by=ha)
    dossier = sign_step(dossier, "name_appraiser", ha)
    nghia, said = type(nghia).objects.get(pk=nghia.pk), {"on_level": "fit", "on_plan": "fit"}
    with pytest.raises(StepRefused, match="Chưa có biên bản họp hội đồng"):
        prepare_signing(dossier=dossier, step="give_opinion", by=nghia, details=said)
    sign_step(dossier, "council_minutes", nghia, conclusions="Cấp độ 4 và phương án phù hợp.")
    assert sign_step(dossier, "give_opinion", nghia, **said).state == State.OPINION_GIVEN
    _decision, minutes, opinion = IssuedDocument.objects.order_by("pk")
    assert (minutes.kind, opinion.kind) == (PaperKind.COUNCIL_MINUTES, PaperKind.OPINION)
    assert opinion.content["sender"] == name


def test_a_council_from_its_decision_to_its_conclusion(own, ha, nghia, person, unit, sign_step, ministry):
    dossier = own(State.UNDER_APPRAISAL)
    name = "Hội đồng thẩm định độc lập"
    arrange_council(dossier=dossier, name=name, members=members(nghia, person, unit), by=ha)
    sign_step(dossier, "name_appraiser", ha)
    nghia = type(nghia).objects.get(pk=nghia.pk)
    sign_step(
        dossier, "council_minutes", nghia, started_at="2026-11-20T08:00:00+07:00", absent="Phạm Gia Tuệ",
        discussion="Thống nhất cấp độ 3.", votes_for=2, conclusions="Hồ sơ phù hợp.",
    )  # fmt: skip
    sign_step(dossier, "appraise", nghia)
    decision, minutes, opinion = IssuedDocument.objects.order_by("pk")
    assert [seat["seat"] for seat in decision.content["members"]] == ["Chủ tịch", "Thư ký", "Ủy viên"]
    assert minutes.number == "01/BB-HĐTĐ" and minutes.content["absent"] == [
        "Phạm Gia Tuệ, Tiến sĩ, Đại học Bách khoa, Ủy viên Hội đồng"
    ]
    meeting = dossier.meetings.get()
    assert (meeting.number, f"{meeting.held_on:%d/%m/%Y}") == ("01/BB-HĐTĐ", "20/11/2026")
    content = opinion.content
    assert (opinion.number, opinion.issuer, content["sender"]) == ("01/HĐTĐ-BGTVT", ministry, name)
    assert content["letterhead"] == content["letterhead"] | {"issuing_body": name, "parent_body": ministry.name}
    assert content["signer"]["authority_lines"] == ["TM. Hội đồng thẩm định"]
    assert (content["signer"]["title"], content["signer"]["other_office"]) == (
        "Chủ tịch",
        "Chánh Văn phòng, Văn phòng Bộ",
    )
