"""A small room for tests: two scenarios and their baseline over two years, a clock to turn by hand."""

from datetime import date

import pytest

from borderSim.errors import UserError
from borderSim.scenario import ScheduledEvent, load_scenario
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.room import events
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.state import Prediction, Truth

GUEST, OTHER, DRIVER, CHIEF = ("guest" + "0" * 27, "other" + "0" * 27, "driver" + "0" * 26, "chief" + "0" * 27)
SHA = "ab" * 32
INCIDENT = ScheduledEvent("incident", None, date(2023, 3, 1))
CLOSURE = ScheduledEvent("border_closure", None, date(2023, 5, 1), date(2023, 8, 1))
TRUTH = Truth(2.0, 1.0, 3.0, 97.5, 200)
HIGHER, LOWER, UNCLEAR = Prediction("higher", 2.5), Prediction("lower", 1.0), Prediction("no_clear")
FILE = """
name: {name}
title: {{en: "The {name}", es: "El {name}"}}
start: 2022-07-01
end: 2024-07-01
levers:
  crossing_integrity: {{from: 2022-10-01, ramp: 12 months, value: {value}}}
"""


def scenario(folder, name, value=0.5):
    path = folder / f"{name}.yaml"
    path.write_text(FILE.format(name=name, value=value), encoding="utf-8")
    return load_scenario(path)


def bases_in(folder):
    two = {name: scenario(folder, name, value) for name, value in (("opening", 0.8), ("closing", 0.2))}
    return Bases(two, scenario(folder, "baseline"))


def draft(value=0.6, base="opening", **more):
    return Draft(base, {"crossing_integrity": Setting(value, date(2022, 10, 1), 6.0)}, **more)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self):
        self.at = 1_790_000_000.125

    def __call__(self):
        return self.at


def opened(folder, given, clock=None, teams=3):
    return Room.open(folder, given, teams, clock or Clock())


def busy(room):
    """A session with everything in it: everyone joined, a round, a question, a publication, an open vote."""
    happened = [
        events.Joined(CHIEF, "facilitator", 0),
        events.Joined(GUEST, "guest"),
        events.Joined(OTHER, "guest", 2),
        events.Joined(DRIVER, "team", 1),
        events.Named(1, "  Cúcuta y Táchira ", "border_governments"),
        events.RoundOpened(15),
        events.Injected(INCIDENT),
        events.Drafted(1, draft(0.4, events=(CLOSURE,))),
        events.Asked("arrivals", "Opening at once", draft()),
        events.Predicted(1, GUEST, HIGHER),
        events.Predicted(1, OTHER, LOWER),
        events.Published(1, "Opening at once", draft(), SHA, 32),
        events.Published(1, "Opening later", draft(0.3), SHA, 200),
        events.BallotOpened("dots", (1, 2)),
        events.Voted(1, GUEST, {1: 2, 2: 1}),
        events.Pinned(("arrivals", "unmet_need")),
        events.MapHidden(True),
    ]
    for event in happened:
        room.do(event)
    return room


TEAM_EVENTS = [events.Drafted(1, draft(0.9)), events.Named(1, "Others"), events.Published(1, "", draft(), SHA, 8)]
OWN_EVENTS = [events.Joined(GUEST, "guest", 1), events.Predicted(1, GUEST, LOWER), events.Voted(1, GUEST, {2: 1})]
FACILITATORS = [
    events.Left(1),
    events.RoundClosed(),
    events.Injected(CLOSURE),
    events.Withdrawn(1),
    events.Asked("arrivals", "", draft()),
    events.Revealed(1, TRUTH),
    events.BallotClosed(1),
    events.Pinned(("arrivals",)),
    events.MapHidden(False),
    events.Joined(OTHER, "facilitator", 0),
]


def refused(room, event, key, by=None):
    before, size = room.state, room._log.size
    with pytest.raises(Refused) as error:
        room.do(event, by)
    assert error.value.key == key
    assert room.state is before
    assert room._log.size == size
    return error.value


def log_of(folder):
    return folder / "session.jsonl"


def fails(do, *words):
    with pytest.raises(UserError) as error:
        do()
    told = str(error.value)
    for word in words:
        assert word in told, told
    return told
