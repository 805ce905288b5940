"""Needs and contributions of the people who came: unmet service need, taxes paid, cost of hosting.

Equations in docs/systems/migration.md, section 6. Gains stand beside costs; neither is an objective.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array, Exposure, Params
from borderSim.model.units import MILLION, MONTHS_A_YEAR, PER_THOUSAND


def integration(exposure: Exposure, params: Params) -> Array:
    """Labour integration (L, 1), 0-1: certification and training, plus what credit for migrant-led firms adds."""
    credit = params["microcredit_integration"] * exposure["migrant_microcredit"]
    return np.asarray(np.clip(exposure["labour_integration"] + credit, 0.0, 1.0))


def support(exposure: Exposure, params: Params) -> Array:
    """Share of needs (L, 1), 0-1, that transfers to hosts and civil aid cover.

    Transfers are USD per migrant and year over the cost of hosting one; aid is a ratio to 2023.
    """
    transfers = exposure["host_support"] / params["host_cost_per_migrant"] * params["host_support_reach"]
    return np.asarray(np.clip(transfers + params["civil_aid_cover"] * exposure["us_civil_aid"], 0.0, 1.0))


def unmet(
    without_papers: Array, with_papers: Array, displaced: Array, residents: Array, covered: Array, params: Params
) -> Array:
    """Unmet service need by department (L, D), an index: needs not covered per 1,000 residents, over the scale.

    Persons (L, D); one need is that of a migrant without papers. ``covered`` (L, 1) 0-1.
    """
    needs = without_papers + params["need_regular"] * with_papers + params["need_displaced"] * displaced
    per_thousand = PER_THOUSAND * needs * (1.0 - covered) / np.maximum(residents, 1.0)
    return np.asarray(per_thousand / params["strain_scale"])


def tax_paid(migrants: Array, regular_share: Array, integrated: Array, params: Params) -> Array:
    """Income tax (L, 1), USD M/month: the mean per migrant, times formal employment over that of the mean's year.

    Papers add percentage points of formal employment (Ibanez et al. 2024), integration multiplies the gain.
    """
    gain = params["formal_job_gain_regularised"] / 100 * (1.0 + params["integration_job_gain"] * integrated)
    reference = params["formal_job_gain_regularised"] / 100 * params["tax_reference_regular"]
    formal = params["formal_share_without_papers"] + gain * regular_share
    relative = formal / (params["formal_share_without_papers"] + reference)
    return np.asarray(migrants * params["tax_per_migrant"] / MONTHS_A_YEAR / MILLION * relative)


def host_cost(migrants: Array, regular_share: Array, integrated: Array, params: Params) -> Array:
    """Public cost of hosting (L, 1), USD M/month; integration of people with papers lowers it."""
    saved = params["host_cost_decay_integration"] * integrated * regular_share
    return np.asarray(migrants * params["host_cost_per_migrant"] / MONTHS_A_YEAR / MILLION * (1.0 - saved))
