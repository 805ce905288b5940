"""A lever's key to the last picture takes at most two model calls, on the scenario of five years (acceptance 3)."""

from pathlib import Path

import pytest

from borderSim.workshop.draft.change import with_lever
from borderSim.workshop.draft.draft import Draft
from tests.workshop.browser.board import RELEASED, Board
from tests.workshop.browser.devices import Room
from tests.workshop.browser.latency import key_to_paint, model_call
from tests.workshop.browser.model import bases
from tests.workshop.browser.server import Server

pytestmark = pytest.mark.browser
REOPEN = Path(__file__).parents[3] / "scenarios" / "reopen.yaml"
ROUNDS, MOST = 5, 2.0
LEVER = "crossing_integrity"


def test_last_paint_takes_at_most_two_model_calls(chromium, tmp_path):
    server = Server(tmp_path / "session", REOPEN, "--teams", "1")
    room, scenarios = Room(chromium, server), bases(REOPEN)
    calls, paints = [], []
    try:
        with room.team() as page:
            board = Board(page).settled()
            model_call(Draft("reopen"), scenarios, RELEASED)
            for turn in range(ROUNDS):
                calls.append(
                    model_call(with_lever(Draft("reopen"), scenarios, LEVER, 0.31 + turn / 50), scenarios, RELEASED)
                )
                paints.append(key_to_paint(page, LEVER, "ArrowLeft", RELEASED))
                board.settled()
    finally:
        server.stop()
    print(f"\nmodel call {min(calls):.3f} s, key to last paint {min(paints):.3f} s")
    assert min(paints) <= MOST * min(calls), (paints, calls)
