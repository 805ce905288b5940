"""A small search for the tests, and a stand-in for the model whose answers are known."""

from pathlib import Path

import numpy as np

from borderSim.scenario.level import path as level_path
from borderSim.scenario.optimise import load_search

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "today.yaml"
MONTHS = 60
TEXT = """
name: story
title: {en: "A story", es: "Un cuento"}
question: {en: "Which?", es: "¿Cuál?"}
scenario: SCENARIO
members: 6
seed: 3
population: 8
generations: 4
vary:
  - {lever: host_support, from: 2026-01-01, low: 300, high: 400}
  - {lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]}
objectives:
  - {indicator: needs_covered, aim: high}
  - {indicator: walker_risk, aim: low, statistic: worst 5%, difference: yes}
constraints:
  - {indicator: unmet_need, at_most: 2, in: worst 5%}
budget: {at_most: 500 USD M}
"""


def written(folder, text=TEXT, **changes):
    """The path of a search file, with parts of its text changed."""
    text = text.replace("SCENARIO", str(SCENARIO))
    for old, new in changes.items():
        text = text.replace(old, new)
    path = folder / "search.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def story(folder, text=TEXT):
    return load_search(written(folder, text))


def on_last_day(scenario, lever):
    return level_path(scenario, lever).at(scenario.end.toordinal() - 1)


def stand_in(scenarios, members, seed, names, jobs):
    """Support covers needs, shelter lowers the risk of walkers; members differ in how much, and by the seed."""
    support = np.array([on_last_day(one, "host_support") for one in scenarios])[:, None]
    shelter = np.array([on_last_day(one, "shelter_places") for one in scenarios])[:, None]
    chance = 1 + 0.1 * np.sin(np.asarray(members) * 12.9898 + seed)[None, :]
    known = {
        "needs_covered": support / 1000 * chance,
        "walker_risk": (2 - shelter / 6000) * chance + support / 1000,
        "unmet_need": 1 + 0 * support * chance,
    }
    quiet = 100 + 0 * support * chance
    return {name: np.repeat(known.get(name, quiet)[:, :, None], MONTHS, axis=2) for name in names}
