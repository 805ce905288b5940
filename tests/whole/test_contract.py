"""Each system touches what its SYSTEM declares, all of it, and changes nothing that it was given."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest

from borderSim import catalogue
from borderSim.engine import axes, loop
from borderSim.engine.loop import noise_of, simulate, size_of
from borderSim.engine.timeline import Timeline
from borderSim.engine.warmup import history_batch, initial_state
from borderSim.model.coupling import SYSTEMS
from borderSim.model.observables import LINK

from .lab import FIELDS, WORLD, follow, months_of, setup, shipped, stormy

BOOK = {"population"}  # its stocks are moved by the integrator, on behalf of the systems that declare exits
SHARED_START = {"violence": {"armed_groups"}}  # violence starts from the clashes of 2012: it calls that system's start


class Recording(Mapping):
    """A mapping that notes which names were asked for."""

    def __init__(self, inner, log):
        self.inner, self.log = inner, log

    def __getitem__(self, name):
        self.log.add(name)
        return self.inner[name]

    def __iter__(self):
        return iter(self.inner)

    def __len__(self):
        return len(self.inner)


class RecordingExposure(Recording):
    def __init__(self, inner, log, events):
        super().__init__(inner, log)
        self.events = events
        self.month, self.reference = inner.month, Recording(inner.reference, log)
        self.switch, self.written, self.hides = inner.switch, inner.written, inner.hides

    def event(self, name):
        self.events.add(name)
        return self.inner.event(name)


def recording(system, log):
    """The system, with every read of its flows and its start in ``log[part]``."""

    def flows(state, exposure, params, noise, world):
        proposed = system.flows(
            Recording(state, log["state"]),
            RecordingExposure(exposure, log["levers"], log["events"]),
            Recording(params, log["parameters"]),
            Recording(noise, log["noise"]),
            world,
        )
        log["state"].update(exit_.stock for exit_ in proposed.exits)  # an exit reads the stock that it leaves
        return proposed

    def initial(world, params, noise):
        return system.initial(world, Recording(params, log["start parameters"]), Recording(noise, log["start noise"]))

    return replace(system, flows=flows, initial=initial)


def observing(log):
    """The observables, with every parameter that they read in ``log``."""

    def observe(after, exposure, notes, params, world):
        return loop_observe(after, exposure, notes, Recording(params, log), world)

    loop_observe = loop.observe
    return observe


@pytest.fixture(scope="module")
def reads():
    """What each system read at its start, in the history of 2012-15 and in a stormy future with talks.

    ``observables`` is what the indicators read, for whichever system.
    """
    logs = {name: defaultdict(set) for name in (*(system.name for system in SYSTEMS), "observables")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop, "observe", observing(logs["observables"]["parameters"]))
        run_recorded(tuple(recording(system, logs[system.name]) for system in SYSTEMS))
    return logs


def run_recorded(systems):
    scenario = shipped("eln_deal_with_guarantor", assumptions=stormy())
    batch, state = setup([scenario], 4)
    follow(replace(batch, systems=systems), state, [scenario], months_of(scenario, 24))
    history = history_batch(systems, WORLD, batch.noise, {})
    timeline = Timeline([None], batch.noise, axes.ids(WORLD), range(40))
    simulate(history, initial_state(history, "float32"), timeline, range(40), lambda *_: None)


def declared(system):
    own = {field.name for field in system.fields} | {
        f"{part}:{h.name}" for h in system.hazards for part in ("fired", "mark")
    }
    return {
        "state": own | set(system.reads),
        "levers": set(system.levers),
        "parameters": set(system.parameters),
        "noise": {stream.name for stream in system.noise},
        "events": set(system.events),
    }


def each():
    return pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)


@each()
def test_a_system_reads_nothing_that_it_does_not_declare(system, reads):
    log, allowed = reads[system.name], declared(system)
    for part in ("state", "levers", "parameters", "noise", "events"):
        assert not log[part] - allowed[part], part


@each()
def test_a_start_reads_what_its_system_declares(system, reads):
    named = {system.name} | SHARED_START.get(system.name, set())
    owners = [s for s in SYSTEMS if s.name in named]
    assert reads[system.name]["start parameters"] <= {p for s in owners for p in s.parameters}
    assert reads[system.name]["start noise"] <= {n.name for s in owners for n in s.noise if n.when == "start"}


@each()
def test_everything_declared_is_read(system, reads):
    log, wanted = reads[system.name], declared(system)
    assert not set(system.reads) - log["state"]
    assert not wanted["levers"] - log["levers"]
    assert not wanted["noise"] - log["noise"] - log["start noise"]
    assert not wanted["events"] - log["events"]
    shown = reads["observables"]["parameters"]
    assert not wanted["parameters"] - log["parameters"] - log["start parameters"] - shown


@each()
def test_a_system_proposes_what_it_owns(system):
    """Values for exactly its own value and field fields, hazards for exactly its own events, people through flows."""
    scenario = shipped("today")
    batch, state = setup([scenario], 2)
    timeline = Timeline([scenario], batch.noise, axes.ids(WORLD), months_of(scenario))
    month = months_of(scenario)[0]
    proposed = system.flows(state, timeline.exposure(month, state), batch.params, noise_of(batch, month), WORLD)
    own = {field.name for field in system.fields if field.kind != "people"}
    assert set(proposed.values) == (set() if system.name in BOOK else own)
    assert set(proposed.hazards) == {hazard.name for hazard in system.hazards}
    for name, value in proposed.values.items():
        assert value.shape == state[name].shape, name
        assert value.dtype == state[name].dtype, name


def test_what_two_systems_note_or_own_has_one_name():
    names = [field.name for system in SYSTEMS for field in system.fields]
    names += [f"fired:{hazard.name}" for system in SYSTEMS for hazard in system.hazards]
    assert len(names) == len(set(names))
    streams = [stream.name for system in SYSTEMS for stream in system.noise]
    assert len(streams) == len(set(streams))


def frozen(mapping):
    copy = {name: array.copy() for name, array in mapping.items()}
    for array in copy.values():
        array.flags.writeable = False
    return copy


@each()
def test_a_system_changes_nothing_in_place(system):
    """Every array that it is given is read-only: a write in place would raise."""
    scenario = shipped("today", assumptions=stormy())
    batch, state = setup([scenario], 2)
    timeline = Timeline([scenario], batch.noise, axes.ids(WORLD), months_of(scenario))
    month = months_of(scenario)[0]
    exposure = timeline.exposure(month, state)
    exposure = replace(exposure, levers=frozen(exposure.levers), events=frozen(exposure.events))
    before = {name: array.tobytes() for name, array in state.items()}
    given = frozen(state), exposure, frozen(batch.params), frozen(noise_of(batch, month)), WORLD
    system.flows(*given)
    assert {name: array.tobytes() for name, array in given[0].items()} == before


def test_the_arrays_of_a_state_have_their_declared_shapes():
    scenario = shipped("today")
    _, state = setup([scenario], 3)
    for name, field in FIELDS.items():
        shape = tuple(size_of(WORLD, axis) for axis in field.dims) or (1,)
        assert state[name].shape == (3, *shape), name
        assert state[name].dtype == ("float32" if field.kind == "field" else "float64"), name


def test_every_indicator_of_the_catalogue_is_computed_with_its_axis():
    scenario = shipped("today")
    batch, state = setup([scenario], 1)
    (seen,) = follow(batch, state, [scenario], months_of(scenario, 1)).seen
    by_axis = {"national": seen.national, "department": seen.department}
    for axis, computed in by_axis.items():
        listed = {name for name, item in catalogue.indicators().items() if item.dims == axis}
        assert listed == {name for name in computed if not name.startswith(LINK)}
