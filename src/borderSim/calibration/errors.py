"""How far a count may lie from the model: the count's own error, what the model leaves out, and chance.

Differences are in ln(value + offset). What the model leaves out lasts: within one series it is an AR(1) process with
the variable's standard deviation and memory (Kennedy and O'Hagan 2001 call it discrepancy), so fifteen counts of one
stock weigh less than fifteen counts. Chance is what two runs of one member with other random numbers differ by.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.hindcast.observations import Observation, rules
from borderSim.model.system import Array


def error_covariance(counts: Sequence[Observation], chance: Array) -> Array:
    """(K, K) covariance of count and discrepancy plus ``chance`` (K,), the variances of pairs of runs."""
    out = np.zeros((len(counts), len(counts)))
    middle = np.array([(c.first + c.last) / 2 for c in counts])
    groups = np.array([f"{c.variable}:{c.code}" for c in counts])
    for row, count in enumerate(counts):
        rule = rules()[count.variable]
        same = groups == groups[row]
        out[row, same] = rule.model_sd**2 * np.exp(-np.abs(middle[same] - middle[row]) / rule.memory)
        out[row, row] += count.count_sd**2
    return out + np.diag(chance)


def chance_variance(first: Array, again: Array) -> Array:
    """(K,) variance of chance from pairs of runs (M, K) with the same parameters and other random numbers."""
    return np.asarray(np.mean((first - again) ** 2, axis=0) / 2)


def whitener(covariance: Array) -> Array:
    """(K, K) W with W covariance W' = 1; it mixes no two series, since their errors are independent."""
    return np.linalg.inv(np.linalg.cholesky(covariance))
