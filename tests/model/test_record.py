import numpy as np

from borderSim.model.record import unrecorded, unrecorded_outcomes

from .small_groups import Exposure

PARAMS = {"events_known_until": np.array([[163.0], [10.0]])}


def test_random_events_wait_for_the_first_month_that_the_tables_do_not_cover():
    for free in (unrecorded, unrecorded_outcomes):
        assert free(Exposure(2, month=162), PARAMS).tolist() == [[0.0], [1.0]]
        assert free(Exposure(2, month=163), PARAMS).tolist() == [[1.0], [1.0]]


def test_hidden_outcomes_come_by_chance_and_drivers_do_not():
    hidden = Exposure(2, month=120, hidden=("outcomes",))
    assert unrecorded_outcomes(hidden, PARAMS).tolist() == [[1.0], [1.0]]
    assert unrecorded(hidden, PARAMS).tolist() == [[0.0], [1.0]]
