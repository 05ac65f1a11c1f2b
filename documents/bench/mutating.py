"""Random damage to a signed PDF that knows the format: the same seed does the same damage in every run."""

import random
import re
import zlib
from collections.abc import Callable, Iterator

NUMBER_PLACES = re.compile(
    rb"/(?:ByteRange|Length|Index|Prev|Size|W|Count|P|First|N)\s*\[?\s*(\d[\d ]*)|startxref\s+(\d+)|(\d+) \d+ obj"
)
NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]+")
OBJECT = re.compile(rb"(\d+) 0 obj\b.*?endobj", re.DOTALL)
ENTRY = re.compile(rb"/[A-Za-z]+ (?:\d+ 0 R|\d+|/[A-Za-z]+)")
KEYWORD = re.compile(rb"endobj|endstream|stream|startxref|xref|trailer|%%EOF|obj\b|>>|<<|\]|\[")
HOLE = re.compile(rb"/Contents <([0-9a-fA-F]{200,})>")
STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")

Mutation = Callable[[bytes, random.Random], bytes]


def flip(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + bytes([pdf[at] ^ 1 << chance.randrange(8)]) + pdf[at + 1 :]


def cut(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + pdf[at + chance.randrange(1, 60) :]


def insert(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + chance.randbytes(chance.randrange(1, 30)) + pdf[at:]


def repeat(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + pdf[at : at + chance.randrange(1, 400)] + pdf[at:]


def overwrite(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    return pdf[:at] + chance.randbytes(8) + pdf[at + 8 :]


def scatter(pdf: bytes, chance: random.Random) -> bytes:
    data = bytearray(pdf)
    for at in chance.sample(range(len(data)), 20):
        data[at] = chance.randrange(256)
    return bytes(data)


def number(pdf: bytes, chance: random.Random) -> bytes:
    """A range, a length, an offset or an object number that is another."""
    found = chance.choice(list(NUMBER_PLACES.finditer(pdf)))
    group = next(each for each in (1, 2, 3) if found[each] is not None)
    start, end = found.span(group)
    digits = [at for at in range(start, end) if pdf[at : at + 1].isdigit()]
    at = chance.choice(digits)
    value = chance.choice([b"0", b"1", b"9", b"-1", b"99999999999", b" ", b"%d" % chance.randrange(10)])
    return pdf[:at] + value + pdf[at + 1 :]


def name(pdf: bytes, chance: random.Random) -> bytes:
    """One name where another was."""
    names = list(NAME.finditer(pdf))
    start, end = chance.choice(names).span()
    return pdf[:start] + chance.choice(names)[0] + pdf[end:]


def doubled_key(pdf: bytes, chance: random.Random) -> bytes:
    """An entry of one dictionary written into another, whether it has that key or not."""
    at = chance.choice(list(re.finditer(rb"<<", pdf))).end()
    return pdf[:at] + b" " + chance.choice(list(ENTRY.finditer(pdf)))[0] + b" " + pdf[at:]


def keyword(pdf: bytes, chance: random.Random) -> bytes:
    words = list(KEYWORD.finditer(pdf))
    start, end = chance.choice(words).span()
    return pdf[:start] + chance.choice([b"", chance.choice(words)[0]]) + pdf[end:]


def swapped_objects(pdf: bytes, chance: random.Random) -> bytes:
    """Two whole objects in each other's place."""
    first, second = sorted(chance.sample(list(OBJECT.finditer(pdf)), 2), key=lambda each: each.start())
    between = pdf[first.end() : second.start()]
    return pdf[: first.start()] + second[0] + between + first[0] + pdf[second.end() :]


def in_the_hole(pdf: bytes, chance: random.Random) -> bytes:
    """A byte of the signature itself, which no hash covers."""
    start, end = chance.choice(list(HOLE.finditer(pdf))).span(1)
    at = start + 2 * chance.randrange((end - start) // 2)
    byte = int(pdf[at : at + 2], 16) ^ 1 << chance.randrange(8)
    written = b"%02X" % byte if pdf[start:end].isupper() else b"%02x" % byte
    return pdf[:at] + written + pdf[at + 2 :]


def pointer(pdf: bytes, chance: random.Random) -> bytes:
    """The end of the file names an older table, or any place at all."""
    starts = list(STARTXREF.finditer(pdf))
    start, end = starts[-1].span(1)
    places = [each[1] for each in starts[:-1]] + [b"%d" % chance.randrange(len(pdf))]
    return pdf[:start] + chance.choice(places) + pdf[end:]


def revision(pdf: bytes, chance: random.Random) -> bytes:
    """A well-formed update: an object that exists, changed, with a cross-reference table of its own."""
    found = chance.choice([each for each in OBJECT.finditer(pdf) if b"/XRef" not in each[0]])
    change = chance.choice([number, name, doubled_key, keyword])
    try:
        changed = change(found[0], chance)
    except (IndexError, StopIteration):  # nothing of that sort in this object
        changed = found[0].replace(b"<<", b"<< /X 1", 1)
    return _appended(pdf, {int(found[1]): changed})


def emptied_object(pdf: bytes, chance: random.Random) -> bytes:
    """A well-formed update that replaces some object by nothing, or by another object of the file."""
    objects = [each for each in OBJECT.finditer(pdf) if b"/XRef" not in each[0]]
    target, source = chance.choice(objects), chance.choice(objects)
    body = chance.choice([b"null", b"<< >>", source[0].partition(b"obj")[2].rpartition(b"endobj")[0].strip()])
    return _appended(pdf, {int(target[1]): b"%d 0 obj\n%s\nendobj" % (int(target[1]), body)})


def _appended(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    """The update as signing tools write it: objects, then a compressed cross-reference stream."""
    before = int(STARTXREF.findall(pdf)[-1])
    head = pdf[before : pdf.index(b"stream", before)]
    out, rows, index = bytearray(pdf + b"\n"), b"", []
    for key in sorted(objects):
        rows += b"\1" + len(out).to_bytes(8, "big") + b"\0\0"
        index.append(b"%d 1" % key)
        out += objects[key] + b"\n"
    place, size = len(out), int(re.search(rb"/Size (\d+)", head)[1])
    rows += b"\1" + place.to_bytes(8, "big") + b"\0\0"
    index.append(b"%d 1" % size)
    data = zlib.compress(rows)
    kept = b" ".join(
        found[0] for pattern in (rb"/Root [\d ]+R", rb"/ID \[[^]]*\]") if (found := re.search(pattern, head))
    )
    about = b"/Type /XRef /W [ 1 8 2 ] /Filter /FlateDecode /Size %d %s /Prev %d" % (size + 1, kept, before)
    out += b"%d 0 obj\n<< %s /Index [ %s ] /Length %d >>\n" % (size, about, b" ".join(index), len(data))
    out += b"stream\n" + data + b"\nendstream\nendobj\n\nstartxref\n%d\n%%%%EOF\n" % place
    return bytes(out)


MUTATIONS: tuple[Mutation, ...] = (
    flip, cut, insert, repeat, overwrite, scatter, number, name, doubled_key, keyword, swapped_objects, in_the_hole,
    pointer, revision, emptied_object,
)  # fmt: skip


def mutations(papers: list[bytes], seed: int) -> Iterator[tuple[str, int, bytes]]:
    """Without end: the kind of damage, which of the `papers` it was done to, and the damaged file."""
    chance = random.Random(seed)  # noqa: S311 - the same attacks each time
    while True:
        for kind in MUTATIONS:
            which = chance.randrange(len(papers))
            damaged = kind(papers[which], chance)
            if damaged != papers[which]:
                yield kind.__name__, which, damaged
