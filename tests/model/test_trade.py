import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import haulage, informal, queues, routes, trade, trade_costs
from borderSim.model.trade import SYSTEM
from borderSim.model.trade_costs import LAND, ROUTES

from .small_trade import CUCUTA, QUIET, K, Month, around, central, exports, levers, run, sampled, small_world

CU, MA, AR, SEA = range(4)


def alone(schedule, months, params=None, lanes=1, state=None, **kwargs):
    params = central(lanes) if params is None else params
    return run(SYSTEM, around(lanes) | (state or {}), schedule, months, params, small_world(), **kwargs)


def closed(crossings, **changes):
    opening = np.ones(K)
    opening[crossings] = 0
    return levers(border_open_cargo=opening, **changes)


def test_trade_of_2012_stays_when_nothing_moves():
    states, notes = alone(lambda t: levers(), 48)
    assert exports(states) == pytest.approx(np.full(49, 2555.9 / 12), rel=1e-12)
    assert states[-1]["trade_flow"][0, 1].sum() == pytest.approx(533 / 12, rel=1e-12)
    assert states[-1]["informal_index"] == pytest.approx(1, rel=1e-12)
    assert states[-1]["border_jobs"] == pytest.approx(1, rel=1e-12)
    assert notes[-1]["trade_lost"] == pytest.approx(np.zeros((1, 2)), abs=1e-9)


def test_short_and_long_elasticity_of_a_tariff():
    params = central(truck_wait_cost=0)  # otherwise shorter queues give a little back
    states, _ = alone(lambda t: levers(tariff_rate=0.05 if t == 0 else 0.2), 600, params)
    step = np.log(1.2 / 1.05)
    response = np.log(exports(states) / exports(states)[0]) / step
    assert response[2] == pytest.approx(-params["trade_elasticity_short"][0, 0], rel=1e-9)
    assert response[-1] == pytest.approx(-params["trade_elasticity_long"][0, 0], rel=1e-6)


@pytest.mark.parametrize(("change", "name"), [(0.2, "relationship_loss_time"), (-0.2, "relationship_build_time")])
def test_relationships_move_with_their_own_times(change, name):
    params = central()
    cost = np.full((1, 2, 7), change)
    target, value = trade.relationship_target(cost, params), np.ones((1, 2, 7))
    months = round(params[name][0, 0])
    for _ in range(months):
        value = trade.next_relationship(value, cost, params)
    assert (value - target) / (1 - target) == pytest.approx(np.full((1, 2, 7), np.exp(-1)), rel=1e-9)


def test_close_cucuta_alone_diverts():
    states, notes = alone(lambda t: closed(CUCUTA), 36)
    before, after = states[0]["trade_flow"][0], states[-1]["trade_flow"][0]
    assert (after[:, CU] == 0).all()
    assert (after[:, [MA, SEA]] > before[:, [MA, SEA]]).all()
    assert 0.4 * before.sum() < after.sum() < 0.95 * before.sum()
    assert states[-1]["informal_index"] > 1.05
    assert states[-1]["border_jobs"] < 1
    assert notes[-1]["trade_informal"].sum() > notes[0]["trade_informal"].sum() * 0.99


def test_the_sea_carries_trade_when_all_land_is_closed():
    states, _ = alone(lambda t: closed(range(K)), 24)
    flow = states[-1]["trade_flow"][0]
    assert (flow[:, :LAND] == 0).all()
    assert (flow[:, SEA] > states[0]["trade_flow"][0, :, SEA]).all()


def reopened(closed_for):
    return lambda t: closed(CUCUTA) if t < closed_for else levers()


def test_the_administrative_lag_holds_cargo_back_until_it_ends():
    params = central()
    lag, least = params["reopening_admin_lag"][0, 0], params["admin_lag_capacity"][0, 0]
    states, _ = alone(reopened(120), 200)
    ready = np.array([s["cargo_readiness"][0, 0] for s in states])
    end = 120 + int(np.ceil(lag))
    assert ready[120:end] == pytest.approx(np.full(end - 120, ready[120]), rel=1e-12)
    assert ready[120] == pytest.approx(least, abs=1e-4)
    months = np.arange(200 - end) + 1
    assert ready[end:-1] == pytest.approx(
        1 - (1 - ready[120]) * np.exp(-months / params["readiness_ramp_time"][0, 0]), rel=1e-9
    )
    cucuta = np.array([s["trade_flow"][0, 0, CU] for s in states])
    assert 0 < cucuta[end] < 0.15 * cucuta[-1]


def test_part_opening_keeps_a_post_at_work():
    states, _ = alone(lambda t: levers(border_open_cargo=np.full(K, 0.3)), 60)
    assert states[-1]["cargo_readiness"] == pytest.approx(np.ones((1, K)))


def test_the_base_is_the_recorded_2012_whatever_the_scenario_does_then():
    dear, _ = alone(lambda t: levers(tariff_rate=0.3), 2)
    rest, _ = alone(lambda t: levers(), 2)
    assert (dear[-1]["cost_base"] == rest[-1]["cost_base"]).all()
    assert exports(dear)[1] < exports(rest)[1]


@pytest.mark.parametrize("helper", ["customs_digital", "reopening_timetable", "governors_channel"])
def test_help_shortens_the_lag_and_history_does_not(helper):
    params, world, full = central(), small_world(), levers(**{helper: np.ones(4) if "gov" in helper else 1.0})
    recorded = routes.admin_lag(Month(0, full, full), params, world)
    assert (recorded == params["reopening_admin_lag"]).all()
    assert (routes.admin_lag(Month(0, full, levers()), params, world) < recorded).all()


def test_a_closure_of_days_costs_little_of_the_year():
    """F36: a closure of 3.5 days takes under 1% of the year's trade, and no administrative lag follows."""
    open_share = 1 - 3.5 / 31
    states, _ = alone(lambda t: levers(border_open_cargo=np.full(K, open_share if t == 5 else 1.0)), 60)
    year = exports(states)[1:13].sum() / (2555.9)
    assert 0.99 < year < 1
    ready = np.array([s["cargo_readiness"][0, 0] for s in states])
    assert ready.min() > 0.98
    assert exports(states)[-1] == pytest.approx(exports(states)[0], rel=3e-3)


def test_lifting_all_sanctions_takes_years():
    """F38: half of the long-run gain of lifting all sanctions comes after two to five years."""
    states, _ = alone(lambda t: levers(sanctions_intensity=0.7 * (1 <= t < 120)), 120 + 400)
    path = exports(states)[120:]
    gain = (path - path[0]) / (path[-1] - path[0])
    assert 24 <= np.argmax(gain >= 0.5) <= 60


def test_overcompliance_grows_with_duration_and_fades_after():
    params = central()
    value = np.zeros((1, 1))
    for _ in range(18):
        value = trade_costs.overcompliance(value, levers(sanctions_intensity=1), params)
    assert value == pytest.approx(1 - np.exp(-1), rel=1e-9)
    value = np.ones((1, 1))
    for _ in range(96):
        value = trade_costs.overcompliance(value, levers(), params)
    assert value == pytest.approx(params["vanished_remainder"], rel=1e-9)


def test_full_sanctions_take_the_third_country_share_in_the_long_run():
    params = central(overcompliance_share=1, payment_cost_no_channel=0, banking_relief=0, truck_wait_cost=0)
    states, _ = alone(lambda t: levers(sanctions_intensity=float(t > 0)), 900, params)
    effect = np.log(exports(states)[-1] / exports(states)[0])
    assert effect == pytest.approx(
        params["sanctions_trade_effect_full"] * params["sanctions_third_party_share"], rel=1e-6
    )


BETTER = {
    "banking_channel": 1.0,
    "contract_enforcement": 1.0,
    "tariff_rate": 0.0,
    "road_infrastructure_ve": 1.0,
    "road_infrastructure_co": 1.0,
    "trade_security_guarantees": 1.0,
    "crossing_integrity": 1.0,
    "bridge_load_limit": 52.0,
}


@pytest.mark.parametrize("lever", BETTER)
@given(seed=st.integers(0, 30), share=st.floats(0.05, 1))
@settings(deadline=None, max_examples=25)
def test_cheaper_trade_is_more_formal_and_less_informal(lever, seed, share):
    # queues and the power that Venezuela makes goods with may turn the net effect
    direct = {name: np.zeros((1, 1)) for name in ("truck_wait_cost", "power_supply_effect")}
    params, base = sampled(1, seed) | direct, {"sanctions_intensity": 0.7}
    better = QUIET[lever] + share * (BETTER[lever] - QUIET[lever])
    worse, _ = alone(lambda t: levers(**base), 3, params)
    helped, _ = alone(lambda t: levers(**base | ({lever: better} if t else {})), 3, params)
    assert helped[-1]["trade_flow"].sum() >= worse[-1]["trade_flow"].sum() * (1 - 1e-12)
    assert helped[-1]["informal_index"] <= worse[-1]["informal_index"] * (1 + 1e-12)


def test_informal_odds_follow_the_semielasticity_within_its_reach_and_saturate_beyond():
    params = central(trocha_control=0) | {"informal_control_cost": np.zeros((1, 1))}
    odds = {}
    for cost in (0.0, 0.01, 1.0, 5.0):
        share = informal.informal_share(np.full((1, 2, 7), cost), levers(), params)
        odds[cost] = (share / (1 - share))[0, 0, 0]
    slope = params["informal_logit_semielasticity"].item()
    assert np.log(odds[0.01] / odds[0.0]) == pytest.approx(slope, rel=1e-3)
    most = 100 * slope * params["informal_cost_reach"].item()
    assert np.log(odds[5.0] / odds[0.0]) == pytest.approx(most, rel=1e-6)
    assert odds[0.01] < odds[1.0] <= odds[5.0]


def test_what_a_count_adds_to_formal_trade_adds_nothing_to_informal_trade():
    scaled = {"trade_scale": np.array([[0.5, 0.5]])}  # less than capacity everywhere
    (plain, notes), (more, more_notes) = (alone(lambda t: levers(), 2, state=state) for state in ({}, scaled))
    np.testing.assert_allclose(more_notes[0]["trade_informal"], notes[0]["trade_informal"])
    np.testing.assert_allclose(more[1]["trade_flow"].sum(axis=2), 0.5 * plain[1]["trade_flow"].sum(axis=2))


def test_control_and_price_gaps_move_informal_trade():
    base = alone(lambda t: levers(), 12)[0][-1]["informal_index"]
    assert alone(lambda t: levers(trocha_control=0.9 if t else 0.2), 12)[0][-1]["informal_index"] < base
    for gap in informal.PRICE_GAPS.values():
        assert alone(lambda t, gap=gap: levers(**{gap: 2.0 if t else 1.0}), 12)[0][-1]["informal_index"] > base


def test_violence_on_the_bridges_sends_trade_elsewhere():
    violence = np.ones((1, 33))
    quiet = alone(lambda t: levers(), 2)[0]
    at_war = violence.copy()
    at_war[0, 20] = 3.0
    moved = run(SYSTEM, around(), lambda t: levers(), 1, central(), small_world())[0][-1] | {"violence": at_war}
    after = SYSTEM.flows(moved, Month(1), central(), {}, small_world()).values["trade_flow"]
    assert after[0, 0, CU] < quiet[-1]["trade_flow"][0, 0, CU]
    assert after[0, 0, MA] > quiet[-1]["trade_flow"][0, 0, MA]


def test_urea_needs_the_licence():
    notes = alone(lambda t: levers(monomeros_licence=1.0 if t == 0 else 0.0), 3)[1]
    change = notes[-1]["trade_by_sector"] / notes[0]["trade_by_sector"]
    assert change[0, 1, 3] < 0.9
    change[0, 1, 3] = 1
    assert change == pytest.approx(np.ones_like(change), rel=1e-9)


def test_a_pandemic_lowers_demand_while_it_lasts():
    params, world = central(), small_world()
    state = alone(lambda t: levers(), 2)[0][-1]
    hit = trade.latent_demand(state, Month(2, pandemic=1.0), params, world)
    calm = trade.latent_demand(state, Month(2), params, world)
    assert hit / calm == pytest.approx(np.full((1, 2, 7), np.exp(params["pandemic_trade_drop"])), rel=1e-12)


def test_scale_and_drivers_multiply_demand():
    state = {"trade_scale": np.array([[2.0, 0.5]]), "import_demand": np.array([[0.3]]), "gdp": np.array([[-1.0]])}
    demand = trade.latent_demand(around() | state, Month(3), central(), small_world())
    assert demand[0, 0].sum() == pytest.approx(2 * np.exp(0.3) * 2555.9 / 12)
    assert demand[0, 1].sum() == pytest.approx(0.5 * np.exp(-1.0) * 533 / 12)


positive = st.floats(0, 1e4)


@given(
    st.lists(positive, min_size=2, max_size=2),
    st.lists(st.sampled_from([0.0, 1e-9, 0.2, 1.0, 3.0]), min_size=3, max_size=3),
    st.lists(positive, min_size=4, max_size=4),
)
@settings(deadline=None, max_examples=300)
def test_water_filling_conserves_and_respects_room(total, pull, room):
    share = np.array([[*pull, 0.1]])
    share = share / share.sum()
    total, room = np.array([total]), np.array([room])
    carried = routes.water_fill(total, share, room)
    assert (carried >= 0).all()
    assert (carried <= room[:, None, :] + 1e-9).all()
    usable = np.where(share > 0, room, 0).sum()
    assert carried.sum(axis=2) == pytest.approx(np.minimum(total, usable), rel=1e-9, abs=1e-9)
    assert (carried[:, :, share[0] == 0] == 0).all()


def test_overflow_keeps_the_ratio_of_the_routes_with_room():
    share, room = np.array([[0.5, 0.3, 0.1, 0.1]]), np.array([[10.0, 1e3, 1e3, 1e3]])
    carried = routes.water_fill(np.array([[100.0, 10.0]]), share, room)
    assert carried[0, 0] == pytest.approx([10, 54, 18, 18])
    assert carried[0, 1] == pytest.approx([5, 3, 1, 1])


@given(
    st.integers(0, 200),
    st.lists(st.integers(0, 31).map(lambda days: days / 31), min_size=K, max_size=K),
    st.floats(0, 1),
    st.floats(0.5, 40),
)
@settings(deadline=None, max_examples=60)
def test_goods_balance(seed, opening, sanctions, scale):
    """I5: demand = formal by route + informal + lost, also when capacity binds; nothing is negative (I2)."""
    rng = np.random.default_rng(seed)
    now = levers(
        3, border_open_cargo=np.array(opening), sanctions_intensity=sanctions, customs_bays=rng.integers(0, 4, K)
    )
    state = {"trade_scale": np.full((3, 2), scale)}
    states, notes = alone(lambda t: now, 3, sampled(3, seed), 3, state)
    for after, note in zip(states[1:], notes, strict=True):
        booked = after["trade_flow"].sum(axis=2) + note["trade_informal"] + note["trade_lost"]
        assert booked == pytest.approx(note["trade_demand"], rel=1e-10)
        assert note["trade_by_sector"].sum(axis=2) == pytest.approx(after["trade_flow"].sum(axis=2), rel=1e-10)
        assert all((value >= 0).all() for value in [*note.values(), after["trade_flow"]])


@given(
    st.integers(0, 200),
    st.integers(0, K - 1),
    st.lists(st.integers(0, 31).map(lambda days: days / 31), min_size=K, max_size=K),
)
@settings(deadline=None, max_examples=150)
def test_closing_a_crossing_never_raises_formal_trade(seed, crossing, opening):
    params, opening = sampled(1, seed), np.array(opening)
    less = opening.copy()
    less[crossing] = 0
    state = alone(lambda t: levers(), 1, params)[0][-1]
    flows = [
        SYSTEM.flows(state, Month(1, levers(border_open_cargo=o)), params, {}, small_world()) for o in (opening, less)
    ]
    assert flows[1].values["trade_flow"].sum() <= flows[0].values["trade_flow"].sum() * (1 + 1e-12)
    assert flows[1].notes["trade_informal"].sum() >= flows[0].notes["trade_informal"].sum() * (1 - 1e-12)


@given(st.integers(0, 100), st.booleans())
@settings(deadline=None, max_examples=40)
def test_extreme_levers_stay_finite(seed, worst):
    rng = np.random.default_rng(seed)
    bounds = {"tariff_rate": 0.35, "bridge_load_limit": (10, 52), "crossing_hours": 24, "customs_bays": 40}
    bounds |= dict.fromkeys(informal.PRICE_GAPS.values(), 3)

    def drawn(t):
        draw = {}
        for name, rest in QUIET.items():
            low, high = bounds[name] if isinstance(bounds.get(name), tuple) else (0, bounds.get(name, 1))
            draw[name] = rng.choice([low, high], size=np.shape(rest))
        return levers(**draw)

    state = {"violence": np.full((1, 33), 50.0 if worst else 0.0), "import_demand": np.full((1, 1), 3.0)}
    for after in alone(drawn, 24, sampled(1, seed), state=state)[0]:
        assert all(np.isfinite(value).all() for value in after.values())


def test_lanes_do_not_touch_each_other():
    params = sampled(6, 3)

    def schedule(lanes):
        return lambda t: (
            closed(CUCUTA if t > 3 else [], sanctions_intensity=t / 40)
            if lanes == 1
            else levers(
                lanes,
                border_open_cargo=np.where(np.isin(np.arange(K), CUCUTA) & (t > 3), 0, 1),
                sanctions_intensity=t / 40,
            )
        )

    together = alone(schedule(6), 30, params, 6)[0][-1]
    for lane in range(6):
        own = {name: value[lane : lane + 1] for name, value in params.items()}
        single = alone(schedule(1), 30, own)[0][-1]
        assert all(single[f.name].tobytes() == together[f.name][lane : lane + 1].tobytes() for f in SYSTEM.fields)


def test_a_lever_without_effect_leaves_the_same_bytes():
    params = central(banking_relief=0, payment_cost_no_channel=0)
    one, two = (alone(lambda t, b=b: levers(sanctions_intensity=0.7, banking_channel=b), 24, params)[0] for b in (0, 1))
    assert all(one[-1][name].tobytes() == two[-1][name].tobytes() for name in one[-1])


# Structure: with or without relationships between firms


def test_without_relationships_trade_has_one_elasticity_at_once():
    params = central(truck_wait_cost=0, structure_trade_hysteresis=0)
    states, _ = alone(lambda t: levers(tariff_rate=0.05 if t == 0 else 0.2), 60, params)
    response = np.log(exports(states) / exports(states)[0]) / np.log(1.2 / 1.05)
    assert response[2:] == pytest.approx(-params["trade_elasticity_middle"].item(), rel=1e-9)
    assert (states[-1]["relationship"] == 1).all()


def test_both_structures_agree_at_the_base_cost():
    flows = [alone(lambda t: levers(), 6, central(structure_trade_hysteresis=z))[0][-1]["trade_flow"] for z in (0, 1)]
    assert flows[0] == pytest.approx(flows[1], rel=1e-12)


@pytest.mark.parametrize("bonds", [0, 1])
def test_full_sanctions_take_the_same_in_both_structures(bonds):
    params = central(overcompliance_share=1, payment_cost_no_channel=0, banking_relief=0, truck_wait_cost=0)
    params["structure_trade_hysteresis"][:] = bonds
    states, _ = alone(lambda t: levers(sanctions_intensity=float(t > 0)), 900, params)
    wanted = params["sanctions_trade_effect_full"] * params["sanctions_third_party_share"]
    assert np.log(exports(states)[-1] / exports(states)[0]) == pytest.approx(wanted.item(), rel=1e-6)


# Sanctions, banks, flights


def test_relief_of_sanctions_is_less_sanctions_to_the_bit():
    params = sampled(3)
    lifted = {"sanctions_relief": np.full((3, 1), 0.5)}
    eased = alone(lambda t: levers(3, sanctions_intensity=0.8), 20, params, 3, lifted)[0][-1]
    less = alone(lambda t: levers(3, sanctions_intensity=0.4), 20, params, 3)[0][-1]
    assert all(eased[f.name].tobytes() == less[f.name].tobytes() for f in SYSTEM.fields)


def test_a_banking_channel_is_trusted_with_a_lag():
    params = central()
    states, _ = alone(lambda t: levers(banking_channel=1.0), 60, params)
    full, lag = params["banking_relief"].item(), params["banking_lag"].item()
    assert [s["bank_relief"].item() for s in states] == pytest.approx(full * -np.expm1(-np.arange(61) / lag))


def test_recorded_flights_are_the_lever_with_a_lag():
    params, lag = central(), central()["flights_adjust_time"].item()
    state, flown = around() | SYSTEM.initial(small_world(), params, {}), []
    for t in range(12):
        now = levers(flights_per_week=14.0 if t < 6 else 0.0, sanctions_intensity=1.0)
        state = state | SYSTEM.flows(state, Month(t, now, now), params, {}, small_world()).values
        flown.append(state["flights"].item())
    assert flown == pytest.approx([14.0] * 6 + list(14 * np.exp(-np.arange(1, 7) / lag)))


def test_sanctions_beyond_the_record_ground_the_carrier():
    params = central()
    states, _ = alone(lambda t: levers(sanctions_intensity=1.0 if t else 0.0), 60, params)
    assert states[-1]["flights"].item() == pytest.approx(14 * (1 - params["flights_carrier_share"].item()))


# What shows on the roads, at the posts, in the shops and on the farms


def test_a_higher_load_limit_means_fewer_fuller_cheaper_trucks():
    (_, before), (_, after) = (alone(lambda t, x=x: levers(bridge_load_limit=x), 1) for x in (30.0, 52.0))
    assert after[0]["tonnes_per_truck"] / before[0]["tonnes_per_truck"] == pytest.approx(52 / 30)
    flow = np.ones((1, 2, 4))
    trucks = [haulage.trucks_by_bridge(flow, levers(bridge_load_limit=x), central()).item() for x in (30.0, 52.0)]
    assert trucks[1] / trucks[0] == pytest.approx(30 / 52)
    assert after[0]["transport_cost"] < before[0]["transport_cost"]


@pytest.mark.parametrize("lever", ["road_infrastructure_ve", "road_infrastructure_co", "bridge_load_limit"])
@given(seed=st.integers(0, 50), share=st.floats(0, 1))
def test_better_roads_and_bridges_never_raise_the_cost_per_tonne(lever, seed, share):
    params = sampled(1, seed)
    best = {"bridge_load_limit": 52.0}.get(lever, 1.0)
    better = QUIET[lever] + share * (best - QUIET[lever])
    wait = np.zeros((1, LAND))
    cost = [haulage.cost_per_tonne(wait, levers(**{lever: x}), params).item() for x in (QUIET[lever], better)]
    assert 0 < cost[1] <= cost[0] * (1 + 1e-12)


def test_posts_get_ready_after_the_lag():
    _, notes = alone(reopened(60), 110)
    lag = central()["reopening_admin_lag"].item()
    left = np.array([note["reopening_months_left"].item() for note in notes])
    ready = np.array([note["cargo_ready"].item() for note in notes])
    assert left[:60] == pytest.approx(np.zeros(60), abs=1e-12)
    assert left[60] == pytest.approx(lag * 4 / 8, rel=0.02)
    assert (np.diff(left[60:]) <= 0).all()
    assert left[-1] == pytest.approx(0, abs=1e-9)
    assert ready[:60] == pytest.approx(np.full(60, 0.5))
    assert (np.diff(ready[60:]) >= -1e-12).all()


def test_power_above_the_record_lets_venezuela_sell_more():
    params = central()
    demand = [
        trade.latent_demand(
            around() | {"trade_scale": np.ones((1, 2))},
            Month(1, levers(road_infrastructure_ve=x)),
            params,
            small_world(),
        )
        for x in (0.3, 0.8)
    ]
    assert demand[1][0, 0] == pytest.approx(demand[0][0, 0], rel=1e-14)
    assert demand[1][0, 1] / demand[0][0, 1] == pytest.approx(np.exp(0.5 * params["power_supply_effect"].item()))


@pytest.mark.parametrize(("good", "lever"), list(enumerate(["price_gap_fuel", "price_gap_food", "price_gap_cattle"])))
def test_a_price_gap_moves_its_own_good(good, lever):
    moved = alone(lambda t: levers(**{lever: 2.0 if t else 1.0}), 12)[0][-1]["informal_by_good"][0]
    assert moved[good] > 1.1
    assert np.delete(moved, good) == pytest.approx([1, 1], rel=1e-9)


def test_the_licence_of_monomeros_feeds_farms():
    with_it, without = (alone(lambda t, x=x: levers(monomeros_licence=x if t else 1.0), 3)[1][-1] for x in (1.0, 0.0))
    assert without["fertiliser_imports"] < 0.9 * with_it["fertiliser_imports"]
    assert without["monomeros_share"] < with_it["monomeros_share"] == central()["monomeros_market_share"]
    saving = with_it["fertiliser_imports"] * central()["fertiliser_saving_tonne"] / 1000
    assert with_it["fertiliser_saving"] == pytest.approx(saving)


def shut(t, share, first=1):
    opening = np.full(K, 1.0 - share * (t >= first))
    return levers(border_open_cargo=opening, border_open_people=opening)


def test_a_closure_of_days_costs_commerce_its_daily_loss():
    """Evidence row closure_loss_daily_ndS: COP 15 billion a day, the closure of 10-13 January 2025."""
    days, params = 3.5, central()
    notes = alone(lambda t: shut(t, days / (365.25 / 12)), 2, params)[1]
    expected = params["closure_loss_daily_ndS"] * days * 1e9 / params["peso_rate"] / 1e6
    assert notes[0]["closure_loss"] == 0
    assert notes[1]["closure_loss"] == pytest.approx(expected)


def test_commerce_adapts_to_a_lasting_closure():
    params = central()
    loss = np.array([note["closure_loss"].item() for note in alone(lambda t: shut(t, 1.0), 60, params)[1]][1:])
    assert loss / loss[0] == pytest.approx(np.exp(-np.arange(59) / params["closure_adaptation_time"].item()))


@given(st.integers(0, 200), st.integers(0, K - 1), st.floats(0, 1))
@settings(deadline=None, max_examples=60)
def test_opening_more_never_lowers_formal_trade(seed, crossing, more):
    """I7 on one step from one state."""
    rng = np.random.default_rng(seed)
    params, opening = sampled(1, seed), rng.uniform(0, 1, K)
    wider = opening.copy()
    wider[crossing] += more * (1 - opening[crossing])
    state = alone(lambda t: levers(), 1, params)[0][-1]
    total = [
        SYSTEM.flows(state, Month(1, levers(border_open_cargo=o)), params, {}, small_world()).values["trade_flow"].sum()
        for o in (opening, wider)
    ]
    assert total[1] >= total[0] * (1 - 1e-12)


# Queues


def erlang_wait(load, servers, service):
    """Exact M/M/c wait (Erlang 1917), by the recursion of the blocking probability."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * servers * blocked / (n + load * servers * blocked)
    delayed = blocked / (1 - load * (1 - blocked))
    return delayed * service / (servers * (1 - load))


@pytest.mark.parametrize("load", [0.05, 0.5, 0.9, 0.99])
def test_one_server_is_exact(load):
    wait = queues.mgc_wait(np.array([load]), np.array([1.0]), np.array([2.0]), np.array([0.5]))
    assert wait == pytest.approx((1 + 0.25) / 2 * 2.0 * load / (1 - load), rel=1e-12)  # Pollaczek and Khinchine


@pytest.mark.parametrize("servers", [2, 4, 12, 40])
@pytest.mark.parametrize("load", [0.7, 0.8, 0.9, 0.97])
def test_many_servers_agree_with_erlang(servers, load):
    wait = queues.mgc_wait(np.array([load]), np.array([servers]), np.array([2.0]), np.array([1.0]))[0]
    exact = erlang_wait(load, servers, 2.0)
    assert abs(wait - exact) < max(0.1 * exact, 0.02 * 2.0)


def test_fluid_limits():
    """Many small servers: nobody waits below capacity, and what exceeds capacity is turned away."""

    def wait(load, servers=4.0):
        return queues.mgc_wait(np.array([load]), np.array([servers]), np.array([1.0]), np.array([1.0]))[0]

    assert wait(0.98, 1e7) == pytest.approx(0, abs=1e-5)
    assert np.all(np.diff([wait(load) for load in np.linspace(0, 0.98, 60)]) >= 0)
    carried = routes.water_fill(np.array([[150.0]]), np.array([[1.0, 0, 0, 0]]), np.array([[100.0, 9, 9, 9]]))
    assert carried.sum() == 100


def test_waits_grow_with_the_flow_and_stop_at_saturation():
    params, world = central(), small_world()
    room = routes.capacity(np.ones((1, K)), levers(), params, world)
    waits = [
        routes.waits(share * room[:, None, :] * np.ones((1, 2, 1)), room, levers(), params, world)
        for share in (0, 0.5, 0.9, 0.98, 5)
    ]
    assert (waits[0] == 0).all()
    assert (np.diff(waits, axis=0)[:3] > 0).all()
    assert waits[4] == pytest.approx(waits[3], rel=1e-9)


def test_only_inspected_trucks_wait_and_the_clock_runs_at_night():
    params, world = central(), small_world()
    room = routes.capacity(np.ones((1, K)), levers(), params, world)
    flow = 0.9 * room[:, None, :] * np.ones((1, 2, 1))
    wait = routes.waits(flow, room, levers(), params, world)[0, 0]
    service = routes.service_hours(levers(), params)
    queued = queues.mgc_wait(np.array([0.9]), np.array([4.0]), service, params["customs_service_cv"])
    clock = 24 * 365.25 / 12 / (15 * params["open_days"])
    assert wait == pytest.approx((params["inspection_share"] * queued * clock).item())
    assert (routes.waits(flow, 0 * room, levers(crossing_hours=0), params, world) == 0).all()


def test_capacity_follows_bays_hours_and_load_limit():
    params, world = central(), small_world()
    open_all = np.ones((1, K))
    base = routes.capacity(open_all, levers(), params, world)
    doubled = routes.capacity(open_all, levers(customs_bays=np.full(K, 8.0)), params, world)
    assert doubled[0, :LAND] == pytest.approx(2 * base[0, :LAND])
    assert doubled[0, SEA] == base[0, SEA]
    heavy = routes.capacity(open_all, levers(bridge_load_limit=45.0), params, world)
    assert heavy[0] / base[0] == pytest.approx([1.5, 1, 1.5, 1])
    assert routes.capacity(open_all * 0, levers(), params, world)[0, :LAND] == pytest.approx([0, 0, 0])
    assert len(ROUTES) == base.shape[1]
