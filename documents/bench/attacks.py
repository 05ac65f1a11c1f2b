"""How many randomly damaged papers the verifier catches: made, signed and sealed here, damaged, and judged."""

import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from documents import rendering
from documents.bench.mutating import mutations
from documents.content import Paper
from documents.demo_ca import create_demo_ca, issue_person_certificate
from documents.keys import SigningKey, open_key
from documents.signing import FieldBox, prepare_fields, sign
from documents.trust import TrustStore
from documents.verifying.direct import verify

SEED = 331
PASSPHRASE = "chỉ để đo"  # noqa: S105 - of keys that live as long as the measurement


def run(paper: Paper, count: int, *, seed: int = SEED) -> dict:
    """Damage `paper` in `count` ways, as signed by a person and as sealed too; judge each file as a stranger's.

    Gives `tried`, `caught`, `called_valid`, `crashed`, `by_kind` (caught of each kind of damage) and `seconds`. Nobody
    is asked for a register here: what is caught is caught by the file alone.
    """
    papers, trust = _signed(paper)
    figures, by_kind, started = Counter(), Counter(), time.process_time()
    for _number, (kind, _which, damaged) in zip(range(count), mutations(papers, seed), strict=False):
        figures["tried"] += 1
        try:
            verdict = verify(damaged, trust=trust).verdict
        except Exception:  # counted: a verdict is owed for whatever is sent
            figures["crashed"] += 1
            continue
        figures["called_valid" if verdict == "valid" else "caught"] += 1
        by_kind[kind] += verdict != "valid"
    counted = {name: figures[name] for name in ("tried", "caught", "called_valid", "crashed")}
    return counted | {"by_kind": dict(by_kind), "seconds": time.process_time() - started}


def _signed(paper: Paper) -> tuple[list[bytes], TrustStore]:
    """The paper signed by a person, and sealed after that, by an authority of a moment."""
    printed = rendering.render(paper)
    prepared = prepare_fields(printed.pdf, {"ky-1": _box(printed, "ky-1"), "dau-1": _box(printed, "dau-1")})
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        authority = create_demo_ca(Path(folder) / "pki")
        person, seal = (_key(authority, name, now) for name in ("Nguyễn Văn Đo", "Bộ Đo lường"))
    shared = {"reason": "Đo", "location": "Hà Nội", "signed_at": now}
    signed = sign(prepared, field="ky-1", key=person, certify=True, **shared).pdf
    sealed = sign(signed, field="dau-1", key=seal, certify=False, **shared).pdf
    return [signed, sealed], TrustStore((authority.root,))


def _box(printed: rendering.RenderedPaper, name: str) -> FieldBox:
    page, rect = printed.boxes.get(name, (0, (40, 40, 140, 90)))
    return FieldBox(page, rect)


def _key(authority, name: str, now: datetime) -> SigningKey:
    packed, _certificate = issue_person_certificate(
        authority, name=name, title="", organisation="", email="", days=1, passphrase=PASSPHRASE,
        valid_from=now - timedelta(hours=1), rounds=2000,
    )  # fmt: skip
    return open_key(packed, PASSPHRASE)
