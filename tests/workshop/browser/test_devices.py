"""Devices beside one another: drafts stay apart, what is published is for all, nothing gets lost (acceptance 5, 6)."""

import pytest

from borderSim.workshop.draft.change import with_lever
from borderSim.workshop.draft.draft import Draft
from tests.workshop.browser.board import Board
from tests.workshop.browser.devices import Room
from tests.workshop.browser.model import bases, sha
from tests.workshop.browser.server import SHORT, Server, still_there
from tests.workshop.browser.steps import Console, publish

pytestmark = pytest.mark.browser
LEVER = "crossing_integrity"


def frames(page):
    """All that the server sends to a page from now on, as text."""
    heard = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda text: heard.append(str(text))))
    return heard


def test_two_devices_never_see_each_others_draft_and_publishing_shows_on_the_wall(room):
    with room.team() as one, room.team() as two, room.facilitator() as wall:
        room.go(wall, "/en/console")
        Console(wall).open_round()
        heard = frames(two)
        two.reload()
        first, second = Board(one).settled(), Board(two).settled()
        source, start = second.source, second.value(LEVER)
        first.press(LEVER, "Home")
        assert first.source != source
        room.go(wall, "/en/wall")
        wall.locator(".panel").first.wait_for()
        assert (second.source, second.value(LEVER)) == (source, start)
        hidden = sha(with_lever(Draft("r24"), bases(), LEVER, 0.0))
        assert hidden in first.source
        assert hidden not in "".join(heard), "another team's draft is not even sent"
        assert "No more bribes" not in wall.content()
        publish(first, "No more bribes")
        panel = wall.locator(".panel", has_text="No more bribes")
        panel.get_by_text("32 runs", exact=True).wait_for()
        assert panel.locator(".chart svg path").count() > 10
        assert (second.source, second.value(LEVER)) == (source, start)
        second.press(LEVER, "End")
        assert first.value(LEVER) == 0
        room.go(wall, "/en/console")
        Console(wall).close_round()


def test_a_killed_server_goes_on_where_it_was(chromium, tmp_path):
    server = Server(tmp_path / "session", SHORT, "--teams", "2")
    room = Room(chromium, server)
    try:
        with (
            room.team(calm=False) as team,
            room.guest(calm=False) as guest,
            room.facilitator(calm=False) as leader,
        ):
            board, console = Board(team).settled(), Console(leader)
            room.go(leader, "/en/console")
            console.open_round()
            board.press(LEVER, "Home")
            publish(board, "No more bribes")
            console.ask("And then?")
            console.open_vote()
            guest.get_by_role("button", name="Higher").click()
            guest.get_by_text("You said: Higher.").wait_for()
            guest.get_by_role("checkbox").check()
            guest.get_by_text("Your vote is in.").wait_for()
            board.press(LEVER, "End")
            before = board.pictures(), board.source
            workers = server.workers()
            assert workers
            for page in (team, guest, leader):
                page.evaluate("() => { window.beforeTheKill = true; }")
            server.kill()
            assert still_there(workers) == [], "the model's processes end with the server"
            server.start()
            assert "The workshop goes on" in server.said
            for page in (team, guest, leader):
                page.wait_for_function("() => !window.beforeTheKill")  # each page loads again by itself
            board.settled(now=before[1])
            assert board.value(LEVER) == 1
            assert (board.pictures(), board.source) == before
            team.get_by_role("banner").get_by_text("Round 1").wait_for()
            guest.get_by_text("You said: Higher.").wait_for()
            assert guest.get_by_role("checkbox").is_checked()
            leader.get_by_text("Open: And then?").wait_for()
            leader.get_by_text("1 of 2 sealed").wait_for()
            console.close_vote()
            leader.get_by_text("1 of 1 approve").wait_for()
    finally:
        server.stop()
