"""Each fact beside its window: median, 90% interval, share of the members inside, and a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from borderSim.catalogue.posterior import Posterior
from borderSim.hindcast.observations import Observation
from borderSim.model.system import Array
from borderSim.validation import conflict_facts, people_facts, policy_facts, trade_facts
from borderSim.validation.registry import VALUES
from borderSim.validation.runs import Runs
from borderSim.validation.table import Fact, facts

Verdict = Literal["inside", "touches", "outside", "not_modelled"]
BAND = (5, 50, 95)
MODULES = (trade_facts, people_facts, conflict_facts, policy_facts)
"""Loading them fills the registry."""


@dataclass(frozen=True)
class Finding:
    """A fact, its ``values`` (M,) or (1,) over all members, and whether the parameters were fitted to its record."""

    fact: Fact
    values: Array
    fitted: bool

    @property
    def band(self) -> tuple[float, float, float]:
        """5%, 50% and 95% of the members that have a value; nan where none has."""
        if np.isnan(self.values).all():
            return (np.nan, np.nan, np.nan)
        low, middle, high = np.nanpercentile(self.values, BAND)
        return float(low), float(middle), float(high)

    @property
    def pooled(self) -> bool:
        """Whether there is one number over all members, so that no share of members can be given."""
        return len(self.values) == 1

    @property
    def inside(self) -> Array:
        """(M,) bool: the member lies in the window; one without a value does not."""
        return (self.fact.low <= self.values) & (self.values <= self.fact.high)

    @property
    def verdict(self) -> Verdict:
        """*inside*: the median lies in the window; *touches*: the 90% interval does; else *outside*."""
        low, middle, high = self.band
        if not self.fact.run:
            return "not_modelled"
        if self.fact.low <= middle <= self.fact.high:
            return "inside"
        return "touches" if low <= self.fact.high and high >= self.fact.low else "outside"


def findings(runs: Runs, posterior: Posterior | None) -> list[Finding]:
    """All facts in the order of the table; ``posterior`` None: the prior, which was fitted to nothing."""
    return [
        Finding(fact, VALUES[key](runs) if fact.run else np.array([]), was_fitted(fact, posterior))
        for key, fact in facts().items()
    ]


def was_fitted(fact: Fact, posterior: Posterior | None) -> bool:
    """Whether the set of parameters was fitted to the observation that a fact rests on."""
    if posterior is None or fact.variable not in posterior.manifest.get("variables", ()):
        return False
    last = Observation(fact.variable, "", fact.date, 0.0, "", "counted").ends
    return last.isoformat() <= posterior.until


def counts(found: list[Finding]) -> Iterator[tuple[str, int, int]]:
    """For all facts that are modelled, and for those that are a test: name, medians inside, and how many there are."""
    modelled = [f for f in found if f.verdict != "not_modelled"]
    tests = [f for f in modelled if f.fact.mark == "test" and not f.fitted]
    for name, group in (("all", modelled), ("tests", tests)):
        yield name, sum(f.verdict == "inside" for f in group), len(group)


def score(found: list[Finding]) -> Array:
    """(M,) share of the facts that each member shows, over the facts that have a value per member."""
    members = max(len(f.values) for f in found)
    return np.mean([f.inside for f in found if len(f.values) == members], axis=0)
