"""What a screen asks of the model, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from borderSim.results.data import Array
from borderSim.scenario import Scenario

WHILE_DRAGGING, ON_RELEASE, FIRM = 8, 32, 200
"""Members while a lever moves, when it is let go, and when somebody asks for a firm picture (workshop brief, 5)."""


@dataclass(frozen=True)
class Ask:
    """A policy beside its baseline, run with the first ``members`` members of the baseline's seed."""

    policy: Scenario
    baseline: Scenario
    members: int


@dataclass(frozen=True)
class Outcome:
    """One scenario's numbers: ``national`` (M, T) and ``department`` (M, T, 33) by indicator, ``place`` (M, K, 1122).

    K are the months of the answer's ``place_months``; units are the catalogue's.
    """

    national: Mapping[str, Array]
    department: Mapping[str, Array]
    place: Mapping[str, Array]

    def charted(self, members: int) -> Outcome:
        """A copy of what charts need of the first ``members``: whoever holds it keeps no maps and no other members."""
        return Outcome({name: values[:members].copy() for name, values in self.national.items()}, {}, {})


@dataclass(frozen=True)
class Answer:
    """What the model says: both outcomes with the same members and chance, so that differences are paired.

    ``months`` and ``place_months`` are "YYYY-MM"; ``seconds`` is how long the model took (0 where it was cached).
    """

    ask: Ask
    months: Sequence[str]
    place_months: Sequence[str]
    policy: Outcome
    baseline: Outcome
    seconds: float = 0.0

    @property
    def members(self) -> int:
        """How many members the numbers rest on."""
        return self.ask.members

    def charted(self, members: int) -> Answer:
        """The same without maps and with the first ``members`` at most: a third of the memory, or less."""
        members = min(members, self.members)
        policy, baseline = self.policy.charted(members), self.baseline.charted(members)
        return replace(self, ask=replace(self.ask, members=members), policy=policy, baseline=baseline)
