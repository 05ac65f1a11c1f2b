"""A signing tool in a process of its own, which knows nothing of this product: python outside_tool.py IN OUT P12 FIELD.

The passphrase of the key file comes on standard input, as a person would type it.
"""

import sys
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter


def main(source: str, target: str, key_file: str, field: str) -> None:
    signer = signers.SimpleSigner.load_pkcs12(key_file, passphrase=sys.stdin.read().encode())
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    with Path(source).open("rb") as file, Path(target).open("wb") as out:
        signers.sign_pdf(IncrementalPdfFileWriter(file), meta, signer, existing_fields_only=True, output=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
