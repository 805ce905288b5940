"""Direct kernels of trade: costs, routes, queues at the posts, firms, smuggling, and the commerce of the border."""

import numpy as np

from borderSim.model import border_commerce, informal, routes, trade, trade_costs
from tests.model.link_signs_setting import Cause, Levers, full
from tests.model.small_trade import small_world

WORLD = small_world()
FOOD, FUEL, CATTLE = (trade.SECTORS.index(name) for name in ("food", "fuel", "livestock"))


def formal(p, cost=0.0, relationship=1.0):
    """Formal trade (L, X, J) at a cost above that of 2012, ln."""
    shape = np.ones((len(full(p, 0)), 2, 7))
    return trade.gravity(shape, cost * shape, relationship * shape, p)


def at_common_cost(p, value=0.0, **levers):
    """Formal trade at the costs that all routes share, over-compliance at ``value``."""
    return formal(p, common(p, value, **levers))


def common(p, value=0.0, **levers):
    return trade_costs.common_cost(full(p, value), full(p, 0.0), Levers(p, **levers), p)


def by_route(p, violence=1.0, hours=0.0, **levers):
    """Cost (L, R - 1) of the routes over land."""
    cost = trade_costs.route_cost(Levers(p, **levers), full(p, violence, 33), full(p, hours, 3), p, WORLD)
    return cost[:, :-1]


def over_land(p, **change):
    """Formal trade at the mean cost over land."""
    return formal(p, by_route(p, **change).mean(axis=1)[:, None, None])


def sanctioned(p, value=1.0, channel=0.0):
    """Cost (L, J) of over-compliance once banks trust a payment channel as far as it goes."""
    relief = p["banking_relief"] * channel
    return trade_costs.sanction_cost(full(p, value), relief, p)


def around(p, cost=0.0, **levers):
    """Share (L, X, J) that goes around customs."""
    return informal.informal_share(cost * np.ones((len(full(p, 0)), 2, 7)), Levers(p, **levers), p)


def ready(p, opening=1.0, lag=None):
    """How far a reopened crossing is on its way to normal cargo, (L, K)."""
    state = {"reopening_progress": full(p, 0.3, 8), "cargo_readiness": full(p, 0.3, 8)}
    known = p if lag is None else p | {"reopening_admin_lag": full(p, lag)}
    return routes.readiness(state, full(p, opening, 8), Levers(p), known, WORLD)["reopening_progress"]


def lag(p, **levers):
    return routes.admin_lag(Levers(p, **levers), p, WORLD)


def queue(p, trade_flow=20.0, bays=4.0):
    """Hours (L, R - 1) that a truck waits where half the crossings' capacity of four bays is used."""
    usual = routes.capacity(full(p, 1.0, 8), Levers(p, customs_bays=4.0), p, WORLD)
    levers = Levers(p, customs_bays=bays)
    room = routes.capacity(full(p, 1.0, 8), levers, p, WORLD)
    flow = np.repeat((trade_flow / 40 * usual)[:, None, :], 2, axis=1)
    return routes.waits(flow, room, levers, p, WORLD)


def diverted(p, closed):
    """Share of trade that takes another route than Cucuta."""
    available = np.ones((1, 4)) - closed * np.eye(4)[:1]
    return 1 - routes.choose(routes.weights(p), np.zeros((1, 4)), available, p)[0][:, 0]


def carried(p, other):
    """What is carried in all when the bridges are shut, by how much the other routes take of 100."""
    room = full(p, np.array([0.0, other, other / 10, other]), 4)
    return routes.water_fill(full(p, 100.0, 2), routes.weights(p), room).sum(axis=2)


def shut(p, closed):
    available = np.ones((1, 4)) - closed * np.eye(4)[:1]
    return formal(p, trade_costs.closure_cost(routes.weights(p), available, p)[:, :, None])


def relationships(p, cost):
    """Relationships next month; firms react where trade has them."""
    shape = np.ones((len(full(p, 0)), 2, 7))
    return trade.next_relationship(shape, cost * shape, p)


def jobs(p, sold=20.0, visits=5000.0):
    state = {"pendular": full(p, visits, 8), "border_jobs": full(p, 1.0)}
    return border_commerce.next_jobs(full(p, sold, 2, 4), full(p, 40000.0), state, p, WORLD)


def latent(p, imports):
    state = {"import_demand": full(p, imports), "gdp": full(p, 0.0), "trade_scale": full(p, 1.0, 2)}
    return trade.latent_demand(state, Levers(p), p, WORLD)[:, 0]


NO_BONDS = "where trade has no relationships between firms they do not move"

KERNELS = {
    "border_open_cargo->formal_trade": Cause(lambda p, x: ready(p, opening=x), 0.02, 1),
    "reopening_admin_lag->formal_trade": Cause(lambda p, x: ready(p, lag=x), 3, 14),
    "ve_import_demand->formal_trade": Cause(latent, -1, 0),
    "trade_relationships->formal_trade": Cause(lambda p, x: formal(p, relationship=x), 0.5, 1),
    "sanctions_intensity->formal_trade": Cause(lambda p, x: at_common_cost(p, sanctions_intensity=x), 0, 1),
    "sanctions_intensity->over_compliance": Cause(
        lambda p, x: trade_costs.overcompliance(full(p, 0.0), Levers(p, sanctions_intensity=x), p), 0.2, 1
    ),
    "banking_channel->over_compliance": Cause(lambda p, x: sanctioned(p, channel=x), 0, 1),
    "over_compliance->formal_trade": Cause(lambda p, x: at_common_cost(p, value=x), 0, 1),
    "over_compliance->formal_cost": Cause(sanctioned, 0, 1),
    "contract_enforcement->formal_trade": Cause(lambda p, x: at_common_cost(p, contract_enforcement=x), 0, 1),
    "tariff_rate->formal_trade": Cause(lambda p, x: at_common_cost(p, tariff_rate=x), 0, 0.3),
    "tariff_rate->formal_cost": Cause(lambda p, x: common(p, tariff_rate=x), 0, 0.3),
    "tariff_rate->informal_trade": Cause(lambda p, x: around(p, common(p, tariff_rate=x)), 0, 0.3),
    "monomeros_licence->fertiliser_imports": Cause(
        lambda p, x: at_common_cost(p, monomeros_licence=x)[:, *trade_costs.UREA], 0, 1
    ),
    "bridge_load_limit->transport_cost": Cause(
        lambda p, x: trade_costs.freight(Levers(p, bridge_load_limit=x), p)[:, trade_costs.BRIDGES], 20, 30
    ),
    "road_infrastructure_ve->transport_cost": Cause(
        lambda p, x: trade_costs.freight(Levers(p, road_infrastructure_ve=x), p), 0.2, 0.8
    ),
    "road_infrastructure_co->transport_cost": Cause(
        lambda p, x: trade_costs.freight(Levers(p, road_infrastructure_co=x), p), 0.2, 0.8
    ),
    "transport_cost->formal_trade": Cause(lambda p, x: formal(p, cost=x), 0, 0.1),
    "transport_cost->formal_cost": Cause(
        lambda p, x: by_route(p | {"land_freight_cost": p["land_freight_cost"] * x}), 1, 1.5
    ),
    "formal_cost->formal_trade": Cause(lambda p, x: formal(p, cost=x), 0, 0.5),
    "formal_cost->trade_relationships": Cause(relationships, 0, 0.5, NO_BONDS),
    "formal_cost->informal_trade": Cause(lambda p, x: around(p, cost=x), 0, 0.3),
    "formal_trade->informal_trade": Cause(lambda p, x: around(p, cost=-x), 0, 0.3),
    "price_gap_fuel->informal_trade": Cause(lambda p, x: around(p, price_gap_fuel=x)[:, :, FUEL], 0.5, 2),
    "price_gap_food->informal_trade": Cause(lambda p, x: around(p, price_gap_food=x)[:, :, FOOD], 0.5, 2),
    "price_gap_cattle->informal_trade": Cause(lambda p, x: around(p, price_gap_cattle=x)[:, :, CATTLE], 0.5, 2),
    "corridor_violence->formal_cost": Cause(lambda p, x: by_route(p, violence=x), 1, 3),
    "corridor_violence->formal_trade": Cause(lambda p, x: over_land(p, violence=x), 1, 3),
    "trade_security_guarantees->formal_cost": Cause(lambda p, x: by_route(p, trade_security_guarantees=x), 0, 1),
    "crossing_integrity->formal_trade": Cause(lambda p, x: over_land(p, crossing_integrity=x), 0.2, 0.8),
    "truck_queue->formal_trade": Cause(lambda p, x: over_land(p, hours=x), 0, 12),
    "customs_bays->truck_queue": Cause(lambda p, x: queue(p, bays=x), 4, 6),
    "formal_trade->truck_queue": Cause(lambda p, x: queue(p, trade_flow=x), 10, 30),
    "border_closure->route_diversion": Cause(diverted, 0, 1),
    "route_diversion->formal_trade": Cause(carried, 20, 40),
    "border_closure->formal_trade": Cause(shut, 0, 1),
    "governors_channel->crossing_reopening": Cause(lambda p, x: -lag(p, governors_channel=x), 0, 1),
    "customs_digital->reopening_admin_lag": Cause(lambda p, x: lag(p, customs_digital=x), 0, 1),
    "reopening_timetable->reopening_admin_lag": Cause(lambda p, x: lag(p, reopening_timetable=x), 0, 1),
    "formal_trade->border_employment": Cause(lambda p, x: jobs(p, sold=x), 10, 20),
    "pendular_flow->border_employment": Cause(lambda p, x: jobs(p, visits=x), 2000, 5000),
    "border_closure->closure_loss": Cause(
        lambda p, x: border_commerce.closure_loss(full(p, 1 - x), full(p, 1.0), p), 0, 1
    ),
}
