"""The one owner of stocks: it turns the proposals of all systems into the state at t+1.

Competing exits share 1 - exp(-sum of hazards) of a stock; every flow is a debit and a credit, so people are conserved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from borderSim.model.population import REALISED
from borderSim.model.system import Array, Exit, Flows, State, Within, shares


def integrate(state: State, proposals: Sequence[Flows]) -> dict[str, Array]:
    """The state at t+1 from state(t) and the flows proposed for the month.

    Values are taken as proposed; people move by exits and inflows. The realised totals of the exits named arrivals,
    returns and onward (persons/month, (L, 1)) become fields of the new state.
    """
    after = dict(state)
    for flows in proposals:
        after.update(flows.values)
    book = Book({name: np.zeros_like(state["abroad"]) for name in REALISED})
    for stock, exits in _by_stock(proposals).items():
        after[stock] = _debit(state[stock], exits, book)
    for flows in proposals:
        for inflow in flows.inflows:
            book.credit(inflow.stock, inflow.amount)
            book.credit(inflow.ledger, -inflow.amount.sum(axis=1, keepdims=True))
    for stock, amount in book.settled().items():
        amount += after[stock]
        after[stock] = amount
    after.update(book.realised)
    return after


@dataclass
class Book:
    """The credits of a month: by stock, and by stock and department where municipalities are still to be settled."""

    realised: dict[str, Array]
    credits: dict[str, Array] = field(default_factory=dict)
    waiting: dict[tuple[str, Within], Array] = field(default_factory=dict)

    def credit(self, stock: str, amount: Array) -> None:
        """Add people to a stock; the array now belongs to the book."""
        if stock in self.credits:
            self.credits[stock] += amount
        else:
            self.credits[stock] = amount

    def post(self, exit_: Exit, flow: Array) -> None:
        """Book one exit's realised flow (persons)."""
        if exit_.name in self.realised:
            self.realised[exit_.name] = self.realised[exit_.name] + flow.sum(axis=1, keepdims=True)
        landed = flow if exit_.via is None else exit_.via(flow)
        if exit_.within is None:
            self.credit(exit_.to, landed)
            return
        key = (exit_.to, exit_.within)
        self.waiting[key] = self.waiting[key] + landed if key in self.waiting else landed

    def settled(self) -> dict[str, Array]:
        """All credits, with those by department settled in their municipalities."""
        for (stock, within), by_department in self.waiting.items():
            self.credit(stock, within.settle(by_department))
        return self.credits


def _by_stock(proposals: Sequence[Flows]) -> dict[str, list[Exit]]:
    """Exits grouped by the stock that they leave, in an order that does not depend on the order of systems."""
    grouped: dict[str, list[Exit]] = {}
    for exit_ in sorted((e for flows in proposals for e in flows.exits), key=lambda e: (e.stock, e.name, e.to)):
        grouped.setdefault(exit_.stock, []).append(exit_)
    return grouped


def _debit(stock: Array, exits: list[Exit], book: Book) -> Array:
    """Take all exits out of one stock, book their credits, and return what stays."""
    parts, gone = shares([exit_.hazard for exit_ in exits])
    whole = any(exit_.pooled and part.shape[1] == 1 for exit_, part in zip(exits, parts, strict=True))
    everybody = stock.sum(axis=1, keepdims=True) if whole else stock
    for exit_, part in zip(exits, parts, strict=True):
        book.post(exit_, _pooled(stock, everybody, part) if exit_.pooled else stock * part)
    return np.asarray(stock * (1.0 - gone))


def _pooled(stock: Array, everybody: Array, part: Array) -> Array:
    """(L, 1) persons who leave a stock, wherever from; ``everybody`` (L, 1) is in it."""
    return np.asarray(everybody * part if part.shape[1] == 1 else (stock * part).sum(axis=1, keepdims=True))


def people(state: State, stocks: Sequence[str]) -> Array:
    """(L,) total persons over the stocks: the conserved book."""
    return np.add.reduce([state[name].sum(axis=1) for name in stocks])
