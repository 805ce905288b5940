"""A server that is killed: opens the session in a folder, acts without end, and says what it was told is saved.

Run as `python -m tests.workshop.room_writer SCENARIOS SESSION`.
"""

import sys
from itertools import count
from pathlib import Path

from borderSim.workshop.room import events
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.state import Prediction
from tests.workshop.room_lab import bases_in, busy, draft


def main(scenarios, session):
    room = busy(Room.open(session, bases_in(Path(scenarios)), 3))
    for number in count(1):
        device = f"device{number % 200}"
        room.do(events.Joined(device, "guest"))
        room.do(events.Predicted(1, device, Prediction("higher", float(number))))
        room.do(events.Drafted(2, draft(number % 100 / 100)))
        print(number, device, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
