"""Small runs of the real engine that the whole-model tests share."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from borderSim.engine import axes
from borderSim.engine.dates import month_index
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.experiment.block import Block, prepare
from borderSim.model.coupling import SYSTEMS
from borderSim.scenario import LeverChange, Pin, load_scenario
from borderSim.world import load

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
WORLD = load()
FIELDS = {f.name: f for system in SYSTEMS for f in system.fields}
OWNER = {f.name: system.name for system in SYSTEMS for f in system.fields}
OWNER |= {
    f"{part}:{h.name}": s.name for s in SYSTEMS for h in s.hazards for part in ("clock", "count", "fired", "mark")
}
NORTE = ("simon_bolivar", "tienditas", "santander", "union")
STORMY = {  # rates at which everything that can happen does, within two years
    "events_known_until": 0.0,
    "incident_rate": 0.5,
    "short_closure_rate": 3.0,
    "long_closure_rate": 0.6,
    "local_closure_rate": 3.0,
    "licence_revocation_rate": 2.0,
    "structure_pact_wars": 1.0,
    "war_onset_hazard": 0.2,
    "talks_start_hazard": 0.9,
    "talks_rounds_hazard": 0.9,
    "talks_ceasefire_hazard": 0.9,
    "talks_agreement_hazard": 0.3,
    "talks_disarmament_hazard": 0.5,
    "talks_implementation_hazard": 0.5,
}


def shipped(name, /, **changes):
    """A shipped scenario with some of its parts replaced."""
    return replace(load_scenario(SCENARIOS / f"{name}.yaml"), **{"decompose": (), **changes})


def set_lever(lever, day, value, places=None, **more):
    """One change of a lever from a day (ISO) on."""
    return LeverChange(lever, places, date.fromisoformat(day), float(value), **more)


def months_of(scenario, count=None):
    first, last = month_index(scenario.start), month_index(scenario.end)
    return range(first, last if count is None else first + count)


def stormy():
    """Assumptions under which every kind of random event happens."""
    return {name: Pin(value) for name, value in STORMY.items()}


def setup(scenarios, members=2, seed=1, dtype="float32"):
    """Batch and state of all lanes at the start of the scenarios, after the warm-up (cached for the session)."""
    ids = np.arange(members) if isinstance(members, int) else np.array(members)
    block = Block(scenarios, ids, seed, dtype)
    return prepare(block, Noise(seed, ids), month_index(scenarios[0].start))


@dataclass
class Trace:
    """What a run went through: states (at the month's end), indicators and exposures by month, and the last state."""

    states: list = field(default_factory=list)
    seen: list = field(default_factory=list)
    exposures: list = field(default_factory=list)

    @property
    def end(self):
        return self.states[-1]

    def national(self, name):
        """(T, L) of a national indicator."""
        return np.stack([seen.national[name][:, 0] for seen in self.seen])

    def of(self, name):
        """(T, L, ...) of a state field."""
        return np.stack([state[name] for state in self.states])


class Watched:
    """A timeline that keeps the exposures that it gave out."""

    def __init__(self, timeline, kept):
        self.timeline, self.kept = timeline, kept

    def exposure(self, month, state):
        self.kept.append(self.timeline.exposure(month, state))
        return self.kept[-1]

    def watch_conditions(self, month, state, indicators):
        return self.timeline.watch_conditions(month, state, indicators)


def follow(batch, state, scenarios, months):
    """Run and keep every month."""
    trace = Trace()
    timeline = Timeline(scenarios, batch.noise, axes.ids(batch.world), months)

    def watch(_, after, seen):
        trace.states.append(after)
        trace.seen.append(seen)

    simulate(batch, timeline.start() | state, Watched(timeline, trace.exposures), months, watch)
    return trace


def run(scenarios, count, members=2, **more):
    """Set up and follow the first ``count`` months."""
    batch, state = setup(scenarios, members, **more)
    return follow(batch, state, scenarios, months_of(scenarios[0], count))


def lanes(state, rows):
    """Some lanes of a state."""
    return {name: array[rows] for name, array in state.items()}


def differing(one, other):
    """Names of the fields whose bytes differ; conditional events' own fields do not count."""
    names = {name for name in {*one, *other} if not name.startswith("condition:")}
    return {n for n in names if n not in one or n not in other or one[n].tobytes() != other[n].tobytes()}
