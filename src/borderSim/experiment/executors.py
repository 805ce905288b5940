"""Where blocks run: in this process or in several. One protocol, the same numbers."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

Work = Callable[[Any], Any]
Run = Callable[[Work, Sequence[Any]], Iterable[Any]]

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(jobs: int) -> Iterator[Run]:
    """A function that maps work over blocks and yields results in the order of the blocks.

    ``jobs`` 1 works here, more start that many processes; each uses one thread.
    """
    if jobs <= 1:
        yield map
        return
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool.map
