"""I11: other numbers for crossings, places, departments, states and corridors permute the result and change nothing."""

from datetime import date

import numpy as np
import pytest

from borderSim.engine import axes
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import history_batch, initial_state
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import LeverChange

from .lab import NORTE, WORLD, shipped, stormy
from .relabel import Followed, Labels

MONTHS = range(8)
MEMBERS = np.arange(2)


def eventful():
    """From 2012 on, with levers that differ from place to place."""
    day = date(2012, 3, 10)
    changes = (
        LeverChange("border_open_people", NORTE[:2], day, 0.2),
        LeverChange("border_open_cargo", ("paraguachon",), day, 0.0),
        LeverChange("military_pressure", ("CO54", "CO81"), day, 1.0),
        LeverChange("governors_channel", ("arauca_apure",), day, 1.0),
        LeverChange("talks_eln", None, day, 1.0),
    )
    span = {"start": date(2012, 1, 1), "end": date(2012, 9, 1)}
    return shipped("today", changes=changes, assumptions=stormy(), **span)


def run(world, noise):
    """State and indicators at the end of the months, float64."""
    scenario, seen = eventful(), []
    batch = history_batch(SYSTEMS, world, noise, scenario.assumptions)
    timeline = Timeline([scenario], noise, axes.ids(world), MONTHS)
    end = simulate(batch, initial_state(batch, "float64"), timeline, MONTHS, lambda *now: seen.append(now[2]))
    return end, seen[-1]


@pytest.fixture(scope="module", params=[1, 2])
def pair(request):
    labels = Labels(WORLD, request.param)
    usual, other = run(WORLD, Noise(1, MEMBERS)), run(labels.relabelled(), Followed(1, MEMBERS, labels))
    return labels, usual, other


def assert_same(one, two, name):
    """To rounding: float32 weights split people over departments and municipalities."""
    np.testing.assert_allclose(two, one, rtol=1e-6, atol=1e-9 * (1 + np.abs(one).max()), err_msg=name)


def test_every_field_is_permuted(pair):
    labels, (usual, _), (other, _) = pair
    expected = labels.state(usual)
    assert expected.keys() == other.keys()
    for name, values in expected.items():
        assert_same(values, other[name], name)


def test_every_indicator_is_permuted(pair):
    labels, (_, usual), (_, other) = pair
    for name, values in usual.national.items():
        assert_same(values, other.national[name], name)
    for name, values in usual.department.items():
        assert_same(labels.moved(values, ("department",), first=1), other.department[name], name)


def test_something_happened(pair):
    """Events fired, and their places are not all alike."""
    _, (usual, _), _ = pair
    assert sum(values.sum() for name, values in usual.items() if name.startswith("count:")) > 5
    assert len(np.unique(usual["formal_passages"][0])) > 4
