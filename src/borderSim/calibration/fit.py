"""One calibration from the counts to a posterior: what `borderSim calibrate` does, without files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from borderSim.calibration.errors import chance_variance, error_covariance, whitener
from borderSim.calibration.forward import Piece, forward, recorded
from borderSim.calibration.smoother import Smoothed, smooth
from borderSim.calibration.space import Space, space
from borderSim.engine.noise import Noise
from borderSim.errors import UserError
from borderSim.hindcast.observations import Observation, observations, rules
from borderSim.hindcast.past import first_unknown
from borderSim.model.system import Array

LAST = date(2025, 12, 31)
"""The last day of the packaged record."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class FitOptions:
    """How to fit: counts dated up to ``until``, ``members`` of the ensemble, ``steps`` of the smoother.

    ``pairs`` members run twice, so that chance is known. ``threshold``: a correlation counts from this many standard
    errors on. Luo et al. (2018) take 3. Here many small effects together hold most of the spread of the stock, and 3
    leaves them out: the 90% band of the stock of August 2021 stays a factor of 3.5 wide with 3 and 2.6 with 2, where
    the errors of the counts allow 1.7. The price: nearly every parameter moves a little by chance. ``only``
    restricts the parameters that may move, ``variables`` the counts; empty means all.
    """

    until: date = LAST
    members: int = 400
    steps: int = 6
    pairs: int = 128
    threshold: float = 2.0
    seed: int = 1
    jobs: int = 1
    only: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A finished fit: the counts (K), their logs and error covariance, and the smoother's ensembles."""

    options: FitOptions
    space: Space
    counts: tuple[Observation, ...]
    wanted: Array
    covariance: Array
    smoothed: Smoothed

    @property
    def informed(self) -> tuple[str, ...]:
        """Names of the parameters that some count may move; all others keep their prior."""
        return tuple(self.space.names[i] for i in np.flatnonzero(self.smoothed.localisation.max(axis=1)))

    def columns(self, names: Sequence[str]) -> Array:
        """(len(names),) positions of parameters among the scores."""
        return np.array([self.space.names.index(name) for name in names], np.int64)

    def misfits(self) -> list[Array]:
        """Per step, (M,) mean squared whitened difference from the counts; 1 is what the errors allow for."""
        white = whitener(self.covariance)
        return [np.mean(((values - self.wanted) @ white.T) ** 2, axis=1) for values in self.smoothed.predictions]


def fitted_counts(options: FitOptions) -> tuple[Observation, ...]:
    """The counts that a calibration uses. Raises UserError when there is none."""
    wanted = options.variables or tuple(name for name, rule in rules().items() if rule.fit)
    found = tuple(c for c in observations(options.until, wanted) if c.fit)
    if not found:
        raise UserError(f"no count of {', '.join(wanted)} is dated up to {options.until.isoformat()}")
    return found


def fit(options: FitOptions, tell: Tell = lambda _: None) -> Fit:
    """Fit the parameters to the packaged counts."""
    counts = fitted_counts(options)
    return fit_to(counts, recorded(counts), options, tell)


def fit_to(counts: tuple[Observation, ...], wanted: Array, options: FitOptions, tell: Tell = lambda _: None) -> Fit:
    """Fit to given logs (K,) of counts: the packaged ones, or counts that the model itself made up."""
    where = space(options.until.year, options.only)
    template = Piece(where, np.empty(0), np.empty(0), counts, options.seed, first_unknown(options.until))
    tell(f"{len(counts)} counts, {len(where.names)} parameters, {options.members} members")
    prior = where.prior(Noise(options.seed, np.arange(options.members)))
    run = forward(template, options.jobs)
    first = run(prior)
    pairs = min(options.pairs, options.members)
    again = forward(replace(template, again=1), options.jobs)(prior[:pairs])
    covariance = error_covariance(counts, chance_variance(first[:pairs], again))
    smoothed = smooth(prior, first, _told(run, tell, options.steps), wanted, whitener(covariance), options.steps,
                      options.threshold, options.seed)  # fmt: skip
    return Fit(options, where, counts, wanted, covariance, smoothed)


def _told(run: Callable[[Array], Array], tell: Tell, steps: int) -> Callable[[Array], Array]:
    done = 0

    def counted(scores: Array) -> Array:
        nonlocal done
        done += 1
        tell(f"step {done} of {steps}")
        return run(scores)

    return counted
