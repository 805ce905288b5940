"""The one owner of stocks: it turns the proposals of all systems into the state at t+1.

Competing exits share 1 - exp(-sum of hazards) of a stock; every flow is a debit and a credit, so people are conserved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from borderSim.model.population import REALISED
from borderSim.model.system import Array, Exit, Flows, State, Within, competing


def integrate(state: State, proposals: Sequence[Flows]) -> dict[str, Array]:
    """The state at t+1 from state(t) and the flows proposed for the month.

    Values are taken as proposed; people move by exits and inflows. The realised totals of the exits that
    ``population.REALISED`` names (persons/month, (L, 1)) become fields of the new state.
    """
    after = dict(state)
    for flows in proposals:
        after.update(flows.values)
    book = Book({name: np.zeros_like(state["abroad"]) for name in REALISED})
    stay: dict[str, Array] = {}
    for stock, exits in _by_stock(proposals).items():
        stay[stock] = _debit(state[stock], exits, book)
    for flows in proposals:
        for inflow in flows.inflows:
            stay[inflow.stock] = stay.get(inflow.stock, np.ones_like(inflow.rate)) + inflow.rate
            book.credit(inflow.ledger, -inflow.rate * state[inflow.stock].sum(axis=1, keepdims=True))
    for stock in {**stay, **book.credits, **book.waiting}:
        after[stock] = _settled(state[stock], stay.get(stock), book.credits.get(stock, []), book.waiting.get(stock, {}))
    after.update(book.realised)
    return after


@dataclass
class Book:
    """The credits of a month by stock: persons (L, P) times a share or none; and by department, not yet settled."""

    realised: dict[str, Array]
    credits: dict[str, list[tuple[Array, Array | None]]] = field(default_factory=dict)
    waiting: dict[str, dict[Within, Array]] = field(default_factory=dict)

    def credit(self, stock: str, persons: Array, share: Array | None = None) -> None:
        """Add people, or a share of them, to a stock."""
        self.credits.setdefault(stock, []).append((persons, share))

    def post(self, exit_: Exit, flow: Array) -> None:
        """Book one exit's realised flow (persons)."""
        if exit_.name in self.realised:
            self.realised[exit_.name] = self.realised[exit_.name] + flow.sum(axis=1, keepdims=True)
        landed = flow if exit_.via is None else exit_.via(flow)
        if exit_.within is None:
            self.credit(exit_.to, landed)
            return
        waiting = self.waiting.setdefault(exit_.to, {})
        waiting[exit_.within] = waiting[exit_.within] + landed if exit_.within in waiting else landed


def _by_stock(proposals: Sequence[Flows]) -> dict[str, list[Exit]]:
    """Exits grouped by the stock that they leave, in an order that does not depend on the order of systems."""
    grouped: dict[str, list[Exit]] = {}
    for exit_ in sorted((e for flows in proposals for e in flows.exits), key=lambda e: (e.stock, e.name, e.to)):
        grouped.setdefault(exit_.stock, []).append(exit_)
    return grouped


def _debit(stock: Array, exits: list[Exit], book: Book) -> Array:
    """Book all exits of one stock, (L, P) or (L, 1) of hazards; the share that stays."""
    stay, ratio = competing([exit_.hazard for exit_ in exits])
    one_share = ratio.shape[1] == 1
    exposed = stock if one_share else stock * ratio
    alike = any(exit_.pooled and (one_share or exit_.hazard.shape[1] == 1) for exit_ in exits)
    everybody = exposed.sum(axis=1, keepdims=True) if alike else exposed
    for exit_ in exits:
        share = exit_.hazard * ratio if one_share else exit_.hazard
        if exit_.pooled:
            book.post(exit_, _pooled(exposed, everybody, share))
        elif exit_.via or exit_.within or exit_.name in book.realised:
            book.post(exit_, exposed * share)
        else:
            book.credit(exit_.to, exposed, share)
    return stay


def _pooled(stock: Array, everybody: Array, part: Array) -> Array:
    """(L, 1) persons who leave a stock, wherever from; ``everybody`` (L, 1) is in it."""
    return np.asarray(everybody * part if part.shape[1] == 1 else (stock * part).sum(axis=1, keepdims=True))


def _settled(
    before: Array, stay: Array | None, credits: list[tuple[Array, Array | None]], waiting: dict[Within, Array]
) -> Array:
    """A stock (L, P) after its debits and credits."""
    after, part = before.copy() if stay is None else before * stay, np.empty_like(before)
    for persons, share in credits:
        after += persons if share is None else np.multiply(persons, share, out=part)
    for within, by_department in waiting.items():
        after += within.settle(by_department)
    return np.asarray(after)


def people(state: State, stocks: Sequence[str]) -> Array:
    """(L,) total persons over the stocks: the conserved book."""
    return np.add.reduce([state[name].sum(axis=1) for name in stocks])
