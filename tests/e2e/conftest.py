"""The product in a real browser: Debian's Chromium against a live server, with keys and files of this test alone."""

import os

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from documents.services import add_key
from tests.documents.signing_desk import PASSPHRASE, authority, packed_key

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, which asks nobody anything. Playwright keeps a loop running, so the database must not mind."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        "executable_path": os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", "accept_downloads": True}


@pytest.fixture(scope="session")
def base_url():
    """Pages are opened by their whole address. (pytest 9 warns of how the plugin's own fixture is written.)"""
    return None


@pytest.fixture
def trusted(settings, tmp_path):
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "demo.pem").write_bytes(authority().root.public_bytes(Encoding.PEM))
    settings.TRUST_DIR = folder
    return folder


@pytest.fixture
def keys(trusted, people):
    for user in people.values():
        add_key(user=user, pkcs12=packed_key(user.full_name), passphrase=PASSPHRASE)


@pytest.fixture
def clean_page(page, live_server):
    """A page that fails the test when it asks anything of another host or breaks the strict policy."""
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((live_server.url, "data:", "blob:")) else wrong.append(asked.url),
    )
    yield page
    assert not wrong


@pytest.fixture
def enter(clean_page, live_server, client):
    """Come in as a person, by a session rather than the login form: `enter(hung)` gives the page."""

    def go(user, path="/"):
        client.force_login(user)
        clean_page.context.clear_cookies()
        clean_page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        clean_page.goto(live_server.url + path)
        return clean_page

    return go
