"""Odd combinations: every sentence is true of the model, fires where it should, and only there."""

import importlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.scenario.names import places
from borderSim.workshop.draft import change
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.warnings import odd_combinations, parse, warnings
from tests.model.link_signs_setting import central
from tests.workshop import odd_claims
from tests.workshop.drafts import drafts, room, today

ODD = {odd.name: odd for odd in odd_combinations()}
BEYOND = 0.001
"""Share of a lever's range by which an example lies beyond a limit."""


@pytest.mark.parametrize("name", ODD)
def test_the_model_makes_the_claim_true(name):
    held = getattr(odd_claims, name)(central())
    for part in held if isinstance(held, list) else [held]:
        assert np.all(part)


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_its_words_and_its_mechanism_exist(odd):
    file, function = odd.mechanism.split()
    module = importlib.import_module(f"borderSim.{file.removesuffix('.py').replace('/', '.')}")
    assert callable(getattr(module, function))
    assert odd.text("en") != odd.text("es")
    assert len(odd.text("en")) <= 200
    assert len(odd.text("es")) <= 230
    assert odd.text("en").endswith(".")
    assert odd.text("es").endswith(".")
    for part in odd.parts:
        lever = catalogue.levers()[part.indicator]
        assert lever.lower <= part.number <= lever.upper


def together(odd, bases):
    """A draft in which every part of a combination holds."""
    draft = Draft(next(iter(bases.scenarios)))
    for part in odd.parts:
        lever = catalogue.levers()[part.indicator]
        draft = change.with_lever(draft, bases, lever.name, part.number, bases.first.start, 0)
    return draft


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_it_is_said_when_all_its_parts_hold_and_not_when_one_does_not(odd):
    bases = today()
    draft = together(odd, bases)
    for lang in ("en", "es"):
        assert odd.text(lang) in warnings(draft, bases, lang)
    for part in odd.parts:
        lever = catalogue.levers()[part.indicator]
        step = BEYOND * (lever.upper - lever.lower) * (1 if part.operator == "<=" else -1)
        if lever.unit == "date":
            step = 1
        other = change.with_lever(draft, bases, lever.name, part.number + step)
        assert odd.text("en") not in warnings(other, bases, "en")


def test_a_policy_that_moves_nothing_is_told_nothing():
    assert warnings(Draft("today"), today(), "en") == []
    draft = change.with_lever(Draft("today"), today(), "oil_price", 90)
    assert warnings(draft, today(), "en") == []


def test_a_base_that_moves_levers_is_told_of_its_own():
    said = warnings(Draft("reopen"), room(), "en")
    assert said == [ODD["cargo_without_payments"].text("en")]
    banks = change.with_lever(Draft("reopen"), room(), "banking_channel", 0.8)
    assert warnings(banks, room(), "en") == []


def test_what_comes_after_the_run_does_not_count():
    odd = ODD["credit_beyond_the_top"]
    draft = together(odd, today())
    late = change.with_lever(draft, today(), "labour_integration", 1, today().first.start.replace(2030, 6, 1), 60)
    assert odd.text("en") in warnings(draft, today(), "en")
    assert odd.text("en") not in warnings(late, today(), "en")


@given(drafts(), st.sampled_from(("en", "es")))
def test_warnings_are_of_the_table_and_in_its_order(draft, lang):
    said = warnings(draft, room(), lang)
    table = [odd.text(lang) for odd in odd_combinations()]
    assert said == [text for text in table if text in said]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "talks_eln",
        "talks_eln >= ",
        "talks_eln = 1",
        "talks_eln >= much",
        "no_lever >= 1",
        "talks_eln >= 1 or talks_agc >= 1",
        "talks_eln >= 1 and",
        "__import__('os') >= 1",
    ],
)
def test_a_condition_that_is_not_written_so_is_an_error(text):
    assert parse("talks_eln >= 1 and regularisation_cutoff < 2022-01-01")[1].number == 120
    with pytest.raises((KeyError, TypeError, ValueError)):
        parse(text)


def test_the_table_has_no_name_twice_and_reads_levers_of_any_scope():
    names = [row["name"] for row in rows("odd_combinations.csv")]
    assert len(set(names)) == len(names) >= 12
    scopes = {catalogue.levers()[lever].scope for odd in ODD.values() for lever in odd.levers}
    assert {"national", "crossing", "department"} <= scopes
    assert all(places(scope) for scope in scopes)
