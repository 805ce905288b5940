"""Direct kernels of armed groups: rents, growth, control, corridor wars, coca, recruitment."""

from types import SimpleNamespace as Plain

import numpy as np

from borderSim.model import (
    coca,
    contest,
    corridors,
    group_block,
    group_growth,
    recruitment,
    rents,
    spread,
)
from borderSim.model.lanes import AGC, ELN
from tests.model.link_signs_setting import GROUP_WORLD, Cause, Levers, full, groups, places
from tests.model.small_groups import C, D, N

NEAR = slice(C - 3, C)
"""Municipalities next to the line."""
ALONE = Plain(coca_2012=np.array([1000.0]), next_door=np.zeros((1, 1)))
"""A department without neighbours."""


# --- rents ----------------------------------------------------------------------------------------------------------


def drivers(p, grip=0.3, onward=2000.0, **levers):
    return rents.rent_drivers(full(p, grip), full(p, onward), Levers(p, **levers), p)


def rent(p, area=1000.0, passages=1.0, gold=0.0, driven=None):
    """Illegal rents (L, N) at every place."""
    geo, fixed = places(p)
    sources = rents.rent_sources(full(p, area, D), full(p, passages, D), full(p, 1.0), driven or rents.still(p), p, geo)
    mined = p["gold_rent"] * gold if driven is None else driven.gold
    return rents.illegal_rents(*sources, mined, fixed, geo).sum(axis=1)


def on_the_line(p, smuggled=1.0, jobs=1.0):
    return rents.border_rents(full(p, smuggled), full(p, smuggled, 3), full(p, jobs), p)


# --- the state and growth -------------------------------------------------------------------------------------------


def reach(p, presence=0.5, haven=0.5, operations=1.0):
    """Reach (L, n) of the state near the line."""
    geo, fixed = places(p)
    shelter = -p["haven_attrition_cut"] * haven
    effort = p["military_attrition"] * full(p, operations, D + 1)
    effort[:, D] = 0.0
    return group_block.state_effort(full(p, presence, N), full(p, 0.0, N), effort, shelter, fixed, geo)[:, NEAR]


def gained(p, haven):
    """How much of more operations reaches groups near the line."""
    return reach(p, haven=haven, operations=2.0) - reach(p, haven=haven, operations=1.0)


def room(p, rent):
    """Capacity (L, N) that rents leave to groups."""
    return 1 / rents.inverse_capacity(full(p, rent, N), full(p, 0.5, N), places(p)[1])[0]


def growth(p, group, **state):
    """Monthly growth of one group (L,)."""
    geo, fixed = places(p)
    return group_growth.growth(groups(p, **state), Levers(p), drivers(p), p, fixed, geo)[:, group]


def gangs(p, **state):
    return group_growth._gang_growth(groups(p, **state), p, places(p)[0])


def tempo(p, **state):
    return group_growth.operations_tempo(groups(p, **state), Levers(p), p)


def fled(p, operations=1.0, notice=0.2, **state):
    geo, fixed = places(p)
    levers = Levers(p, military_trust_measures=notice)
    return group_growth.flight(groups(p, **state), levers, p, fixed, full(p, operations, D), geo).sum(axis=1)


def crowded(p, total):
    """Log growth of the ELN with so much strength in a place of capacity one."""
    rate = full(p, 0.0, 4, 1)
    rates = places(p)[1].growth
    spread.logistic(rate, full(p, total, 1), full(p, 0.0, 1), rates, full(p, 0.0, 1))
    return rate[:, ELN]


def joined(p, persons):
    """Strength next month, by irregular migrants at risk of recruitment."""
    rate = recruitment.recruitment(full(p, 1.0), Levers(p), p)[1]
    out = full(p, 0.0, 4, 2)
    spread.grow(full(p, 0.5, 4, 2), full(p, 0.0, 4, 2), rate * full(p, persons, 2), full(p, 0.0, 4, 2), out)
    return out


def from_neighbours(p, strength):
    """What escalates from a stronger neighbour to the place between."""
    field = full(p, 0.2, 4, N)
    field[:, :, 3] = strength
    return spread.neighbour_contrast(field, full(p, 0.5, N), places(p)[0])[0][:, :, 4]


# --- control and clashes --------------------------------------------------------------------------------------------


def strengths(p, eln=0.5, rival=0.3):
    """Strength (L, G, 3) of the ELN and of one rival."""
    field = full(p, 0.01, 4, 3)
    field[:, ELN] = eln * np.array([0.5, 1.0, 2.0])
    field[:, AGC] = rival * np.array([1.0, 1.0, 2.0])
    return field


def fought(p, rival=0.3, kept=0.0, presence=0.5):
    """Clashes between groups and with the state (L, 3) each; a ceasefire of the ELN is kept to a share."""
    held_back = full(p, 0.0, 4)
    held_back[:, [ELN]] = (1 - p["ceasefire_action_ratio"]) * kept
    parties = strengths(p, rival=rival), full(p, presence, 3), p["csf_decisiveness"], p["state_weight"]
    return contest.Contest(*parties).clashes(held_back)


def present(p, strength):
    """Share of places in which a group counts as present; thresholds differ by place."""
    field = strength * np.linspace(0.0, 2.0, 200) + full(p, 0.0, 1, 200)
    return contest.presence(field, p["presence_threshold"]).mean(axis=(1, 2))


def next_to(p, strength):
    """Presence a month later of groups that come from a neighbour alone."""
    arrived = from_neighbours(p, strength)[:, :, None] * np.linspace(0.0, 2.0, 200)
    return contest.presence(arrived, p["presence_threshold"]).mean(axis=(1, 2))


def kept(p, strength):
    """Presence next month of a group that grows where it is."""
    grown = strength * (1 + p["growth_rate_eln"] / 12)
    return present(p, grown)


def disputed(p, strength):
    """Share of places with two groups or more, one of them by the strength of the other."""
    field = full(p, 10.0, 2, 200)
    field[:, 1] = strength * np.linspace(0.0, 2.0, 200)
    return contest.contested(contest.presence(field, p["presence_threshold"])).mean(axis=1)


def held(p, eln=0.05, presence=0.5):
    """People who live where groups hold more than the state; presence differs by place."""
    field = strengths(p, eln, rival=0.01)[:, :, [1] * 200]
    state = presence * np.linspace(0.0, 2.0, 200) + full(p, 0.0, 200)
    parties = contest.Contest(field, state, p["csf_decisiveness"], p["state_weight"])
    return parties.people_held(full(p, 1000.0, 200))


def between(p, truce=0.0, scope=0.0):
    ceasefire = full(p, 0.0, 4)
    ceasefire[:, ELN] = truce
    return contest.between_weight(ceasefire, full(p, scope), p)


def clash(p, operations):
    return contest.clash_of_month(
        full(p, 1.0, D), full(p, 1.0, D), full(p, operations, D), full(p, 0.0, 4), Levers(p), p
    )


def in_war(p, war):
    """Clashes at the places of the corridors."""
    geo, fixed = places(p)
    state = groups(p)
    return corridors.fights(state, full(p, war, 6), full(p, 0.0, 4), fixed, p, geo)[1].sum(axis=1)


def onset(p, parity=0.3, grown=1.0, shock=0.0):
    state = groups(p, talks_shock=shock)
    return corridors.war_onset(
        full(p, parity, 6), grown * state["corridor_rent_usual"], state, p, p["war_onset_hazard"]
    )


# --- coca and recruitment -------------------------------------------------------------------------------------------


def hectares(p, area=1000.0, eradicated=0.0, promised=0.0, pace=0.0):
    """Coca (L, D) next month."""
    geo = places(p)[0]
    agreed = coca.substituted(full(p, area, D), full(p, promised), full(p, pace), p)
    return coca.coca_next(full(p, area, D), full(p, eradicated), agreed, p, GROUP_WORLD, geo)


def next_door(p, eradicated):
    """What eradication everywhere moves to the neighbours: coca next month against that without neighbours."""
    area, nothing = full(p, 1000.0, D), full(p, 0.0, D)
    apart = Plain(next_door=np.zeros((D, D)))
    with_them, without = (
        coca.coca_next(area, full(p, eradicated), nothing, p, GROUP_WORLD, geo) for geo in (places(p)[0], apart)
    )
    return (with_them - without).sum(axis=1)


def exposed(p, **state):
    return recruitment.exposed(groups(p, **state), p, places(p)[0])


def at_risk(p, strength):
    state = groups(p)
    return recruitment.risk(state | {"strength": strength * state["strength"]}, Levers(p), p, places(p)[0])


PACTS = "without regimes of pact and war there is no onset"

KERNELS = {
    "irregular_crossings->armed_group_rent": Cause(lambda p, x: rent(p, passages=x), 1, 2),
    "passage_rent->armed_group_rent": Cause(lambda p, x: rent(p, passages=x), 1, 2),
    "coca_area->armed_group_rent": Cause(lambda p, x: rent(p, area=x), 1000, 2000),
    "gold_mining->armed_group_rent": Cause(lambda p, x: rent(p, gold=x), 0, 1),
    "mining_control->armed_group_rent": Cause(lambda p, x: rent(p, driven=drivers(p, grip=x)), 0, 0.5),
    "regional_security_coordination->armed_group_rent": Cause(
        lambda p, x: drivers(p, regional_security_coordination=x).coca, 0, 1
    ),
    "informal_trade->armed_group_rent": Cause(lambda p, x: on_the_line(p, smuggled=x), 1, 2),
    "informal_trade->extortion_base": Cause(lambda p, x: on_the_line(p, smuggled=x), 1, 2),
    "formal_trade->extortion_base": Cause(lambda p, x: on_the_line(p, jobs=x), 0.8, 1.2),
    "extortion_base->armed_group_rent": Cause(lambda p, x: on_the_line(p, jobs=x), 0.8, 1.2),
    "armed_group_rent->group_strength": Cause(room, 0.5, 2),
    "group_strength->group_presence_neighbours": Cause(from_neighbours, 1, 3),
    "group_presence->group_presence": Cause(kept, 0.5, 1),
    "group_strength->group_presence": Cause(present, 0.5, 1),
    "group_presence_neighbours->group_presence": Cause(next_to, 2, 6),
    "group_strength->contestation": Cause(disputed, 0.5, 1),
    "group_strength->people_under_control": Cause(lambda p, x: held(p, eln=x), 0.05, 0.2),
    "state_presence->people_under_control": Cause(lambda p, x: held(p, presence=x), 0.2, 0.6),
    "group_strength->group_strength": Cause(crowded, 0.5, 1),
    "state_presence->group_strength": Cause(lambda p, x: -reach(p, presence=x), 0.2, 0.8),
    "state_capacity->group_strength": Cause(lambda p, x: -reach(p, presence=x), 0.2, 0.8),
    "ve_haven_tolerance->group_strength_near_border": Cause(lambda p, x: -reach(p, haven=x), 0, 1),
    "ve_haven_tolerance->border_interior_ratio": Cause(lambda p, x: -reach(p, haven=x), 0, 1),
    "ve_haven_tolerance->military_pressure_effect": Cause(gained, 0, 1),
    "military_pressure->group_strength": Cause(lambda p, x: -reach(p, operations=x), 0.5, 1.5),
    "military_pressure_effect->group_strength": Cause(lambda p, x: -reach(p, operations=x), 0.5, 1.5),
    "military_pressure->displacement": Cause(clash, 0.5, 1.5),
    "us_security_aid->paramilitary_attacks": Cause(lambda p, x: growth(p, AGC, security_aid=x), 0.5, 1),
    "us_security_aid->guerrilla_attacks": Cause(lambda p, x: growth(p, ELN, security_aid=x), 0.5, 1),
    "us_security_aid->state_capacity": Cause(lambda p, x: tempo(p, security_aid=x), 0.5, 1),
    "intelligence_sharing_us_co->military_pressure_effect": Cause(lambda p, x: tempo(p, intelligence=x), 0.2, 1),
    "ceasefire_eln->eln_territory": Cause(lambda p, x: growth(p, ELN, ceasefire=x), 0, 1),
    "ceasefire_eln->group_state_clashes": Cause(lambda p, x: fought(p, kept=x)[1], 0, 1),
    "ceasefire_eln->intergroup_clashes": Cause(lambda p, x: between(p, truce=x), 0, 1),
    "ceasefire_intergroup_scope->intergroup_clashes": Cause(lambda p, x: between(p, 1.0, x), 0, 1),
    "contestation->clashes": Cause(lambda p, x: fought(p, rival=x)[0], 0.05, 0.3),
    "war_onset->clashes": Cause(in_war, 0, 1),
    "contestation->war_onset": Cause(lambda p, x: onset(p, parity=x), 0.2, 0.6, PACTS),
    "armed_group_rent->war_onset": Cause(lambda p, x: onset(p, grown=x), 1, 2, PACTS),
    "talks_collapse->war_onset": Cause(lambda p, x: onset(p, shock=x), 0, 1, PACTS),
    "security_cooperation->group_strength": Cause(lambda p, x: gangs(p, police_cooperation=x), 0.1, 0.8),
    "passage_rent->group_strength": Cause(lambda p, x: gangs(p, passage_rent=x), 0.5, 2),
    "military_pressure->relocation": Cause(lambda p, x: fled(p, operations=x), 0.5, 1.5),
    "military_trust_measures->relocation": Cause(lambda p, x: fled(p, notice=x), 0, 1),
    "ve_haven_tolerance->relocation": Cause(lambda p, x: fled(p, haven=x), 0, 1),
    "coca_eradication->coca_area": Cause(
        lambda p, x: coca.coca_next(full(p, 1000.0, 1), full(p, x), full(p, 0.0, 1), p, ALONE, ALONE), 0, 1000
    ),
    "coca_eradication->coca_area_neighbours": Cause(next_door, 0, 5000),
    "coca_substitution->coca_area": Cause(lambda p, x: hectares(p, promised=5000.0, pace=x), 0, 5000),
    "pre_announced_subsidy->coca_area": Cause(lambda p, x: hectares(p, promised=x), 0, 5000),
    "border_employment->recruitment": Cause(
        lambda p, x: np.concatenate(recruitment.recruitment(full(p, x), Levers(p), p), axis=1), 0.8, 1.2
    ),
    "recruitment_prevention->recruitment": Cause(
        lambda p, x: recruitment.shielded(Levers(p, recruitment_prevention=x), p), 0, 1
    ),
    "irregular_migrants->recruitment": Cause(lambda p, x: exposed(p, irregular=x), 100, 1000),
    "displacement->recruitment": Cause(lambda p, x: exposed(p, displaced=x), 100, 1000),
    "caminantes->recruitment": Cause(lambda p, x: exposed(p, walkers_on_road=x), 100, 1000),
    "group_strength->recruitment": Cause(at_risk, 0.5, 1),
    "recruitment->group_strength": Cause(joined, 0, 1e4),
    "us_civil_aid->state_presence": Cause(
        lambda p, x: rents.state_change(full(p, x), Levers(p), p, np.dtype(float))[1], 0.2, 1
    ),
    "state_presence_investment->state_presence": Cause(
        lambda p, x: rents.state_change(full(p, 1.0), Levers(p, state_presence_investment=x), p, np.dtype(float))[0][
            :, :D
        ],
        0,
        1,
    ),
}
