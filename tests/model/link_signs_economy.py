"""Direct kernels of the Venezuelan economy, oil and licences, and of the airlines."""

import numpy as np

from borderSim.model import economy, flights, oil
from tests.model.link_signs_setting import Cause, Levers, full
from tests.model.small_trade import small_world

WORLD = small_world()
MONTH = 10


def output(p, taken=1.0, **levers):
    """Oil output under sanctions; ``taken`` is as much of the licences' loss as others can take over."""
    return oil.oil_target(Levers(p, **{"sanctions_intensity": 1.0} | levers), full(p, taken), p)


def unlicensed(p, **levers):
    return oil.unlicensed(Levers(p, **{"sanctions_intensity": 1.0} | levers), p)


def room(x):
    return {"licence_gl41": x, "licence_gl44": x, "licence_other_oil": x}


def gdp(p, kbd=2600.0, price=70.0):
    """GDP next month, now by oil output (kbd) or by the price that producers keep."""
    state = {"oil_output": full(p, kbd), "netback_base": full(p, 70.0)}
    state |= {name: full(p, 0.0) for name in ("gdp", "ln_revenue", "price_noise", "import_demand", "social_spending")}
    levers = Levers(p, month=MONTH, oil_price=price, sanctions_intensity=0.0, secondary_tariff=0.0)
    noise = {"economy": np.zeros((len(full(p, 0)), 3), np.float32)}
    return economy._income(state, levers, levers, p, noise, WORLD)["gdp"]


def imports(p, income=0.0, spending=0.0, **levers):
    return economy.import_target(full(p, income), full(p, spending), Levers(p, **levers), p)


KERNELS = {
    "sanctions_intensity->oil_output": Cause(lambda p, x: output(p, 0.0, sanctions_intensity=x), 0, 1),
    "licence_gl41->oil_output": Cause(lambda p, x: output(p, licence_gl41=x), 0, 1),
    "licence_gl44->oil_output": Cause(lambda p, x: output(p, licence_gl44=x), 0, 1),
    "licence_other_oil->oil_output": Cause(lambda p, x: output(p, licence_other_oil=x), 0, 1),
    "oil_unlicensed->oil_output": Cause(lambda p, x: output(p, **room(1 - x)), 0, 1),
    "licence_gl41->oil_unlicensed": Cause(lambda p, x: unlicensed(p, licence_gl41=x), 0, 1),
    "licence_gl44->oil_unlicensed": Cause(lambda p, x: unlicensed(p, licence_gl44=x), 0, 1),
    "secondary_tariff->oil_netback": Cause(lambda p, x: oil.netback(Levers(p, secondary_tariff=x), p), 0, 0.25),
    "oil_price->oil_netback": Cause(lambda p, x: oil.netback(Levers(p, oil_price=x), p), 50, 80),
    "oil_output->ve_gdp": Cause(lambda p, x: gdp(p, kbd=x), 500, 1000),
    "oil_netback->ve_gdp": Cause(lambda p, x: gdp(p, price=x), 50, 80),
    "ve_gdp->ve_import_demand": Cause(lambda p, x: imports(p, income=x), -1.5, -1.0),
    "dollarisation->ve_import_demand": Cause(lambda p, x: imports(p, dollarisation=x), 0, 0.5),
    "social_spending->ve_import_demand": Cause(lambda p, x: imports(p, spending=x), 0, 100),
    "frozen_assets_release->social_spending": Cause(
        lambda p, x: economy.next_social_spending(full(p, 0), full(p, x), p), 0, 500
    ),
    "sanctions_intensity->circular_mobility": Cause(
        lambda p, x: flights.able(Levers(p, sanctions_intensity=x), p), 0, 1
    ),
}
