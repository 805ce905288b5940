"""Many independent replicates of a detail model, and what they show beside the formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borderSim.errors import UserError
from borderSim.model.system import Array
from borderSim.queues import bridge, registration
from borderSim.queues.bridge_measures import MEASURES, Day, longer_than, mean_day, measure
from borderSim.queues.draws import Draw

MOST_CUSTOMERS = 3_000_000
"""Trucks or persons that one call may simulate: some minutes of work."""
WAIT_POINTS = 121


def check_size(customers: float, what: str) -> None:
    """Refuse work that would not end soon; raises UserError."""
    if not customers <= MOST_CUSTOMERS:
        raise UserError(
            f"this would simulate {customers:,.0f} {what}, at most {MOST_CUSTOMERS:,}: lower --months or --replicates"
        )


@dataclass(frozen=True)
class BridgeStudy:
    """Replicates of a post, each (R,): measures by name from the simulation, from the core's formulas and from theory;
    the mean day of each (hours H); the share of inspected trucks that wait longer (R, X) than ``longer_hours`` (X,)."""

    simulated: dict[str, Array]
    formula: dict[str, Array]
    theory: dict[str, Array]
    days: Sequence[Day]
    longer_hours: Array
    longer: Array


def bridge_study(posts: Sequence[bridge.Post], draws: Sequence[Draw], months: int, settle: int) -> BridgeStudy:
    """Simulate every replicate for ``settle`` months, which are not counted, and ``months`` that are."""
    check_size(sum(post.trucks_per_day * post.days for post in posts) * (months + settle), "trucks")
    logs = [
        bridge.simulate(post, bridge.arrivals(post, draw, settle + months), settle + months)
        for post, draw in zip(posts, draws, strict=True)
    ]
    windows = [(log, post, settle * post.month, months) for log, post in zip(logs, posts, strict=True)]
    rows = [measure(*window) for window in windows]
    simulated = {name: np.array([row[name] for row in rows]) for name in MEASURES}
    longest = 1.5 * max(simulated["wait_inspected_90"].max(), 1.0)
    hours = np.linspace(0, longest, WAIT_POINTS)
    longer = np.array([longer_than(*window, hours) for window in windows])
    formula, theory = (_columns([of(post) for post in posts]) for of in (bridge.by_formula, bridge.by_theory))
    return BridgeStudy(simulated, formula, theory, [mean_day(*window) for window in windows], hours, longer)


def _columns(rows: Sequence[dict[str, float]]) -> dict[str, Array]:
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


@dataclass(frozen=True)
class RegistrationStudy:
    """Replicates of a centre: counts by month, each (R, T) or (R, T, 3), and the monthly formula, (R, T, 3) each."""

    months: Sequence[registration.Months]
    passed_formula: Array
    backlog_formula: Array

    def stack(self, name: str) -> Array:
        """One field of ``Months`` of all replicates, replicate first."""
        return np.array([getattr(months, name) for months in self.months])


def registration_study(centres: Sequence[registration.Centre], draws: Sequence[Draw], months: int) -> RegistrationStudy:
    """Simulate every replicate of a centre for so many months, from its backlog on."""
    check_size(sum(c.registrations * months + sum(c.backlog) for c in centres), "persons")
    found = []
    for centre, draw in zip(centres, draws, strict=True):
        people = registration.register(centre, draw, months)
        found.append(registration.by_month(registration.simulate(centre, people, months), centre, months))
    passed, backlog = zip(*(registration.fluid(centre, months) for centre in centres), strict=True)
    return RegistrationStudy(found, np.array(passed), np.array(backlog))
