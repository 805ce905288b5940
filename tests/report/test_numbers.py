import math

import pytest

from borderSim.report.numbers import day, in_100, month, number, rounded, span


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (3.21, "3.2", "3,2"),
        (45_231, "45,000", "45.000"),
        (1_234_567, "1.2 million", "1,2 millones"),
        (1_000_000, "1 million", "1 millón"),
        (996_000, "1 million", "1 millón"),
        (0.0123, "0.012", "0,012"),
        (-320_000, "\u2212320,000", "\u2212320.000"),
        (0, "0", "0"),
        (math.nan, "no value", "sin dato"),
    ],
)
def test_two_significant_figures(value, english, spanish):
    assert number(value, "en") == english
    assert number(value, "es") == spanish


def test_sign_and_range():
    assert number(1500, "en", sign=True) == "+1,500"
    assert number(0, "en", sign=True) == "0"
    assert span(2.04e6, 3.66e6, "es") == "2 a 3,7 millones"
    assert span(900_000, 3.66e6, "en") == "900,000 to 3.7 million"
    assert span(-0.5, 0.25, "en", sign=True) == "\u22120.5 to +0.25"
    assert span(-6.3, -5.8e-9, "en", sign=True) == "\u22126.3 to 0"
    assert number(4e-9, "en") == "0"
    assert rounded(-0.0) == 0


def test_counts_of_100_claim_certainty_only_when_all_agree():
    assert [in_100(v) for v in (0, 0.2, 49.6, 99.8, 100)] == [0, 1, 50, 99, 100]


def test_dates():
    from datetime import date

    assert month("2022-09", "en") == "Sep 2022"
    assert month("2022-09", "es") == "sept 2022"
    assert day(date(2022, 9, 26), "es") == "26 sept 2022"
