"""The session's report as a page: axe-core finds nothing, in both languages (acceptance 9)."""

import subprocess
import sys

import pytest

from tests.workshop.browser.board import Board
from tests.workshop.browser.devices import Room
from tests.workshop.browser.server import SHORT, Server
from tests.workshop.browser.steps import Console, publish
from tests.workshop.browser.test_pages import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def session(chromium, tmp_path_factory):
    """The folder of a session with a publication, a prediction and a vote."""
    server = Server(tmp_path_factory.mktemp("told") / "session", SHORT, "--teams", "2")
    room = Room(chromium, server)
    with room.facilitator() as leader, room.team() as team, room.guest() as guest:
        room.go(leader, "/en/console")
        console = Console(leader)
        console.open_round()
        publish(Board(team).settled(), "Plan 1")
        console.ask("Plan 1?")
        guest.get_by_role("button", name="Higher").click()
        guest.get_by_text("You said").wait_for()
        console.reveal("Plan 1?")
        console.open_vote()
        guest.get_by_role("checkbox").check()
        guest.get_by_text("Your vote is in.").wait_for()
        console.close_vote()
    server.stop()
    return server.folder


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_report_is_for_everybody(session, chromium, lang):
    command = [sys.executable, "-m", "borderSim.cli.main", "report", str(session), "--lang", lang, "--members", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((session / f"report-{lang}" / "report.html").as_uri())
    assert violations(page) == []
    assert page.locator("html").get_attribute("lang") == lang
    assert page.get_by_text("Plan 1").count()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
