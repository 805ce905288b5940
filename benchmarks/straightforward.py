"""The group and place core as a newcomer would write it: float64, whole batches, one equation a line.

The same equations as borderSim.model.armed_groups (docs/systems/armed_groups.md); nothing is shared with it but data.
"""

from typing import Any

import numpy as np

ELN, DISSIDENTS, AGC, GANGS = range(4)
NAMES = ("eln", "dissidents", "agc", "gangs")


class Map:
    """What the equations need of the world: neighbours as padded lists, and each place's department and unit."""

    def __init__(self, world: Any) -> None:
        places, departments = len(world.km_to_border), len(world.coca_2012)
        degree = np.diff(world.adj_indptr)
        self.neighbours = np.zeros((places, degree.max()), dtype=int)
        self.weights = np.zeros((places, degree.max()))
        for place in range(places):
            row = slice(world.adj_indptr[place], world.adj_indptr[place + 1])
            self.neighbours[place, : degree[place]] = world.adj_indices[row]
            self.weights[place, : degree[place]] = world.adj_weights[row]
        self.world, self.n_co, self.department = world, world.n_co, np.asarray(world.department)
        in_state = np.diff(np.append(world.state_start, places - world.n_co))
        self.unit = np.concatenate([self.department, departments + np.repeat(np.arange(len(in_state)), in_state)])
        some = world.gold_weight > 0
        self.gold = world.gold_weight / world.gold_weight[some].mean()
        self.proxy = world.presence_probability.max(axis=0)
        self.border = np.isin(np.arange(departments), world.segment_department)

    def neighbour_mean(self, values: Any) -> Any:
        """Weighted mean of the neighbours, over the last axis."""
        return (values[..., self.neighbours] * self.weights).sum(axis=-1)

    def at_places(self, by_department: Any, abroad: Any = 0.0) -> Any:
        """(L, N) from (L, D), with a value for the Venezuelan side."""
        out = np.empty((len(by_department), len(self.neighbours)))
        out[:, : self.n_co] = by_department[:, self.department]
        out[:, self.n_co :] = abroad
        return out

    def department_sums(self, values: Any) -> Any:
        """(L, D) sums over the Colombian places."""
        out = np.zeros((len(values), len(self.world.coca_2012)))
        np.add.at(out, (slice(None), self.department), values[:, : self.n_co])
        return out


def draw(lanes: int, area: Map, rng: np.random.Generator) -> dict[str, Any]:
    """A month's standard normals."""
    departments, states = len(area.world.coca_2012), len(area.world.state_start)
    shapes = {"growth_department": (4, departments), "growth_state": (4, states), "growth_place": (len(area.unit),)}
    return {name: rng.standard_normal((lanes, *shape)) for name, shape in shapes.items()}


def month(state: Any, exposure: Any, p: Any, noise: Any, area: Map) -> dict[str, Any]:
    """Strength, state presence, rent and clash of next month, and the parity of each corridor."""
    s, q, world = state["strength"], state["state_presence"], area.world
    near = np.maximum(1 - world.km_to_border / p["haven_range"], 0)
    rent = rents(state, exposure, p, area, near)
    room = 1 - p["state_capacity_cut"] * q
    capacity = p["carrying_capacity_scale"] * rent ** p["rent_elasticity_capacity"] * room
    gangs = gang_capacity(p, area, near) * room
    tempo = operations(state, exposure, p)
    power = s ** p["csf_decisiveness"][:, :, None]
    state_power = (p["state_weight"] * q) ** p["csf_decisiveness"]
    total = power.sum(axis=1) + state_power
    losses, fights, parity = corridors(s, power, total, state, exposure, p, area)
    growth = growth_rates(state, exposure, p, area)
    crowding = np.repeat((s.sum(axis=1) / capacity)[:, None, :], 4, axis=1)
    crowding[:, GANGS] = s[:, GANGS] / gangs
    loss, jobs = state_loss(state, q, near, tempo, p, area)
    spared = (1 - p["ceasefire_action_ratio"]) * state["ceasefire"]
    rate = growth[:, :, None] * (1 - crowding) - losses - loss[:, None, :] * (1 - spared[:, :, None]) + jobs[:, None, :]
    rate += growth_noise(noise, p, area) - (p["strength_noise"] ** 2 / 24)[:, :, None]
    rate += leaving(state, exposure, p)[:, :, None]
    after = s * np.exp(rate) + s * recruits(state, s, exposure, near, p, area)[:, None, :]
    after += inflow(s, q, rent, state, p, area)
    clash = clashes(s, power, state_power, total, tempo, spared, state, exposure, p, area)
    return {
        "strength": flight(after, state, exposure, tempo, near, p, area),
        "state_presence": presence(q, state, exposure, p, area),
        "rent": rent,
        "clash": area.department_sums(clash + fights),
        "parity": parity,
    }


def rents(state: Any, exposure: Any, p: Any, area: Map, near: Any) -> Any:
    world, squeeze = area.world, route_squeeze(exposure, p)
    fuel, cattle = p["fuel_rent_share"], p["cattle_rent_share"]
    good = state["informal_by_good"]
    smuggled = fuel * good[:, [0]] + cattle * good[:, [2]] + (1 - fuel - cattle) * state["informal_index"]
    fee = state["passage_rent"] * p["passage_rent_weight"]
    fee = fee + p["informal_rent"] * smuggled + p["rapacity_rent"] * state["border_jobs"]
    fee = fee * (1 + p["route_shift"] * squeeze)
    abroad = fee[:, area.border].mean(axis=1, keepdims=True)
    base = p["rent_floor"] + p["unobserved_rent"] * area.proxy + p["extortion_rent"] * world.urban
    coca = np.zeros((len(fee), len(world.urban)))
    hectares = state["coca"] * p["coca_rent_per_ha"] * (1 - squeeze)
    coca[:, : area.n_co] = hectares[:, area.department] * world.coca_weight[: area.n_co]
    gold = np.repeat(p["gold_rent"], len(world.urban), axis=1)
    mined = 1 - p["mining_control_effect"] * (state["mining_grip"] - p["mining_control_reference"])
    gold[:, : area.n_co] *= np.maximum(mined, 0)
    return base + gold * area.gold + near * area.at_places(fee, abroad) + coca


def route_squeeze(exposure: Any, p: Any) -> Any:
    usual = p["route_coordination_reference"]
    return p["route_coordination_effect"] * (exposure["regional_security_coordination"] - usual)


def gang_capacity(p: Any, area: Map, near: Any) -> Any:
    share = p["tda_share_border_rent"] ** p["rent_elasticity_capacity"]
    return p["carrying_capacity_scale"] * share * (near + area.world.urban + p["rent_floor"])


def operations(state: Any, exposure: Any, p: Any) -> Any:
    aid = np.maximum(1 + p["security_aid_effect"] * (state["security_aid"] - 1), 0)
    known = np.maximum(1 + p["intelligence_effect"] * (state["intelligence"] - p["intelligence_reference"]), 0)
    return exposure["military_pressure"] * aid * known / p["military_pressure_reference"]


def rates(name: str, state: Any, p: Any) -> Any:
    out = np.concatenate([p[f"{name}_{group}"] for group in NAMES], axis=1) / 12
    out[:, DISSIDENTS] = np.where(state["splintered"] > 0, p[f"{name}_dissidents"], p[f"{name}_farc"])[:, 0] / 12
    return out


def growth_rates(state: Any, exposure: Any, p: Any, area: Map) -> Any:
    built = exposure["state_presence_investment"].mean(axis=1, keepdims=True)
    growth = rates("growth_rate", state, p)
    growth *= 1 + (p["ceasefire_growth_bonus"] - 1) * state["ceasefire"] * (1 - built)
    growth *= 1 + p["talks_surge"] * (state["talks_stage_group"] == 1)
    north = state["onward"] / p["northern_flow_reference"] * (1 - route_squeeze(exposure, p))
    leak = np.maximum(1 + p["us_aid_paramilitary_leak"] * (state["security_aid"] - 1), 0)
    growth[:, [AGC]] *= leak * (1 + p["northern_growth_effect"] * north)
    paid = p["gang_passage_effect"] * np.log(
        (1 + state["passage_rent"][:, area.border].mean(axis=1, keepdims=True)) / 2
    )
    chased = p["police_gang_effect"] * (state["police_cooperation"] - p["police_cooperation_reference"])
    growth[:, [GANGS]] *= np.maximum(1 + paid - chased, 0)
    return growth


def state_loss(state: Any, q: Any, near: Any, tempo: Any, p: Any, area: Map) -> tuple[Any, Any]:
    shelter = near.copy()
    shelter[:, area.n_co :] = 1
    effort = q + p["state_capacity_spillover"] * (area.neighbour_mean(q) - q)
    effort = np.maximum(effort + area.at_places(p["military_attrition"] * tempo), 0)
    effort = effort * (1 - p["haven_attrition_cut"] * state["haven"] * shelter)
    jobs = -p["jobs_growth_effect"] * (state["border_jobs"] - 1) / 12
    return p["state_attrition"] / 12 * effort, near * jobs


def growth_noise(noise: Any, p: Any, area: Map) -> Any:
    size, own = p["strength_noise"] / np.sqrt(12), p["noise_group_share"]
    unit = np.concatenate([noise["growth_department"], noise["growth_state"]], axis=2)[:, :, area.unit]
    place = noise["growth_place"][:, None, :]
    return size[:, :, None] * (np.sqrt(own)[:, :, None] * unit + np.sqrt(1 - own)[:, :, None] * place)


def leaving(state: Any, exposure: Any, p: Any) -> Any:
    staying = 1 - state["handover"]
    staying[:, [DISSIDENTS]] *= 1 - exposure.event("farc_demobilisation")
    return np.log(np.maximum(staying, p["least_staying"]))


def recruits(state: Any, s: Any, exposure: Any, near: Any, p: Any, area: Map) -> Any:
    shielded = 1 - p["recruitment_prevention_effect"] * exposure["recruitment_prevention"]
    rate = p["migrant_recruitment"] / 1e5 * p["strength_per_person"] * shielded
    rate = rate * np.exp(-p["recruitment_jobs_effect"] * (state["border_jobs"] - 1))
    out = np.zeros_like(near)
    present = s.sum(axis=1) + p["presence_threshold"]
    out[:, : area.n_co] = near[:, : area.n_co] * rate * state["irregular"] / present[:, : area.n_co]
    return out


def inflow(s: Any, q: Any, rent: Any, state: Any, p: Any, area: Map) -> Any:
    drawn = rates("diffusion", state, p)[:, :, None] * np.maximum(area.neighbour_mean(s) - s, 0)
    return drawn * (np.minimum(rent, p["diffusion_rent_cap"]) * (1 - q))[:, None, :]


def flight(s: Any, state: Any, exposure: Any, tempo: Any, near: Any, p: Any, area: Map) -> Any:
    """Groups on the line move to their Venezuelan neighbours, and back as their haven narrows."""
    homing = p["haven_return_share"] * np.maximum(state["haven_usual"] - state["haven"], 0)
    pushed = p["relocation_share"] * state["haven"] * (1 - exposure["military_trust_measures"])
    share = np.repeat(homing, len(area.unit), axis=1)
    share[:, : area.n_co] = np.minimum(pushed * tempo[:, area.department], 1) * near[:, : area.n_co]
    out, lines = s.copy(), line_weights(area)
    for place, target in zip(*np.nonzero(lines), strict=True):
        gone = s[:, :, place] * share[:, [place]] * lines[place, target]
        out[:, :, place] -= gone
        out[:, :, target] += gone
    return out


def line_weights(area: Map) -> Any:
    """(N, N) share of what leaves a place over the line that arrives at each neighbour there.

    Lengths of the shared line, as the Colombian place sees them.
    """
    out = np.zeros((len(area.unit), len(area.unit)))
    for place in range(area.n_co):
        for target, weight in zip(area.neighbours[place], area.weights[place], strict=True):
            if target >= area.n_co:
                out[place, target] += weight
                out[target, place] += weight
    total = out.sum(axis=1, keepdims=True)
    return np.divide(out, total, out=out, where=total > 0)


def presence(q: Any, state: Any, exposure: Any, p: Any, area: Map) -> Any:
    start = area.world.state_presence_2012
    step = 1 - np.exp(-1 / p["state_presence_time"])
    aid = 1 + p["civil_aid_state_effect"] * (state["civil_aid"] - 1)
    wanted = np.repeat(start[None], len(q), axis=0)
    wanted[:, : area.n_co] *= aid
    built = p["state_investment_gain"] * exposure["state_presence_investment"]
    wanted += area.at_places(built) * (1 - start)
    return np.clip(q + step * (wanted - q), 0, 1)


def clashes(
    s: Any,
    power: Any,
    state_power: Any,
    total: Any,
    tempo: Any,
    spared: Any,
    state: Any,
    exposure: Any,
    p: Any,
    area: Map,
) -> Any:
    pi, state_pi = power / total[:, None, :], state_power / total
    scope, held = exposure["ceasefire_intergroup_scope"], state["ceasefire"].max(axis=1, keepdims=True)
    change = (1 - scope) * p["ceasefire_intergroup_change"] + scope * p["ceasefire_action_ratio"]
    weight = p["peacetime_clash_share"] * (1 - held + held * change)
    ready = np.maximum(1 + p["pressure_clash_effect"] * (tempo - 1), 0)
    against = p["state_clash_weight"] * area.at_places(ready)
    clash = np.zeros_like(state_pi)
    for g in range(4):
        clash += against * 4 * pi[:, g] * state_pi * s[:, g] * (1 - spared[:, g, None])
        for h in range(g + 1, 4):
            clash += weight * 4 * pi[:, g] * pi[:, h] * (s[:, g] + s[:, h])
    return clash


def corridors(s: Any, power: Any, total: Any, state: Any, exposure: Any, p: Any, area: Map) -> tuple[Any, Any, Any]:
    """Losses and clashes of hostile pairs where a war is on, and the parity of each corridor."""
    world = area.world
    war, kept = war_intensity(state, exposure, p), uncovered(state, exposure, p)
    losses, fights, parity = np.zeros_like(s), np.zeros_like(total), np.zeros(state["war"].shape)
    for corridor, inside in enumerate(world.corridor):
        here, on = np.flatnonzero(inside), war[:, [corridor]]
        hostility, pi = world.hostility[corridor], power[:, :, here] / total[:, None, here]
        for g in range(4):
            for h in range(4):
                if g == h:
                    continue
                hot = on * hostility[g, h] * (kept[:, g] * kept[:, h])[:, None]
                losses[:, g, here] += p["lanchester_intergroup"] / 12 * hot * s[:, h, here]
                if g < h:
                    rivalry = 4 * pi[:, g] * pi[:, h]
                    parity[:, corridor] += (hostility[g, h] * rivalry).mean(axis=1)
                    fights[:, here] += p["war_clash_weight"] * hot * rivalry * (s[:, g, here] + s[:, h, here])
        here = here[here < world.n_co]
        least = p["war_least_killings"] * 12 / p["conflict_killings_2012"] * state["clash_2012"] * on
        least = least * kept.min(axis=1, keepdims=True)
        fights[:, here] += np.maximum(least - fights[:, here].sum(axis=1, keepdims=True), 0) / max(len(here), 1)
    return losses, fights, parity


def war_intensity(state: Any, exposure: Any, p: Any) -> Any:
    """Wars, and without war regimes their mean in every month without a table of events."""
    counted = np.array([True, True, False, False, False, False])
    share = p["war_onset_hazard"] * np.where(counted, 1.0, p["war_onset_uncounted"]) * p["war_duration"]
    share = (1 - p["structure_pact_wars"]) * (exposure.month >= p["events_known_until"]) * share / (1 + share)
    return np.maximum(state["war"], share)


def uncovered(state: Any, exposure: Any, p: Any) -> Any:
    return 1 - exposure["ceasefire_intergroup_scope"] * (1 - p["ceasefire_action_ratio"]) * state["ceasefire"]
