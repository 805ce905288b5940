"""How groups grow and move: to their neighbours by one sparse product, and in flight across the line."""

from __future__ import annotations

from typing import Any

import numpy as np

from .geography import Geography
from .lanes import GANGS
from .system import Array

_BLOCK = 256
"""Places that are transposed at a time, so that the lines read stay in the cache."""


def neighbour_contrast(strength: Array, state_presence: Array, geo: Geography) -> tuple[Array, Array]:
    """max(W s - s, 0) for the groups (L, G, N) and W q - q for the state (L, N): one sparse product over columns.

    What escalates from neighbours follows the difference to their mean (Schutte-Weidmann 2011: escalation, not
    relocation). Each lane has its own columns, so lanes never mix.
    """
    lanes, groups, places = strength.shape
    own = lanes * groups
    columns = np.empty((places, own + lanes), dtype=strength.dtype)
    columns[:, :own] = strength.reshape(own, places).T
    columns[:, own:] = state_presence.T
    contrast = geo.contrast @ columns
    rows = np.empty((own + lanes, places), dtype=strength.dtype)
    for first in range(0, places, _BLOCK):
        rows[:, first : first + _BLOCK] = contrast[first : first + _BLOCK].T
    inflow = rows[:own]
    np.maximum(inflow, geo.nowhere, out=inflow)
    return inflow.reshape(lanes, groups, places), rows[own:]


def settle(inflow: Array, openness: Array, diffusion: Array) -> None:
    """Scale what comes from the neighbours (L, G, N) by D per month (L, G) and by how open places are (L, N)."""
    drawn = np.empty_like(openness)
    for group in range(inflow.shape[1]):
        np.multiply(openness, diffusion[:, group, None], out=drawn)
        inflow[:, group] *= drawn


def logistic(rate: Array, crowding: Array, gangs: Array, growth: Array, drift: Array) -> None:
    """Add r (1 - crowding) - drift to the log growth ``rate`` (L, G, N) per month, in place.

    ``crowding`` and ``gangs`` (L, N) are strength over capacity of the large groups together and of the gangs,
    ``growth`` (L, G) per month, ``drift`` (L, N) what all lose.
    """
    room = np.subtract(1, crowding)
    free = np.empty_like(room)
    for group in range(rate.shape[1]):
        if group == GANGS:
            np.subtract(1, gangs, out=room)
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


def relocate(strength: Array, share: Array, back: Array, geo: Geography) -> Array:
    """Move shares of the groups on each side of the line to their neighbours across it, in place.

    ``share`` (L, n) 0-1 leaves each place of ``geo.links.origin`` in Colombia, ``back`` (L, 1) 0-1 each place of
    ``geo.links.target``. What leaves arrives: the sum over places is kept.
    """
    links = geo.links
    if len(links.origin) == 0:
        return strength
    there = strength[:, :, links.both]
    leaving = there[:, :, : len(links.origin)] * share[:, None, :]
    moved = np.concatenate([-leaving, _arriving(leaving, links.flow)], axis=2)
    if np.any(back > 0):
        coming = there[:, :, len(links.origin) :] * back[:, :, None]
        moved += np.concatenate([_arriving(coming, links.back), -coming], axis=2)
    moved += there
    strength[:, :, links.both] = moved
    return strength


def _arriving(leaving: Array, flow: Any) -> Array:
    """(L, G, m) what arrives of what leaves (L, G, n), by a sparse (m, n)."""
    arriving = (flow @ leaving.reshape(-1, leaving.shape[2]).T).T
    return np.asarray(arriving.reshape(*leaving.shape[:2], -1))
