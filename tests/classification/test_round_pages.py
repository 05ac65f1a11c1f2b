"""A round as it was sent, and what changed from one to the next, on screen."""

import io

import pytest
from PIL import Image

from classification.content import content_of, content_sent
from classification.models import DossierPart
from classification.round_changes import changed_places, changes
from classification.services import add_attachment, answer_requirement, write_facts, write_part
from classification.workflow import State
from tests.rounds import FACTS, fresh, handed_back, take

pytestmark = pytest.mark.django_db
SCALE = "part/scope/scale"


@pytest.fixture
def draft(dossier_in, complete):
    return complete(dossier_in(State.DRAFT, round=0, facts=FACTS))


@pytest.fixture
def returned(draft, hung, trang):
    return handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng."}, answered=True)


def page(client, user, path: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return out.getvalue()


def edit(dossier, hung) -> None:
    """Change a text, a file, rows, a fact and an answer."""
    part = DossierPart.objects.get(dossier=dossier, key="scope")
    scope = part.content | {"scale": "Nội dung và 300 người dùng"}
    write_part(dossier=dossier, key="scope", content=scope, by=hung)
    drawn = add_attachment(dossier=dossier, filename="moi.png", content=picture("red"), by=hung, kind="image")
    diagrams = DossierPart.objects.get(dossier=dossier, key="diagrams").content | {"physical": drawn.pk}
    write_part(dossier=dossier, key="diagrams", content=diagrams, by=hung)
    rows = [{"name": "Tường lửa", "location": "Hòa Lạc", "purpose": "Ngăn chặn"}]
    write_part(dossier=dossier, key="devices", content={"rows": rows}, by=hung)
    write_facts(dossier=dossier, facts={**FACTS, "basic_data_subjects": 130_000}, by=hung)
    code = dossier.catalogue.requirements_for(3)[0].code
    answer_requirement(
        dossier=dossier, code=code, by=hung, status="partly", how="Đang làm", responsible="Phòng CNTT", evidence=""
    )


def test_nothing_differs_between_a_round_and_itself(returned):
    sent = content_sent(returned.submissions.get())
    assert changes(sent, sent) == []
    assert not [one for one in changes(sent, content_of(returned)) if one.anchor != "answers"]


def test_every_kind_of_change_is_told_at_its_place(returned, hung):
    edit(returned, hung)
    found = changes(content_sent(returned.submissions.get()), content_of(fresh(returned)))
    assert [section.anchor for section in found] == [
        "facts", "part-scope", "part-diagrams", "part-devices", "plan", "files"
    ]  # fmt: skip
    code = returned.catalogue.requirements_for(3)[0].code
    assert {SCALE, "part/scope", "part/diagrams/physical", "part/devices", "fact/basic_data_subjects",
            f"plan/{code}"} <= changed_places(found)  # fmt: skip
    scale = found[1].lines[0]
    assert "".join(piece.text for piece in scale.old) == "Nội dung"
    assert [piece.text for piece in scale.new if piece.kind == "came"] == [" và 300 người dùng"]
    assert found[0].lines[0].old[0].text.startswith("120.000"[:1])


def test_the_round_shows_what_was_sent_after_everything_was_changed(client, returned, hung, an):
    edit(returned, hung)
    text = page(client, an, f"/ho-so/{returned.pk}/lan-trinh/1/")
    assert "300 người dùng" not in text and "Hòa Lạc" not in text
    assert "so-do.png" in text and returned.submissions.get().digest in text and "Ghi số người dùng." in text
    assert "120.000" in text and "130.000" not in text


def test_the_operator_sees_what_was_edited_and_the_appraiser_what_changed(client, returned, hung, trang):
    edit(returned, hung)
    path = f"/ho-so/{returned.pk}/lan-trinh/2/"
    editing = page(client, hung, f"{path}thay-doi/")
    assert "Bản đang sửa" in editing and "<ins>" in editing and "moi.png" in editing
    page(client, hung, path, 404)
    dossier = take(take(returned, "submit", hung), "accept", trang)
    text = page(client, trang, f"{path}thay-doi/")
    assert "Lần trình 2 so với lần trình 1" in text and "có sửa" in text and "Đã sửa." in text
    appraising = page(client, trang, f"/ho-so/{dossier.pk}/tham-dinh/")
    assert f'href="{path}thay-doi/#d-part-scope"' in appraising and f'href="{path}thay-doi/#d-plan"' in appraising
    assert f'href="{path}thay-doi/#d-part-zones"' not in appraising
    assert "Từ đó 1 yêu cầu" in appraising
    history = page(client, hung, f"/ho-so/{dossier.pk}/")
    assert f'href="/ho-so/{dossier.pk}/lan-trinh/1/"' in history and f'href="{path}thay-doi/"' in history


def test_a_round_that_was_not_kept_is_said_to_be_so(client, dossier_in, hung, submitted_by):
    dossier = dossier_in(State.SUBMITTED)
    submitted_by(dossier, hung)
    assert "không được lưu riêng" in page(client, hung, f"/ho-so/{dossier.pk}/")
    for path in ("lan-trinh/1/", "lan-trinh/1/thay-doi/", "lan-trinh/0/thay-doi/", "lan-trinh/9/"):
        page(client, hung, f"/ho-so/{dossier.pk}/{path}", 404)


def test_a_stranger_reads_no_round(client, returned, la, root, binh):
    for user in (la, root, binh):
        for path in ("lan-trinh/1/", "lan-trinh/2/thay-doi/", "y-kien/"):
            page(client, user, f"/ho-so/{returned.pk}/{path}", 404)


def test_a_part_that_no_edition_knows_any_more_is_still_read(client, draft, hung):
    DossierPart.objects.filter(dossier=draft, key="scope").update(
        content={"scope": "a", "scale": "b", "audience": "c", "mục cũ": "Lời xưa"}
    )
    dossier = take(draft, "submit", hung)
    assert "Lời xưa" in page(client, hung, f"/ho-so/{dossier.pk}/lan-trinh/1/")
