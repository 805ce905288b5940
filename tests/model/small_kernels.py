"""Levers and parameters for tests of single kernels: levers at their defaults, parameters drawn from their ranges."""

import numpy as np

from borderSim import catalogue
from borderSim.catalogue.distributions import quantile

PLACES = {"national": 1, "crossing": 8, "department": 33, "border_group": 4}
CENTRAL = {name: np.full((1, 1), entry.central) for name, entry in catalogue.parameters().items()}


class Levers(dict):
    """Every lever at its default but for the changes, (1, P); an exposure for kernels that need no more."""

    month = 150

    def __init__(self, **changes):
        for name, lever in catalogue.levers().items():
            self[name] = np.full((1, PLACES[lever.scope]), float(changes.get(name, lever.default)))

    @property
    def reference(self):
        return Levers()

    def event(self, name):
        return np.zeros((1, 1))

    def switch(self, name):
        return np.zeros((1, 1), dtype=bool)

    def written(self, lever):
        return np.zeros((1, 1), dtype=bool)

    def hides(self, part):
        return False


def drawn(lanes, seed=0):
    """Parameters of some members, (lanes, 1) each."""
    rng = np.random.default_rng(seed)
    return {name: quantile(entry, rng.random(lanes))[:, None] for name, entry in catalogue.parameters().items()}
