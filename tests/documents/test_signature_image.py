"""A person's handwritten signature as a picture: brought on the page of keys, seen on the paper, nobody else's."""

import io
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageChops

from classification.workflow import State
from documents.models import IssuedDocument, SignatureImage
from documents.page_images import page_image
from documents.services import set_signature_image
from documents.signing_stamp import stamp_style
from documents.verifying.direct import verify
from tests.documents.seals import RED, seal_picture, signature_picture
from tests.documents.signing_desk import key_of, prepared, put_signature, trust

pytestmark = pytest.mark.django_db


def last_page(pdf: bytes, number: int) -> Image.Image:
    return Image.open(io.BytesIO(page_image(pdf, number - 1))).convert("RGB")


@pytest.mark.poppler
def test_the_picture_stands_where_the_name_and_the_time_would(dossier_in, complete, ha, sign_step, tmp_path):
    set_signature_image(user=ha, content=signature_picture())
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    paper = IssuedDocument.objects.get()
    (tmp_path / "paper.pdf").write_bytes(paper.read())
    shown = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, text=True).stdout
    assert "Ký bởi" not in shown and verify(paper.read(), trust=trust()).verdict == "valid"
    red, _green, blue = last_page(paper.read(), paper.pages).split()
    strokes = ImageChops.subtract(blue, red).point(lambda more: 255 if more > 80 else 0)
    assert strokes.histogram()[255] > 300


def test_on_the_page_of_keys_it_is_brought_seen_and_taken_away(client, ha, hung):
    address, own = reverse("documents:my_key"), reverse("documents:my_image")
    client.force_login(ha)
    assert client.get(own).status_code == 404
    wrong = {"what": "image", "image": SimpleUploadedFile("k.png", signature_picture(RED))}
    refused = client.post(address, wrong)
    assert refused.status_code == 422 and "Hình chữ ký phải màu xanh" in refused.content.decode()
    assert client.post(address, {"what": "image"}).status_code == 422
    client.post(address, {"what": "image", "image": SimpleUploadedFile("k.png", signature_picture())})
    assert own in client.get(address).content.decode() and client.get(own).content.startswith(b"\x89PNG")
    client.force_login(hung)
    assert client.get(own).status_code == 404
    client.post(address, {"without_image": "1"})
    assert SignatureImage.objects.count() == 1
    client.force_login(ha)
    client.post(address, {"without_image": "1"})
    assert not SignatureImage.objects.exists()


def test_a_seal_is_no_signature(client, ha):
    client.force_login(ha)
    sent = {"what": "image", "image": SimpleUploadedFile("k.png", seal_picture())}
    assert client.post(reverse("documents:my_key"), sent).status_code == 422


VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def test_no_vietnamese_letter_of_the_stamp_is_blank_or_like_another():
    """Each of the 134 accented letters, drawn into the field, leaves ink of its own and no two leave the same."""
    letters = [letter for letter in VOWELS + VOWELS.upper() if not letter.isascii()]
    assert len(letters) == 134
    empty = last_page(prepared(), 2)
    seen = {}
    for letters_at_once in (letters[start : start + 12] for start in range(0, len(letters), 12)):
        signed = put_signature(prepared(), key_of("Lương Đình Khải"), lines=(" ".join(letters_at_once),))
        page = last_page(signed.pdf, 2)
        columns = ink_runs(ImageChops.difference(page, empty).convert("L"))
        for letter, drawn in zip(letters_at_once, columns, strict=True):
            seen[letter] = drawn
    assert len(seen) == 134 and len(set(seen.values())) == 134


def ink_runs(picture: Image.Image) -> list[bytes]:
    """What is drawn, cut at the empty columns between letters."""
    width, height = picture.size
    runs, start = [], None
    for x in range(width + 1):
        ink = x < width and picture.crop((x, 0, x + 1, height)).getbbox()
        if ink and start is None:
            start = x
        elif not ink and start is not None:
            runs.append(picture.crop((start, 0, x, height)).tobytes())
            start = None
    return runs


def test_a_stamp_takes_the_decomposed_form_of_a_name():
    assert stamp_style(["Nguyễn"], 100, 50).background.lines == ["Nguyễn"]
