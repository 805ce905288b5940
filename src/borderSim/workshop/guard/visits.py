"""How many pages a visitor may have open and load: the framework keeps each one in memory until it is left.

A page that nobody connects to is forgotten after a minute, one that is closed after twenty seconds (server.py).
"""

from __future__ import annotations

import time

from nicegui import Client
from starlette.requests import HTTPConnection

from borderSim.workshop.guard.address import is_loopback
from borderSim.workshop.guard.brake import Clock
from borderSim.workshop.guard.buckets import Buckets
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.room.state import Device

MOST_PAGES = 500
PAGES_OF_A_DEVICE = 15
PAGES_OF_AN_ADDRESS = 120
"""Pages at once: of all guests (a facilitator's and a team's device pass beyond it), one device, one address other than
this machine's own. A room of 60 behind one address passes with two pages each."""
LOADS_A_SECOND, LOAD_BURST = 2.0, 120.0
OWN_LOADS_A_SECOND, OWN_LOAD_BURST = 20.0, 500.0
"""Page loads from one address, and from this machine."""


class Visits:
    """Decides on one page more."""

    def __init__(self, door: Doorkeeper, clock: Clock = time.monotonic) -> None:
        self._door = door
        self._others = Buckets(LOADS_A_SECOND, LOAD_BURST, clock)
        self._own = Buckets(OWN_LOADS_A_SECOND, OWN_LOAD_BURST, clock)

    def may(self, request: HTTPConnection, device: Device) -> bool:
        """Whether a device may load one more page now."""
        address = _address(request)
        own_machine = is_loopback(address)
        if not (self._own if own_machine else self._others).take(address):
            return False
        pages = [client.request for client in Client.instances.values()]
        if not own_machine and sum(_address(page) == address for page in pages) >= PAGES_OF_AN_ADDRESS:
            return False
        same = sum(self._door.cookie_of(page) == self._door.cookie_of(request) for page in pages)
        return same < PAGES_OF_A_DEVICE and (device.role != "guest" or len(pages) < MOST_PAGES)


def _address(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""
