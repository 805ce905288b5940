"""Times as ratios: thread CPU time, minima over interleaved rounds, and the cost of one np.exp(float32) beside them."""

import time
from collections.abc import Callable, Mapping

import numpy as np

ELEMENTS = 16_384
PASSES = 20


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this thread for one call."""
    before = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - before) / 1e9


def exp_probe() -> Callable[[], None]:
    """PASSES times np.exp over 16k float32 elements into a buffer: the unit of every ratio."""
    values = np.random.default_rng(0).random(ELEMENTS, dtype=np.float32)
    out = np.empty_like(values)

    def probe() -> None:
        for _ in range(PASSES):
            np.exp(values, out=out)

    return probe


def minima(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Least CPU seconds of each work; rounds run them one after another, so that all see the same machine."""
    best = dict.fromkeys(works, np.inf)
    for _ in range(rounds):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    return best


def in_exps(works: Mapping[str, tuple[Callable[[], object], int]], rounds: int) -> dict[str, float]:
    """Time per cell over time per np.exp(float32) element; each work comes with its number of cells."""
    best = minima({"exp": exp_probe(), **{name: work for name, (work, _) in works.items()}}, rounds)
    unit = best["exp"] / (ELEMENTS * PASSES)
    return {name: best[name] / cells / unit for name, (_, cells) in works.items()}
