"""Where people go: Colombia or elsewhere, then a department, then a municipality (docs/systems/migration.md, eq. 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.system import Array, Within


@dataclass(frozen=True)
class Destinations:
    """A choice of department by origin and of municipality within it.

    ``pull`` (L, D) what all origins see, ``nearness`` (L, O, D) what distance leaves of it, ``total`` (L, O) their
    sum over departments, ``within`` the share of each municipality in its department.
    """

    pull: Array
    nearness: Array
    total: Array
    within: Within

    def shares(self) -> Array:
        """Probability (L, O, D) that somebody of an origin goes to a department; sums to 1 over D."""
        return np.asarray(self.pull[:, None, :] * self.nearness / self.total[:, :, None])

    def spread(self, persons: Array) -> Array:
        """Persons by origin (L, O) -> by department (L, D), with the same total per lane."""
        per_pull = persons / self.total
        return np.asarray(self.pull * np.einsum("lod,lo->ld", self.nearness, per_pull))

    def scatter(self, persons: Array, departments: Array) -> Array:
        """A number of persons (L, 1) over some departments ((D,) of 0 and 1) -> (L, D)."""
        pull = self.pull * departments
        return np.asarray(persons * (pull / pull.sum(axis=1, keepdims=True)))


def colombia_share(share: Array, network: Array, stocks_ratio: Array, window: Array, affordability: Array) -> Array:
    """Share (L, 1) of departures that choose Colombia over all other countries: a binary logit.

    ``share`` holds when the ratio of Venezuelans in Colombia to elsewhere (``stocks_ratio``) equals its own odds, no
    window is open and incomes are those of the reference. ``network`` is the elasticity to the stock (Beine, Docquier
    and Ozden 2011), ``window`` and ``affordability`` are added log utilities.
    """
    odds = np.log(share / (1.0 - share))
    utility = odds + network * (np.log(stocks_ratio) - odds) + window + affordability
    return np.asarray(1.0 / (1.0 + np.exp(-utility)))


def long_haul_cost(gdp: Array, reference: Array, cost: Array, income: Array, scale: Array) -> Array:
    """Log utility (L, 1) lost by far destinations because incomes are below those of the reference level.

    ``cost`` USD, ``income`` USD/month at the reference ``gdp`` (ln index); a cost of ``scale`` monthly incomes halves
    the odds. Positive when people are poorer than at the reference: then Colombia gains.
    """
    return np.asarray(np.log(2.0) * cost / (scale * income) * np.expm1(reference - gdp))


def nearness(log_km: Array, elasticity: Array) -> Array:
    """Distance decay d^-elasticity, (L, O, D) float64, from ln km (O, D) in float32."""
    power = elasticity[:, :, None].astype(log_km.dtype)
    return np.asarray(np.exp(-power * log_km[None]).astype(np.float64))


def department_pull(
    migrants: Array, residents: Array, jobs: Array, violence: Array, weights: tuple[Array, Array, Array, Array]
) -> Array:
    """What a department offers to all origins (L, D): exp(network ln(1+migrants) + mass ln residents + ...).

    Persons (L, D); ``jobs`` ln of the jobs index and ``violence`` index (1 = mean of 2012), (L, D); ``weights`` = log
    utility of network, mass, jobs and violence, each (L, 1).
    """
    network, mass, wage, unsafe = weights
    utility = network * np.log1p(migrants) + mass * np.log1p(residents) + wage * jobs - unsafe * (violence - 1.0)
    utility -= utility.max(axis=1, keepdims=True)
    return np.asarray(np.exp(utility) * (residents > 0))  # nobody goes where nobody lives


def within_department(migrants: Array, fixed: Array, network: Array, count: Array, start: Array) -> Within:
    """How the arrivals of a department spread over its municipalities.

    ``migrants`` (L, C) persons; ``fixed`` (L, C) float32 log utility of size and nearness to the border; ``count``
    (D,) municipalities of each department and ``start`` (D,) its first.
    """
    utility = migrants.astype(np.float32)
    np.log1p(utility, out=utility)
    utility *= network.astype(np.float32)
    utility += fixed
    weight = np.exp(utility, out=utility).astype(np.float64)
    return Within(weight, np.add.reduceat(weight, start, axis=1), count)
