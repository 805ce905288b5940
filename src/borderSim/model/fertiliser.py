"""Fertiliser from Venezuela and Monomeros, as farmers see it. Equations: docs/systems/trade.md eq. 11."""

from __future__ import annotations

from borderSim.model.kernels import Levers
from borderSim.model.system import Array, Params
from borderSim.model.trade_costs import UREA
from borderSim.model.units import PER_THOUSAND


def tonnes(by_sector: Array, params: Params) -> Array:
    """(L, 1) kt of fertiliser from Venezuela a month, from trade by direction and sector (L, X, J) in USD M/month.

    The sector's share of 2012 is scaled to the mix of imports since Monomeros buys Venezuelan urea.
    """
    value = by_sector[:, UREA[0], UREA[1], None] * params["fertiliser_mix"]
    return value / params["fertiliser_price"] * PER_THOUSAND


def seen(by_sector: Array, levers: Levers, params: Params) -> dict[str, Array]:
    """(L, 1) each: kt a month, what farmers save in USD M/month, and the share (0-1) that Monomeros sells."""
    kt = tonnes(by_sector, params)
    sold = 1 - params["monomeros_sales_loss"] * (1 - levers["monomeros_licence"])
    return {
        "fertiliser_imports": kt,
        "fertiliser_saving": kt * params["fertiliser_saving_tonne"] / PER_THOUSAND,
        "monomeros_share": params["monomeros_market_share"] * sold,
    }


PARAMETERS = (
    "fertiliser_mix",
    "fertiliser_price",
    "fertiliser_saving_tonne",
    "monomeros_sales_loss",
    "monomeros_market_share",
)
