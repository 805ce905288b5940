"""Oil licences: what they cover, how they are revoked and come back. Equations: docs/systems/economy.md eq. 6."""

from __future__ import annotations

import numpy as np

from .kernels import Levers
from .record import unrecorded
from .system import Array, Exposure, Params, State
from .units import MONTHS_A_YEAR

# Each licence with the share of output that needs it while sanctions are on.
LICENCES = {
    "licence_gl41": "oil_share_gl41_chevron",
    "licence_gl44": "oil_share_gl44",
    "licence_other_oil": "oil_share_other_licences",
}
AXIS = ("licence3",)


def room(levers: Levers) -> Array:
    """(L, 3) 0-1 what each licence allows, in the order of ``LICENCES``."""
    return np.concatenate([levers[licence] for licence in LICENCES], axis=1)


def in_force(levers: Levers, lost: Array) -> dict[str, Array]:
    """Each licence lever (L, 1) 0-1 after the share ``lost`` (L, 3) that revocations have taken."""
    return {licence: levers[licence] * (1 - lost[:, i : i + 1]) for i, licence in enumerate(LICENCES)}


def revocation_hazard(allowed: Array, need: Array, exposure: Exposure, params: Params) -> Array:
    """(L, 1) revocations per month: the table's rate where a licence is held (``allowed`` (L, 3)) and needed (L, 1).

    Only after the recorded policies end: before, every revocation is in the levers.
    """
    held = np.minimum(allowed.sum(axis=1, keepdims=True), 1.0)
    return params["licence_revocation_rate"] / MONTHS_A_YEAR * held * need * unrecorded(exposure, params)


def drawn(uniform: Array, allowed: Array) -> Array:
    """(L, 3) bool: the licence that a uniform mark (L, 1) picks, with odds by what each allows (L, 3) 0-1."""
    upper = np.cumsum(allowed, axis=1)
    lower = np.concatenate([np.zeros_like(uniform), upper[:, :-1]], axis=1)
    point = uniform * upper[:, -1:]
    return np.asarray((point >= lower) & (point < upper))


def numbered(number: Array) -> Array:
    """(L, 3) bool: the licence that a scheduled revocation names, (L, 1): 1 GL 41, 2 GL 44, 3 others, 0 none."""
    return np.asarray(np.rint(number) == np.arange(1, len(LICENCES) + 1))


def next_orders(state: State, exposure: Exposure, params: Params) -> dict[str, Array]:
    """Orders in force and room lost to them next month, both (L, 3) 0-1.

    A revocation takes the room in equal monthly parts over ``licence_wind_down`` months; later authorisations give it
    back over ``licence_restore_time``.
    """
    random = drawn(state["mark:licence_revocation"], room(exposure) * (1 - state["licence_lost"]))
    hit = random & (state["fired:licence_revocation"] > 0) | numbered(exposure.event("licence_revocation"))
    revoked = np.where(hit, 1.0, state["licence_revoked"] * np.exp(-1 / params["licence_restore_time"]))
    lost = np.minimum(revoked, state["licence_lost"] + 1 / params["licence_wind_down"])
    return {"licence_revoked": revoked, "licence_lost": lost}


PARAMETERS = (
    *LICENCES.values(),
    "licence_revocation_rate",
    "licence_wind_down",
    "licence_restore_time",
    "events_known_until",
)
