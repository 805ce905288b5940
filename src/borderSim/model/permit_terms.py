"""How long permits last: holders by the month in which their permit ends, renewal in time or lapse.

Equations in docs/systems/permits.md, section on terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.system import Array, Params
from borderSim.model.units import MONTHS_A_YEAR

LONGEST = 120
"""Months of the longest permit (the upper bound of the lever permit_validity)."""
MONTHS = np.arange(LONGEST, dtype=np.float64)


@dataclass(frozen=True)
class Held:
    """Permits held at the start of a month, persons (L, 1).

    ``earlier`` holders of earlier permits have yet to register for the statute's; ``renewing`` wait for a new permit
    and stay regular; of these, the permit of ``overdue`` ran out. ``ends`` (L, 120): holders by the months left of
    their permit, the first column those whose permit ends this month; the other holders have no end ahead.
    """

    holders: Array
    earlier: Array
    renewing: Array
    overdue: Array
    ends: Array


def issued(persons: Array, years: Array) -> Array:
    """New permits (L, 1) that last ``years`` (1 to 10) by the month in which they end, (L, 120); the sum is kept.

    A term between two whole months is split between them, so the lever acts smoothly.
    """
    term = years * MONTHS_A_YEAR - 1.0
    return np.asarray(persons * np.maximum(1.0 - np.abs(MONTHS - term), 0.0))


def asking(held: Held, params: Params) -> tuple[Array, Array]:
    """Persons (L, 1) whose permit ends this month: who ask for a new one in time, and who do not and lapse (eq. 7)."""
    ended = held.ends[:, :1]
    renewal = params["permit_renewal"] * ended
    return renewal, ended - renewal


def overdue(held: Held, renewed: Array, params: Params) -> tuple[Array, Array]:
    """Persons (L, 1) without a valid permit after the month's deliveries: who lapse as the time of grace ends, and who
    go on waiting (eq. 8). ``renewed`` is the share (0-1) of those in the queue who got a new permit.
    """
    waiting = held.overdue * (1.0 - renewed)
    lapsed = waiting * -np.expm1(-1.0 / params["renewal_grace"])
    return lapsed, waiting - lapsed


def next_ends(held: Held, new: Array, years: Array, kept: Array) -> Array:
    """Holders by the month in which their permit ends (L, 120), a month later: a share ``kept`` of those whose permit
    has not ended, and ``new`` permits (persons, (L, 1)) of ``years``.
    """
    later = np.zeros_like(held.ends)
    later[:, :-1] = held.ends[:, 1:] * kept
    return np.asarray(later + issued(new, years))
