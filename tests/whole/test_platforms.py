"""I10 across platforms: another processor is this one with its vector units switched off.

numpy chooses its kernels by processor; they differ in the last digit. Draws, and the weights by which people settle in
departments, are float32: that is the digit, and 1e-9 is beyond it. What it moves is bounded here.
"""

import os
import subprocess
import sys
from datetime import date

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from borderSim.engine import axes
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import history_batch, initial_state
from borderSim.model.coupling import SYSTEMS

from .lab import ROOT, WORLD, shipped, stormy

MONTHS = range(12)
OPTIONAL = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
CHILD = "import sys; from tests.whole.test_platforms import write; write(sys.argv[1])"


class SameEverywhere(Noise):
    """Normals in float64, rounded where processors agree: what is left is the model's own arithmetic."""

    def normal(self, stream, step, size):
        half = (size + 1) // 2
        unit = self.uniform(stream, step, 2 * half)
        radius, angle = np.sqrt(-2 * np.log(unit[:, :half])), 2 * np.pi * unit[:, half:]
        both = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
        return np.round(both[:, :size], 9).astype(np.float32)


def results(noise):
    """A stormy year from 2012 on, float64: the state at its end and the indicators of its last month."""
    scenario, seen = shipped("today", start=date(2012, 1, 1), end=date(2013, 1, 1), assumptions=stormy()), []
    batch = history_batch(SYSTEMS, WORLD, noise, scenario.assumptions)
    timeline = Timeline([scenario], noise, axes.ids(WORLD), MONTHS)
    end = simulate(batch, initial_state(batch, "float64"), timeline, MONTHS, lambda *now: seen.append(now[2]))
    return {f"state {n}": v for n, v in end.items()} | {f"national {n}": v for n, v in seen[-1].national.items()}


def write(path):
    kinds = {"model": SameEverywhere, "all": Noise}
    out = {f"{kind} {n}": v for kind, noise in kinds.items() for n, v in results(noise(5, np.arange(2))).items()}
    np.savez(path, **out)


@pytest.fixture(scope="module")
def platforms(tmp_path_factory):
    """The same run by this processor and by one without its optional vector units."""
    found = []
    for name, without in (("this", ""), ("plain", " ".join(OPTIONAL))):
        path = tmp_path_factory.mktemp("platform") / f"{name}.npz"
        place = os.environ | {"NPY_DISABLE_CPU_FEATURES": without}
        subprocess.run([sys.executable, "-c", CHILD, path], cwd=ROOT, env=place, check=True)
        found.append(dict(np.load(path)))
    return found


def worst(platforms, part):
    """Largest difference of a part of the results, of the size of its field."""
    one, two = platforms
    names = [name for name in one if name.startswith(part)]
    assert len(names) > 50
    return max(np.max(np.abs(one[n] - two[n])) / max(np.max(np.abs(one[n])), 1e-30) for n in names)


def test_given_the_same_draws_national_numbers_agree(platforms):
    assert worst(platforms, "model national") < 1e-8


def test_given_the_same_draws_every_field_agrees_to_a_float32(platforms):
    assert worst(platforms, "model state") < 1e-6


def test_with_their_own_draws_all_agrees_to_a_float32(platforms):
    assert worst(platforms, "all") < 2e-6


def test_the_processors_did_differ(platforms):
    """The comparisons above are of two ways to compute, unless this processor has nothing to switch off."""
    assert worst(platforms, "all") > 0 or not OPTIONAL
