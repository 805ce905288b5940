import numpy as np

from borderSim.model.record import unrecorded

from .small_groups import Exposure


def test_random_events_wait_for_the_first_month_that_the_tables_do_not_cover():
    params = {"events_known_until": np.array([[163.0], [10.0]])}
    assert unrecorded(Exposure(2, month=162), params).tolist() == [[0.0], [1.0]]
    assert unrecorded(Exposure(2, month=163), params).tolist() == [[1.0], [1.0]]
