"""What the model leaves out, carried forward from the counts that it missed.

Within a variable the difference between record and model (ln) is an AR(1) process with the standard deviation
``model_sd`` and ``memory`` months of the table of rules (Kennedy and O'Hagan 2001). Before a cut-off it is drawn from
its stationary distribution; after it, from its distribution given what each member missed of the counts, so a forecast
begins where the record ended and widens from there. Conditioning is Matheron's rule: a free path plus the kriged error
of that path.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.engine.noise import Noise
from borderSim.hindcast.observations import Observation, Rule
from borderSim.model.system import Array

REACH = 5
"""Memories: a count further back than this many says less than 1% of what it said then."""


def path(rule: Rule, name: str, months: int, noise: Noise) -> Array:
    """(T, M) a stationary path (ln) of one series for each member, from the member's own stream."""
    draws = noise.normal(f"discrepancy:{rule.variable}:{name}", 0, months).astype(np.float64).T
    keep = np.exp(-1 / rule.memory)
    out = np.empty_like(draws)
    out[0] = rule.model_sd * draws[0]
    for month in range(1, months):
        out[month] = keep * out[month - 1] + rule.model_sd * np.sqrt(1 - keep**2) * draws[month]
    return out


def path_given(
    rule: Rule, name: str, months: int, noise: Noise, counts: Sequence[Observation], missed: Array, chance: Array
) -> Array:
    """(T, M) a path that knows what members ``missed`` (K, M) of the counts (ln), each with the variance of its error.

    ``chance`` (K,) is added to the variance of the count itself.
    """
    free = path(rule, name, months, noise)
    if not counts:
        return free
    at = np.array([(count.first + count.last) // 2 for count in counts])
    variance = np.array([count.count_sd**2 for count in counts]) + chance
    error = noise.normal(f"count_error:{rule.variable}:{name}", 0, len(counts)).astype(np.float64).T
    known = missed - free[at] - np.sqrt(variance)[:, None] * error
    weights = np.linalg.solve(_covariance(rule, at, at) + np.diag(variance), _covariance(rule, at, np.arange(months)))
    return np.asarray(free + weights.T @ known)


def _covariance(rule: Rule, first: Array, second: Array) -> Array:
    return np.asarray(rule.model_sd**2 * np.exp(-np.abs(first[:, None] - second[None, :]) / rule.memory))


def recent(counts: Sequence[Observation], rule: Rule) -> list[Observation]:
    """The counts that still say something about the months after the last of them."""
    last = max((count.last for count in counts), default=0)
    return [count for count in counts if count.last >= last - REACH * rule.memory]


def drifted(rule: Rule, name: str, months: int, places: int, noise: Noise) -> Array:
    """(M, C) what many places of one kind have drifted by (ln), ``months`` after their last count."""
    fade = np.exp(-2 * months / rule.memory)
    return rule.model_sd * np.sqrt(1 - fade) * noise.normal(f"discrepancy:{name}", months, places).astype(np.float64)
