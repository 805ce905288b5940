"""Who holds a municipality: Tullock shares, presence, contested places, and the clashes that parity brings."""

from __future__ import annotations

import numpy as np

from .geography import Corridors, Geography
from .spread import sum_groups
from .system import Array, Exposure, Params


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
    contest: Contest, corridors: Corridors, war: Array, lanchester: Array, covered: Array
) -> tuple[Array, Array, Array]:
    """Fights of hostile pairs in the corridors: (losses (L, G, n), clashes (L, n), parity (L, W)).

    ``contest`` is that of ``corridors.places``. Losses are monthly rates a E s_h on group g (Lanchester's mixed law),
    ``lanchester`` (L, 1) per month; they and the clashes follow ``war`` (L, W) 0-1, and fall for a pair by the share
    that the ceasefire of either stops, ``covered`` (L, G). Parity is the corridor's mean of 4 pi_g pi_h over its
    hostile pairs, war or not.
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
        losses[fighting], clashes[fighting] = _battles(
            contest, corridors, war[fighting], lanchester[fighting], 1 - covered[fighting], fighting
        )
    return losses, clashes, corridor_mean(parity, corridors)


def _battles(
    contest: Contest, corridors: Corridors, war: Array, lanchester: Array, uncovered: Array, lanes: Array
) -> tuple[Array, Array]:
    """Losses and clashes of the ``lanes`` (l,) that fight; ``war``, ``lanchester`` and ``uncovered`` are theirs."""
    strength, power = contest.strength[lanes], contest.power[lanes]
    on = np.repeat(war.astype(strength.dtype), corridors.count, axis=1)
    rate = lanchester.astype(strength.dtype)
    losses, clashes = np.zeros_like(strength), np.zeros_like(on)
    for g, h, hostility in corridors.pairs:
        rivalry = power[:, g] * power[:, h]
        hostile = hostility * (uncovered[:, g] * uncovered[:, h]).astype(strength.dtype)[:, None]
        hostile *= on
        rivalry *= hostile
        rivalry *= strength[:, g] + strength[:, h]
        clashes += rivalry
        hostile *= rate
        losses[:, g] += hostile * strength[:, h]
        losses[:, h] += hostile * strength[:, g]
    clashes *= contest.scale[lanes]
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


def between_weight(ceasefire: Array, scope: Array, params: Params) -> Array:
    """(L, 1) weight of fights between groups in peacetime.

    They change by ``ceasefire_intergroup_change`` under a ceasefire (L, G) unless its terms cover rivals (``scope``
    (L, 1) 0-1): then a kept ceasefire leaves ``ceasefire_action_ratio`` of them.
    """
    any_group = np.max(ceasefire, axis=1, keepdims=True)
    change = (1 - scope) * params["ceasefire_intergroup_change"] + scope * params["ceasefire_action_ratio"]
    weight: Array = params["peacetime_clash_share"] * (1 - any_group + any_group * change)
    return weight


def clash_of_month(
    between: Array, against: Array, tempo: Array, ceasefire: Array, exposure: Exposure, params: Params
) -> Array:
    """(L, D) clash intensity of a month without the corridor wars, weighed by operations and ceasefires."""
    operations = np.maximum(1 + params["pressure_clash_effect"] * (tempo - 1), 0)
    weight = between_weight(ceasefire, exposure["ceasefire_intergroup_scope"], params)
    clash: Array = weight * np.maximum(between, 0) + params["state_clash_weight"] * operations * against
    return clash


PARAMETERS = (
    "presence_threshold",
    "csf_decisiveness",
    "state_weight",
    "ceasefire_action_ratio",
    "ceasefire_intergroup_change",
    "peacetime_clash_share",
    "state_clash_weight",
    "pressure_clash_effect",
)
