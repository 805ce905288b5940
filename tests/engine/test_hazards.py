import numpy as np
from scipy import stats

from borderSim.engine.hazards import Thresholds, advance, start
from borderSim.engine.noise import Noise


def run(hazard, months, members=200, lanes_per_member=1, event="war"):
    thresholds = Thresholds(Noise(3, np.arange(members)), lanes_per_member)
    state = start(event, members * lanes_per_member, hazard.shape[1])
    fired = []
    for _ in range(months):
        state = advance(event, np.broadcast_to(hazard, state[f"clock:{event}"].shape), state, thresholds)
        fired.append(state[f"fired:{event}"])
    return np.stack(fired), state


def test_counts_are_poisson_at_a_constant_small_hazard():
    fired, state = run(np.full((1, 1), 0.05), 120, members=3000)
    counts = fired.sum(axis=0).ravel()
    assert abs(counts.mean() - 6) < 0.2
    assert abs(counts.var() - 6) < 0.6
    assert np.array_equal(counts, state["count:war"].ravel())


def test_first_time_is_exponential():
    fired, _ = run(np.full((1, 1), 0.02), 600, members=2000)
    first = fired[:, :, 0].argmax(axis=0) + 1.0
    assert stats.kstest(first - 0.5, "expon", args=(0, 50)).pvalue > 1e-3


def test_a_lower_hazard_never_fires_earlier():
    high, low = (np.cumsum(run(np.full((1, 2), h), 200)[0], axis=0) for h in (0.1, 0.04))
    assert np.all(low <= high)


def test_no_hazard_no_event_and_marks_only_where_fired():
    fired, _ = run(np.zeros((1, 1)), 50)
    assert not fired.any()
    _, state = run(np.full((1, 3), 0.9), 30)
    assert np.all((state["mark:war"] > 0) == (state["fired:war"] > 0))


def test_scenarios_of_a_member_share_thresholds():
    fired, _ = run(np.full((1, 2), 0.1), 100, members=20, lanes_per_member=3)
    lanes = fired.reshape(100, 20, 3, 2)
    assert np.array_equal(lanes[:, :, 0], lanes[:, :, 1])
    alone, _ = run(np.full((1, 2), 0.1), 100, members=20)
    assert np.array_equal(lanes[:, :, 0], alone)


def test_ten_times_the_hazard_moves_only_its_own_events():
    """Known-answer check of model description 6b.19: no other stream's draws shift."""
    thresholds = Thresholds(Noise(3, np.arange(5)), 1)
    quiet = start("talks", 5, 1)
    before = [advance("talks", np.full((5, 1), 0.2), quiet, thresholds)["clock:talks"]]
    war = start("war", 5, 1)
    for _ in range(50):
        war = advance("war", np.full((5, 1), 2.0), war, thresholds)
    again = advance("talks", np.full((5, 1), 0.2), quiet, thresholds)["clock:talks"]
    assert np.array_equal(before[0], again)
