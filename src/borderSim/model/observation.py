"""What the counts saw: the share of the true stock of Venezuelans in Colombia that official figures contain."""

from __future__ import annotations

import numpy as np

from borderSim.model.system import Array, Params


def measurement_ratio(month: int, params: Params) -> Array:
    """Counted / true stock (L, 1) in a month (0 = 2012-01).

    It rises on a straight line from ``measurement_ratio_pre_rumv`` to ``measurement_ratio_post_rumv`` while the
    registration of 2021-22 re-counted people; model and counts are compared only through it.
    """
    before, after = params["measurement_ratio_pre_rumv"], params["measurement_ratio_post_rumv"]
    start, end = params["recount_start"], params["recount_end"]
    return np.asarray(before + (after - before) * np.clip((month - start) / (end - start), 0.0, 1.0))
