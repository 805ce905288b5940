"""The benchmarks run, and the straightforward code that they compare with says the same as the engine (no times)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import core
import whole


@pytest.mark.parametrize(("dtype", "bound"), [("float32", 3e-6), ("float64", 1e-9)])
def test_the_straightforward_code_agrees_with_the_core(dtype, bound):
    """An independent float64 writing of every equation of the group and place core, on the same noise."""
    for field, difference in core.disagreement(dtype, 6).items():
        assert difference < bound, field


def test_the_probes_run_at_tiny_sizes():
    ratios = core.per_cell(4, 1) | core.against_straightforward(4, 1) | core.lane_growth((2,), 1)
    ratios |= core.place_growth(2, 1) | whole.month_growth(2, (1, 2)) | whole.shares(2, 3)
    assert all(value >= 0 for value in ratios.values())
