"""Needs of the people who came and of displaced people: what support covers, and what is left by department.

Equations in docs/systems/hosting.md, eq. 1 and 2.
"""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array, Params
from borderSim.model.units import PER_THOUSAND


def support(transfers: Array, civil_aid: Array, params: Params) -> Array:
    """Share of needs (L, 1), 0-1, that transfers to hosts and civil aid cover.

    ``transfers`` are USD per migrant and year, over the cost of hosting one; ``civil_aid`` is a ratio to 2023.
    """
    reached = transfers / params["host_cost_per_migrant"] * params["host_support_reach"]
    return np.asarray(np.clip(reached + params["civil_aid_cover"] * civil_aid, 0.0, 1.0))


def unmet(
    without_papers: Array, with_papers: Array, displaced: Array, residents: Array, covered: Array, params: Params
) -> Array:
    """Unmet service need by department (L, D), an index: needs not covered per 1,000 residents, over the scale.

    Persons (L, D); one need is that of a migrant without papers. ``covered`` (L, 1) 0-1.
    """
    needs = without_papers + params["need_regular"] * with_papers + params["need_displaced"] * displaced
    per_thousand = PER_THOUSAND * needs * (1.0 - covered) / np.maximum(residents, 1.0)
    return np.asarray(per_thousand / params["strain_scale"])
