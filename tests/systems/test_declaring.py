"""Every uploaded file comes with the declaration that it holds no state secret; without it nothing is kept."""

import inspect
import io
import pkgutil
from importlib import import_module

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

import classification.forms
import systems.forms
from classification.forms.editions import EditionFileForm
from classification.forms.parts import PartForm
from classification.models import Attachment, Evidence
from classification.workflow import State
from systems.forms.declaring import DeclaresNoSecret
from tests.systems.sheets import HEADER, a_row, workbook

ASKED = "Tôi cam đoan tệp không chứa bí mật nhà nước"
REFUSED = "Hãy đánh dấu lời cam đoan"
OPEN_DATA = {EditionFileForm}
"""A catalogue of requirements is the product's own data, checked line by line."""


def forms_with_files():
    for package in (systems.forms, classification.forms):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _name, form in inspect.getmembers(import_module(found.name), inspect.isclass):
                fields = getattr(form, "base_fields", {})
                if any(isinstance(field, forms.FileField) for field in fields.values()):
                    yield form


def test_every_form_with_a_file_asks_for_the_declaration():
    found = set(forms_with_files()) - OPEN_DATA
    assert len(found) >= 9 and all(issubclass(form, DeclaresNoSecret) for form in {*found, PartForm})


@pytest.mark.django_db
@pytest.mark.parametrize(("declared", "status"), [({}, 422), ({"no_secret": "on"}, 302)])
def test_a_spreadsheet_waits_only_with_the_declaration(client, hung, ministry, it_centre, declared, status):
    client.force_login(hung)
    sheet = SimpleUploadedFile("danh-muc.xlsx", workbook([HEADER, a_row()]))
    answer = client.post(reverse("systems:import"), {"file": sheet, **declared})
    assert answer.status_code == status
    assert status == 302 or (REFUSED in answer.content.decode() and ASKED in answer.content.decode())


@pytest.mark.django_db
def test_evidence_without_it_is_not_kept_and_the_words_stay(client, hung, dossier_in):
    client.force_login(hung)
    dossier = dossier_in(State.DRAFT)
    address = reverse("classification:evidence_add", args=[dossier.pk, "risk-01"])
    given = {"title": "Biên bản thử", "note": "bản đầu", "files": [SimpleUploadedFile("a.pdf", b"%PDF-1.7 a")]}
    answer = client.post(address, given)
    page = answer.content.decode()
    assert answer.status_code == 422 and REFUSED in page
    assert 'value="Biên bản thử"' in page and 'value="bản đầu"' in page and not Evidence.objects.exists()


@pytest.mark.django_db
def test_a_picture_in_a_part_needs_it_and_words_alone_do_not(client, hung, dossier_in):
    client.force_login(hung)
    dossier = dossier_in(State.DRAFT)
    address = reverse("classification:part", args=[dossier.pk, "diagrams"])
    assert ASKED in client.get(address).content.decode()
    answer = client.post(address, {"seen": 0, "description": "Hai vùng mạng", "logical": picture()})
    assert answer.status_code == 422 and REFUSED in answer.content.decode()
    assert "Hai vùng mạng" in answer.content.decode() and not Attachment.objects.exists()
    assert client.post(address, {"seen": 0, "description": "Hai vùng mạng"}).status_code == 302
    with_it = {"seen": 1, "description": "Hai vùng mạng", "logical": picture(), "no_secret": "on"}
    assert client.post(address, with_it).status_code == 302 and Attachment.objects.count() == 1


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "PNG")
    return SimpleUploadedFile("so-do.png", out.getvalue(), "image/png")


@pytest.mark.django_db
def test_a_part_without_files_does_not_ask(client, hung, dossier_in):
    client.force_login(hung)
    page = client.get(reverse("classification:part", args=[dossier_in(State.DRAFT).pk, "scope"])).content.decode()
    assert ASKED not in page
