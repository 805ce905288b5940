"""The Venezuelan economy: oil output, GDP and the demand for imports.

Oil follows the observed output times modelled output under the scenario over modelled output under the recorded
history, so that a scenario with the recorded levers gives the recorded oil exactly. In a hindcast that hides the output
from some month on, it moves on from the last one known as modelled output does. GDP follows oil revenue by an error
correction. Equations: docs/systems/economy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from borderSim.model import licences, oil
from borderSim.model.kernels import Acting, Levers, eased, persistent, relax
from borderSim.model.system import Array, Exposure, Field, Flows, Hazard, Noise, Params, State, Stream, System
from borderSim.model.units import MONTHS_A_YEAR, PER_THOUSAND

BUFFER = 12
OIL, PRICE, GDP = range(3)


def in_force(state: State, exposure: Exposure) -> Acting:
    """The levers (L, P) with sanctions less their relief, and licences less what revocations have taken."""
    sanctions = eased(exposure, state["sanctions_relief"]).changed
    return Acting(exposure, {**sanctions, **licences.in_force(exposure, state["licence_lost"])})


def gdp_step(gdp: Array, revenue: Array, revenue_before: Array, month: int, params: Params) -> Array:
    """(L, 1) ln GDP next month by error correction on ln oil revenue (eq. 4), without its noise."""
    trend = params["gdp_trend_growth"] / 12
    long_run = trend * month + params["gdp_elasticity_oil_long"] * revenue_before
    closed = -np.expm1(-params["gdp_error_correction"]) * (long_run - gdp)
    return gdp + trend + params["gdp_elasticity_oil_short"] * (revenue - revenue_before) + closed


def import_target(gdp: Array, social_spending: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) ln demand for imports: GDP, liberalised prices and currency, released assets in USD M/month (eq. 5)."""
    liberalised = levers["dollarisation"] / params["dollarisation_reference"]
    spent = params["social_import_effect"] * social_spending * MONTHS_A_YEAR / PER_THOUSAND
    return params["import_elasticity_gdp"] * gdp + np.log(params["liberalisation_demand_shift"]) * liberalised + spent


def next_social_spending(value: Array, released: Array, params: Params) -> Array:
    """(L, 1) USD M/month that reach health, education, food and power (eq. 7); ``released`` is in USD M/year."""
    target = params["social_fund_delivery"] * released / MONTHS_A_YEAR
    return relax(value, target, params["social_spending_lag"])


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The economy of 2012-01: observed oil output (kbd), GDP and import demand at 0 by definition."""
    one = np.ones((len(params["gdp_trend_growth"]), 1))
    zeros = ("gdp", "gdp_growth", "import_demand", "ln_revenue", "oil_noise", "price_noise", "social_spending")
    return {
        **{name: np.zeros_like(one) for name in (*zeros, "oil_substituted", "reference_substituted")},
        **{name: np.zeros((len(one), len(licences.LICENCES))) for name in ("licence_revoked", "licence_lost")},
        "oil_output": world.observed.oil_output[0] * one,
        "oil_model": one,
        "oil_reference": one.copy(),
        "netback_base": one.copy(),
        "gdp_history": np.zeros((len(one), BUFFER)),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """The economy of next month; with the switch ``demand_frozen`` what others read keeps its value."""
    acting = in_force(state, exposure)
    released = exposure["frozen_assets_release"] + state["assets_freed"]
    values = {
        **_oil(state, acting, exposure, params, noise, world),
        **_income(state, acting, exposure, params, noise, world),
        **licences.next_orders(state, exposure, params),
        "social_spending": next_social_spending(state["social_spending"], released, params),
    }
    frozen = exposure.switch("demand_frozen")
    for name in ("oil_output", "gdp", "import_demand"):
        values[name] = np.where(frozen, state[name], values[name])
    history = state["gdp_history"]
    values["gdp_growth"] = np.where(frozen, 0.0, values["gdp"] - history[:, :1])
    values["gdp_history"] = np.concatenate([history[:, 1:], values["gdp"]], axis=1)
    need = oil.licence_need(acting, params)
    hazard = licences.revocation_hazard(licences.room(acting), need, exposure, params)
    notes = {"oil_unlicensed": oil.unlicensed(acting, params)}
    return Flows(values=values, hazards={"licence_revocation": hazard}, notes=notes)


def _oil(
    state: State, acting: Levers, exposure: Exposure, params: Params, noise: Noise, world: Any
) -> dict[str, Array]:
    recorded = exposure.reference
    model = oil.adjust_oil(state["oil_model"], acting, state["oil_substituted"], params)
    reference = oil.adjust_oil(state["oil_reference"], recorded, state["reference_substituted"], params)
    observed = world.observed.oil_output
    before = deviation = state["oil_noise"]
    hidden = exposure.hides("oil")
    if hidden or _projected(exposure, world):
        deviation = persistent(deviation, _draw(noise, OIL), params["oil_noise_sd"], params["oil_noise_persistence"])
    if hidden:
        output = state["oil_output"] * np.exp(deviation - before) * (model / state["oil_model"])
    else:
        output = observed[min(exposure.month + 1, len(observed) - 1)] * np.exp(deviation) * (model / reference)
    return {
        "oil_model": model,
        "oil_reference": reference,
        "oil_substituted": oil.next_substituted(state["oil_substituted"], acting, params),
        "reference_substituted": oil.next_substituted(state["reference_substituted"], recorded, params),
        "oil_noise": deviation,
        "oil_output": output,
    }


def _income(
    state: State, acting: Levers, exposure: Exposure, params: Params, noise: Noise, world: Any
) -> dict[str, Array]:
    base = oil.netback(exposure.reference, params) if exposure.month == 0 else state["netback_base"]
    price = np.log(oil.netback(acting, params) / base) + state["price_noise"]
    revenue = np.log(state["oil_output"] / world.observed.oil_output[0]) + params["gdp_price_weight"] * price
    gdp = gdp_step(state["gdp"], revenue, state["ln_revenue"], exposure.month, params)
    deviation = state["price_noise"]
    if _projected(exposure, world):
        sd, persistence = params["oil_price_noise_sd"], params["oil_price_noise_persistence"]
        deviation = persistent(deviation, _draw(noise, PRICE), sd, persistence)
    demand = import_target(state["gdp"], state["social_spending"], exposure, params)
    return {
        "netback_base": base,
        "price_noise": deviation,
        "ln_revenue": revenue,
        "gdp": gdp + params["gdp_noise_sd"] * _draw(noise, GDP),
        "import_demand": relax(state["import_demand"], demand, params["import_demand_lag"]),
    }


def _projected(exposure: Exposure, world: Any) -> bool:
    """Is next month after the last observed month of the drivers?"""
    return bool(exposure.month + 1 >= len(world.observed.oil_output))


def _draw(noise: Mapping[str, Array], which: int) -> Array:
    """(L, 1) float64 standard normal of one of the economy's drivers."""
    return noise["economy"][:, which : which + 1].astype(np.float64)


def _value(name: str, unit: str, en: str, dims: tuple[str, ...] = ()) -> Field:
    return Field(name, dims, unit, "value", en)


SYSTEM = System(
    name="economy",
    fields=(
        _value("oil_output", "kbd", "crude output of Venezuela"),
        _value("gdp", "ln index, 0 = 2012-01", "Venezuelan GDP"),
        _value("gdp_growth", "ln, 12 months", "GDP minus GDP 12 months ago"),
        _value("import_demand", "ln index, 0 = 2012-01", "Venezuelan demand for imports, with liberalisation"),
        _value("gdp_history", "ln index", "GDP of the last 12 months, oldest first", ("lag12",)),
        _value("oil_model", "share", "modelled output under the scenario's levers"),
        _value("oil_reference", "share", "modelled output under the recorded levers"),
        _value("oil_substituted", "share", "output that other buyers and operators took over"),
        _value("reference_substituted", "share", "the same under the recorded levers"),
        _value("licence_revoked", "0-1", "revocations in force: GL 41, GL 44, others", licences.AXIS),
        _value("licence_lost", "0-1", "room of the licences that revocations have taken", licences.AXIS),
        _value("oil_noise", "ln", "deviation of output after the last observed month"),
        _value("price_noise", "ln", "deviation of the oil price after the last observed month"),
        _value("ln_revenue", "ln index, 0 = 2012-01", "oil revenue of last month, price weighted"),
        _value("netback_base", "USD/bbl", "netback of 2012-01"),
        _value("social_spending", "USD M/month", "released assets spent on health, education, food and power"),
    ),
    reads=("sanctions_relief", "assets_freed"),
    levers=(*oil.LEVERS, "oil_price", "dollarisation", "frozen_assets_release"),
    parameters=(
        *oil.PARAMETERS,
        *licences.PARAMETERS,
        "oil_noise_sd",
        "oil_noise_persistence",
        "oil_price_noise_sd",
        "oil_price_noise_persistence",
        "gdp_elasticity_oil_short",
        "gdp_elasticity_oil_long",
        "gdp_error_correction",
        "gdp_trend_growth",
        "gdp_price_weight",
        "gdp_noise_sd",
        "import_elasticity_gdp",
        "import_demand_lag",
        "liberalisation_demand_shift",
        "dollarisation_reference",
        "social_fund_delivery",
        "social_spending_lag",
        "social_import_effect",
    ),
    initial=initial,
    flows=flows,
    noise=(Stream("economy", ("economy",), "normal"),),
    hazards=(Hazard("licence_revocation", ()),),
    events=("licence_revocation",),
)
