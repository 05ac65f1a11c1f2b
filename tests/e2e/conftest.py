"""The product in a real browser: Debian's Chromium against a live server, with keys and files of this test alone."""

import os

import pytest
from playwright.sync_api import expect

from tests.documents.conftest import keys, trusted  # noqa: F401 - fixtures for these tests too

PATIENCE = 60_000
"""Milliseconds: enough for a busy machine; nothing here waits longer than it must."""


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, which asks nobody anything. Playwright keeps a loop running, so the database must not mind."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
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


def watch(page, home: str, wrong: list) -> None:
    """Note what a page must never do: break the strict policy, fail in a script, ask another host, miss a file."""
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda ask: None if ask.url.startswith((home, "data:", "blob:")) else wrong.append(ask.url))
    page.on("response", lambda got: wrong.append(got.url) if "/static/" in got.url and got.status >= 400 else None)


@pytest.fixture
def browse(browser, live_server, browser_context_args):
    """A browser of one's own: `browse()` gives a page; it fails the test when a page does what none may."""
    wrong, contexts = [], []

    def go(**options):
        context = browser.new_context(**browser_context_args | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(2 * PATIENCE)
        context.on("page", lambda page: watch(page, live_server.url, wrong))
        return context.new_page()

    yield go
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def enter(browse, live_server, client):
    """Come in as a person by a session rather than the login form: `enter(hung, "/tien-do/")` gives the page."""

    def go(user, path="/", **options):
        page = browse(**options)
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return go
