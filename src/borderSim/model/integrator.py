"""The one owner of stocks: it turns the proposals of all systems into the state at t+1.

Competing exits share 1 - exp(-sum of hazards) of a stock; every flow is a debit and a credit, so people are conserved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.model.population import REALISED
from borderSim.model.system import Array, Exit, Flows, State, shares


def integrate(state: State, proposals: Sequence[Flows]) -> dict[str, Array]:
    """The state at t+1 from state(t) and the flows proposed for the month.

    Values are taken as proposed; people move by exits and inflows. The realised totals of the exits named arrivals,
    returns and onward (persons/month, (L, 1)) become fields of the new state.
    """
    after = dict(state)
    for flows in proposals:
        after.update(flows.values)
    realised = {name: np.zeros_like(state["abroad"]) for name in REALISED}
    credits: dict[str, Array] = {}
    for stock, exits in _by_stock(proposals).items():
        after[stock] = _debit(state[stock], exits, credits, realised)
    for flows in proposals:
        for inflow in flows.inflows:
            _credit(credits, inflow.stock, inflow.amount)
            _credit(credits, inflow.ledger, -inflow.amount.sum(axis=1, keepdims=True))
    for stock, amount in credits.items():
        after[stock] = after[stock] + amount
    after.update(realised)
    return after


def _by_stock(proposals: Sequence[Flows]) -> dict[str, list[Exit]]:
    """Exits grouped by the stock that they leave, in an order that does not depend on the order of systems."""
    grouped: dict[str, list[Exit]] = {}
    for exit_ in sorted((e for flows in proposals for e in flows.exits), key=lambda e: (e.stock, e.name, e.to)):
        grouped.setdefault(exit_.stock, []).append(exit_)
    return grouped


def _debit(stock: Array, exits: list[Exit], credits: dict[str, Array], realised: dict[str, Array]) -> Array:
    """Take all exits out of one stock, book their credits, and return what stays."""
    parts, gone = shares([exit_.hazard for exit_ in exits])
    for exit_, part in zip(exits, parts, strict=True):
        flow = stock * part
        _credit(credits, exit_.to, flow if exit_.via is None else exit_.via(flow))
        if exit_.name in realised:
            realised[exit_.name] = realised[exit_.name] + flow.sum(axis=1, keepdims=True)
    return stock * (1.0 - gone)


def _credit(credits: dict[str, Array], stock: str, amount: Array) -> None:
    credits[stock] = credits[stock] + amount if stock in credits else amount


def people(state: State, stocks: Sequence[str]) -> Array:
    """(L,) total persons over the stocks: the conserved book."""
    return np.add.reduce([state[name].sum(axis=1) for name in stocks])
