"""Equations of the identities among the causal links whose two ends are not one field: (left, right) that are equal."""

import numpy as np

from borderSim.model import asylum, consular, migration, passages, permits, walkers
from borderSim.model.migration_month import month_of
from borderSim.model.population import STATUSES
from borderSim.model.rent_kinds import rents_by_kind
from borderSim.model.rents import rent_drivers
from tests.model.link_signs_setting import Levers, full, groups, people, places
from tests.model.small_migration import WORLD, apply

MOVING = (migration, walkers, permits, consular, asylum)


def month(p, systems):
    """The state before and after a month of some systems, and the people who moved by name of the flow."""
    known, levers = people(p)
    after, moved = apply(known, [part.SYSTEM.flows(known, levers, p, {}, WORLD) for part in systems])
    return known, after, moved


def persons(state, *stocks):
    return sum(state[name].sum(axis=1, keepdims=True) for name in stocks)


def book(p):
    """Venezuelans in Colombia: what came and what left."""
    before, after, moved = month(p, MOVING)
    change = persons(after, *STATUSES) - persons(before, *STATUSES)
    return change, sum(moved[n] for n in ("arrivals", "received", "reverse")) - moved["returns"] - moved["onward"]


def papers(p):
    """People with papers: permits delivered for the first time less those that lapse; nobody else appears or goes."""
    before, after, moved = month(p, (permits,))
    with_papers = persons(after, "regular") - persons(before, "regular")
    without = persons(after, *STATUSES[1:]) - persons(before, *STATUSES[1:])
    net = moved["delivered"] - moved["lapsed"]
    return np.concatenate([with_papers, without], axis=1), np.concatenate([net, -net], axis=1)


def shut(p):
    """A post is closed when it is not open."""
    now = month_of(*people(p, levers={"border_open_people": 0.3}), p, WORLD)
    known = passages.openness(now)
    split = passages.choice(now, known, passages.costs(now))
    daily = passages.same_day(now, known, passages.costs(now))
    return migration._passages(now, known, split, migration._leaving(now, split), daily)["closed_share"], full(
        p, 0.7, 2
    )


def northern_rent(p):
    """Rents of all groups: those of people who go north, whom the AGC charge, are a part of them."""

    def rents(onward):
        driven = rent_drivers(full(p, 0.3), full(p, onward), Levers(p), p)
        return rents_by_kind(groups(p), driven, p, places(p)[0])

    more, fewer = rents(4000.0), rents(1000.0)
    part = more["rent_passage_north"] - fewer["rent_passage_north"]
    return sum(more.values()) - sum(fewer.values()), part


EQUATIONS = {
    "emigration_to_colombia->migrant_stock": book,
    "return_flow->migrant_stock": book,
    "onward_flow_north->migrant_stock": book,
    "reverse_flow->migrant_stock": book,
    "permits_delivered->irregular_share": papers,
    "permits_delivered->regular_status": papers,
    "regular_status->irregular_share": papers,
    "border_open_people->border_closure": shut,
    "agc_rent->armed_group_rent": northern_rent,
}
