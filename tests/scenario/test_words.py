"""Dates, durations, numbers and quantities: what is understood, and to which number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.scenario.quantity import parse_quantity
from borderSim.scenario.source import scalar
from borderSim.scenario.words import Duration, parse_day, parse_duration, parse_number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        (0.8, "index 0-1", 0.8),
        ("0.8", "index 0-1", 0.8),
        ("80%", "index 0-1", 0.8),
        ("80 %", "share of time open", 0.8),
        ("5%", "ad valorem", 0.05),
        ("30%", "ratio to 2023", 0.3),
        ("160k/month", "permits/month", 160_000),
        ("160k permits/month", "permits/month", 160_000),
        ("160000 permits / month", "permits/month", 160_000),
        ("0.16 M/month", "permits/month", 160_000),
        ("160k", "permits/month", 160_000),
        ("30 t", "tonnes/truck", 30),
        ("30 tonnes/truck", "tonnes/truck", 30),
        ("15 h", "hours/day", 15),
        ("15 hours/day", "hours/day", 15),
        ("50 M USD/year", "USD M/year", 50),
        ("50 USD M/year", "USD M/year", 50),
        ("USD 50 M/year", "USD M/year", 50),
        ("$50M/year", "USD M/year", 50),
        ("50 million USD/year", "USD M/year", 50),
        ("50M/year", "USD M/year", 50),
        ("50000000 USD/year", "USD M/year", 50),
        ("50", "USD M/year", 50),
        ("300 USD/migrant/year", "USD/migrant/year", 300),
        ("70 USD/bbl", "USD/bbl", 70),
        ("26 weeks", "weeks", 26),
        ("12 months", "months offered", 12),
        ("500 people/month", "persons/month", 500),
        ("4k persons/hour", "persons/hour per crossing", 4000),
    ],
)
def test_quantities(text, unit, number):
    assert parse_quantity(text, unit) == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("160k/year", "permits/month"),
        ("160k permits", "permits/month"),
        ("160k persons/month", "permits/month"),
        ("160m/month", "permits/month"),
        ("30 h", "tonnes/truck"),
        ("80%", "tonnes/truck"),
        ("80% of trucks", "index 0-1"),
        ("0.8 k", "index 0-1"),
        ("2 full", "0 severed, 1 consular, 2 full"),
        ("50 EUR/year", "USD M/year"),
        ("1,000", "places"),
        ("1 000", "places"),
        ("-", "places"),
        ("1.2.3", "places"),
        ("", "places"),
    ],
)
def test_quantities_that_are_not_guessed(text, unit):
    with pytest.raises(ValueError, match=r"does not fit|is not a number"):
        parse_quantity(text, unit)


def test_days():
    assert parse_day("2022-09-26") == date(2022, 9, 26)
    assert parse_day("2022-09") == date(2022, 9, 1)
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    for wrong in ("2023-02-29", "26-09-2022", "2022-9-1", 2022, None, "2022-09-26 ", "20220926", "2022-W39"):
        with pytest.raises(ValueError, match=r"date|calendar"):
            parse_day(wrong)


def test_durations():
    assert parse_duration("18 months").months == 18
    assert parse_duration("2 years").months == 24
    assert parse_duration("1 month") == parse_duration("1month") == Duration(1, "month")
    assert parse_duration("14 days").days == 14
    assert parse_duration("2 weeks").days == 14
    assert parse_duration("3.5 days").days == 3.5
    assert parse_duration("365.25 days").months == pytest.approx(12)


def test_a_duration_after_a_day_follows_the_calendar():
    assert Duration(3, "day").after(date(2024, 2, 27)) == date(2024, 3, 1)
    assert Duration(1, "month").after(date(2024, 1, 31)) == date(2024, 2, 29)
    assert Duration(18, "month").after(date(2026, 2, 1)) == date(2027, 8, 1)
    assert Duration(1, "year").after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Duration(12, "month").after(date(2023, 12, 31)) == date(2024, 12, 31)
    with pytest.raises(ValueError, match="whole number"):
        Duration(1.5, "month").after(date(2024, 1, 1))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_by_python_is_read_exactly(number):
    assert parse_number(repr(number)) == number
    assert parse_number(scalar(repr(number))) == number


@given(st.text(max_size=20))
def test_a_plain_word_becomes_a_value_without_an_error(text):
    value = scalar(text)
    assert value is None or isinstance(value, bool | int | float | str)


def test_yaml_words():
    assert [scalar(word) for word in ("yes", "On", "TRUE", "no", "off", "False")] == [True] * 3 + [False] * 3
    assert scalar("~") is None
    assert [scalar(word) for word in ("12", "-3", ".5", "1e3", "2.")] == [12, -3, 0.5, 1000.0, 2.0]
    assert [scalar(word) for word in ("012", "0x1f", "1_000", "12:30", "2022-09-26")] == [
        "012",
        "0x1f",
        "1_000",
        "12:30",
        "2022-09-26",
    ]
