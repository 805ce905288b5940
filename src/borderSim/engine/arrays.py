"""How numpy and the C library treat the arrays of a run: settings that change the time taken, never a number."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np

_ROW = 1024
"""Elements of numpy's buffer: with the usual 8,192, broadcast passes over shorter rows take about twice as long."""
_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
_KEPT = 1 << 30


@contextmanager
def fast_arrays() -> Iterator[None]:
    """Settings for a run, numpy's undone at its end."""
    keep_freed_memory()
    before = np.setbufsize(_ROW)
    try:
        yield
    finally:
        np.setbufsize(before)


@cache
def keep_freed_memory() -> None:
    """Let glibc reuse freed arrays instead of returning them: each month would pay for fresh pages otherwise.

    Does nothing with another C library.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return
    for option in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
        mallopt(option, _KEPT)
