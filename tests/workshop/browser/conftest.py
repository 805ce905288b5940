"""One Chromium and one server for all browser tests; each device is a context of its own."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.workshop.browser.devices import Room
from tests.workshop.browser.server import SHORT, Server

TEAMS = 12


@pytest.fixture(scope="package")
def chromium():
    """The system's Chromium; without one these tests are skipped, or fail where no skip is allowed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory, chromium):
    """A workshop of two years that all tests share."""
    running = Server(tmp_path_factory.mktemp("shared") / "session", SHORT, "--teams", str(TEAMS))
    yield running
    alive = running.process.poll() is None
    running.stop()
    assert alive, "the server stayed alive through all of this"


@pytest.fixture(scope="package")
def room(chromium, server):
    """Devices for that workshop."""
    return Room(chromium, server)
