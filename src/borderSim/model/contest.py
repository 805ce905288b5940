"""Who holds a municipality: Tullock shares, presence, contested places, and the clashes that parity brings."""

from __future__ import annotations

import numpy as np

from .geography import Corridors, Geography
from .system import Array


def presence(strength: Array, theta: Array) -> Array:
    """(L, G, N) bool: a group counts as present where its strength index passes ``theta`` (L, 1)."""
    present: Array = strength > theta[:, :, None].astype(strength.dtype)
    return present


def contested(strength: Array, theta: Array) -> Array:
    """(L, N) bool: two or more groups are present."""
    several: Array = np.count_nonzero(presence(strength, theta), axis=1) > 1
    return several


def control_shares(strength: Array, state_presence: Array, decisiveness: Array, state_weight: Array) -> Array:
    """(L, G + 1, N) shares of control that sum to one, the state's last.

    Tullock form (Konig et al. 2017): s_g^m / (sum_h s_h^m + z^m), z = z0 q; m and z0 are (L, 1).
    """
    parties = np.concatenate([strength, state_weight[:, :, None] * state_presence[:, None, :]], axis=1)
    shares = _power(parties, decisiveness)
    shares /= np.sum(shares, axis=1, keepdims=True)
    return shares


def people_under_control(shares: Array, residents: Array) -> Array:
    """(L,) persons who live where the groups together hold more than the state; residents (L, N) persons."""
    state = shares[:, -1, :]
    held = np.add.reduce(shares[:, :-1, :], axis=1) > state
    people: Array = np.add.reduce(np.where(held, residents, 0), axis=-1)
    return people


def _power(base: Array, exponent: Array) -> Array:
    """base^exponent as exp(m log s), because pow is slow in float32; zero stays zero."""
    with np.errstate(divide="ignore"):
        out: Array = np.log(base)
    out *= exponent[:, :, None].astype(base.dtype)
    np.exp(out, out=out)
    return out


class Contest:
    """The sums over groups that the clash intensity of every place needs, from one pass over the strengths.

    ``power`` (L, G, N) = s^m, ``state`` (L, N) = z^m, ``scale`` (L, N) = 4 / (sum of powers + state)^2.
    """

    def __init__(self, strength: Array, state_presence: Array, decisiveness: Array, state_weight: Array) -> None:
        dtype = strength.dtype
        self.strength = strength
        self.power = _power(strength, decisiveness)
        self.state = _power((state_weight.astype(dtype) * state_presence)[:, None, :], decisiveness)[:, 0, :]
        self.total = _sum_groups(self.power)
        whole = self.total + self.state
        whole *= whole
        self.scale = np.divide(dtype.type(4), whole, out=whole)

    def people_held(self, residents: Array) -> Array:
        """(L, 1) persons who live where the groups together hold more than the state; residents (L, C) persons."""
        held = self.total[:, : residents.shape[1]] > self.state[:, : residents.shape[1]]
        people: Array = np.add.reduce(residents * held, axis=1, keepdims=True)
        return people

    def clash(self, between: Array, against: Array, held_back: Array, tempo: Array) -> Array:
        """(L, N) clash intensity: sum over pairs of 4 pi_g pi_h (s_g + s_h), plus each group against the state.

        ``between`` (L, 1) weighs the pairs of groups, ``against`` (L, 1) fights with the state, of which a kept
        ceasefire holds back ``held_back`` (L, G) 0-1; ``tempo`` (L, N) are operations. Pairs: P sum(s p) - sum(s p p).
        """
        product = self.strength * self.power
        opposed = _sum_groups(product)
        clash = opposed * self.total
        for group in np.flatnonzero(np.any(held_back > 0, axis=0)):
            opposed -= held_back[:, group, None] * product[:, group]
        product *= self.power
        clash -= _sum_groups(product)
        np.maximum(clash, 0, out=clash)
        clash *= between
        opposed *= self.state
        opposed *= tempo
        opposed *= against
        clash += opposed
        clash *= self.scale
        return clash


def _sum_groups(values: Array) -> Array:
    """(L, N) sum over the groups in their order, whatever the number of lanes."""
    out: Array = values[:, 0] + values[:, 1]
    for group in range(2, values.shape[1]):
        out += values[:, group]
    return out


def corridor_fights(
    contest: Contest, corridors: Corridors, war: Array, lanchester: Array
) -> tuple[Array, Array, Array]:
    """Fights of hostile pairs in the corridors: (losses (L, G, n), clashes (L, n), parity (L, W)).

    Losses are monthly rates a E s_h on group g (Lanchester's mixed law), ``lanchester`` (L, 1) per month; clashes only
    where ``war`` (L, W) is on; parity is the corridor's mean of 4 pi_g pi_h over its hostile pairs, war or not.
    """
    places = corridors.places
    strength, power = np.take(contest.strength, places, axis=2), np.take(contest.power, places, axis=2)
    scale = np.take(contest.scale, places, axis=1)
    on = np.repeat(war.astype(strength.dtype), corridors.count, axis=1)
    rate = on * lanchester.astype(strength.dtype)
    losses, clashes, parity = np.zeros_like(strength), np.zeros_like(scale), np.zeros_like(scale)
    for g, h, hostility in corridors.pairs:
        rivalry = power[:, g] * power[:, h]
        rivalry *= hostility
        parity += rivalry
        rivalry *= strength[:, g] + strength[:, h]
        clashes += rivalry
        hostile = rate * hostility
        losses[:, g] += hostile * strength[:, h]
        losses[:, h] += hostile * strength[:, g]
    parity *= scale
    clashes *= scale
    clashes *= on
    return losses, clashes, corridor_mean(parity, corridors)


def corridor_mean(values: Array, corridors: Corridors) -> Array:
    """(L, W) float64 means of values (L, n) that are laid out as ``corridors.places``; 0 for an empty corridor."""
    padded = np.concatenate([values, np.zeros_like(values[:, :1])], axis=1)
    sums = np.add.reduceat(padded, corridors.start, axis=1).astype(np.float64)
    return np.where(corridors.count > 0, sums / np.maximum(corridors.count, 1), 0.0)


def by_department(values: Array, geo: Geography) -> Array:
    """(L, D) float64 sums of place values (L, N) over each department's municipalities."""
    return np.add.reduceat(values[:, : geo.n_co], geo.department_start, axis=1).astype(np.float64)
