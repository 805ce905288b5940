"""Every lever alone at its minimum, default and maximum over ten years: finite, bounded, books kept, and it acts."""

from dataclasses import replace

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.engine.recorder import Recorder
from borderSim.scenario import LeverChange

from .lab import months_of, shipped
from .test_bounds import TEN_YEARS, ten_years_of

LEVERS = catalogue.levers()
NEEDS = {  # a lever that acts only in company: what else must hold for it to act
    "ceasefire_term": {"talks_eln": 1.0},
    "ceasefire_intergroup_scope": {"talks_eln": 1.0},
}
NOISE = 1e-9
"""A relative difference that is no effect."""


def values_of(lever):
    return {"minimum": lever.lower, "default": lever.default, "maximum": lever.upper}


def scenario_of(name, side, plain):
    """The plain scenario with one lever at a value, everywhere, and what it needs in order to act."""
    needs = [LeverChange(other, None, plain.start, value) for other, value in NEEDS.get(name, {}).items()]
    own = LeverChange(name, None, plain.start, values_of(LEVERS[name])[side])
    return replace(plain, name=f"{name}/{side}", changes=(*needs, own))


@pytest.fixture(scope="module")
def battery():
    """Every lever at its three values over 120 months, two members: (M, T) of each national indicator."""
    plain = shipped("today", end=TEN_YEARS)
    scenarios = [scenario_of(name, side, plain) for name in LEVERS for side in values_of(LEVERS[name])]
    recorder = Recorder(len(scenarios), months_of(plain))
    ten_years_of(scenarios, 2, recorder.watch)
    national = recorder.national()
    return {s.name: {name: values[i] for name, values in national.items()} for i, s in enumerate(scenarios)}


@pytest.mark.parametrize("name", LEVERS)
def test_the_lever_moves_something(battery, name):
    low, high = battery[f"{name}/minimum"], battery[f"{name}/maximum"]
    gaps = {indicator: np.abs(high[indicator] - low[indicator]).max() for indicator in low}
    assert any(gap > NOISE * np.abs(low[indicator]).max() for indicator, gap in gaps.items())
