"""Oil output and what it earns under sanctions, licences and tariffs. Equations: docs/systems/economy.md."""

from __future__ import annotations

import numpy as np

from .kernels import Levers, relax
from .licences import LICENCES, room
from .system import Array, Params

LEVERS = ("sanctions_intensity", *LICENCES, "secondary_tariff")


def licence_need(levers: Levers, params: Params) -> Array:
    """(L, 1) how far sanctions make an oil sale depend on a licence and on a discount, 0-1."""
    return np.minimum(levers["sanctions_intensity"] / params["oil_sanctions_threshold"], 1.0)


def unlicensed(levers: Levers, params: Params) -> Array:
    """(L, 1) share of output that lacks a licence that it needs, 0-1: n sum_l w_l (1 - L_l)."""
    weight = np.concatenate([params[share] for share in LICENCES.values()], axis=1)
    return licence_need(levers, params) * (weight * (1 - room(levers))).sum(axis=1, keepdims=True)


def replaceable(levers: Levers, params: Params) -> Array:
    """(L, 1) share of output, 0-1, that other buyers and operators can take over; a tariff on buyers deters some."""
    tariff = levers["secondary_tariff"] / params["secondary_tariff_announced"]
    willing = np.maximum(1 - params["secondary_tariff_buyer_effect"] * tariff, 0.0)
    return params["oil_licence_substitution"] * willing * unlicensed(levers, params)


def next_substituted(value: Array, levers: Levers, params: Params) -> Array:
    """(L, 1) share of output that others have taken over, 0-1: it builds over months and goes when licences return."""
    most = replaceable(levers, params)
    return np.minimum(relax(value, most, params["oil_substitution_time"]), most)


def oil_target(levers: Levers, substituted: Array, params: Params) -> Array:
    """(L, 1) long-run output as a share of output without sanctions, 0-1 (eq. 1).

    A missing licence costs its share, less what other buyers and operators have taken over by now (L, 1).
    """
    lost = unlicensed(levers, params) - np.minimum(substituted, replaceable(levers, params))
    threshold = params["oil_sanctions_threshold"]
    tightened = np.maximum(levers["sanctions_intensity"] - threshold, 0) / (1 - threshold)
    return (1 - lost) * (1 - params["oil_drop_max_pressure"] * tightened)


def adjust_oil(value: Array, levers: Levers, substituted: Array, params: Params) -> Array:
    """(L, 1) modelled output next month, 0-1: falls and rises have their own times."""
    target = oil_target(levers, substituted, params)
    months = np.where(target < value, params["oil_adjust_time_down"], params["oil_adjust_time_up"])
    return relax(value, target, months)


def netback(levers: Levers, params: Params) -> Array:
    """(L, 1) price that the producer keeps, USD/bbl: world price less the discount and the tariff on buyers (eq. 3)."""
    discount = params["oil_price_discount_sanctioned"] * licence_need(levers, params)
    tariff = params["secondary_tariff_pass_through"] * levers["secondary_tariff"]
    return levers["oil_price"] * (1 - discount) * (1 - tariff)


PARAMETERS = (
    "oil_sanctions_threshold",
    "oil_licence_substitution",
    "oil_substitution_time",
    "oil_drop_max_pressure",
    "oil_adjust_time_down",
    "oil_adjust_time_up",
    "oil_price_discount_sanctioned",
    "secondary_tariff_pass_through",
    "secondary_tariff_buyer_effect",
    "secondary_tariff_announced",
)
