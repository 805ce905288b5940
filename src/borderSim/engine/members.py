"""Members: one draw of every uncertain parameter each, from the member's id and the seed alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile
from borderSim.catalogue.posterior import Posterior
from borderSim.engine.noise import Noise, stream_key
from borderSim.scenario import Pin, Range

Array = NDArray[np.float64]
Assumptions = Mapping[str, Pin | Range]


def draw(noise: Noise, assumptions: Assumptions, posterior: Posterior | None = None) -> dict[str, Array]:
    """Parameter values, name -> (M, 1), each in its unit of the parameter table.

    With a ``posterior`` each member takes one row of it: the fitted parameters, and of all others the prior draw of
    that row's member of the fit, from the priors as known at the cut-off. A pinned assumption takes its value in every
    member, a re-ranged one its own distribution at the member's (the row's) prior draw: both replace what the posterior
    says of that parameter, and all other parameters stay as they are.
    """
    known = catalogue.parameters()
    if posterior is None:
        return {name: _values(prior, noise, assumptions.get(name))[:, None] for name, prior in known.items()}
    fitted = fitted_members(noise, posterior)
    informed = {name: posterior.uniform(name, fitted.members) for name in posterior.names}
    priors = {name: posterior.prior(name) for name in known}
    return {n: _values(p, fitted, assumptions.get(n), informed.get(n))[:, None] for n, p in priors.items()}


def fitted_members(noise: Noise, posterior: Posterior) -> Noise:
    """The members (M,) of the fit whose parameters the members of a run take: their ids are rows of the set.

    Under the fit's own seed member m takes row m; another seed begins at a row of its own. After the last row comes the
    first again. A set without a parameter leaves every member its own draws.
    """
    if not posterior.names:
        return noise
    rows = len(posterior.scores)
    begin = 0 if noise.seed == posterior.seed else stream_key(noise.seed, "posterior") % rows
    return Noise(posterior.seed, (noise.members + begin) % rows)


def _values(
    prior: catalogue.Parameter, noise: Noise, assumption: Pin | Range | None, informed: Array | None = None
) -> Array:
    if isinstance(assumption, Pin):
        return np.full(len(noise.members), assumption.value)
    if isinstance(assumption, Range):
        return _at(assumption.of(prior), prior_uniform(noise, prior.name))
    return _at(prior, prior_uniform(noise, prior.name) if informed is None else informed)


def _at(parameter: catalogue.Parameter, uniform: Array) -> Array:
    return np.asarray(quantile(parameter, uniform), np.float64)


def prior_uniform(noise: Noise, name: str) -> Array:
    """(M,) where in its prior each member's value of a parameter lies, 0-1."""
    return noise.member_uniform(f"parameter:{name}")
