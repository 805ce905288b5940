"""Draw docs/figures/queue_*: the detail models beside formula and theory. Run python tools/queue_figure.py."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borderSim.cli.queue import streams
from borderSim.cli.queue_figures import backlog
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.queues import settings, theory
from borderSim.queues.bridge import Post, arrivals, by_formula, core, mgc_wait, simulate
from borderSim.queues.bridge_measures import measure
from borderSim.queues.study import registration_study
from borderSim.report.queues import Line, Panel, draw
from borderSim.report.style import save

FIGURES = Path(__file__).parent.parent / "docs" / "figures"
BAYS = (1, 4, 16)
CV = 0.5
LOADS, DOTS = np.linspace(0.05, 0.96, 92), np.array([0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95])
COUNTS = np.arange(1, 13)
SEED, REPLICATES, TRUCKS, MONTHS = 1, 20, 4000, 12


def simulated(post: Post, name: str, months: float, settle: float) -> list[float]:
    """One measure of every replicate of a post."""
    found = []
    for r in range(REPLICATES):
        log = simulate(post, arrivals(post, streams(SEED, r), settle + months), settle + months)
        found.append(measure(log, post, settle * post.month, months)[name])
    return found


def waits(bays: int) -> NDArray[np.float64]:
    """Mean waits in service times over the loads, (replicate, load): open all the time, everyone waits."""
    always = (24.0, DAYS_PER_MONTH)
    posts = [Post(bays, *always, load * bays * 24.0, 1.0, 1.0, CV) for load in DOTS]
    months = [TRUCKS / (post.trucks_per_day * post.days) for post in posts]
    return np.array([simulated(p, "wait_inspected", m, m / 4) for p, m in zip(posts, months, strict=True)]).T


def wait_panel() -> Panel:
    """Waits over load for some numbers of bays."""
    lines = []
    for colour, bays in enumerate(BAYS):
        best = np.array([theory.mgc_wait(float(load), bays, 1.0, CV) for load in LOADS])
        fast = np.array([core(mgc_wait, load, bays, 1.0, CV) for load in LOADS])
        name = f"{bays} bay" if bays == 1 else f"{bays} bays"
        lines += [Line(name, best, colour), Line("", fast), Line("", waits(bays), colour, dots=True, x=DOTS)]
    return Panel(
        "Mean wait, in service times",
        LOADS,
        "load: trucks that come over trucks that can be cleared",
        lines,
        floor=1e-3,
    )


def cleared_panel() -> Panel:
    """Trucks cleared over the number of bays, by the formula and simulated, with and without turning back."""
    found = settings.settings(settings.BRIDGE_LEVERS, settings.BRIDGE_PARAMETERS, {"bridge_trucks_per_day": 300.0})
    usual = settings.post({setting.entry.name: setting.value for setting in found})
    posts = [replace(usual, bays=int(bays)) for bays in COUNTS]
    formula = np.array([by_formula(post)["trucks_cleared"] for post in posts])
    leave = np.array([simulated(post, "trucks_cleared", 1.0, 0.25) for post in posts]).T
    stay = np.array([simulated(replace(post, overnight=1.0), "trucks_cleared", 1.0, 0.25) for post in posts]).T
    dots = [
        Line("everyone waits overnight", stay, 0, dots=True),
        Line("some turn back", leave, 1, dots=True, x=COUNTS + 0.15),
    ]
    return Panel(
        "Trucks cleared per month, when 300 come a day", COUNTS, "inspection bays", [*dots, Line("formula", formula)]
    )


def main() -> None:
    """Write both figures."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    lead = (
        "Dots: truck by truck, with the middle 90 of 100 replicates. Grey dashes: the formula of the monthly core. "
        "Coloured lines: theory between exact M/D/c and exact M/M/c."
    )
    foot = (
        f"Upper panel: service times vary by {CV} of their mean; short waits are shorter than a truck's own inspection."
    )
    save(
        draw("Trucks: formula, theory, detail", lead, [wait_panel(), cleared_panel()], foot, "en"),
        FIGURES / "queue_trucks",
    )
    found = settings.settings(settings.REGISTRATION_LEVERS, settings.REGISTRATION_PARAMETERS, {})
    centre = settings.centre({s.entry.name: s.value for s in found}, (None, None), (0, 0))
    draws = [streams(SEED, r) for r in range(REPLICATES)]
    save(backlog(registration_study([centre] * REPLICATES, draws, MONTHS), "en"), FIGURES / "queue_registration")


if __name__ == "__main__":
    main()
