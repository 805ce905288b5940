"""Scores of an ensemble against what was counted: pure functions over arrays.

``samples`` is (..., M), M >= 2 draws of each target, ``observed`` (...), both in the unit of the variable. Series span
orders of magnitude, so relative errors are taken on the scale ln(1 + x), which is defined for a count of zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.extras import optional
from borderSim.hindcast.settings import settings

Array = NDArray[Any]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of the columns q05 to q95 of a forecast."""
INNER, OUTER = 0.5, 0.9
"""Central bands between those quantiles."""


@dataclass(frozen=True)
class Coverage:
    """Share of ``n`` targets inside a band, with the interval of a share of ``effective`` independent ones."""

    share: float
    low: float
    high: float
    n: int
    effective: float


def crps(samples: Array, observed: Array | float) -> Array:
    """Continuous ranked probability score (...), in the unit of the variable; 0 is perfect.

    The fair estimator (Ferro 2014, QJRMS 140), so that ensembles of different sizes are compared as equals.
    ValueError with fewer than two draws.
    """
    draws = np.asarray(samples, np.float64)
    if draws.shape[-1] < 2:
        raise ValueError("the score of an ensemble needs at least two draws")
    library = optional("scoringrules", "calibration")
    score = library.crps_ensemble(np.asarray(observed, np.float64), draws, estimator="pwm", backend="numpy")
    return np.asarray(score, np.float64)


def crps_log(samples: Array, observed: Array | float) -> Array:
    """CRPS (...) on the scale ln(1 + x): about the relative error."""
    return crps(np.log1p(samples), np.log1p(observed))


def pinball(samples: Array, observed: Array | float, levels: tuple[float, ...] = LEVELS) -> Array:
    """Pinball loss (..., Q) of the ensemble's quantiles at Q levels, in the unit of the variable."""
    library = optional("scoringrules", "calibration")
    quantiles = np.moveaxis(np.quantile(samples, levels, axis=-1), 0, -1)
    truth = np.asarray(observed, np.float64)[..., None]
    return np.asarray(library.quantile_score(truth, quantiles, np.asarray(levels), backend="numpy"), np.float64)


def inside(samples: Array, observed: Array | float, level: float = OUTER) -> NDArray[np.bool_]:
    """Whether the central band of a level holds what was counted (...); its ends belong to it."""
    low, high = np.quantile(samples, ((1 - level) / 2, (1 + level) / 2), axis=-1)
    truth = np.asarray(observed, np.float64)
    return np.asarray((low <= truth) & (truth <= high))


def coverage(hits: NDArray[np.bool_], effective: float | None = None) -> Coverage:
    """Share of targets inside, with its Wilson interval (Wilson 1927, JASA 22) at the level of the table.

    ``hits`` is (n,) of yes or no. The targets of one cut-off share its errors, so the interval is that of
    ``effective`` independent targets (n when not given): the number of cut-offs and places is a cautious choice.
    ValueError without targets.
    """
    found = np.asarray(hits, np.float64)
    if not found.size:
        raise ValueError("coverage needs at least one target")
    share, size = float(found.mean()), min(effective or found.size, found.size)
    interval = optional("statsmodels.stats.proportion", "calibration").proportion_confint
    low, high = interval(share * size, size, alpha=1 - settings()["interval_level"], method="wilson")
    return Coverage(share, float(low), float(high), found.size, float(size))


def bias(samples: Array, observed: Array | float) -> Array:
    """Return ln of the median over what was counted (...), each with 1 added; above 0: forecast too high."""
    return np.asarray(np.log1p(np.median(samples, axis=-1)) - np.log1p(observed))


def pit(samples: Array, observed: Array | float) -> Array:
    """Probability integral transform (...), in the open interval (0, 1): the rank of the count among M + 1 places.

    Draws that equal the count are split evenly; a calibrated forecaster gives a uniform histogram.
    """
    draws, truth = np.asarray(samples, np.float64), np.asarray(observed, np.float64)[..., None]
    rank = (draws < truth).sum(axis=-1) + (draws == truth).sum(axis=-1) / 2
    return np.asarray((rank + 0.5) / (draws.shape[-1] + 1), np.float64)
