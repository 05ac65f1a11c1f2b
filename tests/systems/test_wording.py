"""One form of words: what is stored looks the same as what is compared."""

import pytest

from systems.wording import search_form, tidy


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u202e", "\u2066", "\ufffe", "\uffff"])
def test_letters_that_nobody_sees_are_dropped(unseen):
    """Else "exe.gnp" reads as "png.exe" turned round, and two names that look the same are two."""
    assert tidy(f"Cổng{unseen} dịch vụ") == "Cổng dịch vụ"


def test_words_are_found_without_marks_or_case():
    assert search_form("  Đăng\u00a0KIỂM\tViệt Nam ") == "dang kiem viet nam"
