"""Bring the warm-up to the last counts before a start: people, presence of groups, trade.

The history of a member drifts from the recorded one. At every month for which a count is known and that lies before
the start, the state is moved to that count, with the count's own error drawn per member. Moved people are booked
against residents of Venezuela, so the sum of all people stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from borderSim.engine.loop import Batch, State
from borderSim.model.observation import measurement_ratio
from borderSim.model.population import STATUSES
from borderSim.model.system import Array

MONTHS_A_YEAR = 12
_TINY = np.finfo(float).tiny
FIRST_YEAR = 2012
PAPERS = ("permit_holders", "earlier_permits", "renewing")
"""Parts of the regular stock."""
ODDS = (0.001, 0.999)
"""Numerical guard: a share stays away from 0 and 1."""
ERRORS = 9
"""Normals per month with a count: 0 people, 1-4 presence by group, 5-6 trade by direction, 7 status, 8 coca."""


@dataclass(frozen=True)
class Counts:
    """What was counted, by month index: people, people without papers, municipal counts (C,), presence (G,), a year's
    trade (2,) USD M (or only the sum of both flows) and coca in hectares.

    nan where a part is not known.
    """

    people: dict[int, float]
    without_papers: dict[int, float]
    municipal: dict[int, Array]
    presence: dict[int, Array]
    trade: dict[int, Array]
    trade_total: dict[int, float]
    coca: dict[int, float]

    def months(self, until: int | None = None) -> list[int]:
        """The months with a count before month ``until``, all when it is None, in order."""
        parts = (
            self.people,
            self.without_papers,
            self.municipal,
            self.presence,
            self.trade,
            self.trade_total,
            self.coca,
        )
        found = {month for part in parts for month in part}
        return sorted(month for month in found if until is None or month < until)


@cache
def counts(world: Any) -> Counts:
    """The packaged counts of a world; a year's figure belongs to its December."""
    known = world.observed
    total = {int(m): v for m, v in zip(known.stock_months, known.stock_total, strict=True) if np.isfinite(v)}
    presence: dict[int, Array] = {}
    for year, group, count in zip(known.presence_years, known.presence_groups, known.presence_counts, strict=True):
        presence.setdefault(_december(year), np.full(4, np.nan))[group] = count
    trade: dict[int, Array] = {}
    flows = ((known.exports_years, known.exports_annual), (known.imports_years, known.imports_annual))
    for direction, (years, values) in enumerate(flows):
        for year, value in zip(years, values, strict=True):
            trade.setdefault(_december(year), np.full(2, np.nan))[direction] = value
    municipal = {int(m): row for m, row in zip(known.municipal_months, known.municipal, strict=True)}
    papers = np.nansum([known.stock_irregular, known.stock_in_process], axis=0)
    without = {int(m): v for m, v in zip(known.stock_months, papers, strict=True) if v > 0}
    coca = {_december(y): v for y, v in zip(known.coca_years, known.coca_area, strict=True) if y >= FIRST_YEAR}
    both = {_december(y): v for y, v in zip(known.trade_total_years, known.trade_total_annual, strict=True)}
    alone = {m: v for m, v in both.items() if m >= 0 and m not in trade}
    return Counts(total, without, municipal, {m: v for m, v in presence.items() if m >= 0}, trade, alone, coca)


def _december(year: int) -> int:
    return (int(year) - FIRST_YEAR) * MONTHS_A_YEAR + MONTHS_A_YEAR - 1


def reconcile(state: State, trade_year: Array, errors: Array, batch: Batch, month: int) -> State:
    """The state (end of ``month``) moved to that month's counts; ``trade_year`` (L, 2) USD M of the last 12 months.

    ``errors`` (L, 9) are standard normals; see ERRORS.
    """
    known, params = counts(batch.world), batch.params
    after = dict(state)
    if month in known.people:
        _people(after, batch, month, np.exp(params["count_error_people"] * errors[:, :1]))
    if month in known.without_papers:
        _status(after, batch, month, params["count_error_status"] * errors[:, 7:8])
    if month in known.presence:
        _presence(after, batch, known.presence[month] * np.exp(params["count_error_presence"] * errors[:, 1:5]))
    if month in known.trade_total:
        error = np.exp(params["count_error_trade"] * errors[:, 5:6])
        whole = known.trade_total[month] * error * trade_year / np.maximum(trade_year.sum(axis=1, keepdims=True), _TINY)
        _trade(after, batch, whole, trade_year)
    if month in known.trade:
        _trade(after, batch, known.trade[month] * np.exp(params["count_error_trade"] * errors[:, 5:7]), trade_year)
    if month in known.coca:
        area = known.coca[month] * np.exp(params["count_error_coca"] * errors[:, 8:9])
        after["coca"] = state["coca"] * (area / np.add.reduce(state["coca"], axis=1, keepdims=True))
    return after


def _people(state: State, batch: Batch, month: int, error: Array) -> None:
    """Scale Venezuelans in Colombia to the count over the member's measurement ratio; shares of places if known."""
    known = counts(batch.world)
    target = known.people[month] / measurement_ratio(month, batch.params) * error
    now = np.add.reduce([state[s] for s in STATUSES])
    total = now.sum(axis=1, keepdims=True)
    status = {s: state[s].sum(axis=1, keepdims=True) / total for s in STATUSES}
    municipal = known.municipal.get(month)
    place = now / total if municipal is None else (municipal / municipal.sum())[None, :]
    for name in STATUSES:
        state[name] = target * status[name] * place
    for name in (*PAPERS, "late_entrants"):
        state[name] = state[name] * (target / total)
    _book(state, total - target)


def _status(state: State, batch: Batch, month: int, error: Array) -> None:
    """Move people between statuses, each in their municipality, until the counted number has no papers.

    ``error`` (L, 1) shifts the log-odds of having papers. New papers are permits; lost ones are taken from all.
    """
    regular = state["regular"].sum(axis=1, keepdims=True)
    total = np.add.reduce([state[s] for s in STATUSES]).sum(axis=1, keepdims=True)
    counted = total * measurement_ratio(month, batch.params)
    missing = np.clip(counts(batch.world).without_papers[month] / counted, *ODDS)
    papers = 1 / (1 + missing / (1 - missing) * np.exp(-error))
    gained = np.maximum(papers * total - regular, 0.0)
    granted, withdrawn = gained / (total - regular), np.maximum(1 - papers * total / regular, 0.0)
    others = [name for name in STATUSES if name != "regular"]
    lost = state["regular"] * withdrawn
    state["regular"] = state["regular"] - lost + granted * np.add.reduce([state[name] for name in others])
    for name in others:
        state[name] = state[name] * (1 - granted)
    state["irregular"] = state["irregular"] + lost
    for name in PAPERS:
        state[name] = state[name] * (1 - withdrawn)
    state["permit_holders"] = state["permit_holders"] + gained


def _book(state: State, freed: Array) -> None:
    """Give the people of a correction (L, 1) back to residents of Venezuela, or take them from there.

    At most half of the residents are taken: a member whose history emptied the country gives the rest from abroad.
    """
    home = state["residents_ve"]
    residents = home.sum(axis=1, keepdims=True)
    given = np.maximum(freed, -residents / 2)
    state["residents_ve"] = home * (1 + given / residents)
    state["abroad"] = state["abroad"] + (freed - given)


def _trade(state: State, batch: Batch, wanted: Array, trade_year: Array) -> None:
    """Move next month's formal trade by the ratio of a year's count (L, 2) to the member's own year, nan = no count.

    A share of the gap, in logs, goes into relationships, which then move on towards what the cost supports; the rest
    stays in the scale of demand. So what the model builds up later is not counted twice.
    """
    params = batch.params
    gap = np.log(wanted / np.maximum(trade_year, _TINY))
    gap = np.where(np.isfinite(gap), gap, 0.0)
    to_relations = (params["trade_gap_in_relationships"] * gap)[:, :, None]
    before = state["relationship"]
    power = (1 - params["incidence_elasticity"])[:, :, None]
    state["relationship"] = np.clip(before * np.exp(to_relations / power), 0.0, np.maximum(before, 1.0))
    moved = power * np.log(state["relationship"] / before)
    state["trade_scale"] = state["trade_scale"] * np.exp(gap - moved.mean(axis=2))


def _presence(state: State, batch: Batch, counts: Array) -> None:
    """Scale each group's strength so that the wanted number of municipalities passes the presence threshold."""
    n_co, theta = batch.world.n_co, batch.params["presence_threshold"]
    strength = state["strength"].copy()
    ranked = np.sort(strength[:, :, :n_co], axis=2)
    wanted = np.clip(np.rint(np.where(np.isfinite(counts), counts, 1)), 1, n_co - 1).astype(np.int64)
    pair = np.take_along_axis(ranked, (n_co - wanted)[:, :, None] - np.array([0, 1]), axis=2)
    middle = np.sqrt(pair[:, :, 0] * pair[:, :, 1])
    known = np.isfinite(counts) & (middle > 0)
    factor = np.where(known, theta / np.where(known, middle, 1.0), 1.0)
    strength *= factor[:, :, None].astype(strength.dtype)
    state["strength"] = strength
