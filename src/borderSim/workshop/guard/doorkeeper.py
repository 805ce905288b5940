"""Who comes in, and as what: session cookies, the room code, the facilitator's token."""

from __future__ import annotations

import hashlib
import secrets
import time

from starlette.requests import HTTPConnection

from borderSim.workshop.guard.address import Address, is_loopback
from borderSim.workshop.guard.brake import Brake, Clock
from borderSim.workshop.guard.keys import Keys, keys
from borderSim.workshop.room.events import Joined
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.state import Device, Role

COOKIE_BYTES = 16
ID_LENGTH = 32
NAME_LENGTH = 8


class NotAdmitted(Exception):  # noqa: N818
    """Somebody may not come in; ``key`` are the words that say why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class Doorkeeper:
    """Knows every device by a hash of its cookie; what it may do is looked up in the room's state each time."""

    def __init__(self, room: Room, address: Address, clock: Clock = time.monotonic) -> None:
        self.address = address
        self.keys: Keys = keys(room.folder)
        self._room = room
        self._brake = Brake(clock)

    @property
    def cookie(self) -> str:
        """The cookie's name: a session's own, as browsers share cookies between ports and a restart may change it."""
        return f"borderSim-{device_id(self.keys.token)[:NAME_LENGTH]}"

    @property
    def facilitator_link(self) -> str:
        """What the facilitator's browser opens; whoever has it is a facilitator."""
        return f"{self.address.own}/enter?key={self.keys.token}"

    def visitor(self, request: HTTPConnection) -> Device | None:
        """The device that a request comes from, with its role and team of this moment; None for a stranger."""
        token = self.cookie_of(request)
        return self._room.state.devices.get(device_id(token)) if token else None

    def cookie_of(self, request: HTTPConnection) -> str | None:
        """What a request shows as its session cookie; anybody may show anything."""
        return request.cookies.get(self.cookie)

    def is_facilitator(self, request: HTTPConnection) -> bool:
        """Whether a request comes from a facilitator's device."""
        device = self.visitor(request)
        return device is not None and device.role == "facilitator"

    def asks_code(self, request: HTTPConnection) -> bool:
        """Whether this visitor has to type the room code: not on this machine, not a second time."""
        return not (is_loopback(_host(request)) or self.visitor(request))

    def admit(self, request: HTTPConnection, code: str, team: int | None = None, sits: int | None = None) -> str:
        """Let a device in as the one that drives ``team``, or as a guest who ``sits`` with one; return its cookie.

        Raises NotAdmitted for a wrong code, `Refused` where the room says no (another device drives the team).
        """
        if self.asks_code(request):
            self._check(request, code, self.keys.code, "guard_wrong_code")
        chosen = sits if team is None else team
        if chosen is not None and (chosen < 1 or chosen not in self._room.state.teams):
            raise NotAdmitted("guard_no_team")
        return self._join(request, "guest" if team is None else "team", chosen)

    def enter(self, request: HTTPConnection, key: str) -> str:
        """Make a device a facilitator's and return its cookie. Raises NotAdmitted for a wrong key."""
        self._check(request, key, self.keys.token, "guard_wrong_key")
        return self._join(request, "facilitator", 0)

    def _check(self, request: HTTPConnection, given: str, right: str, wrong: str) -> None:
        if self._brake.locked(_host(request)):
            raise NotAdmitted("guard_locked")
        if not secrets.compare_digest(given.encode(), right.encode()):
            self._brake.wrong(_host(request))
            raise NotAdmitted(wrong)

    def _join(self, request: HTTPConnection, role: Role, team: int | None) -> str:
        """Join with the cookie that the room knows; a cookie that it does not know is not taken over."""
        token = request.cookies[self.cookie] if self.visitor(request) else secrets.token_urlsafe(COOKIE_BYTES)
        self._room.do(Joined(device_id(token), role, team))
        return token


def device_id(token: str) -> str:
    """What the log calls the device with this cookie: 128 bits of its SHA-256, which do not give it away."""
    return hashlib.sha256(token.encode()).hexdigest()[:ID_LENGTH]


def _host(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""
