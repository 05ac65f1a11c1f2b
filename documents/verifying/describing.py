"""What a file says of itself (title, author, kind of PDF): may gain a date and a tool when signed, nothing else."""

from io import BytesIO

from pyhanko.pdf_utils.metadata.xmp_xml import XmpXmlProcessingError, parse_xmp
from pyhanko.pdf_utils.reader import PdfFileReader

TOOLS_WRITE = {"ModifyDate", "MetadataDate", "Producer"}  # what signing tools renew each time
OF_THE_PAPER = ("/Title", "/Author", "/Subject", "/Keywords", "/Creator")


def described_otherwise(reader: PdfFileReader, since: int) -> bool:
    """Whether the file's description now differs from the one in revision `since`, beyond what tools renew."""
    last = reader.xrefs.total_revisions - 1
    if last == since:
        return False
    return _xmp_differs(reader, since, last) or _info(reader, since) != _info(reader, last)


def _xmp_differs(reader: PdfFileReader, since: int, last: int) -> bool:
    then, now = _xmp(reader, since), _xmp(reader, last)
    if then == now:
        return False
    try:
        return then is None or now is None or _properties(then) != _properties(now)
    except (XmpXmlProcessingError, ValueError):
        return True


def _xmp(reader: PdfFileReader, revision: int) -> bytes | None:
    stream = reader.get_historical_root(revision).get("/Metadata")
    return None if stream is None else stream.get_object().data


def _properties(xmp: bytes) -> dict[str, object]:
    described = (pair for structure in parse_xmp(BytesIO(xmp)) for pair in structure)
    return {str(name): value for name, value in described if name.local_name not in TOOLS_WRITE}


def _info(reader: PdfFileReader, revision: int) -> dict[str, str]:
    resolver = reader.get_historical_resolver(revision)
    reference = resolver.trailer_view.get_value_as_reference("/Info", optional=True)
    if reference is None:
        return {}
    entries = resolver(reference)
    return {name: str(entries[name]) for name in OF_THE_PAPER if name in entries}
