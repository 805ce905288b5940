"""One small run of everything for all tests of the facts."""

from datetime import date

import pytest

from borderSim.validation.runs import run_all

MEMBERS = 2
UNTIL = date(2021, 12, 31)


@pytest.fixture(scope="session")
def runs():
    return run_all(MEMBERS, "prior", 1, UNTIL)
