"""How a file relates to the paper it is, or grew from: current, an earlier state, or changed by somebody."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents.keys import VIETNAM
from documents.verifying.register import COSIGNED, CURRENT, EVIDENCE, SEALED, TIMESTAMPED, PaperState, RegisteredPaper
from documents.verifying.verdict import Finding, SignatureVerdict

Pairs = tuple[tuple[str, str], ...]
# What made a state of the one before: as something done, and as what is there since.
WORDS = {
    COSIGNED: (_lazy("ký thêm"), _lazy("chữ ký của người cùng ký")),
    SEALED: (_lazy("đóng dấu"), _lazy("con dấu của cơ quan")),
    EVIDENCE: (_lazy("bổ sung dữ liệu kiểm tra chữ ký"), _lazy("dữ liệu kiểm tra chữ ký")),
    TIMESTAMPED: (_lazy("bổ sung dấu thời gian"), _lazy("dấu thời gian")),
}
SIGNED = (_lazy("ký thêm"), _lazy("chữ ký"))


def compare(
    paper: RegisteredPaper,
    sha256: str,
    signatures: tuple[SignatureVerdict, ...],
    attachments: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """What the register says of a file: `signatures` and `attachments` (name -> SHA-256) are what it was found to hold.

    `attachments` is None where the file was not looked into.
    """
    found = tuple((signature.field, signature.fingerprint) for signature in signatures)
    at = paper.position_of(sha256)
    if at is None:
        yield _stranger(paper, sha256, found)
    else:
        yield from _ours(paper, at, found)
    if paper.attachments is not None and attachments is not None and dict(attachments) != dict(paper.attachments):
        yield Finding("attachment_differs", {"name": paper.name})
    if paper.standing != CURRENT:
        yield Finding(paper.standing)


def _ours(paper: RegisteredPaper, at: int, found: Pairs) -> Iterator[Finding]:
    """The bytes are one of our states; then the signatures in it have to be the recorded ones, in their order."""
    name = {"name": paper.name}
    if not _same(found, paper.chain(at)):
        yield Finding("misrecorded", name)
    missing = paper.states[at + 1 :]
    if not missing:
        yield Finding("registered", name)
        return
    signed_since = any(state.kind not in (EVIDENCE, TIMESTAMPED) for state in missing)
    words = {"before": str(_words(missing[0])[0]), "added": "; ".join(_added(state) for state in missing)}
    yield Finding("earlier_unsealed" if signed_since else "earlier", name | words)


def _stranger(paper: RegisteredPaper, sha256: str, found: Pairs) -> Finding:
    """The file is what was prepared here, unsigned; or it begins as a state of ours and then goes on otherwise."""
    name, chain = {"name": paper.name}, paper.chain()
    if sha256 == paper.prepared_sha256 and not found:
        return Finding("prepared", name)
    if len(found) < len(chain) and _same(found, chain[: len(found)]):
        return Finding("rollback", name)
    if len(found) > len(chain) and _same(found[: len(chain)], chain):
        return Finding("signed_again", name)
    if not _same(found, chain):
        return Finding("impostor", name)
    return Finding("altered", name)


def _same(found: Pairs, recorded: Pairs) -> bool:
    """Field by field and certificate by certificate; what was not recorded is not compared."""
    if len(found) != len(recorded):
        return False
    pairs = zip(found, recorded, strict=True)
    return all(field in ("", seen[0]) and certificate in ("", seen[1]) for seen, (field, certificate) in pairs)


def _added(state: PaperState) -> str:
    what = str(_words(state)[1])
    if state.kept_at is None:
        return what
    return _("%(what)s (ngày %(day)s)") % {"what": what, "day": f"{state.kept_at.astimezone(VIETNAM):%d/%m/%Y}"}


def _words(state: PaperState) -> tuple[str, str]:
    return WORDS.get(state.kind, SIGNED)
