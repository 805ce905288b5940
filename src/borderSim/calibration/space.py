"""Parameters as normal scores: z = 0 is a prior's median, one unit its standard deviation in probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile
from borderSim.catalogue.entries import Parameter
from borderSim.catalogue.hindsight import widened
from borderSim.catalogue.posterior import probability
from borderSim.engine.noise import Noise
from borderSim.errors import UserError, did_you_mean
from borderSim.model.system import Array

NOT_FITTED = ("fixed", "switch")
"""Fixed numbers, and choices of structure: a smoother moves along slopes, and a choice has none."""


@dataclass(frozen=True)
class Space:
    """The priors of all parameters as they may be known at a cut-off, and which of them can be fitted."""

    priors: dict[str, Parameter]
    names: tuple[str, ...]

    def prior(self, noise: Noise) -> Array:
        """(M, P) normal scores of the members' own prior draws."""
        return np.stack([ndtri(noise.member_uniform(f"parameter:{name}")) for name in self.names], axis=1)

    def values(self, scores: Array, noise: Noise) -> dict[str, Array]:
        """Name -> (M, 1) in the parameter's unit: scores (M, P) where fitted, the member's own draw elsewhere."""
        column = {name: i for i, name in enumerate(self.names)}
        return {
            name: quantile(
                parameter,
                probability(scores[:, column[name]]) if name in column else noise.member_uniform(f"parameter:{name}"),
            )[:, None]
            for name, parameter in self.priors.items()
        }


def space(year: int, only: Sequence[str] = ()) -> Space:
    """The space at the end of a year; ``only`` names the parameters to fit, else all but fixed ones and choices.

    Raises UserError for a name that is no parameter, or one that cannot be fitted.
    """
    _check(only)
    priors = {name: widened(parameter, year) for name, parameter in catalogue.parameters().items()}
    free = [name for name, parameter in priors.items() if parameter.distribution not in NOT_FITTED]
    return Space(priors, tuple(name for name in free if not only or name in only))


def _check(only: Sequence[str]) -> None:
    known = catalogue.parameters()
    wrong = [f"{name}: unknown parameter{did_you_mean(name, known)}" for name in only if name not in known]
    wrong += [f"{name}: {known[name].distribution}, so there is nothing to fit" for name in only
              if name in known and known[name].distribution in NOT_FITTED]  # fmt: skip
    if wrong:
        raise UserError(*wrong)
