"""Conversions between units: the only numbers of the model that are not in a table."""

MONTHS_A_YEAR = 12.0
DAYS_PER_MONTH = 365.25 / 12
DAYS_PER_WEEK = 7.0
HOURS_PER_DAY = 24.0
PER_THOUSAND = 1000.0
MILLION = 1e6
