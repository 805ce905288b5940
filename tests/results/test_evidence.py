"""What a difference rests on: the best path from each lever, and whether it is argument."""

from itertools import pairwise

import pytest

from borderSim import catalogue
from borderSim.analysis.evidence import STRENGTH, WEAK, basis, best_path, weakest


def test_grades_of_the_table_have_a_strength():
    assert {link.grade for link in catalogue.links().values()} <= set(STRENGTH)


def test_a_measured_link_is_preferred_to_a_shorter_argument():
    paths = [best_path(lever, frozenset(["migrant_stock"])) for lever in catalogue.levers()]
    for path in filter(None, paths):
        for first, second in pairwise(path):
            assert first.effect == second.cause


def every_path(start, ends, longest, passed=()):
    """All simple paths up to a length, the slow way."""
    for link in catalogue.links().values():
        if link.cause == start and link.carried != "not carried" and link.effect not in passed:
            if link.effect in ends:
                yield (link,)
            if longest > 1:
                for rest in every_path(link.effect, ends, longest - 1, (*passed, start)):
                    yield (link, *rest)


@pytest.mark.parametrize(
    "lever", ["border_open_cargo", "public_condemnation", "regularisation_window", "banking_channel"]
)
def test_no_short_path_has_a_safer_weakest_link(lever):
    ends = frozenset(n for n, v in catalogue.variables().items() if "trade_total" in v.names("indicator"))
    best = best_path(lever, ends)
    others = list(every_path(lever, ends, 4))
    for path in others:
        assert STRENGTH[weakest(best)] <= STRENGTH[weakest(path)]


def test_a_reopening_reaches_trade_by_evidence_and_condemnation_by_argument():
    assert not basis(["border_open_cargo"], "trade_total").mostly_weak
    assert basis(["public_condemnation"], "trade_total").mostly_weak


def test_the_weak_links_are_those_to_collect_evidence_on():
    found = basis(["public_condemnation", "border_open_cargo"], "trade_total")
    assert found.weak_levers == ("public_condemnation",)
    assert found.weak_links
    assert {link.grade for link in found.weak_links} <= set(WEAK)
    assert not found.mostly_weak  # one of two


def test_a_lever_that_reaches_nothing_has_no_path():
    assert basis([], "trade_total").paths == {}
    assert best_path("trade_total", frozenset(["oil_price"])) == ()
