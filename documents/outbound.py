"""The one door through which this app asks other machines: addresses of administrators, within a time and a size.

No redirect is followed: what answers is the machine that an administrator named.
"""

import http.client
import socket
import ssl
import threading
import time
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

PIECE = 64 * 1024


class NoAnswer(Exception):
    """No usable answer came; its text is a sentence."""


def ask(
    url: str, *, body: bytes | None = None, content_type: str = "", seconds: float, most: int
) -> bytes:  # fmt: skip
    """The answer to a POST of `body`, or to a GET without one, within a time and of a size. Raises NoAnswer."""
    address = address_of(url)
    end = time.monotonic() + seconds
    connection = _connection(address, seconds)
    over = threading.Event()
    clock = threading.Timer(seconds, _cut, (connection, over))
    clock.daemon = True
    clock.start()
    try:
        return _exchange(connection, address, body, content_type, most, end)
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        if over.is_set() or isinstance(wrong, TimeoutError):
            raise NoAnswer(_("không trả lời trong %(n)s giây") % {"n": f"{seconds:g}"}) from wrong
        raise NoAnswer(_words(wrong)) from wrong
    finally:
        clock.cancel()
        connection.close()


def address_of(url: str) -> SplitResult:
    """The parts of an address that may be asked: http or https, a host, no account in it. Raises NoAnswer."""
    try:
        address = urlsplit(url)
        usable = address.scheme in ("http", "https") and address.hostname and "@" not in address.netloc
        port_known = address.port is None or address.port > 0
    except ValueError:
        usable = port_known = False
    if not usable or not port_known or not url.isprintable() or " " in url:
        raise NoAnswer(_("địa chỉ không phải là http:// hoặc https://"))
    return address


def _connection(address: SplitResult, seconds: float) -> http.client.HTTPConnection:
    if address.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(address.hostname, address.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(address.hostname, address.port, timeout=seconds)


def _cut(connection: http.client.HTTPConnection, over: threading.Event) -> None:
    """End a conversation that drips on: a socket's own time limit begins anew with every byte."""
    over.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _exchange(connection, address: SplitResult, body: bytes | None, content_type: str, most: int, end: float) -> bytes:
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    headers = {"User-Agent": "ho-so-cap-do", "Accept-Encoding": "identity"}
    if content_type:
        headers["Content-Type"] = content_type
    connection.request("POST" if body is not None else "GET", path, body=body, headers=headers)
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise NoAnswer(_("trả lời mã lỗi HTTP %(code)s") % {"code": answer.status})
    pieces, size = [], 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise NoAnswer(_("trả lời quá dài"))
        if time.monotonic() > end:
            raise TimeoutError
    if answer.length:  # the end came before what was announced
        raise ConnectionResetError
    return b"".join(pieces)


def _words(wrong: Exception) -> str:
    match wrong:
        case socket.gaierror():
            return _("không tìm thấy máy có tên này")
        case ConnectionRefusedError():
            return _("không kết nối được: máy từ chối")
        case ssl.SSLError():
            return _("chứng thư TLS của máy không được tin cậy")
        case ConnectionError() | http.client.HTTPException():
            return _("ngắt kết nối giữa chừng hoặc trả lời không phải HTTP")
        case PermissionError():
            return _("máy chủ này không được phép kết nối ra ngoài")
    return _("không kết nối được (%(kind)s)") % {"kind": type(wrong).__name__}
