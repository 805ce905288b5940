"""Scenarios, drafts and strategies that the tests of drafts share."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.scenario import ScheduledEvent, load_scenario
from borderSim.workshop.draft import change
from borderSim.workshop.draft.change import BadChange
from borderSim.workshop.draft.draft import Bases, Draft

SCENARIOS = Path(__file__).parents[2] / "scenarios"
STRIKE = ScheduledEvent("incident", None, date(2023, 5, 1))
CLOSURE = ScheduledEvent("border_closure", ("simon_bolivar", "union"), date(2023, 3, 1), date(2023, 4, 1))
SHOCK = ScheduledEvent("election_shock", None, date(2024, 7, 28), None, 0.7)


@cache
def scenario(name):
    return load_scenario(SCENARIOS / f"{name}.yaml")


def room():
    """Two scenarios against the placebo of 2022."""
    return Bases({name: scenario(name) for name in ("reopen", "reopen_only")}, scenario("baseline"))


def today():
    """A scenario that is its own baseline."""
    return Bases({"today": scenario("today")}, scenario("today"))


def plain_draft():
    """One of each kind of departure."""
    draft = change.with_lever(Draft("reopen"), room(), "sanctions_intensity", 0.2, date(2023, 1, 1), 6)
    draft = change.with_lever(draft, room(), "oil_price", 95)
    draft = change.with_event(change.with_event(draft, room(), CLOSURE), room(), SHOCK)
    draft = change.with_pin(draft, "reopening_admin_lag", catalogue.parameters()["reopening_admin_lag"].central)
    return change.with_reading(draft, "balloon_effect", "no_balloon")


def lever_steps():
    """(lever, share of its range, month of the run, ramp in months)."""
    names = st.sampled_from(list(catalogue.levers()))
    return st.tuples(names, st.floats(0, 1), st.integers(0, 59), st.sampled_from((0, 1, 6.5, 24)))


def _month(first, later):
    """The first day of the month so many months later."""
    count = first.month - 1 + later
    return date(first.year + count // 12, count % 12 + 1, 1)


def moved(draft, bases, step):
    name, share, month, ramp = step
    lever = catalogue.levers()[name]
    first = bases.first.start
    start = _month(first, month)
    value = min(lever.lower + share * (lever.upper - lever.lower), lever.upper)
    return change.with_lever(draft, bases, name, value, start, ramp)


def pinned(draft, name, share):
    entry = catalogue.parameters()[name]
    value = min(max(entry.low + share * (entry.high - entry.low), entry.low), entry.high)
    try:
        return change.with_pin(draft, name, round(value) if entry.distribution == "switch" else value)
    except BadChange:  # a reading of the draft holds the parameter
        return draft


@st.composite
def drafts(draw):
    """Any draft of the room."""
    bases, draft = room(), Draft(draw(st.sampled_from(("reopen", "reopen_only"))))
    for step in draw(st.lists(lever_steps(), max_size=8)):
        draft = moved(draft, bases, step)
    for event in draw(st.lists(st.sampled_from((STRIKE, CLOSURE, SHOCK)), max_size=3)):
        draft = change.with_event(draft, bases, event)
    for question, reading in draw(st.lists(readings(), max_size=2)):
        draft = change.with_reading(draft, question, reading)
    bounded = [name for name, entry in catalogue.parameters().items() if entry.low < entry.high]
    for name, share in draw(st.lists(st.tuples(st.sampled_from(bounded), st.floats(0, 1)), max_size=3)):
        draft = pinned(draft, name, share)
    return draft


def readings():
    known = catalogue.readings()
    pairs = [(question, name) for question, names in known.items() for name in names]
    return st.sampled_from(pairs)


def short(bases, months=6):
    """The same room over its first months, without what would come later."""
    end = _month(bases.first.start, months)

    def cut(one):
        changes = tuple(c for c in one.changes if c.start < end)
        return replace(one, end=end, changes=changes, events=tuple(e for e in one.events if e.date < end))

    return Bases({name: cut(one) for name, one in bases.scenarios.items()}, cut(bases.baseline))
