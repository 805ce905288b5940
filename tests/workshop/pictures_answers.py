"""Answers with numbers that can be checked by hand, and readers of what a chart's options draw."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from borderSim.catalogue import indicators
from borderSim.scenario import LeverChange, ScheduledEvent, load_scenario
from borderSim.workshop.desk.ask import Answer, Ask, Outcome
from borderSim.workshop.pictures.layers import LAYERS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BASELINE = replace(load_scenario(SCENARIOS / "today.yaml"), start=date(2022, 7, 1), end=date(2027, 7, 1), events=())
MONTHS = [f"{y}-{m:02d}" for y in range(2022, 2028) for m in range(1, 13) if (2022, 7) <= (y, m) < (2027, 7)]
OPENED = LeverChange("border_open_people", None, date(2022, 9, 26), 1.0)
SHOCK = ScheduledEvent("election_shock", None, date(2024, 7, 28), None, 0.7)
MUNICIPALITIES, DEPARTMENTS = 1122, 33


def ask(members=32, changes=(OPENED,), events=(), baseline=BASELINE):
    return Ask(replace(baseline, name="policy", changes=changes, events=events), baseline, members)


def answer(national, members=32, asked=None, department=None, place=None, months=MONTHS):
    """An answer from pairs (policy, baseline) of arrays by name."""
    tables = (national, department or {}, place or {})
    sides = [Outcome(*({name: pair[side] for name, pair in table.items()} for table in tables)) for side in (0, 1)]
    place_months = [months[i] for i in (0, len(months) // 2, -1)]
    return Answer(asked or ask(members), months, place_months, *sides)


def ladder(members=32, months=60, low=0.0, step=1.0):
    """(M, T) where run i has low + i * step in every month."""
    return np.repeat(low + step * np.arange(members)[:, None], months, axis=1)


def noise(shape, seed):
    """Numbers in (0, 1) that look irregular and never change."""
    size = int(np.prod(shape))
    return ((np.arange(1, size + 1) * 0.6180339887 * (seed + 1)) % 1.0).reshape(shape)


def full(members=32, months=60, shift=0.3):
    """An answer with every national indicator and every layer; the policy is above the baseline in most runs."""

    def pair(shape, seed, size=1.0):
        base = size * (1 + noise(shape, seed))
        return base + size * shift * (noise(shape, seed + 7) - 0.2), base

    national = {name: pair((members, months), i, 10.0 ** (i % 8))
                for i, (name, item) in enumerate(indicators().items()) if item.dims == "national"}  # fmt: skip
    department = {name: pair((members, months, DEPARTMENTS), i) for i, name in enumerate(LAYERS[1:])}
    place = {LAYERS[0]: pair((members, 3, MUNICIPALITIES), 3, 500.0)}
    return answer(national, members, department=department, place=place, months=MONTHS[:months])


def lines(option, panel, colour=None):
    """The drawn lines of a panel (0 level, 1 difference) with their data, without edges of bands."""
    return [s for s in option["series"] if s["xAxisIndex"] == panel and "stack" not in s
            and colour in (None, s["lineStyle"]["color"])]  # fmt: skip


def bands(option, panel):
    """Stacks of four edges of a panel, by their names, as quantiles 5, 25, 75, 95."""
    found = {}
    for series in option["series"]:
        if series["xAxisIndex"] == panel and "stack" in series:
            found.setdefault(series["stack"], []).append(np.array(series["data"]))
    return {name: np.cumsum(edges, axis=0) for name, edges in found.items()}


def words(option):
    """Every text of an option: titles, ticks, dates, end labels."""
    found = [title["text"] for title in option["title"]]
    stack = [option["series"]]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            found += [item["formatter"]] if "formatter" in item else []
            stack += item.values()
        elif isinstance(item, list):
            stack += item
    return [text for text in found if text]
