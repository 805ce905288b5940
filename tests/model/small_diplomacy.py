"""Parameters, state and exposures of diplomacy and politics alone, for their tests."""

import numpy as np

from borderSim.model import diplomacy, politics
from tests.model.small_groups import HAZARD_PLACES, D, rows, tiny_world

SYSTEMS = (diplomacy.SYSTEM, politics.SYSTEM)
TABLE = {
    r["name"]: r for n in ("evidence", "diplomacy", "politics", "armed_groups") for r in rows(f"parameters/{n}.csv")
}
NAMES = sorted({name for system in SYSTEMS for name in system.parameters})
WORLD = tiny_world()
SILENT = {"events_known_until": 0}
"""No month is in the tables of events: everything may happen by chance."""


def central(lanes=1, **changes):
    """Every parameter of diplomacy and politics at its central value, (lanes, 1)."""
    values = {name: float(TABLE[name]["central"]) for name in NAMES} | changes
    return {name: np.full((lanes, 1), value, float) for name, value in values.items()}


def sampled(lanes, seed=0, **changes):
    """Parameters drawn uniformly between low and high, each lane its own; random events may fire."""
    rng = np.random.default_rng(seed)
    bounds = {name: sorted((float(TABLE[name]["low"]), float(TABLE[name]["high"]))) for name in NAMES}
    drawn = {name: rng.uniform(*pair, size=(lanes, 1)) for name, pair in bounds.items()}
    return drawn | {name: np.full((lanes, 1), float(value)) for name, value in (SILENT | changes).items()}


def quiet(params, **changes):
    """State at the start with no event, some fields changed to a value or an array."""
    lanes, state = len(params["trust_base"]), {}
    for system in SYSTEMS:
        state |= system.initial(WORLD, params, {})
        for hazard in system.hazards:
            empty = np.zeros((lanes, HAZARD_PLACES[hazard.dims]))
            state |= {f"{part}:{hazard.name}": empty for part in ("fired", "mark")}
    state |= {"violence": np.ones((lanes, D)), "repression": np.full((lanes, 1), 0.75)}
    return state | {name: np.zeros_like(state[name]) + value for name, value in changes.items()}


def eln(value):
    """(1, G) a value for the ELN, 0 for the others."""
    return np.array([[value, 0.0, 0.0, 0.0]])
