"""Who holds a municipality: Tullock shares, presence, contested places, and the clashes that parity brings."""

from __future__ import annotations

import numpy as np

from .geography import Corridors, Geography
from .spread import sum_groups
from .system import Array


def presence(strength: Array, theta: Array) -> Array:
    """(L, G, N) bool: a group counts as present where its strength index passes ``theta`` (L, 1)."""
    present: Array = strength > theta[:, :, None].astype(strength.dtype)
    return present


def contested(present: Array) -> Array:
    """(L, N) bool: two or more groups are present; ``present`` (L, G, N) bool."""
    several: Array = sum_groups(present.view(np.uint8)) > 1
    return several


def control_shares(strength: Array, state_presence: Array, decisiveness: Array, state_weight: Array) -> Array:
    """(L, G + 1, N) shares of control that sum to one, the state's last.

    Tullock form (Konig et al. 2017): s_g^m / (sum_h s_h^m + z^m), z = z0 q; m and z0 are (L, 1).
    """
    parties = np.concatenate([strength, state_weight[:, :, None] * state_presence[:, None, :]], axis=1)
    shares = _power(parties, decisiveness)
    shares /= np.sum(shares, axis=1, keepdims=True)
    return shares


def _power(base: Array, exponent: Array) -> Array:
    """base^exponent as exp(m log s), because pow is slow in float32; zero stays zero."""
    out = np.empty(base.shape, base.dtype)
    with np.errstate(divide="ignore"):
        np.log(base, out=out)
    out *= exponent[:, :, None].astype(base.dtype)
    np.exp(out, out=out)
    return out


class Contest:
    """The sums over groups that the clash intensity of every place needs, from one pass over the strengths.

    ``power`` (L, G, n) = s^m, ``state`` (L, n) = z^m, ``scale`` (L, n) = 4 / (sum of powers + state)^2.
    """

    def __init__(self, strength: Array, state_presence: Array, decisiveness: Array, state_weight: Array) -> None:
        dtype = strength.dtype
        self.strength = strength
        self.power = _power(strength, decisiveness)
        self.state = _power((state_weight.astype(dtype) * state_presence)[:, None, :], decisiveness)[:, 0, :]
        self.total = sum_groups(self.power)
        whole = self.total + self.state
        whole *= whole
        self.scale = np.divide(dtype.type(4), whole, out=whole)

    def people_held(self, residents: Array) -> Array:
        """(L, 1) persons who live where the groups together hold more than the state; residents (L, n) persons."""
        held = self.total > self.state
        people: Array = np.add.reduce(residents * held, axis=1, keepdims=True)
        return people

    def clashes(self, held_back: Array) -> tuple[Array, Array]:
        """Clash intensity between groups, the sum over pairs of 4 pi_g pi_h (s_g + s_h), and with the state, (L, n).

        A kept ceasefire holds back ``held_back`` (L, G) 0-1 of a group's fights with the state. Pairs: P sum(s p) -
        sum(s p p).
        """
        product = self.strength * self.power
        opposed = sum_groups(product)
        between = opposed * self.total
        for group in np.flatnonzero(np.any(held_back > 0, axis=0)):
            opposed -= held_back[:, group, None] * product[:, group]
        product *= self.power
        between -= sum_groups(product)
        between *= self.scale
        opposed *= self.state
        opposed *= self.scale
        return between, opposed


def corridor_fights(
    contest: Contest, corridors: Corridors, war: Array, lanchester: Array
) -> tuple[Array, Array, Array]:
    """Fights of hostile pairs in the corridors: (losses (L, G, n), clashes (L, n), parity (L, W)).

    ``contest`` is that of ``corridors.places``. Losses are monthly rates a E s_h on group g (Lanchester's mixed law),
    ``lanchester`` (L, 1) per month; clashes only where ``war`` (L, W) is on; parity is the corridor's mean of
    4 pi_g pi_h over its hostile pairs, war or not.
    """
    power, parity = contest.power, np.zeros_like(contest.scale)
    for g, h, hostility in corridors.pairs:
        rivalry = power[:, g] * power[:, h]
        rivalry *= hostility
        parity += rivalry
    parity *= contest.scale
    losses, clashes = np.zeros_like(contest.strength), np.zeros_like(contest.scale)
    fighting = np.flatnonzero(np.any(war > 0, axis=1))
    if len(fighting):
        losses[fighting], clashes[fighting] = _battles(contest, corridors, war, lanchester, fighting)
    return losses, clashes, corridor_mean(parity, corridors)


def _battles(
    contest: Contest, corridors: Corridors, war: Array, lanchester: Array, lanes: Array
) -> tuple[Array, Array]:
    """Losses and clashes of the lanes (l,) that have a war."""
    strength, power = contest.strength[lanes], contest.power[lanes]
    on = np.repeat(war[lanes].astype(strength.dtype), corridors.count, axis=1)
    rate = on * lanchester[lanes].astype(strength.dtype)
    losses, clashes = np.zeros_like(strength), np.zeros_like(on)
    for g, h, hostility in corridors.pairs:
        rivalry = power[:, g] * power[:, h]
        rivalry *= hostility
        rivalry *= strength[:, g] + strength[:, h]
        clashes += rivalry
        hostile = rate * hostility
        losses[:, g] += hostile * strength[:, h]
        losses[:, h] += hostile * strength[:, g]
    clashes *= contest.scale[lanes]
    clashes *= on
    return losses, clashes


def corridor_mean(values: Array, corridors: Corridors) -> Array:
    """(L, W) float64 means of values (L, n) that are laid out as ``corridors.places``; 0 for an empty corridor."""
    padded = np.concatenate([values, np.zeros_like(values[:, :1])], axis=1)
    sums = np.add.reduceat(padded, corridors.start, axis=1).astype(np.float64)
    return np.where(corridors.count > 0, sums / np.maximum(corridors.count, 1), 0.0)


def add_fights(clash: Array, fights: Array, corridors: Corridors) -> None:
    """Add the fights of the corridors (L, n) to the sums of their departments (L, D), in place."""
    inside = np.take(fights, corridors.by_department, axis=1)
    clash[:, corridors.department] += np.add.reduceat(inside, corridors.department_start, axis=1)


def by_department(values: Array, geo: Geography) -> Array:
    """(L, D) float64 sums of place values (L, C) over each department's municipalities."""
    return np.add.reduceat(values, geo.department_start, axis=1).astype(np.float64)
