"""Answers that are known beforehand, and that a hollow model gets wrong (brief 6b.19, facts F3 and F36, I17)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.engine import axes
from borderSim.engine.dates import month_index
from borderSim.engine.hazards import Thresholds
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import history_batch, initial_state
from borderSim.model.contest import presence
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import Pin

from .lab import NORTE, WORLD, follow, months_of, set_lever, setup, shipped

QUIET = {"switches": {"events_off": True}}


def by_scenario(values, scenarios):
    """(T, L) -> (S, M, T)."""
    return np.moveaxis(values.reshape(len(values), -1, scenarios), (0, 2), (2, 0))


# --- the land border ------------------------------------------------------------------------------------------------


def central():
    """Every parameter at its central value: one member, the answer before any uncertainty."""
    return {name: Pin(p.central) for name, p in catalogue.parameters().items()}


@pytest.fixture(scope="module")
def cucuta():
    """2013, when most trade went over the bridges, and the same with the crossings of Norte de Santander closed to it.

    At the central values and without random events: (S, M, T) of exports and of each route, two years.
    """
    spans = {"start": date(2013, 6, 1), "end": date(2015, 6, 1), "changes": ()}
    plain = shipped("baseline", assumptions=central(), **spans, **QUIET)
    closed = replace(plain, name="closed", changes=(set_lever("border_open_cargo", "2013-06-01", 0.0, NORTE),))
    batch, state = setup([plain, closed], 1)
    trace = follow(batch, state, [plain, closed], months_of(plain))
    names = ("exports_to_ve", "trade_route_cucuta", "trade_route_maicao", "trade_route_sea")
    return {name: by_scenario(trace.national(name), 2) for name in names}


def test_closing_cucuta_empties_its_route(cucuta):
    open_, closed = cucuta["trade_route_cucuta"]
    assert np.all(open_ > 20)
    assert np.all(closed[:, 1:] < 0.01 * open_[:, 1:])


@pytest.mark.parametrize("route", ["maicao", "sea"])
def test_closing_cucuta_alone_sends_trade_elsewhere(cucuta, route):
    open_, closed = cucuta[f"trade_route_{route}"]
    assert np.all(closed[:, :12].mean(axis=1) > open_[:, :12].mean(axis=1))


def test_closing_cucuta_does_not_end_exports(cucuta):
    open_, closed = cucuta["exports_to_ve"]
    assert np.all(closed[:, 1:] < open_[:, 1:])
    assert np.all(closed > 0.3 * open_)


def test_three_days_closed_cost_their_share_of_the_month_and_little_of_the_year():
    """F36: a closure of 3.5 days costs 8 to 14% of the month's formal passage and under 1% of the year's trade."""
    plain = shipped("today", end=date(2026, 8, 1), **QUIET)
    short = [
        set_lever(lever, "2026-02-10", 0.0, until=date(2026, 2, 13))
        for lever in ("border_open_people", "border_open_cargo")
    ]
    closed = replace(plain, name="closed", changes=tuple(short))
    batch, state = setup([plain, closed], 6)
    trace = follow(batch, state, [plain, closed], months_of(plain))
    month = month_index(date(2026, 2, 1)) - months_of(plain).start
    days = by_scenario(trace.national("pendular_entries"), 2)
    movers = by_scenario(trace.of("formal_passages").sum(axis=2), 2)
    trade = by_scenario(trace.national("trade_total"), 2)[:, :, month - 6 : month + 6].sum(axis=2)
    for passage in (days, movers):
        lost = 1 - passage[1, :, month] / passage[0, :, month]
        assert np.all((lost > 0.08) & (lost < 0.14)), lost
    assert np.all(np.abs(1 - trade[1] / trade[0]) < 0.01)


@pytest.fixture(scope="module")
def placebo():
    """Exports by year from 2012-01 on, under the history and with the border held as on 25 September 2022 (S, M, Y).

    No count moves either run: this is the model alone.
    """
    held = shipped("baseline", start=date(2012, 1, 1), end=date(2025, 1, 1), **QUIET)
    happened = replace(held, name="history", changes=())
    noise = Noise(1, np.arange(16))
    batch = history_batch(SYSTEMS, WORLD, noise, {})
    state = initial_state(batch, "float32")
    rows = np.repeat(np.arange(16), 2)
    both = replace(
        batch, params={n: v[rows] for n, v in batch.params.items()}, thresholds=Thresholds(noise, 2), scenarios=2
    )
    exports, months = [], months_of(held)
    simulate(
        both,
        {n: v[rows] for n, v in state.items()},
        Timeline([happened, held], noise, axes.ids(WORLD), months),
        months,
        lambda _month, _state, seen: exports.append(seen.national["exports_to_ve"][:, 0]),
    )
    return by_scenario(np.stack(exports), 2).reshape(2, 16, -1, 12).sum(axis=3)


def year(values, which):
    return values[:, which - 2012]


def test_exports_rise_without_the_reopening_too(placebo, capsys):
    """F3, direction only: from the trough of 2020-21 on exports rise in the placebo; the share is printed."""
    happened, held = placebo
    assert np.array_equal(year(happened, 2021), year(held, 2021))
    trough = np.minimum(year(held, 2020), year(held, 2021))
    share = (year(held, 2024) - trough) / (year(happened, 2024) - trough)
    with capsys.disabled():
        print(
            f"\nF3 placebo, the model alone, medians of 16 members: exports of 2022 over 2019 "
            f"{np.median(year(held, 2022) / year(held, 2019)):.2f}, over the trough "
            f"{np.median(year(held, 2022) / trough):.2f}; share of the rise to 2024 without the reopening "
            f"{np.median(share):.2f}"
        )
    assert np.mean(year(held, 2022) > trough) > 0.8
    assert np.median(year(held, 2024)) > np.median(year(held, 2022))
    assert np.median(year(happened, 2024)) > np.median(year(held, 2024))


# --- armed groups -----------------------------------------------------------------------------------------------------


def without_edges(world):
    """The world as islands: nobody has a neighbour."""
    nobody = np.zeros(0)
    return replace(
        world,
        adj_indptr=np.zeros_like(world.adj_indptr),
        adj_indices=nobody.astype(np.int32),
        adj_weights=nobody.astype(np.float32),
        adj_cross=nobody.astype(bool),
    )


def test_without_edges_fewer_municipalities_become_new_ones():
    """Presence where there was none at the start, in Colombia, after two years; the state's reach does not spill over
    in either world, so that only the groups lose their neighbours.
    """
    scenario = shipped("today", end=date(2027, 7, 1), assumptions={"state_capacity_spillover": Pin(0.0)}, **QUIET)
    batch, state = setup([scenario], 6)
    new = {}
    theta = batch.params["presence_threshold"]
    before = presence(state["strength"], theta)[:, :, : WORLD.n_co]
    for name, world in (("joined", WORLD), ("islands", without_edges(WORLD))):
        end = follow(replace(batch, world=world), state, [scenario], months_of(scenario)).end
        after = presence(end["strength"], theta)[:, :, : WORLD.n_co]
        new[name] = (after & ~before).sum(axis=(1, 2))
    assert np.all(new["islands"] < new["joined"])


# --- hazards ----------------------------------------------------------------------------------------------------------


class Heard(Noise):
    """Noise that remembers every draw by its address."""

    def __init__(self, seed, members):
        super().__init__(seed, members)
        self.drawn = {}

    def raw(self, stream, step, words):
        out = super().raw(stream, step, words)
        self.drawn[stream, step] = out.tobytes()
        return out


def events_of(trace, name):
    return trace.of(f"fired:{name}")


@pytest.mark.parametrize(
    ("parameter", "event"),
    [("incident_rate", "incident"), ("short_closure_rate", "short_closure"), ("war_onset_hazard", "war_onset")],
)
def test_ten_times_one_hazard_moves_its_own_events_and_no_other_draw(parameter, event):
    scenario = shipped("today", end=date(2027, 7, 1))
    batch, state = setup([scenario], 3)
    traces, heard = [], []
    for factor in (1, 10):
        noise = Heard(1, batch.noise.members)
        params = batch.params | {parameter: batch.params[parameter] * factor}
        tenfold = replace(batch, params=params, noise=noise, thresholds=Thresholds(noise, 1))
        traces.append(follow(tenfold, state, [scenario], months_of(scenario)))
        heard.append(noise.drawn)
    usual, often = (events_of(trace, event) for trace in traces)
    assert often.sum() > 1.5 * usual.sum()
    first = [np.argmax(fired.any(axis=2), axis=0) for fired in (usual, often)]
    assert np.all(first[1] <= np.where(usual.any(axis=(0, 2)), first[0], len(usual)))
    shared = heard[0].keys() & heard[1].keys()
    assert len(shared) > 100
    assert all(heard[0][address] == heard[1][address] for address in shared)
    assert {stream for stream, _ in heard[0].keys() ^ heard[1].keys()} <= {f"event:{e}" for e in every_event()}


def every_event():
    return [hazard.name for system in SYSTEMS for hazard in system.hazards]
