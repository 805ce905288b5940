"""Warm starts on disk: which an ask still lacks, and how many other pasts a session may leave there."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from borderSim.engine.noise import Noise
from borderSim.engine.warmup import Kept
from borderSim.experiment.block import pasts
from borderSim.scenario import Scenario
from borderSim.workshop.desk.ask import ON_RELEASE
from borderSim.workshop.desk.work import DTYPE, run_months

MOST_PASTS = 40
"""Pasts that a session may keep besides those that were there: a moved pin makes one of 6 MB with 32 members."""


class Pasts:
    """The pasts that the asks of a session brought about; the one not used for longest goes first."""

    def __init__(self, most: int = MOST_PASTS) -> None:
        self._most = most
        self._own: OrderedDict[Path, None] = OrderedDict()

    def is_new(self, scenario: Scenario, members: range, seed: int) -> bool:
        """Has the history up to the run's start to be computed for some of the members first?"""
        return not _kept(scenario, members, seed).is_there()

    def used(self, scenarios: Iterable[Scenario], members: range, seed: int) -> bool:
        """Note that members of scenarios are about to run. Returns whether to keep their warm starts.

        Members beyond those of every picture are not kept under a past of the session's own.
        """
        folders = [_kept(scenario, members, seed).folder for scenario in scenarios]
        for folder in folders:
            if folder in self._own or not folder.exists():
                self._own[folder] = None
                self._own.move_to_end(folder)
        while len(self._own) > self._most:
            shutil.rmtree(self._own.popitem(last=False)[0], ignore_errors=True)
        return members.stop <= ON_RELEASE or not any(folder in self._own for folder in folders)

    def adopt(self) -> None:
        """Leave all pasts so far on disk for good: those of the room's own scenarios."""
        self._own.clear()

    def forget(self) -> None:
        """Take the session's own pasts off the disk."""
        for folder in self._own:
            shutil.rmtree(folder, ignore_errors=True)
        self._own.clear()


def _kept(scenario: Scenario, members: range, seed: int) -> Kept:
    noise = Noise(seed, np.array(members))
    return Kept(pasts([scenario])[0], noise, run_months(scenario).start, DTYPE)
