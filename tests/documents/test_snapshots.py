"""Every signed paper carries its data: in a published form, read back exactly, the same bytes each time."""

import hashlib
import io
import json
from pathlib import Path

import jsonschema
import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse

from classification.errors import OutOfDate
from classification.models import DossierPart
from classification.services import arrange_council, take_step
from classification.workflow import State
from documents import snapshots
from documents.attached import Attached
from documents.content import PAPERS
from documents.models import IssuedDocument, PreparedPaper
from documents.rendering import render
from documents.services import prepare_signing, sign_prepared
from documents.snapshots import Snapshot, attachment_of, sha256_of, snapshot_of
from documents.snapshots.schema import published, schema
from documents.verifying.attachments import attached_file
from tests.conftest import TODAY
from tests.documents import papers
from tests.documents.signing_desk import PASSPHRASE
from tests.documents.test_appraiser_papers import members, nghia, office, own  # noqa: F401 - fixtures
from tests.rounds import FACTS

pytestmark = pytest.mark.django_db
PUBLISHED = Path(snapshots.__file__).parent / "ho-so-2.json"
FIRST_FORM = "94062349137cc386109b05b314fee0385ab9d2e2ab9ce56af38368db479b5767"


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker(["date"]))


def read(paper: IssuedDocument) -> Snapshot:
    return Snapshot.from_json(json.loads(attached_file(paper.read(), "ho-so.json")))


def test_the_papers_of_a_whole_way_carry_their_data(dossier_in, complete, hung, trang, ha, sign_step, validator):
    dossier = complete(dossier_in(State.DRAFT, round=0, facts=FACTS))
    dossier.appraisals.update(round=1)
    for step, by in (("submit", hung), ("accept", trang), ("appraise", trang), ("request_approval", hung),
                     ("approve", ha), ("deploy", hung), ("report_deployed", hung), ("confirm", trang)):  # fmt: skip
        act = sign_step if step not in ("accept", "deploy") else lambda one, name, who: take_step(
            dossier=one, name=name, by=who
        )  # fmt: skip
        dossier = act(dossier, step, by)
    signed = list(dossier.documents.all())
    assert len(signed) == 7
    for paper in signed:
        content = attached_file(paper.read(), "ho-so.json")
        data = json.loads(content)
        validator.validate(data)
        assert sha256_of(Attached("", content, "", TODAY)) == paper.snapshot_sha256, paper.kind
        found = Snapshot.from_json(data)
        assert found.to_bytes() == content and Snapshot.from_json(found.to_json()) == found
        assert found.paper.to_json() == paper.content
        assert found.dossier["facts"] == FACTS and found.dossier["level"] == 3 and found.system["code"] == "BGTVT-026"
        prints = paper.kind in snapshots.PRINTS_THE_PLAN
        assert (found.plan is not None and len(found.plan) == len(dossier.catalogue.requirements_for(3))) == prints


def test_the_papers_of_a_council_carry_theirs_too(own, ha, nghia, person, unit, sign_step, validator):  # noqa: F811
    dossier = own()
    arrange_council(dossier=dossier, name="Hội đồng thẩm định", members=members(nghia, person, unit), by=ha)
    sign_step(dossier, "name_appraiser", ha)
    found = read(IssuedDocument.objects.get())
    validator.validate(found.to_json())
    assert found.paper.kind == "appraiser-decision" or found.paper.kind in PAPERS


@pytest.mark.parametrize("make", papers.ALL, ids=lambda make: make.__name__)
@pytest.mark.parametrize("terms", [papers.ND331, papers.ND85], ids=["nd331", "nd85"])
def test_each_kind_of_paper_is_read_back_as_it_was(make, terms, dossier_in, complete, validator):
    dossier = complete(dossier_in(State.SUBMITTED))
    given = snapshot_of(dossier, "thuyet-minh", make(terms))
    data = json.loads(given.to_bytes())
    validator.validate(data)
    assert Snapshot.from_json(data) == given


def test_the_schema_finds_what_is_wrong(dossier_in, validator):
    data = snapshot_of(dossier_in(), "mau-06", papers.decision()).to_json()
    assert validator.is_valid(data)
    for change in (
        {"schema_version": 3}, {"more": 1}, {"plan": [{}]}, {"paper_sha256": "x"},
        {"paper": data["paper"] | {"kind": "khac"}}, {"paper": data["paper"] | {"more": 1}},
        {"dossier": data["dossier"] | {"level": 6}}, {"dossier": data["dossier"] | {"facts": {"colour": "red"}}},
    ):  # fmt: skip
        assert not validator.is_valid(data | change), change


def test_another_version_and_another_paper_are_not_read(dossier_in):
    data = snapshot_of(dossier_in(), "mau-06", papers.decision()).to_json()
    with pytest.raises(ValueError, match="not a snapshot of version 2 or before: 3"):
        Snapshot.from_json(data | {"schema_version": 3})
    with pytest.raises(ValueError, match="not the one that its hash names"):
        Snapshot.from_json(data | {"paper": papers.opinion().to_json()})


def test_the_published_form_of_a_version_never_changes(client, settings):
    """A change of form needs a new version: then write a new file beside the ones that are there."""
    made = schema()
    kept = json.loads(PUBLISHED.read_text())
    assert made.pop("$id") == settings.PUBLIC_URL + "/luoc-do/ho-so-2.json" and kept.pop("$id")
    assert made == kept
    first = hashlib.sha256(PUBLISHED.with_name("ho-so-1.json").read_bytes()).hexdigest()
    assert first == FIRST_FORM
    for version in (1, 2):
        answer = client.get(reverse("documents:snapshot_schema", args=[version]))
        assert answer.status_code == 200 and answer["Content-Type"] == "application/schema+json"
        assert answer.json()["$id"] == f"{settings.PUBLIC_URL}/luoc-do/ho-so-{version}.json"
        assert answer.json()["properties"]["schema_version"] == {"const": version}
    assert client.get(reverse("documents:snapshot_schema", args=[3])).status_code == 404


def test_data_of_the_first_version_is_still_read(dossier_in):
    data = snapshot_of(dossier_in(), "mau-06", papers.decision()).to_json() | {"schema_version": 1}
    jsonschema.validate(data | {"$schema": ""}, published(1))
    assert Snapshot.from_json(data).paper == papers.decision()


def test_a_paper_of_no_dossier_carries_its_own_content():
    data = json.loads(attachment_of(papers.yearly_report(), TODAY).content)
    jsonschema.validate(data, schema())
    assert (data["system"], data["dossier"], data["plan"]) == (None, None, None)
    assert Snapshot.from_json(data).paper == papers.yearly_report()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"schema_version": 1}, published(1))


def test_the_attachment_is_as_pdf_a_3_wants_it_and_the_same_each_time():
    data = Attached("ho-so.json", b'{"a": 1}\n', "Dữ liệu", TODAY)
    first, second = (render(papers.decision(), attachments=[data]) for _time in range(2))
    assert first.sha256 == second.sha256 != render(papers.decision()).sha256
    with pikepdf.open(io.BytesIO(first.pdf)) as pdf:
        specification = pdf.Root.AF[0]
        assert {one.objgen for one in pdf.Root.AF} == {specification.objgen}, "one file, however often it is named"
        assert specification.AFRelationship == pikepdf.Name.Source and specification.UF == "ho-so.json"
        stream = specification.EF.F
        assert stream.Subtype == pikepdf.Name("/application/json") and stream.read_bytes() == data.content
        assert str(stream.Params.ModDate) == str(stream.Params.CreationDate) == "D:20261123000000Z"
        assert "3" in str(pdf.open_metadata()["pdfaid:part"]) and str(pdf.open_metadata()["pdfaid:conformance"]) == "U"
    assert attached_file(first.pdf, "ho-so.json") == data.content
    assert attached_file(first.pdf, "khac.json") is None and attached_file(b"%PDF-", "ho-so.json") is None


def test_the_data_of_a_signed_paper_is_that_of_the_prepared_one(decided):
    paper = IssuedDocument.objects.get()
    assert paper.snapshot_sha256 and not PreparedPaper.objects.exists()
    assert read(paper).dossier["id"] == decided.pk


def test_who_sees_the_paper_takes_its_data_and_a_stranger_does_not(decided, client, hung, la):
    paper = IssuedDocument.objects.get()
    address = reverse("documents:document_data", args=[paper.pk])
    client.force_login(hung)
    assert address in client.get(reverse("classification:dossier", args=[decided.pk])).content.decode()
    assert client.get(address).content == attached_file(paper.read(), "ho-so.json")
    client.force_login(la)
    assert client.get(address).status_code == 404


def test_data_that_is_not_what_was_written_down_is_told_and_not_handed_out(decided, client, hung):
    IssuedDocument.objects.update(snapshot_sha256="0" * 64)
    client.force_login(hung)
    page = client.get(reverse("documents:document_data", args=[IssuedDocument.objects.get().pk]), follow=True)
    assert "Dữ liệu trong văn bản này không còn đúng như khi ký" in page.content.decode()
    IssuedDocument.objects.update(snapshot_sha256="")
    assert client.get(reverse("documents:document_data", args=[IssuedDocument.objects.get().pk])).status_code == 404


def test_the_command_prints_the_data_and_says_whether_it_is_ours(decided, tmp_path, capsys):
    paper = IssuedDocument.objects.get()
    (tmp_path / "a.pdf").write_bytes(paper.read())
    call_command("read_data", str(tmp_path / "a.pdf"))
    said = capsys.readouterr()
    assert Snapshot.from_json(json.loads(said.out)).paper.to_json() == paper.content
    assert said.err == "Dữ liệu đúng như khi văn bản được ký ở đây.\n"
    data = Attached("ho-so.json", b"{}", "Dữ liệu", TODAY)
    for pdf, sentence in (
        (render(papers.decision(), attachments=[data]).pdf, "Văn bản không có trong sổ của hệ thống này"),
        (render(papers.decision()).pdf, "Văn bản này không mang dữ liệu ho-so.json."),
        (b"khong phai PDF", "Văn bản này không mang dữ liệu ho-so.json."),
    ):
        (tmp_path / "b.pdf").write_bytes(pdf)
        with pytest.raises(SystemExit):
            call_command("read_data", str(tmp_path / "b.pdf"))
        assert sentence in capsys.readouterr().err
    IssuedDocument.objects.update(snapshot_sha256="0" * 64)
    with pytest.raises(SystemExit):
        call_command("read_data", str(tmp_path / "a.pdf"))
    assert "Dữ liệu KHÔNG đúng" in capsys.readouterr().err


def test_what_changed_beside_the_paper_after_it_was_prepared_is_not_signed(dossier_in, complete, ha, keys):
    """The decision does not print the parts; its data holds them."""
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    signing = prepare_signing(dossier=dossier, step="approve", by=ha)
    part = DossierPart.objects.filter(dossier=dossier, key="scope").first()
    part.content |= {"scale": "Khác"}
    part.save()
    with pytest.raises(OutOfDate, match="Nội dung hồ sơ đã thay đổi sau khi lập văn bản"):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists()
