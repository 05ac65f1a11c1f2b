"""The frame and the parts under addresses of their own, and a real browser."""

import copy
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

PATIENCE = 60_000
"""Milliseconds: enough for a busy machine; nothing here waits longer than it must."""


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates


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
def base_url():
    """Pages are opened by their whole address. (pytest 9 warns of how the plugin's own fixture is written.)"""
    return None
