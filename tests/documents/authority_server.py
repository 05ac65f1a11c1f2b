"""An authority on the loopback, as a process of its own: time-stamps, a revocation list, OCSP, and all that goes wrong.

`python -m tests.documents.authority_server FOLDER` prints its port. FOLDER holds keys and certificates (PEM) and may be
changed while it runs: `crl.der` is what /crl gives, a certificate's serial number in `revoked` is revoked for /ocsp.
"""

import datetime
import http.server
import sys
import time
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import pem, tsp
from asn1crypto import x509 as asn1_x509
from certomancer.services import TimeStamper
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import ocsp

FOLDER = Path(sys.argv[1]) if __name__ == "__main__" else Path()


class Authority(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._note()
        if self.path == "/crl":
            return self._answer((FOLDER / "crl.der").read_bytes())
        return self._answer(b"", 404)

    def do_POST(self):
        self._note()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        match self.path:
            case "/tsa":
                self._answer(stamp(body))
            case "/other-tsa":
                self._answer(stamp(body, "other"))
            case "/hold":  # answers once the test says so
                (FOLDER / "holding").write_text("")
                while not (FOLDER / "go").exists():
                    time.sleep(0.05)
                self._answer(stamp(body))
            case "/drip":
                self._drip()
            case "/rubbish":
                self._answer(b"<html>Trang chu</html>")
            case "/cut":
                self._answer(stamp(body)[:100])
            case "/replayed":
                self._answer(stamp(other_request(body)))
            case "/refuse":
                self._answer(refusal())
            case "/long":
                self._answer(b"\x30" * 3_000_000)
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/tsa")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/ocsp":
                self._answer(revocation_answer(body))
            case _:
                self._answer(b"busy", 503)

    def _note(self):
        with (FOLDER / "asked").open("a") as asked:
            asked.write(f"{self.path}\n")

    def _answer(self, content: bytes, status: int = 200):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"0")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        """Nothing: the tests read the file `asked`."""


def stamp(body: bytes, name: str = "tsa") -> bytes:
    request = tsp.TimeStampReq.load(body)
    certificate = asn1_x509.Certificate.load(_der(f"{name}.pem"))
    key = asn1_keys.PrivateKeyInfo.load(_der(f"{name}-key.pem"))
    issuer = asn1_x509.Certificate.load(_der(f"{name}-issuer.pem"))
    return TimeStamper(certificate, key, certs_to_embed=[issuer]).request_tsa_response(request).dump()


def other_request(body: bytes) -> bytes:
    """The same request about other bytes, with its nonce."""
    request = tsp.TimeStampReq.load(body)
    request["message_imprint"]["hashed_message"] = b"\0" * 32
    return request.dump(force=True)


def refusal() -> bytes:
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["het han muc"]})
    content = status.dump()
    return bytes([0x30, len(content)]) + content  # the library knows no answer without a token


def revocation_answer(body: bytes) -> bytes:
    asked = ocsp.load_der_ocsp_request(body)
    issuer = x509.load_pem_x509_certificate((FOLDER / "issuer.pem").read_bytes())
    key = load_pem_private_key((FOLDER / "issuer-key.pem").read_bytes(), None)
    revoked = dict(line.split() for line in (FOLDER / "revoked").read_text().splitlines())
    since = revoked.get(str(asked.serial_number))
    certificate = x509.load_pem_x509_certificate((FOLDER / f"asked-{asked.serial_number}.pem").read_bytes())
    now = datetime.datetime.now(datetime.UTC)
    answer = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate, issuer=issuer, algorithm=hashes.SHA256(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD, this_update=now,
        next_update=now + datetime.timedelta(hours=1),
        revocation_time=datetime.datetime.fromisoformat(since) if since else None, revocation_reason=None,
    )  # fmt: skip
    answer = answer.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer).certificates([issuer])
    return answer.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _der(name: str) -> bytes:
    return pem.unarmor((FOLDER / name).read_bytes())[2]


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Authority)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
