"""Links between levers (brief 6b.8, 6b.12): they answer departures from the history; the user's schedule wins."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.model import politics
from borderSim.model.observables import LINK
from borderSim.scenario import Pin

from .lab import differing, follow, months_of, run, set_lever, setup, shipped

START = "2025-07-01"
LINKS = (
    ("public_condemnation", "ve_settlement"),
    ("sanctions_intensity", "ve_settlement"),
    ("ve_settlement", "sanctions_intensity"),
    ("ve_settlement", "ve_repression"),
    ("ve_settlement", "frozen_assets_release"),
    ("sanctions_intensity", "deportation_flights"),
    ("us_co_tension", "us_security_aid"),
    ("us_co_tension", "us_civil_aid"),
)
LOUD_IN_CONCERT = {"public_condemnation": 1.0, "regional_coordination": 1.0}
CAUSES = {  # levers that depart so that a link of this name acts; without an entry, the cause goes to its far bound
    "public_condemnation": LOUD_IN_CONCERT,
    "sanctions_intensity": {"sanctions_intensity": 0.0},
}


def moved(cause):
    levers = catalogue.levers()
    far = levers[cause].upper if levers[cause].default < levers[cause].upper else levers[cause].lower
    return tuple(set_lever(name, START, value) for name, value in CAUSES.get(cause, {cause: far}).items())


def lasting(lever, places=None):
    """The lever's own recorded level as a schedule of the user."""
    return set_lever(lever, START, catalogue.levers()[lever].default, places)


def certain():
    """Every parameter of politics at its central value, so that a link whose range touches zero acts."""
    known = catalogue.parameters()
    return {name: Pin(known[name].central) for name in politics.SYSTEM.parameters}


@pytest.fixture(scope="module")
def plain():
    """Three years of today without random events."""
    return shipped("today", end=date(2028, 7, 1), assumptions=certain(), switches={"events_off": True})


def test_these_are_all_links(plain):
    seen = run([plain], 1, members=1).seen[0].national
    assert {name for name in seen if name.startswith(LINK)} == {f"{LINK}{cause}->{effect}" for cause, effect in LINKS}


@pytest.mark.parametrize(("cause", "effect"), LINKS, ids=lambda name: name)
def test_a_schedule_of_the_user_wins_over_a_link(plain, cause, effect):
    """The link acts once its cause departs; a schedule that says what the history says keeps the lever there."""
    linked = replace(plain, name="linked", changes=moved(cause))
    written = replace(plain, name="written", changes=(*linked.changes, lasting(effect)))
    scenarios = [plain, linked, written]
    batch, state = setup(scenarios, 1)
    trace = follow(batch, state, scenarios, months_of(plain))
    acted = trace.national(f"{LINK}{cause}->{effect}")
    assert not acted[:, 0].any(), "the history alone moves a lever"
    assert acted[:, 1].any(), "the link never acts"
    assert not acted[:, 2].any(), "the link moves a lever that the user wrote"


def test_the_history_of_one_lever_written_down_moves_nothing(plain):
    """I19 for each lever that a link can move: with nothing departing, a schedule of it leaves every byte."""
    effects = sorted({effect for _, effect in LINKS})
    written = replace(plain, name="written", changes=tuple(lasting(effect) for effect in effects))
    batch, state = setup([plain], 1)
    one, two = (follow(batch, state, [s], months_of(plain)) for s in (plain, written))
    for before, after in zip(one.states, two.states, strict=True):
        assert not differing(before, after)
    for before, after in zip(one.seen, two.seen, strict=True):
        assert not differing(before.national, after.national)


def test_a_pulse_is_not_a_schedule_that_lasts(plain):
    """A change with an end says nothing about the time after it: links act."""
    pulse = set_lever("ve_repression", START, 0.5, until=date(2025, 8, 1))
    settled = moved("ve_settlement")
    scenarios = [replace(plain, name="pulse", changes=(*settled, pulse))]
    batch, state = setup(scenarios, 1)
    trace = follow(batch, state, scenarios, months_of(plain))
    assert np.any(trace.national(f"{LINK}ve_settlement->ve_repression") < 0)
