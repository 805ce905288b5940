"""What is known of a session at one moment; every change is an event of `events.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.draft import Draft

Role = Literal["facilitator", "team", "guest"]
Direction = Literal["higher", "lower", "no_clear"]
BallotKind = Literal["approval", "dots"]


@dataclass(frozen=True)
class Device:
    """A browser that came in: ``id`` is a hash of its session cookie, ``team`` the team it drives or belongs to."""

    id: str
    role: Role
    team: int | None = None


@dataclass(frozen=True)
class Team:
    """A table of people. ``device`` drives it (None: nobody yet); team 0 is the facilitator's own Board.

    ``name`` is empty until the team takes one.
    """

    number: int
    name: str
    draft: Draft
    device: str | None = None
    role_sheet: str = ""


@dataclass(frozen=True)
class Round:
    """A round of the session; times in seconds since 1970, ``closed_at`` None while it is open."""

    number: int
    minutes: float
    opened_at: float
    closed_at: float | None = None


@dataclass(frozen=True)
class Prediction:
    """What one device expects of an indicator against the baseline.

    ``amount`` (0 or more, in the indicator's unit) says how much higher or lower; ``no_clear`` takes none.
    """

    direction: Direction
    amount: float | None = None


@dataclass(frozen=True)
class Truth:
    """What the model says to a question: paired difference with its 90% interval, in the indicator's unit."""

    median: float
    low: float
    high: float
    higher_in_100: float
    members: int


@dataclass(frozen=True)
class Question:
    """ "What does this policy do to this indicator?": sealed until ``truth`` is there."""

    id: int
    round: int
    indicator: str
    title: str
    draft: Draft
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    truth: Truth | None = None


@dataclass(frozen=True)
class Publication:
    """A policy that a team put on the wall. ``sha`` is the hash of its scenario, ``members`` what it was shown with."""

    id: int
    team: int
    round: int
    title: str
    draft: Draft
    sha: str
    members: int
    at: float


@dataclass(frozen=True)
class Ballot:
    """A vote on publications: approval of any number of them, or three dots; ``votes`` by device."""

    id: int
    kind: BallotKind
    options: tuple[int, ...]
    votes: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True)
class State:
    """A session: teams by number, rounds in order, what was injected for everybody, asked, published and voted on.

    ``injects`` are by id, and ids are never given again: ``injected`` counts all that ever were. ``pinned`` are the
    indicators that the Wall shows (one to three), ``map_hidden`` hides the map of armed groups.
    """

    teams: Mapping[int, Team] = field(default_factory=dict)
    devices: Mapping[str, Device] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    injects: Mapping[int, ScheduledEvent] = field(default_factory=dict)
    injected: int = 0
    questions: Mapping[int, Question] = field(default_factory=dict)
    publications: Mapping[int, Publication] = field(default_factory=dict)
    ballots: Mapping[int, Ballot] = field(default_factory=dict)
    pinned: tuple[str, ...] = ()
    map_hidden: bool = False

    @property
    def round(self) -> Round | None:
        """The open round, None between rounds."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].closed_at is None else None

    @property
    def future(self) -> tuple[ScheduledEvent, ...]:
        """The events that were injected for everybody, in their order."""
        return tuple(self.injects.values())

    def is_facilitator(self, device: str | None) -> bool:
        """Whether a device is the facilitator's."""
        known = self.devices.get(device) if device else None
        return known is not None and known.role == "facilitator"
