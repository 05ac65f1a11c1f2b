"""The mark by which a program knows a draft: its keyword, where people read the word across every page."""

from pyhanko.pdf_utils.reader import PdfFileReader

KEYWORD = "DỰ THẢO"  # templates/documents/pdf/_paper.html writes it into every draft


def is_draft(reader: PdfFileReader) -> bool:
    """Whether the file was printed as a draft; looked up in its first revision, which nothing appended can change."""
    first = reader.get_historical_resolver(0)
    reference = first.trailer_view.get_value_as_reference("/Info", optional=True)
    about = first(reference) if reference is not None else {}
    return "/Keywords" in about and KEYWORD in str(about["/Keywords"])
