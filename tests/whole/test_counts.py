"""The start of a run stands on the counts before it, within their errors, and on nothing after it (brief 6b.3-6)."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from borderSim.engine import axes
from borderSim.engine.dates import month_index
from borderSim.engine.noise import Noise
from borderSim.engine.reconcile import ERRORS, counts
from borderSim.engine.warmup import history_batch, warm_up
from borderSim.model.coupling import SYSTEMS
from borderSim.model.observation import measurement_ratio
from borderSim.model.population import PEOPLE, STATUSES
from borderSim.world.world import World

from .lab import WORLD, differing, lanes

COUNTED = month_index(date(2022, 2, 1))
START = month_index(date(2022, 3, 1))


def start_of(world, members=tuple(range(6))):
    batch = history_batch(SYSTEMS, world, Noise(1, np.array(members)), {})
    return batch, warm_up(batch, START, "float32", axes.ids(world))


@pytest.fixture(scope="module")
def start():
    return start_of(WORLD)


def counted(batch, state):
    """(L,) persons as a count would see them."""
    true = sum(state[status].sum(axis=1) for status in STATUSES)
    return true * measurement_ratio(COUNTED, batch.params)[:, 0]


def test_the_count_before_the_start_is_met_within_its_error(start):
    batch, state = start
    known = counts(WORLD).people[COUNTED]
    normal = batch.noise.normal("count_error", COUNTED, ERRORS)[:, 0]
    error = np.exp(batch.params["count_error_people"][:, 0] * normal)
    np.testing.assert_allclose(counted(batch, state) / known, error, rtol=1e-6)
    assert np.all(np.abs(np.log(error)) < 5 * batch.params["count_error_people"][:, 0])
    assert np.std(error) > 0


def test_the_municipal_count_before_the_start_gives_the_places(start):
    _, state = start
    shares = counts(WORLD).municipal[COUNTED]
    stock = sum(state[status] for status in STATUSES)
    np.testing.assert_allclose(
        stock / stock.sum(axis=1, keepdims=True), np.tile(shares / shares.sum(), (6, 1)), rtol=1e-6
    )


def test_what_moves_to_a_count_is_booked(start):
    """The people of the start are those of 2012: the counts moved them, nobody was made."""
    batch, state = start
    first = history_batch(SYSTEMS, WORLD, batch.noise, {})
    begin = warm_up(first, 0, "float32", axes.ids(WORLD))
    sums = [sum(s[name].sum(axis=1) for name in PEOPLE) for s in (state, begin)]
    np.testing.assert_allclose(*sums, rtol=1e-9)


def test_a_member_is_moved_alone_as_in_company(start):
    """I9 through every kind of count: people, places, presence and trade."""
    _, state = start
    _, alone = start_of(WORLD, (4,))
    assert not differing(lanes(state, [4]), alone)


def with_observed(observed):
    """The world with another recorded history."""

    class Altered(World):
        @property
        def observed(self):
            return observed

    return Altered(**{f.name: getattr(WORLD, f.name) for f in fields(World)})


def altered(from_month, factor):
    """Counts of people, presence and trade multiplied where they are dated from a month on (a year is its December)."""
    known = WORLD.observed

    def yearly(years, values):
        return np.where((years - 2012) * 12 + 11 >= from_month, values * factor, values)

    months = known.stock_months >= from_month
    return with_observed(
        replace(
            known,
            stock_total=np.where(months, known.stock_total * factor, known.stock_total),
            stock_regular=np.where(months, known.stock_regular * factor, known.stock_regular),
            stock_irregular=np.where(months, known.stock_irregular * factor, known.stock_irregular),
            municipal=known.municipal[:, ::-1] * (known.municipal_months >= from_month)[:, None]
            + known.municipal * (known.municipal_months < from_month)[:, None],
            exports_annual=yearly(known.exports_years, known.exports_annual),
            imports_annual=yearly(known.imports_years, known.imports_annual),
            presence_counts=yearly(known.presence_years, known.presence_counts),
        )
    )


def test_counts_after_the_start_change_nothing(start):
    _, state = start
    _, other = start_of(altered(START, 3.0))
    assert not differing(state, other)


def test_a_count_before_the_start_does_change_it(start):
    """The test above would see it."""
    _, state = start
    _, other = start_of(altered(COUNTED, 1.5))
    assert {"regular", "irregular"} <= differing(state, other)
