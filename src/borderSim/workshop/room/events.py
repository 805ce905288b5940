"""What can happen in a session: one frozen class a kind, one line of the log each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.room.state import BallotKind, Prediction, Role, Truth


@dataclass(frozen=True)
class Opened:
    """The session begins: the version of borderSim, the scenarios' hashes by name, the number of teams, the baseline.

    ``baseline`` is the name of the scenario that all others are compared with, ``baseline_hash`` its hash.
    """

    version: str
    scenarios: Mapping[str, str]
    teams: int
    baseline: str
    baseline_hash: str


@dataclass(frozen=True)
class Joined:
    """A device comes in, or takes another role or team."""

    device: str
    role: Role
    team: int | None = None


@dataclass(frozen=True)
class Left:
    """The facilitator frees the device of a team: another one may drive it."""

    team: int


@dataclass(frozen=True)
class Named:
    """A team takes a name (of a team, never of a person) and a role sheet."""

    team: int
    name: str
    role_sheet: str = ""


@dataclass(frozen=True)
class Drafted:
    """A team's draft changes."""

    team: int
    draft: Draft


@dataclass(frozen=True)
class RoundOpened:
    """A round begins, with a clock."""

    minutes: float


@dataclass(frozen=True)
class RoundClosed:
    """The open round ends."""


@dataclass(frozen=True)
class Injected:
    """An event happens in every team's future."""

    event: ScheduledEvent


@dataclass(frozen=True)
class Withdrawn:
    """An injected event is taken back."""

    inject: int


@dataclass(frozen=True)
class Asked:
    """A question about a policy, to predict."""

    indicator: str
    title: str
    draft: Draft


@dataclass(frozen=True)
class Predicted:
    """A device's sealed answer; a later one replaces it until the reveal."""

    question: int
    device: str
    prediction: Prediction


@dataclass(frozen=True)
class Revealed:
    """The model's answer to a question is shown, and the predictions with it."""

    question: int
    truth: Truth


@dataclass(frozen=True)
class Published:
    """A team puts its policy on the wall."""

    team: int
    title: str
    draft: Draft
    sha: str
    members: int


@dataclass(frozen=True)
class BallotOpened:
    """A vote on publications begins."""

    kind: BallotKind
    options: tuple[int, ...]


@dataclass(frozen=True)
class Voted:
    """A device's vote, publication -> 1 (approval) or dots; a later one replaces it until the ballot closes."""

    ballot: int
    device: str
    marks: Mapping[int, int]


@dataclass(frozen=True)
class BallotClosed:
    """A vote ends."""

    ballot: int


@dataclass(frozen=True)
class Pinned:
    """The facilitator chooses what the Wall shows."""

    indicators: tuple[str, ...]


@dataclass(frozen=True)
class MapHidden:
    """The facilitator hides or shows the map of armed groups."""

    hidden: bool


Event = (
    Opened
    | Joined
    | Left
    | Named
    | Drafted
    | RoundOpened
    | RoundClosed
    | Injected
    | Withdrawn
    | Asked
    | Predicted
    | Revealed
    | Published
    | BallotOpened
    | Voted
    | BallotClosed
    | Pinned
    | MapHidden
)
