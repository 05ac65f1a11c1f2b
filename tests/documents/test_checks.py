"""What the start says when papers cannot be printed here: one sentence, and the site starts all the same."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from documents import fonts, native_libraries


def said() -> list[str]:
    return [found.msg for found in run_checks(tags=["papers"])]


@pytest.fixture
def without_pango(monkeypatch):
    monkeypatch.setattr(native_libraries, "_loaded", lambda names: None)
    native_libraries.missing.cache_clear()
    yield
    native_libraries.missing.cache_clear()


def test_a_machine_with_font_and_libraries_hears_nothing():
    assert said() == []


def test_a_missing_font_is_named_with_its_package(monkeypatch, capsys):
    monkeypatch.setattr(fonts, "_PLACES", ())
    (sentence,) = said()
    assert sentence == "Chưa có phông chữ Liberation Serif: hãy chạy «apt-get install fonts-liberation2» rồi thử lại."
    call_command("check")  # a warning stops nothing
    assert "documents.W001" in capsys.readouterr().err


def test_missing_libraries_are_named_with_their_packages(without_pango):
    (sentence,) = said()
    assert "«apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0»" in sentence


def test_a_font_that_lacks_vietnamese_letters_is_said_so(monkeypatch):
    monkeypatch.setattr(fonts, "coverage", lambda: frozenset(map(ord, fonts.accented())) - {ord("ữ"), ord("Ỵ")})
    assert said() == ["Phông chữ Liberation Serif trên máy này thiếu chữ ữ, Ỵ: hãy cài lại gói fonts-liberation2."]


def test_the_versions_that_decide_the_bytes_are_known():
    assert {"libpango-1.0-0", "harfbuzz", "fontconfig"} <= native_libraries.versions().keys()
    assert all(native_libraries.versions().values())
