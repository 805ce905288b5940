"""The Venezuelan economy: oil output, GDP and the demand for imports.

Oil follows the observed output times modelled output under the scenario over modelled output under the recorded
history, so that a scenario with the recorded levers gives the recorded oil exactly. GDP follows oil revenue by an error
correction. Equations: docs/systems/economy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from borderSim.model.system import Array, Exposure, Field, Flows, Noise, Params, State, Stream, System

BUFFER = 12
OIL, PRICE, GDP = range(3)
# Each licence with the share of output that is lost without it, while sanctions make it necessary.
LICENCES = {
    "licence_gl41": "oil_share_gl41_chevron",
    "licence_gl44": "oil_share_gl44",
    "licence_other_oil": "oil_share_other_licences",
}


class Levers(Protocol):
    """Lever values by name, (L, P): the scenario's exposure or the recorded history."""

    def __getitem__(self, lever: str, /) -> Array: ...


def oil_target(levers: Levers, params: Params) -> Array:
    """(L, 1) long-run output as a share of output without sanctions, 0-1.

    A missing licence costs less than its share, because buyers and operators substitute (eq. 1).
    """
    sanctions, threshold = levers["sanctions_intensity"], params["oil_sanctions_threshold"]
    unlicensed = sum(params[share] * (1 - levers[licence]) for licence, share in LICENCES.items())
    lost = licence_need(levers, params) * (1 - params["oil_licence_substitution"]) * unlicensed
    pressure = np.maximum(sanctions - threshold, 0) / (1 - threshold)
    return (1 - lost) * (1 - params["oil_drop_max_pressure"] * pressure)


def licence_need(levers: Levers, params: Params) -> Array:
    """(L, 1) how far sanctions make an oil sale depend on a licence and on a discount, 0-1."""
    return np.minimum(levers["sanctions_intensity"] / params["oil_sanctions_threshold"], 1.0)


def netback(levers: Levers, params: Params) -> Array:
    """(L, 1) price that the producer keeps, USD/bbl: world price less the discount and the tariff on buyers (eq. 3)."""
    discount = params["oil_price_discount_sanctioned"] * licence_need(levers, params)
    tariff = params["secondary_tariff_pass_through"] * levers["secondary_tariff"]
    return levers["oil_price"] * (1 - discount) * (1 - tariff)


def relax(value: Array, target: Array, months: Array) -> Array:
    """The value one month later when it relaxes to ``target`` with e-fold time ``months`` (exact)."""
    return target + (value - target) * np.exp(-1 / months)


def adjust_oil(value: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) modelled output next month: falls and rises have their own times."""
    target = oil_target(levers, params)
    months = np.where(target < value, params["oil_adjust_time_down"], params["oil_adjust_time_up"])
    return relax(value, target, months)


def persistent(value: Array, draw: Array, sd: Array, persistence: Array) -> Array:
    """(L, 1) an AR(1) deviation one month later; ``sd`` is its stationary standard deviation."""
    return persistence * value + sd * np.sqrt(1 - persistence**2) * draw


def gdp_step(gdp: Array, revenue: Array, revenue_before: Array, month: int, params: Params) -> Array:
    """(L, 1) ln GDP next month by error correction on ln oil revenue (eq. 4), without its noise."""
    trend = params["gdp_trend_growth"] / 12
    long_run = trend * month + params["gdp_elasticity_oil_long"] * revenue_before
    closed = -np.expm1(-params["gdp_error_correction"]) * (long_run - gdp)
    return gdp + trend + params["gdp_elasticity_oil_short"] * (revenue - revenue_before) + closed


def import_target(gdp: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) ln demand for imports that GDP and the liberalisation of prices and currency call for (eq. 5)."""
    liberalised = levers["dollarisation"] / params["dollarisation_reference"]
    return params["import_elasticity_gdp"] * gdp + np.log(params["liberalisation_demand_shift"]) * liberalised


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The economy of 2012-01: observed oil output (kbd), GDP and import demand at 0 by definition."""
    one = np.ones((len(params["gdp_trend_growth"]), 1))
    zeros = ("gdp", "gdp_growth", "import_demand", "ln_revenue", "oil_noise", "price_noise")
    return {
        **{name: np.zeros_like(one) for name in zeros},
        "oil_output": world.observed.oil_output[0] * one,
        "oil_model": one,
        "oil_reference": one.copy(),
        "netback_base": one.copy(),
        "gdp_history": np.zeros((len(one), BUFFER)),
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """The economy of next month; with the switch ``demand_frozen`` what others read keeps its value."""
    values = {**_oil(state, exposure, params, noise, world), **_income(state, exposure, params, noise, world)}
    frozen = exposure.switch("demand_frozen")
    for name in ("oil_output", "gdp", "import_demand"):
        values[name] = np.where(frozen, state[name], values[name])
    history = state["gdp_history"]
    values["gdp_growth"] = np.where(frozen, 0.0, values["gdp"] - history[:, :1])
    values["gdp_history"] = np.concatenate([history[:, 1:], values["gdp"]], axis=1)
    return Flows(values=values)


def _oil(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> dict[str, Array]:
    model = adjust_oil(state["oil_model"], exposure, params)
    reference = adjust_oil(state["oil_reference"], exposure.reference, params)
    observed = world.observed.oil_output
    deviation = state["oil_noise"]
    if _projected(exposure, world):
        deviation = persistent(deviation, _draw(noise, OIL), params["oil_noise_sd"], params["oil_noise_persistence"])
    driver = observed[min(exposure.month + 1, len(observed) - 1)]
    return {
        "oil_model": model,
        "oil_reference": reference,
        "oil_noise": deviation,
        "oil_output": driver * np.exp(deviation) * (model / reference),
    }


def _income(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> dict[str, Array]:
    base = netback(exposure.reference, params) if exposure.month == 0 else state["netback_base"]
    price = np.log(netback(exposure, params) / base) + state["price_noise"]
    revenue = np.log(state["oil_output"] / world.observed.oil_output[0]) + params["gdp_price_weight"] * price
    gdp = gdp_step(state["gdp"], revenue, state["ln_revenue"], exposure.month, params)
    deviation = state["price_noise"]
    if _projected(exposure, world):
        sd, persistence = params["oil_price_noise_sd"], params["oil_price_noise_persistence"]
        deviation = persistent(deviation, _draw(noise, PRICE), sd, persistence)
    demand = import_target(state["gdp"], exposure, params)
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
        _value("oil_noise", "ln", "deviation of output after the last observed month"),
        _value("price_noise", "ln", "deviation of the oil price after the last observed month"),
        _value("ln_revenue", "ln index, 0 = 2012-01", "oil revenue of last month, price weighted"),
        _value("netback_base", "USD/bbl", "netback of 2012-01"),
    ),
    reads=(),
    levers=("sanctions_intensity", *LICENCES, "secondary_tariff", "oil_price", "dollarisation"),
    parameters=(
        "oil_sanctions_threshold",
        "oil_licence_substitution",
        "oil_drop_max_pressure",
        *LICENCES.values(),
        "oil_price_discount_sanctioned",
        "secondary_tariff_pass_through",
        "oil_adjust_time_down",
        "oil_adjust_time_up",
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
    ),
    initial=initial,
    flows=flows,
    noise=(Stream("economy", ("economy",), "normal"),),
)
