"""Make the two runs of a hindcast and turn them into samples; members are spread over processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.posterior import Posterior
from borderSim.engine import axes
from borderSim.engine.hazards import Thresholds
from borderSim.engine.knowledge import Knowledge
from borderSim.engine.loop import Batch
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.experiment.executors import executor
from borderSim.hindcast import targets
from borderSim.hindcast.forecast import Runs, Samples, sample
from borderSim.hindcast.past import Past, first_unknown, joined, run_past
from borderSim.model.coupling import SYSTEMS
from borderSim.world import load

CHUNK = 64
"""Members run together: as many as the cache holds well."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class HindcastOptions:
    """What to run: counts and outcomes up to ``until``, parameters from ``posterior`` (None: the prior).

    ``oil_imposed`` false lets the model make oil output after the cut-off instead of taking it as a driver.
    """

    until: date
    posterior: Posterior | None
    members: int = 200
    seed: int = 1
    jobs: int = 1
    oil_imposed: bool = True

    @property
    def known(self) -> int:
        """Index (0 = 2012-01) of the first month that ends after the cut-off."""
        return first_unknown(self.until)


@dataclass(frozen=True)
class Piece:
    """Some members (M,) of one of the two runs; a free run sees no count and ends at the cut-off."""

    options: HindcastOptions
    members: NDArray[np.int64]
    free: bool


def hindcast(options: HindcastOptions, tell: Tell = lambda done, all_: None) -> Samples:
    """Samples of every month and variable; the same for any number of ``jobs``."""
    return sample(make_runs(options, tell))


def make_runs(options: HindcastOptions, tell: Tell = lambda done, all_: None) -> Runs:
    """The free run and the moved run of all members."""
    ids = np.arange(options.members)
    chunks = [ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK)]
    pieces = [Piece(options, chunk, free) for free in (True, False) for chunk in chunks]
    pasts: list[Past] = []
    with executor(min(options.jobs, len(pieces))) as run:
        for past in run(run_piece, pieces):
            pasts.append(past)
            tell(len(pasts), len(pieces))
    free, moved = joined(pasts[: len(chunks)]), joined(pasts[len(chunks) :])
    return Runs(options.until, options.known, free, moved, Noise(options.seed, ids), options.oil_imposed)


def run_piece(piece: Piece) -> Past:
    """One run of some members. Only drivers are known after the cut-off."""
    options, world = piece.options, load()
    known, noise = options.known, Noise(piece.options.seed, piece.members)
    params = draw(noise, {}, options.posterior or prior_at(options.until))
    batch = Batch(SYSTEMS, world, params, noise, Thresholds(noise, 1), 1)
    end = known if piece.free else targets.END
    hidden = Knowledge(known, known, None if options.oil_imposed else known)
    timeline = Timeline([None], noise, axes.ids(world), range(end), hidden)
    return run_past(batch, timeline, 0 if piece.free else known, end)


def prior_at(until: date) -> Posterior:
    """The prior as it could be known at a cut-off: nothing fitted, what knows later years widened."""
    return Posterior("prior", (), np.empty((1, 0)), {"until": until.isoformat()})
