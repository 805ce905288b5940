"""What a fit says of itself: what was learnt of each parameter, and whether the posterior may be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from borderSim.calibration.errors import whitener
from borderSim.calibration.fit import Fit
from borderSim.calibration.forward import Piece, forward
from borderSim.catalogue.distributions import quantile
from borderSim.catalogue.posterior import Posterior
from borderSim.hindcast.past import first_unknown
from borderSim.model.system import Array

LEVELS = (0.05, 0.5, 0.95)
CHECKED = 128
"""Members that run again to check the fit."""


@dataclass(frozen=True)
class Learnt:
    """One parameter before and after: 5%, 50%, 95% in its unit, and how far its score moved.

    ``spread`` is posterior over prior standard deviation of the score (1 = nothing learnt), ``shift`` the mean of the
    score, ``overlap`` the area that the two densities share (1 = the same).
    """

    parameter: str
    informed: bool
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    spread: float
    shift: float
    overlap: float


@dataclass(frozen=True)
class Check:
    """Whether the ensemble may be trusted.

    ``misfit`` (M,) is that of the fitted members run again with other chance, as in :meth:`Fit.misfits`. ``directions``
    is how many independent directions the members still vary in, of as many as there are informed parameters.
    ``effective_prior`` is the effective sample size (Kish) of the prior's own draws weighted by their likelihood: what
    would be left without a smoother.
    """

    misfit: Array
    directions: float
    effective_prior: float


def learnt(fit: Fit, posterior: Posterior) -> Iterator[Learnt]:
    """Every fitted parameter, the most informed first, then those that the data did not inform."""
    rows = [_learnt(fit, posterior, name) for name in fit.space.names]
    yield from sorted(rows, key=lambda row: (not row.informed, row.overlap))


def _learnt(fit: Fit, posterior: Posterior, name: str) -> Learnt:
    parameter = fit.space.priors[name]
    before = tuple(float(v) for v in quantile(parameter, np.array(LEVELS)))
    if name not in posterior.names:
        return Learnt(name, False, before, before, 1.0, 0.0, 1.0)
    row = posterior.names.index(name)
    mean, spread = float(posterior.mean[row]), float(posterior.spread[row])
    return Learnt(name, True, before, posterior.points(name), spread, mean, overlap(mean, spread))


def overlap(mean: float, spread: float) -> float:
    """Area under the lower of the standard normal density and that of a normal with ``mean`` and ``spread``."""
    grid = np.linspace(-8.0, 8.0, 4001)
    both = np.minimum(norm.pdf(grid), norm.pdf(grid, mean, spread))
    return float(np.trapezoid(both, grid))


def check(fit: Fit, members: int = CHECKED) -> Check:
    """Run the first ``members`` of the fitted ensemble again with other chance than the fit saw."""
    rows = fit.smoothed.posterior[:members]
    template = Piece(
        fit.space, rows, np.empty(0), fit.counts, fit.options.seed, first_unknown(fit.options.until), again=2
    )
    difference = (forward(template, fit.options.jobs)(rows) - fit.wanted) @ whitener(fit.covariance).T
    first = effective_size(-0.5 * len(fit.counts) * fit.misfits()[0])
    return Check((difference**2).mean(axis=1), directions(fit), first)


def effective_size(log_weights: Array) -> float:
    """Kish's effective sample size (sum w)^2 / sum w^2 of log weights (M,)."""
    weights = np.exp(log_weights - log_weights.max())
    return float(weights.sum() ** 2 / (weights**2).sum())


def directions(fit: Fit) -> float:
    """Independent directions in which the posterior ensemble still varies: (sum l)^2 / sum l^2 of its covariance."""
    spread = np.linalg.eigvalsh(np.atleast_2d(np.cov(fit.smoothed.posterior[:, fit.columns(fit.informed)].T)))
    return float(spread.sum() ** 2 / (spread**2).sum())
