"""I8, second half: a region where nobody lives changes no bit of what happens elsewhere."""

from dataclasses import replace

import numpy as np

from borderSim.engine import axes, warmup
from borderSim.engine.loop import simulate
from borderSim.engine.noise import Noise
from borderSim.engine.timeline import Timeline
from borderSim.model.coupling import SYSTEMS
from borderSim.world import load

SAN_ANDRES = "CO88"


def run(world, months=6):
    noise = Noise(5, np.arange(3))
    batch = warmup.history_batch(SYSTEMS, world, noise, {})
    state = warmup.initial_state(batch, "float64")
    timeline = Timeline([None], noise, axes.ids(world), range(months))
    return simulate(batch, state, timeline, range(months), lambda *_: None)


def emptied(world, km):
    """The world with nobody on the islands, which lie ``km`` from everywhere."""
    empty = world.department == world.department_codes.index(SAN_ANDRES)
    residents, distance = world.residents_2012.copy(), world.km_state_department.copy()
    residents[: world.n_co][empty] = 0
    weight = np.where(empty, 0, world.migrant_weight_2012)
    distance[:, world.department_codes.index(SAN_ANDRES)] = km
    return replace(
        world, residents_2012=residents, migrant_weight_2012=weight / weight.sum(), km_state_department=distance
    )


def test_where_an_empty_region_lies_makes_no_difference():
    near, far = run(emptied(load(), 50.0)), run(emptied(load(), 5000.0))
    assert all(near[name].tobytes() == far[name].tobytes() for name in near)
    assert not near["irregular"][:, load().department == load().department_codes.index(SAN_ANDRES)].any()


def emptied_state(world, state, km):
    """The world with nobody in one state of Venezuela, which lies ``km`` from every department and post."""
    residents = world.residents_2012.copy()
    residents[world.n_co :][world.state == state] = 0
    distances = {name: getattr(world, name).copy() for name in ("km_state_department", "km_state_crossing")}
    for distance in distances.values():
        distance[state] = km
    return replace(world, residents_2012=residents, **distances)


def test_where_an_empty_state_lies_makes_no_difference():
    """Nobody leaves it and nobody returns to it."""
    state = load().state_names.index("Zulia")
    near, far = (run(emptied_state(load(), state, km)) for km in (20.0, 800.0))
    assert all(near[name].tobytes() == far[name].tobytes() for name in near)
    assert not near["residents_ve"][:, state].any()
    assert not near["intenders"][:, state].any()
    assert near["residents_ve"].sum() > 0


def test_a_state_matters_when_people_live_there():
    state = load().state_names.index("Zulia")
    distance = load().km_state_department.copy()
    distance[state] = 800.0
    moved = run(replace(load(), km_state_department=distance))
    assert run(load())["irregular"].tobytes() != moved["irregular"].tobytes()


def test_the_region_matters_when_people_live_there():
    island = load().department_codes.index(SAN_ANDRES)
    distance = load().km_state_department.copy()
    distance[:, island] = 50.0
    assert (
        run(load())["irregular"].tobytes() != run(replace(load(), km_state_department=distance))["irregular"].tobytes()
    )
