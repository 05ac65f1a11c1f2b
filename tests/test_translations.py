"""Vietnamese and English are both complete: every marked sentence has its translation, compiled."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from classification.workflow import STEPS, State

ROOT = Path(__file__).resolve().parent.parent


SOURCES = ("config", "systems", "classification", "documents", "templates", "static", "locale", "manage.py")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """All sentences of the sources merged into the English catalogue, in a copy of the tree."""
    tree = tmp_path_factory.mktemp("tree")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-location", "--no-obsolete"]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    return tree / "locale" / "en" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("kind", ["--untranslated", "--only-fuzzy"])
def test_every_sentence_of_the_interface_has_its_english(collected, kind):
    left = subprocess.run(["msgattrib", kind, "--no-wrap", collected], capture_output=True, text=True, check=True)
    sentences = [line for line in left.stdout.splitlines() if line.startswith("msgid ") and line != 'msgid ""']
    assert not sentences


def test_placeholders_are_the_same_in_both_languages():
    source = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
    subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", source], check=True)


def test_the_compiled_catalogue_is_current():
    subprocess.run([sys.executable, ROOT / "scripts/translations.py", "--check"], check=True)


def test_the_table_speaks_english_when_asked():
    with translation.override("en"):
        words = [str(step.label) for step in STEPS.values()] + [str(state.label) for state in State]
    assert all(word.isascii() for word in words), words


@pytest.mark.django_db
def test_english_is_one_click_away_and_the_browser_does_not_choose_it(client):
    page = client.get(reverse("login"), headers={"Accept-Language": "en-US,en;q=0.9"}).content.decode()
    assert "Đăng nhập" in page and '<html lang="vi"' in page
    client.post(reverse("set_language"), {"language": "en", "next": reverse("login")})
    page = client.get(reverse("login")).content.decode()
    assert '<html lang="en"' in page and "Sign in" in page
