"""Members, levers and small states in which the direct kernels of the causal links are evaluated.

A table of ``link_signs_<part>.py`` maps a link to a :class:`Cause`: a function of parameters (L, 1) and of the value of
the cause, and two such values. Members are those of the engine; lane axis first.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from borderSim import catalogue
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.model.geography import geography
from borderSim.model.lanes import lane_constants
from tests.model import small_groups, small_migration

MEMBERS = 50
LATER = 200
"""A month that the tables of events do not cover: everything may happen by chance."""
PLACES = {"national": 1, "crossing": 8, "department": 33, "border_group": 4}
GROUP_WORLD = small_groups.tiny_world()


class Cause(NamedTuple):
    """The effect by the value of a cause, at two values of it, everything else equal.

    ``bound`` says why some members feel nothing (a limit that binds, a reading in which the link does not act); an
    effect up to ``tolerance``, in its own unit, counts as none.
    """

    effect: Callable
    low: float
    high: float
    bound: str = ""
    tolerance: float = 0.0


class Known(dict):
    """Parameters (L, 1) by name that remember in ``used`` which were read, in copies with changes too."""

    def __init__(self, values: Mapping, used: set | None = None):
        super().__init__(values)
        self.used = set() if used is None else used

    def __getitem__(self, name):
        self.used.add(name)
        return super().__getitem__(name)

    def __or__(self, changes):
        return Known(dict(self) | changes, self.used)


def central() -> Known:
    """Every parameter at its central value; readings as they are when links act."""
    values = {name: np.full((1, 1), entry.central) for name, entry in catalogue.parameters().items()}
    return Known({name: np.ceil(v) if name.startswith("structure_") else v for name, v in values.items()})


def members() -> Known:
    """The parameters of the first members, (MEMBERS, 1) each."""
    return Known(draw(Noise(0, np.arange(MEMBERS)), {}))


def lanes(p) -> int:
    return len(next(iter(p.values())))


def full(p, value, *shape):
    """An array (L, *shape) of one value."""
    return np.zeros((lanes(p), *(shape or (1,)))) + value


class Levers:
    """Every lever at its default, which is the record too, but for changes; an exposure (L, P) with given events."""

    def __init__(self, p, events=None, month=LATER, **changes):
        self.p, self.events, self.month, self.changes = p, events or {}, month, changes

    def __getitem__(self, lever):
        entry = catalogue.levers()[lever]
        return full(self.p, self.changes.get(lever, entry.default), PLACES[entry.scope])

    @property
    def reference(self):
        return Levers(self.p)

    def event(self, name):
        return full(self.p, self.events.get(name, 0.0))

    def switch(self, name):
        return full(self.p, 0.0) > 0

    def written(self, lever):
        return full(self.p, 0.0) > 0

    def hides(self, part):
        return False


def people(p, events=None, scale=1.0, levers=None, **state):
    """State and levers of mid-2022 of the small world of migration, some of the state changed."""
    known = small_migration.state(lanes(p), dict(p), scale=scale)
    known |= {name: np.zeros_like(known[name]) + value for name, value in state.items()}
    return known, small_migration.SmallExposure(lanes(p), levers=levers or {}, events=events or {})


def groups(p, **state):
    """State of groups, violence and diplomacy on the small border, some of it changed."""
    known = small_groups.start(GROUP_WORLD, dict(p))
    return known | {name: np.zeros_like(known[name]) + value for name, value in state.items()}


def places(p):
    """Geography of the small border, and what the parameters fix on it."""
    geo = geography(GROUP_WORLD, np.float64)
    return geo, lane_constants(p, geo)
