"""What was slipped into a paper before it was signed elsewhere, or changed after, is found when it comes back."""

import pytest

from tests.documents import forgeries
from tests.documents.outside_signer import (
    outside_signature,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "forge",
    [
        forgeries.annotation_added, forgeries.page_content_replaced, forgeries.page_added, forgeries.page_tree_swapped,
        forgeries.script_on_opening, forgeries.attachment_added, forgeries.letters_swapped_in_copying,
        forgeries.empty_field_over_the_page, forgeries.picture_in_an_empty_field,
    ],
    ids=lambda forge: forge.__name__,
)  # fmt: skip
def test_what_was_slipped_in_before_signing_is_found(taken, refused, minh_ha, forge):
    """Her signature would cover it, so the digest says nothing; only what was given out does."""
    code, words = refused(outside_signature(forge(taken[1]), minh_ha))
    assert (code, words) == (
        "not_only_signed", "Ngoài chữ ký, tệp còn bị thêm hoặc sửa nội dung so với bản đã đưa ra ký."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        (forgeries.junk_at_the_end, "after"),
        (forgeries.loose_objects_at_the_end, "unreadable"),
        (forgeries.annotation_added, "after"),
        (forgeries.page_content_replaced, "after"),
        (forgeries.something_hidden_after_the_signature_bytes, "padding"),
        (lambda pdf: forgeries.flipped(pdf, pdf.rfind(b"/SubFilter") + 14), "unsupported"),
    ],
    ids=["junk", "objects", "note", "page", "padding", "flip"],
)
def test_what_was_changed_after_signing_is_found(taken, refused, minh_ha, forge, expected):
    code, words = refused(forge(outside_signature(taken[1], minh_ha)))
    assert code == expected and words.endswith(".")


def test_a_changed_byte_of_the_signed_part_breaks_the_digest(taken, refused, minh_ha):
    signed = outside_signature(taken[1], minh_ha)
    place = signed.rfind(b"xref")
    start = signed.rfind(b"/Name", 0, place)
    assert start > len(taken[1])
    code, words = refused(forgeries.flipped(signed, start + 1, 1))
    assert (code, words) == ("changed", "Tệp đã bị thay đổi sau khi ký.")
