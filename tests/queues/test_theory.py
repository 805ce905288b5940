"""Theory against closed forms and a slow independent count; the core's formula against theory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.model import queues
from borderSim.model.units import DAYS_PER_MONTH
from borderSim.queues import theory

loads = st.floats(0.01, 0.97)
APPROXIMATION = 0.025
"""The formula's stated error: a share of the service time, over bays 1 to 40, loads to 0.95, cv 0 to 1.5."""


def formula(load, servers, cv):
    return float(queues.mgc_wait(np.asarray(load), np.asarray(servers), np.asarray(1.0), np.asarray(cv)))


@given(loads)
def test_two_servers_have_a_closed_form(load):
    assert theory.erlang_c(load, 2) == pytest.approx(2 * load**2 / (1 + load), rel=1e-12)


@given(loads, st.integers(1, 40))
def test_the_core_has_erlang_exactly(load, servers):
    assert queues.erlang_c(np.asarray(load), np.asarray(servers)) == pytest.approx(
        theory.erlang_c(load, servers), rel=1e-10
    )


@given(loads, st.floats(1, 39))
def test_a_part_of_a_bay_counts_between_its_neighbours(load, servers):
    """Monthly means of the lever need not be whole."""
    around = [formula(load, n, 1.0) for n in (np.floor(servers), servers, np.floor(servers) + 1)]
    assert around == sorted(around, reverse=True)


def test_an_empty_post_has_no_wait():
    assert formula(0.0, 4, 1.0) == 0.0


@pytest.mark.parametrize("load", [0.1, 0.5, 0.9, 0.97])
def test_constant_service_at_one_server_is_pollaczek_khinchine(load):
    assert theory.mdc_wait(load, 1, 2.0) == pytest.approx(theory.mg1_wait(load, 2.0, 0.0), rel=1e-6)


def test_constant_service_waits_less_than_exponential_and_half_as_long_in_heavy_traffic():
    for servers in (2, 8, 40):
        ratios = [
            theory.mdc_wait(load, servers, 1.0) / theory.mmc_wait(load, servers, 1.0) for load in (0.5, 0.8, 0.97)
        ]
        assert 1 > ratios[0] > ratios[1] > ratios[2] > 0.5
    assert ratios[2] == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("cv", [0.0, 0.7, 1.5])
def test_one_server_is_exact_at_every_cv(cv):
    for load in (0.1, 0.6, 0.95):
        exact = theory.mg1_wait(load, 1.0, cv)
        assert theory.mgc_wait(load, 1, 1.0, cv) == pytest.approx(exact, rel=1e-6)
        assert formula(load, 1, cv) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("servers", [1, 2, 3, 4, 8, 16, 40])
def test_the_formula_is_near_theory_over_the_whole_range(servers):
    for load in (0.1, 0.5, 0.8, 0.95):
        for cv in (0.0, 0.5, 1.0, 1.5):
            gap = formula(load, servers, cv) - theory.mgc_wait(load, servers, 1.0, cv)
            assert abs(gap) < (APPROXIMATION if cv != 1 else 1e-9), (load, cv)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.2, 4), st.floats(0, 1.5), st.floats(5, 50), st.floats(0.5, 8))
def test_completion_has_the_moments_of_a_compound_sum(service, cv, working, repair):
    """E = s + (s/w) r; Var = Var(s)(1 + r/w)^2 + (s/w) E[repair^2], repairs exponential."""
    mean, spread = theory.completion(service, cv, working, repair)
    assert mean == pytest.approx(service + service / working * repair)
    variance = (cv * service) ** 2 * (1 + repair / working) ** 2 + service / working * 2 * repair**2
    assert (mean * spread) ** 2 == pytest.approx(variance, abs=1e-12)


@given(st.floats(0, 20), st.floats(1, 24), st.floats(1, DAYS_PER_MONTH))
def test_the_clock_stretches_a_wait_by_closed_time(wait, hours, days):
    by_clock = float(queues.clock_wait(np.asarray(wait), np.asarray(hours), np.asarray(days)))
    assert by_clock >= wait * (1 - 1e-12)
    assert by_clock == pytest.approx(wait * (24 / hours) * (DAYS_PER_MONTH / days))
