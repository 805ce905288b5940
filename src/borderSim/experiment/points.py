"""Many scenarios for the same members, cut into blocks of scenarios and members: the work of sweeps and searches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from borderSim.experiment.block import Block, run_block
from borderSim.experiment.executors import executor
from borderSim.results.data import Array
from borderSim.results.sweep_store import Cut
from borderSim.scenario import Scenario

LANES = 256
"""Lanes of a block: past about 32 a lane's cost is flat (docs/performance.md), and more share one start-up."""
MEMBERS_TOGETHER = 32
"""Members of a block: as few as keep a warm start cheap, so that many scenarios share noise and prefix."""


def cut(cases: int, members: int, lanes: int = LANES, family: int = 1) -> Cut:
    """Blocks of at most ``lanes`` lanes: few members, evenly cut, and as many cases beside them as fit.

    Each ``family`` of neighbouring cases that share a warm start stays in one block, where it fits.
    """
    parts = -(-members // min(MEMBERS_TOGETHER, lanes))
    together = -(-members // parts)
    beside = max(1, min(cases, lanes // together))
    return Cut(beside // family * family or beside, together)


def run_points(
    scenarios: Sequence[Scenario],
    members: NDArray[np.int64],
    seed: int,
    indicators: Sequence[str],
    jobs: int = 1,
    dtype: str = "float32",
    *,
    keep_warm: bool = True,
) -> dict[str, Array]:
    """National ``indicators`` of all scenarios, name -> (S, M, T) float64; the numbers do not depend on ``jobs``.

    ``members`` (M,) are ids. ``keep_warm`` false writes no warm starts: for assumptions that are used once.
    """
    shape = cut(len(scenarios), len(members))
    parts = list(shape.blocks(len(scenarios), len(members)))
    kept = tuple(indicators)
    blocks = [Block(scenarios[c], members[m], seed, dtype, 0, kept, (), False, keep_warm) for c, m in parts]
    found: dict[str, Array] = {}
    with executor(min(jobs, len(blocks))) as run:
        for (case, member), piece in zip(parts, run(run_block, blocks), strict=True):
            for name in kept:
                values = piece.national[name]
                if name not in found:
                    found[name] = np.empty((len(scenarios), len(members), values.shape[-1]))
                found[name][case, member] = values
    return found
