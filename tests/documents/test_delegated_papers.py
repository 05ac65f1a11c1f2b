"""A paper signed by delegation says so: TUQ., TL. or KT. over the name, the document among its grounds."""

import datetime

import pytest
from django.utils import timezone

from classification.services import Scanned
from classification.services.delegations import delegate
from classification.workflow import State
from documents.models import IssuedDocument
from documents.services import add_key
from systems.models import User
from systems.roles import Role
from tests.documents.signing_desk import PASSPHRASE, packed_key

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


@pytest.fixture
def give(ministry, unit, person, ha, keys):
    """A delegate with this title at this unit, who may sign today: `give("Giám đốc", "Trung tâm …", "tuq")`."""

    def make(title, body, kind="tuq", head="", named=False, at_the_ministry=False) -> User:
        where = unit("DV", body, kind="centre")
        where.representative_title = head or title
        where.save()
        home = ministry if at_the_ministry else where
        bao = person("bao", "Trần Quốc Bảo", home, None if at_the_ministry else Role.APPROVER, title=title)
        add_key(user=bao, pkcs12=packed_key(bao.full_name), passphrase=PASSPHRASE)
        today = timezone.localdate()
        delegate(
            owner=ministry, by=ha, unit=None if at_the_ministry else where, person=bao if named else None, kind=kind,
            holds_from=today, holds_until=today + YEAR, paper=Scanned("25/QĐ-BGTVT", today, "uq.pdf", b"%PDF-1.7\n"),
        )  # fmt: skip
        return User.objects.get(pk=bao.pk)

    return make


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (("Giám đốc", "Trung tâm Số"), ["TUQ. Bộ trưởng", "Giám đốc Trung tâm Số"]),
        (("Chánh Văn phòng", "Văn phòng Bộ"), ["TUQ. Bộ trưởng", "Chánh Văn phòng Bộ"]),
        (("Cục trưởng", "Cục Hàng hải", "tl"), ["TL. Bộ trưởng", "Cục trưởng Cục Hàng hải"]),
        (
            ("Phó Cục trưởng", "Cục Hàng hải", "tl", "Cục trưởng"),
            ["TL. Bộ trưởng", "KT. Cục trưởng Cục Hàng hải", "Phó Cục trưởng"],
        ),
        (
            ("Phó Cục trưởng", "Cục Hàng hải", "tuq", "Cục trưởng", True),
            ["TUQ. Bộ trưởng", "Phó Cục trưởng Cục Hàng hải"],
        ),
        (("Thứ trưởng", "Cục Hàng hải", "tuq", "", True, True), ["TUQ. Bộ trưởng", "Thứ trưởng"]),
    ],
)
def test_the_capacity_follows_title_and_kind(given, lines, give, complete, dossier_in, sign_step, ministry):
    bao = give(*given)
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", bao)
    paper = IssuedDocument.objects.get()
    signer = paper.content["signer"]
    assert [*signer["authority_lines"], signer["title"]] == lines
    assert (paper.issuer, paper.number) == (ministry, "01/QĐ-BGTVT"), "the owner's paper, in the owner's numbers"
    assert paper.content["extra_grounds"][0].startswith(
        "Văn bản ủy quyền số 25/QĐ-BGTVT ngày " if "TUQ." in lines[0] else "Văn bản giao ký thừa lệnh số 25/QĐ-BGTVT"
    )


def test_without_a_delegation_nothing_is_cited(complete, dossier_in, ha, sign_step):
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    assert IssuedDocument.objects.get().content["extra_grounds"] == []


def test_a_return_by_the_delegate_cites_it_too(give, complete, dossier_in, sign_step):
    bao = give("Giám đốc", "Trung tâm Số")
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "return", bao, note="Thiếu sơ đồ.")
    assert "25/QĐ-BGTVT" in IssuedDocument.objects.get().content["extra_grounds"][0]


def test_the_explanation_names_the_delegation_with_its_term(give, complete, dossier_in, hung, sign_step):
    give("Giám đốc", "Trung tâm Số")
    dossier = complete(dossier_in(State.DRAFT, round=0))
    sign_step(dossier, "submit", hung)
    told = IssuedDocument.objects.get(kind="thuyet-minh").content["delegation"]
    assert told.startswith("số 25/QĐ-BGTVT ngày ") and "cho Trung tâm Số" in told and "đến hết" in told


def test_the_explanation_names_co_operators_provider_and_contract(complete, dossier_in, hung, unit, system, sign_step):
    system.co_operators.add(unit("CHHVN", "Cục Hàng hải Việt Nam"))
    system.provider, system.contract_number = "Công ty Dịch vụ số", "12/HĐ"
    system.contract_until = datetime.date(2027, 6, 30)
    system.save()
    sign_step(complete(dossier_in(State.DRAFT, round=0)), "submit", hung)
    content = IssuedDocument.objects.get(kind="thuyet-minh").content
    assert content["co_operators"] == ["Cục Hàng hải Việt Nam"] and content["provider"]["name"] == "Công ty Dịch vụ số"
    assert content["contract"] == (
        "Hợp đồng thuê dịch vụ số 12/HĐ, đến hết ngày 30/06/2027; đơn vị chủ trì thuê: Cục Đăng kiểm Việt Nam"
    )
