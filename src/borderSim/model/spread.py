"""How groups grow and move: to their neighbours by one sparse product, and in flight across the line."""

from __future__ import annotations

import numpy as np

from .geography import Geography
from .lanes import GANGS
from .system import Array

_BLOCK = 256
"""Places that are transposed at a time, so that the lines read stay in the cache."""


def neighbour_contrast(strength: Array, state_presence: Array, diffusion: Array, geo: Geography) -> tuple[Array, Array]:
    """max(D (W s - s), 0) for the groups (L, G, N) and W q - q for the state (L, N): one sparse product over columns.

    What escalates from neighbours follows the difference to their mean (Schutte-Weidmann 2011: escalation, not
    relocation); ``diffusion`` (L, G) per month. Each lane has its own columns, so lanes never mix.
    """
    lanes, groups, places = strength.shape
    own = lanes * groups
    columns = np.empty((places, own + lanes), dtype=strength.dtype)
    np.multiply(strength.reshape(own, places).T, diffusion.reshape(own).astype(strength.dtype), out=columns[:, :own])
    columns[:, own:] = state_presence.T
    contrast = geo.contrast @ columns
    rows = np.empty((own + lanes, places), dtype=strength.dtype)
    for first in range(0, places, _BLOCK):
        rows[:, first : first + _BLOCK] = contrast[first : first + _BLOCK].T
    inflow = rows[:own]
    np.maximum(inflow, geo.nowhere, out=inflow)
    return inflow.reshape(lanes, groups, places), rows[own:]


def logistic(strength: Array, inverse: Array, gangs: Array, growth: Array, drift: Array, rate: Array) -> None:
    """Add r (1 - crowding) - drift to the log growth ``rate`` (L, G, N) per month, in place.

    The large groups share one capacity, the gangs have their own: ``inverse`` (L, N) is 1 / K, ``gangs`` (L, N) the
    gangs' K, ``growth`` (L, G) per month, ``drift`` (L, N) what all lose.
    """
    room = sum_groups(strength)
    room *= inverse
    np.subtract(1, room, out=room)
    free = np.empty_like(room)
    for group in range(strength.shape[1]):
        if group == GANGS:
            np.divide(strength[:, GANGS], gangs, out=room)
            np.subtract(1, room, out=room)
        np.multiply(room, growth[:, group, None], out=free)
        free -= drift
        rate[:, group] += free


def grow(strength: Array, rate: Array, recruits: Array, inflow: Array, out: Array) -> None:
    """(L, G, N) strengths after one month into ``out``: s exp(rate) + s recruits + inflow; overwrites ``rate``.

    ``recruits`` (L, C) is a share on the Colombian side, ``inflow`` (L, G, N) came from the neighbours. Never negative
    by construction.
    """
    np.exp(rate, out=rate)
    rate[:, :, : recruits.shape[1]] += recruits[:, None, :]
    rate *= strength
    np.add(rate, inflow, out=out)


def sum_groups(values: Array) -> Array:
    """(L, N) sum over the groups in their order, whatever the number of lanes."""
    out: Array = values[:, 0] + values[:, 1]
    for group in range(2, values.shape[1]):
        out += values[:, group]
    return out


def relocate(strength: Array, share: Array, geo: Geography) -> Array:
    """Move a share of the groups on the Colombian side of the line to their neighbours across it, in place.

    ``share`` (L, n) 0-1 for each place of ``geo.links.origin``. What leaves arrives: the sum over places is kept.
    """
    links = geo.links
    if len(links.origin) == 0:
        return strength
    before = np.take(strength, links.origin, axis=2)
    leaving = before * share[:, None, :]
    strength[:, :, links.origin] = before - leaving
    arriving = np.take(leaving, links.origin_of_link, axis=2)
    arriving *= links.weight
    strength[:, :, links.target] += np.add.reduceat(arriving, links.start, axis=2)
    return strength
