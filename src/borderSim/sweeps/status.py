"""How far a sweep is, from another terminal: read from its folder alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from filelock import FileLock, Timeout

from borderSim.errors import UserError
from borderSim.results.sweep_folder import read_about
from borderSim.results.sweep_store import Cut, SweepStore
from borderSim.sweeps.runner import LOCK

RECENT = 50
"""The rate is that of the last so many blocks."""
LONG = 10
"""A block that takes so many times as long as the others ends a spell of work: there the run stood still."""


@dataclass(frozen=True)
class Status:
    """A sweep's progress: lanes (case and member) done and in all, blocks likewise; lanes a second, seconds left.

    ``rate`` and ``left`` are None where too few blocks are finished to say. ``running`` says whether somebody works on
    it now.
    """

    name: str
    points: int
    lanes: int
    lanes_done: int
    blocks: int
    blocks_done: int
    running: bool
    rate: float | None
    left: float | None


def status(folder: Path) -> Status:
    """The status of a sweep's folder. Raises UserError where it is none."""
    about = read_about(folder)
    try:
        store = SweepStore(folder)
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{folder}: its store cannot be read ({error})") from None
    parts = list(Cut(**about["cut"]).blocks(about["cases"], about["members"]))
    done = [(case, member) for case, member in parts if store.is_done(case, member)]
    lanes, finished = about["cases"] * about["members"], sum(_lanes(*part) for part in done)
    rate = _rate([(store.finished_at(*part), _lanes(*part)) for part in done])
    left = (lanes - finished) / rate if rate else None
    return Status(
        about["name"], about["points"], lanes, finished, len(parts), len(done), is_running(folder), rate, left
    )


def _lanes(case: slice, member: slice) -> int:
    return int((case.stop - case.start) * (member.stop - member.start))


def _rate(finished: Sequence[tuple[float, int]]) -> float | None:
    """Lanes a second over the last spell of work."""
    last = sorted(finished)[-RECENT:]
    gaps = [after[0] - before[0] for before, after in pairwise(last)]
    if not gaps:
        return None
    usual = sorted(gaps)[len(gaps) // 2]
    breaks = [i + 1 for i, gap in enumerate(gaps) if gap > LONG * max(usual, 1.0)]
    spell = last[breaks[-1] if breaks else 0 :]
    seconds = spell[-1][0] - spell[0][0]
    return sum(lanes for _, lanes in spell[1:]) / seconds if seconds > 0 else None


def is_running(folder: Path) -> bool:
    """Does another process hold the folder?"""
    if not (folder / LOCK).exists():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True
