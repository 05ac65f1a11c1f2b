"""OSCAL on pages and commands: who gets what, a look before anything is stored, a set that other tools resolve."""

import json

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from trestle.oscal.catalog import Catalog
from trestle.oscal.profile import Profile
from trestle.oscal.ssp import SystemSecurityPlan

from classification.catalogue_files import bundled
from classification.models import CatalogueEdition
from classification.oscal.catalogs import to_catalog
from classification.oscal.plans import to_plan
from classification.oscal.words import to_bytes
from classification.workflow import State

pytestmark = pytest.mark.django_db
NEW = "tcvn14423:2026"


@pytest.fixture
def plan(dossier_in, complete):
    return complete(dossier_in(State.DRAFT))


def changed_plan(dossier) -> bytes:
    document = to_plan(dossier)
    first = document["system-security-plan"]["control-implementation"]["implemented-requirements"][0]
    first["by-components"][0]["description"] = "Làm bằng cách khác"
    return to_bytes(document)


def sent(content: bytes) -> dict:
    return {"file": SimpleUploadedFile("plan.json", content), "no_secret": "on"}


def test_who_sees_the_dossier_takes_the_plan_and_a_stranger_does_not(plan, client, trang, la):
    client.force_login(trang)
    answer = client.get(reverse("classification:plan_oscal", args=[plan.pk]))
    assert answer.json() == to_plan(plan) and "BGTVT-026-phuong-an-" in answer["Content-Disposition"]
    assert "Nạp OSCAL" not in client.get(reverse("classification:plan", args=[plan.pk])).content.decode()
    assert client.get(reverse("classification:plan_oscal_in", args=[plan.pk])).status_code == 403
    client.force_login(la)
    assert client.get(reverse("classification:plan_oscal", args=[plan.pk])).status_code == 404


def test_a_plan_without_answers_says_so_instead_of_a_file(dossier_in, client, hung):
    client.force_login(hung)
    page = client.get(reverse("classification:plan_oscal", args=[dossier_in(State.DRAFT).pk]), follow=True)
    assert "Phương án chưa có câu trả lời nào để xuất." in page.content.decode()


def test_hung_looks_first_then_writes(plan, client, hung):
    client.force_login(hung)
    address, content = reverse("classification:plan_oscal_in", args=[plan.pk]), changed_plan(plan)
    code = plan.catalogue.requirements_for(3)[0].code
    page = client.post(address, sent(content))
    text = page.content.decode()
    assert page.status_code == 200 and "Xem thử: 1 câu trả lời sẽ đổi, 200 giữ nguyên" in text
    assert "Làm bằng cách khác" in text and plan.plan_items.get(code=code).how == "Đã làm"
    seen, carried = page.context["seen"], page.context["content"]
    done = client.post(address, {"carried": carried.replace("\n", "\r\n"), "seen": seen}, follow=True)
    assert "Đã ghi 1 câu trả lời từ tệp OSCAL." in done.content.decode()
    assert plan.plan_items.get(code=code).how == "Làm bằng cách khác"


def test_what_does_not_fit_is_said_on_the_page(plan, client, hung):
    client.force_login(hung)
    address = reverse("classification:plan_oscal_in", args=[plan.pk])
    plan_text = to_bytes(to_plan(plan))
    cases = [
        ({}, 422, "Chọn tệp."),
        (sent(b"{}"), 422, "Tệp không phải OSCAL JSON có “system-security-plan”."),
        (sent(plan_text.replace(b'"id": "BGTVT-026"', b'"id": "X-1"')), 422, "của hệ thống X-1, không phải BGTVT-026."),
        (sent(plan_text), 200, "Tệp không làm thay đổi câu trả lời nào."),
        ({"carried": changed_plan(plan).decode(), "seen": "0" * 64}, 409, "hãy xem lại rồi ghi"),
    ]  # fmt: skip
    for data, status, sentence in cases:
        page = client.post(address, data)
        assert page.status_code == status and sentence in page.content.decode(), sentence


def test_a_plan_that_is_closed_takes_nothing_in(dossier_in, complete, client, hung):
    closed = complete(dossier_in(State.UNDER_APPRAISAL))
    client.force_login(hung)
    page = client.post(reverse("classification:plan_oscal_in", args=[closed.pk]), sent(changed_plan(closed)))
    assert page.status_code == 422 and "nên không sửa được" in page.content.decode()


def test_administrators_take_catalogues_and_levels_and_bring_a_corrected_one_in(client, root, hung):
    client.force_login(root)
    address = reverse("classification:oscal_catalogue", args=[NEW])
    document = client.get(address).json()
    assert document == to_catalog(NEW, bundled(NEW))
    assert client.get(address + "?cap-do=3").json()["profile"]["metadata"]["title"].endswith("cấp độ 3")
    assert client.get(address + "?cap-do=6").status_code == 404
    assert client.get(reverse("classification:oscal_catalogue", args=["iso"])).status_code == 404
    document["catalog"]["groups"][0]["controls"][0]["parts"][0]["prose"] = "Lời đã đối chiếu"
    page = client.post(reverse("classification:catalogues"), {"file": SimpleUploadedFile("a.json", to_bytes(document))})
    edition = CatalogueEdition.objects.get()
    assert page.url == reverse("classification:edition", args=[edition.pk])
    first = yaml.safe_load(bytes(edition.content))["groups"][0]["requirements"][0]
    assert first["text_vi"] == "Lời đã đối chiếu"
    refused = client.post(reverse("classification:catalogues"), {"file": SimpleUploadedFile("a.json", b"{}")})
    assert refused.status_code == 422 and "Tệp không phải OSCAL JSON có “catalog”." in refused.content.decode()
    client.force_login(hung)
    assert client.get(address).status_code == 403


def test_the_command_writes_a_set_that_the_reference_tool_reads(plan, tmp_path, capsys):
    call_command("export_oscal", str(tmp_path), dossier=plan.pk)
    plan_file, profile_file, catalog_file = capsys.readouterr().out.split()
    written = SystemSecurityPlan.oscal_read(tmp_path / plan_file)
    profile, catalog = Profile.oscal_read(tmp_path / profile_file), Catalog.oscal_read(tmp_path / catalog_file)
    assert str(written.import_profile.href) == f"#{profile.uuid}"
    document = json.loads((tmp_path / profile_file).read_text())["profile"]
    assert document["imports"][0]["href"] == f"#{catalog.uuid}"
    assert document["back-matter"]["resources"][0]["rlinks"][0]["href"] == catalog_file
    call_command("export_oscal", str(tmp_path / "all"))
    assert len(list((tmp_path / "all").glob("*.json"))) == 12


def test_the_command_looks_first_and_writes_as_a_named_person(plan, tmp_path, capsys, hung, trang):
    path = tmp_path / "plan.json"
    path.write_bytes(changed_plan(plan))
    call_command("import_oscal", str(path), dossier=plan.pk)
    assert "1 câu trả lời đổi, 200 giữ nguyên." in (said := capsys.readouterr().out) and "Chưa ghi gì." in said
    with pytest.raises(CommandError, match="Ghi thì phải nói ai ghi"):
        call_command("import_oscal", str(path), dossier=plan.pk, write=True)
    with pytest.raises(SystemExit):
        call_command("import_oscal", str(path), dossier=plan.pk, write=True, by="trang")
    assert "bạn không được giao việc đó" in capsys.readouterr().err
    call_command("import_oscal", str(path), dossier=plan.pk, write=True, by="hung")
    assert "Đã ghi 1 câu trả lời." in capsys.readouterr().out
    path.write_bytes(b"{}")
    with pytest.raises(SystemExit):
        call_command("import_oscal", str(path), dossier=plan.pk)


def test_a_catalog_comes_in_by_the_command_of_editions(tmp_path, capsys):
    path = tmp_path / "catalog.json"
    path.write_bytes(to_bytes(to_catalog(NEW, bundled(NEW))))
    call_command("load_catalogue", str(path))
    assert "thêm 0, bỏ 0, đổi 0" in capsys.readouterr().out
    path.write_bytes(b"{}")
    with pytest.raises(CommandError, match="Tệp không phải OSCAL JSON"):
        call_command("load_catalogue", str(path))
