"""What the desk is asked before anybody asks: the first pictures, a resumed session's drafts, a firm baseline."""

import asyncio
from datetime import date

import pytest

from borderSim.errors import RunError
from borderSim.scenario import ScheduledEvent
from borderSim.workshop import ahead
from borderSim.workshop.ahead import compute_ahead
from borderSim.workshop.desk.ask import FIRM, ON_RELEASE
from borderSim.workshop.room import events
from tests.workshop.room_lab import CHIEF, DRIVER, draft
from tests.workshop.screen_lab import FakeDesk, settled, workshop

SHOCK = ScheduledEvent("border_closure", None, date(2023, 6, 1), date(2023, 9, 1))


class EarlyDesk(FakeDesk):
    def __init__(self, wrong=None):
        super().__init__()
        self.started, self.quiet_for, self.at_start = [], 1e9, wrong

    async def start(self, bases, future=()):
        self.started.append((bases, future))
        if self.at_start:
            raise self.at_start


def test_the_first_pictures_are_those_of_the_room_as_it_is_now(tmp_path):
    async def play():
        made = workshop(tmp_path, desk=EarlyDesk())
        event = SHOCK
        made.room.do(events.Injected(event), by=CHIEF)
        made.room.do(events.Drafted(1, draft()), by=DRIVER)
        await compute_ahead(made)
        assert made.desk.started == [(made.bases, (event,))]
        asked = dict(made.desk.asked)
        assert asked["start team 1"] == made.ask(draft(), ON_RELEASE)
        firm = [ask for device, ask in made.desk.asked if device == "firm baseline"]
        assert [ask.members for ask in firm] == [82, 132, 182, FIRM]
        assert all(ask.policy == ask.baseline == asked["start team 1"].baseline for ask in firm)

    asyncio.run(play())


def test_a_firm_baseline_waits_until_nobody_asks(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "LOOK", 0.001)

    async def play():
        made = workshop(tmp_path, desk=EarlyDesk())
        made.desk.quiet_for = 0.0
        task = asyncio.create_task(compute_ahead(made))
        await settled()
        assert "firm baseline" not in dict(made.desk.asked)
        made.desk.quiet_for = ahead.QUIET
        await asyncio.wait_for(task, 5)
        assert dict(made.desk.asked)["firm baseline"].members == FIRM

    asyncio.run(play())


@pytest.mark.parametrize("lost", [True, False])
def test_what_goes_wrong_is_said_and_does_not_end_the_server(tmp_path, caplog, lost):
    async def play():
        made = workshop(tmp_path, desk=EarlyDesk(RunError("a worker was lost") if lost else None))
        made.desk.wrong = None if lost else RunError("no memory")
        await compute_ahead(made)

    asyncio.run(play())
    assert ("a worker was lost" if lost else "no memory") in caplog.text
