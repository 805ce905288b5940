"""What the tests of the room share."""

import pytest

from tests.workshop.room_lab import Clock, bases_in, busy, opened


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return bases_in(tmp_path_factory.mktemp("scenarios"))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def room(tmp_path, given, clock):
    made = opened(tmp_path / "session", given, clock)
    yield made
    made.close()


@pytest.fixture
def full(room):
    return busy(room)
