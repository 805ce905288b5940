"""Direct kernels of what clashes do to people: killings, displacement, confinement, extortion, leaders killed."""

import numpy as np

from borderSim.model import harms, violence
from tests.model.link_signs_setting import GROUP_WORLD, Cause, Levers, full, groups
from tests.model.small_groups import C, D, draws


def leaders(p, vacuum=0.5, presence=0.5, **levers):
    state = {"state_presence": full(p, presence, C), "vacuum": full(p, vacuum)}
    return violence.leaders(full(p, 1.0 / D, D), state, Levers(p, **levers), p, GROUP_WORLD)


def empty_areas(p, ceasefire):
    state = {"ceasefire": full(p, ceasefire, 4), "handover": full(p, 0.0, 4), "vacuum": full(p, 0.0)}
    return violence.vacuum_next(state, Levers(p), p)


def across(p, displaced):
    """Hazard (L, C) of refuge across the line."""
    nobody = full(p, 0.0, D)
    shape, exposed = violence._exposed(full(p, 3e4, C), p, GROUP_WORLD)
    return violence._leaving(nobody, full(p, displaced, D), shape, exposed, p, GROUP_WORLD)[2].hazard


def killed(p, arrivals):
    """Conflict killings, and the rise in homicides, with more people from Venezuela in every municipality."""
    state = groups(p, irregular=arrivals)
    month = violence.flows(state, Levers(p), p, draws(len(full(p, 0.0))), GROUP_WORLD)
    return np.concatenate(
        [month.values["killings"], harms.homicide_rise(state["closed_share"], p, GROUP_WORLD)], axis=1
    )


def confined(p, clash=1.0, contested=1.0):
    state = groups(p)
    people = contested * np.maximum(state["contested_2012"], 1.0)
    return harms.confinement(people, state | {"clash": clash * np.maximum(state["clash"], 1e-3)}, p)


def extorted(p, held=1.0, jobs=1.0):
    state = groups(p, border_jobs=jobs, held_2012=1e5)
    return harms.extortion(full(p, held * 1e5), state, p, GROUP_WORLD)


def kidnapped(p, held=1.0, charged=1.0):
    state = groups(p, passage_rent=charged, held_2012=1e5)
    return harms.kidnapping(full(p, held * 1e5), state, p, GROUP_WORLD)


KERNELS = {
    "clashes->corridor_violence": Cause(lambda p, x: violence.smoothed(full(p, 1.0, D), full(p, x, D), p), 1, 2),
    "clashes->conflict_killings": Cause(lambda p, x: violence.expected_killings(full(p, x, D), p), 1, 2),
    "clashes->displacement": Cause(lambda p, x: x * violence.per_killing(full(p, 0.0, D), p), 1, 2),
    "displacement->cross_border_refuge": Cause(across, 10, 20),
    "partial_demobilisation->leader_killings": Cause(lambda p, x: leaders(p, vacuum=x), 0, 1),
    "state_presence->leader_killings": Cause(lambda p, x: leaders(p, presence=x), 0, 1),
    "leader_protection->leader_killings": Cause(lambda p, x: leaders(p, leader_protection=x), 0, 1),
    "ceasefire_eln->partial_demobilisation": Cause(empty_areas, 0, 1),
    "clashes->confinement": Cause(lambda p, x: confined(p, clash=x), 1, 2),
    "contestation->confinement": Cause(lambda p, x: confined(p, contested=x), 1, 2),
    "people_under_control->extortion_harm": Cause(lambda p, x: extorted(p, held=x), 1, 2),
    "border_employment->extortion_harm": Cause(lambda p, x: extorted(p, jobs=x), 0.8, 1.2),
    "people_under_control->kidnapping_risk": Cause(lambda p, x: kidnapped(p, held=x), 1, 2),
    "passage_rent->kidnapping_risk": Cause(lambda p, x: kidnapped(p, charged=x), 1, 2),
    "irregular_crossings->migrant_victimisation": Cause(lambda p, x: kidnapped(p, charged=x), 1, 2),
    "border_closure->border_homicides": Cause(lambda p, x: harms.homicide_rise(full(p, x, 8), p, GROUP_WORLD), 0, 1),
    "migrant_inflow->native_homicide_victims": Cause(killed, 1e2, 1e4),
}
