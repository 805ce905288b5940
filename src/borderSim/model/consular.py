"""Consular services: documents asked for, waited for and served, and the papers that arrivals hold.

Two networks on the axis direction: Colombian consulates in Venezuela (co_ve) and the Venezuelan service in Colombia
(ve_co). Equations in docs/systems/consular.md.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from borderSim.model import backlog, sums
from borderSim.model.population import STATUSES
from borderSim.model.system import Array, Exposure, Field, Flows, Noise, Params, State, System
from borderSim.model.units import DAYS_PER_MONTH, DAYS_PER_WEEK


def next_working(working: Array, leased: Array, time: Array) -> Array:
    """Consulates at work (L, 1) after a month (eq. 1): new leases open over ``time`` months, closures act at once."""
    opened = working + (leased - working) * -np.expm1(-1.0 / time)
    return np.asarray(np.minimum(leased, opened))


def capacity(documents: Array, working: Array, service: Array, params: Params) -> Array:
    """Documents/month that each network can process (L, 2), eq. 2: its part of the capacity, and no more than its open
    offices can handle. ``working`` consulates, ``service`` 0-1 of the Venezuelan service.
    """
    venezuelan = params["document_split"]
    consulates = np.minimum((1.0 - venezuelan) * documents, params["consulate_documents"] * working)
    services = np.minimum(venezuelan * documents, params["consular_service_documents"] * service)
    return np.concatenate([consulates, services], axis=1)


def willing(price: Array, income: Array, wait: Array, params: Params) -> Array:
    """Share (0-1) of those in need who ask for a document (eq. 3), by ``price`` (USD), ``income`` (USD/month) and
    ``wait`` (months): (1 + price / income)^-b exp(-c wait).
    """
    dear = params["passport_price_effect"] * np.log1p(price / income)
    return np.asarray(np.exp(-dear - params["passport_wait_effect"] * wait))


def papers(served: Array, willing_now: Array, willing_usual: Array, params: Params) -> Array:
    """Share of arrivals with papers (L, 1) that services and prices support (eq. 5), on the scale of log-odds.

    ``served`` is the share of needs that is served; with none, and a passport at the reference price and wait, it is
    1 - ``share_undocumented_arrivals``.
    """
    without = params["share_undocumented_arrivals"] * np.exp(-params["document_gain"] * served)
    odds = (1.0 - params["share_undocumented_arrivals"]) * willing_now / willing_usual
    return np.asarray(odds / (odds + without))


def initial(world: Any, params: Params, noise: Noise) -> dict[str, Array]:
    """The consulates (L, 1) of 2012-01, no backlog (L, 2), and papers as share_undocumented_arrivals says."""
    return {
        "consulates_working": params["consulates_2012"].copy(),
        "document_backlog": np.zeros((len(params["consulates_2012"]), 2)),
        "documented_share": 1.0 - params["share_undocumented_arrivals"],
    }


def flows(state: State, exposure: Exposure, params: Params, noise: Noise, world: Any) -> Flows:
    """Next month's backlog and papers; eq. 4: in = served + change of the backlog, in each network."""
    leased, opening = exposure["consulates_co_in_ve"], params["consulate_opening_time"]
    working = next_working(state["consulates_working"], leased, opening)
    offered = capacity(exposure["consular_documents_month"], working, exposure["consular_ve_in_co"], params)
    waiting, need, limit = state["document_backlog"], _need(state, params, world), params["wait_limit"]
    asked = need * _willing_at_offices(_expected_wait(waiting, offered, limit), exposure, params)
    served = backlog.serve(waiting, asked, offered)
    after = np.maximum(waiting + asked - served, 0.0)
    left, done, needed = (values.sum(axis=1, keepdims=True) for values in (after, served, need))
    share = state["documented_share"]
    target = papers(done / np.maximum(needed, done), *_willing_in_venezuela(state, exposure, params), params)
    values = {
        "consulates_working": working,
        "document_backlog": after,
        "documented_share": share + (target - share) * -np.expm1(-1.0 / params["document_time"]),
    }
    return Flows(values=values, notes={"documents_served": done, "document_wait": backlog.wait(left, done, limit)})


def _expected_wait(waiting: Array, offered: Array, limit: Array) -> Array:
    """Months (L, 2) that people expect to wait: the backlog over capacity; the limit where offices are closed."""
    return np.where(offered > 0, backlog.wait(waiting, offered, limit), limit)


def _need(state: State, params: Params, world: Any) -> Array:
    """Documents needed per month (L, 2): by residents of Venezuela, and by Venezuelans in Colombia."""
    migrants = np.add.reduce([sums.total(state[name], world) for name in STATUSES])
    residents = state["residents_ve"].sum(axis=1, keepdims=True)
    needs = [residents * params["documents_needed_in_ve"], migrants * params["documents_needed_in_co"]]
    return np.concatenate(needs, axis=1)


def _willing_at_offices(wait: Array, exposure: Exposure, params: Params) -> Array:
    """Share (L, 2) who ask at each network; price and wait of a passport count at the Venezuelan one only."""
    income, issued = params["migrant_income"], _months(exposure["passport_wait"])
    colombian = willing(np.zeros_like(income), income, wait[:, :1], params)
    venezuelan = willing(exposure["passport_cost"], income, wait[:, 1:] + issued, params)
    return np.concatenate([colombian, venezuelan], axis=1)


def _willing_in_venezuela(state: State, exposure: Exposure, params: Params) -> tuple[Array, Array]:
    """Share (L, 1) who would get a passport in Venezuela now, and at the reference of price, wait and income."""
    usual_income = params["income_reference"]
    income = usual_income * np.exp(state["gdp"] - params["gdp_reference"])
    now = willing(exposure["passport_cost"], income, _months(exposure["passport_wait"]), params)
    usual_wait = _months(params["passport_wait_reference"])
    return now, willing(params["passport_cost_reference"], usual_income, usual_wait, params)


def _months(weeks: Array) -> Array:
    return np.asarray(weeks * DAYS_PER_WEEK / DAYS_PER_MONTH)


SYSTEM = System(
    name="consular",
    fields=(
        Field("consulates_working", (), "consulates", "value", "Colombian consulates at work in Venezuela"),
        Field("document_backlog", ("direction",), "documents", "value", "documents asked for and not yet served"),
        Field("documented_share", (), "0-1", "value", "share of arrivals who hold papers"),
    ),
    reads=("gdp", "residents_ve", *STATUSES),
    levers=(
        "consulates_co_in_ve", "consular_ve_in_co", "consular_documents_month", "passport_cost", "passport_wait",
    ),
    parameters=(
        "consular_service_documents", "consulate_documents", "consulate_opening_time", "document_gain",
        "consulates_2012",
        "document_split", "document_time", "documents_needed_in_co", "documents_needed_in_ve", "gdp_reference",
        "income_reference", "migrant_income", "passport_cost_reference", "passport_price_effect",
        "passport_wait_effect", "passport_wait_reference", "share_undocumented_arrivals", "wait_limit",
    ),
    initial=initial,
    flows=flows,
)  # fmt: skip
