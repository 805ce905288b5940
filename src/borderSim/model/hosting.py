"""What hosting brings and costs: formal jobs, taxes, consumption, output; public cost, jobs and wages of hosts.

Gains stand beside costs; none is an objective. Equations in docs/systems/hosting.md, eq. 3 to 8.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.departures import relax
from borderSim.model.migration_month import Month
from borderSim.model.system import Array, Exposure, Params
from borderSim.model.units import MILLION, MONTHS_A_YEAR

PERCENT = 100.0


def integration(exposure: Exposure, params: Params) -> Array:
    """Labour integration (L, 1), 0-1: certification and training, plus what credit for migrant-led firms adds."""
    credit = params["microcredit_integration"] * exposure["migrant_microcredit"]
    return np.asarray(np.clip(exposure["labour_integration"] + credit, 0.0, 1.0))


def formal_share(regular_share: Array, integrated: Array, params: Params) -> Array:
    """Share of Venezuelan workers in formal employment (L, 1), 0-1.

    Papers add percentage points (Ibanez et al. 2024), integration multiplies the gain.
    """
    gain = params["formal_job_gain_regularised"] / PERCENT * (1.0 + params["integration_job_gain"] * integrated)
    return np.asarray(params["formal_share_without_papers"] + gain * regular_share)


def tax_paid(migrants: Array, regular_share: Array, integrated: Array, params: Params) -> Array:
    """Income tax (L, 1), USD M/month: the mean per migrant, times formal employment over that of the mean's year."""
    reference = formal_share(params["tax_reference_regular"], np.zeros_like(integrated), params)
    relative = formal_share(regular_share, integrated, params) / reference
    return np.asarray(migrants * params["tax_per_migrant"] / MONTHS_A_YEAR / MILLION * relative)


def host_cost(migrants: Array, regular_share: Array, integrated: Array, params: Params) -> Array:
    """Public cost of hosting (L, 1), USD M/month; integration of people with papers lowers it."""
    saved = params["host_cost_decay_integration"] * integrated * regular_share
    return np.asarray(migrants * params["host_cost_per_migrant"] / MONTHS_A_YEAR / MILLION * (1.0 - saved))


def supply(migrants: Array, residents: Array) -> Array:
    """Venezuelans as pp of the population, (L, 1); hosts and migrants are taken to work in like shares."""
    return np.asarray(PERCENT * migrants / (migrants + residents))


def native_jobs_effect(regular: Array, params: Params) -> Array:
    """Percent change (L, 1) of formal employment of Colombians: effect per doubling of people with papers.

    Doublings are counted from the number before the statute; none below it (Bahar, Ibanez and Rozo 2021).
    """
    doublings = np.log2(np.maximum(regular / (params["native_jobs_reference"] * MILLION), 1.0))
    return np.asarray(params["native_formal_effect_per_doubling"] * doublings)


def wage_effect(now: Array, absorbed: Array, params: Params) -> Array:
    """Percent change (L, 1) of informal wages per pp of labour supply that is not absorbed yet: contested.

    The studies run from -0.4 (Penaloza-Pacheco 2022) to -10 (Caruso et al. 2021).
    """
    return np.asarray(params["wage_effect_per_pp_migrants"] * np.maximum(now - absorbed, 0.0))


def output_gain(now: Array, formal: Array, params: Params) -> Array:
    """Output that hosts gain in the long run (L, 1), pp of GDP: in full when everybody has papers and is integrated.

    In proportion to the Venezuelan share of the population and to formal employment (IMF DP 2022/019).
    """
    full = formal_share(np.ones_like(formal), np.ones_like(formal), params)
    return np.asarray(params["host_gdp_full"] * now / params["host_gdp_supply_reference"] * formal / full)


def next_values(month: Month) -> dict[str, Array]:
    """Next month's output gain (pp of GDP) and absorbed labour supply (pp), (L, 1)."""
    state, params = month.state, month.params
    now = _supply(month)
    formal = formal_share(month.regular_share, integration(month.exposure, params), params)
    gain = output_gain(now, formal, params)
    return {
        "host_gdp_gain": relax(state["host_gdp_gain"], gain, params["host_gdp_time"]),
        "absorbed_supply": relax(state["absorbed_supply"], now, params["wage_adjustment_time"]),
    }


def notes(month: Month) -> dict[str, Array]:
    """What is recorded of the month, (L, 1): USD M/month, persons, percent."""
    params, migrants, regular = month.params, month.total, month.regular_share
    integrated = integration(month.exposure, params)
    workers = migrants * params["migrant_labour_share"]
    return {
        "tax_paid": tax_paid(migrants, regular, integrated, params),
        "host_cost": host_cost(migrants, regular, integrated, params),
        "migrant_formal_jobs": workers * formal_share(regular, integrated, params),
        "native_jobs_effect": native_jobs_effect(month.regular, params),
        "wage_effect": wage_effect(_supply(month), month.state["absorbed_supply"], params),
        "consumption_gain": params["consumption_gain_regularised"] * regular,
    }


def _supply(month: Month) -> Array:
    return supply(month.total, month.residents.sum(axis=1, keepdims=True))
