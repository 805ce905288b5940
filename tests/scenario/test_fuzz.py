"""Files damaged at random are refused with problems or read, and nothing else ever happens."""

import random
from pathlib import Path

import pytest

from borderSim.errors import Problem, UserError
from borderSim.scenario import load_scenario

SEEDS = [
    b'name: x\nstart: 2022-07-01\nend: 2027-07-01\ntitle: {en: A, es: "B"}\nnotes: [one, {es: dos}]\nmembers: 20\n'
    b"levers:\n  border_open_people[tienditas, union]: [{value: 0}, {from: 2023-01, value: 80%, ramp: 3 months}]\n"
    b"  ppt_delivery_capacity: {from: 2023-01-01, value: 160k/month,\n"
    b"    lag: {median: 3 months, low: 1 month, high: 1 year}}\n"
    b"  crossing_hours: {steps: {2025-08-01: 3, 2026-01-01: 6 h}}\n  regularisation_cutoff: 2025-07-01\n"
    b"events:\n  - {type: border_closure, date: 2024-07-28, for: 3 days, place: union}\n"
    b'  - {when: "trust < 0.5 and not days_closed > 3 for 2 months", do: {tariff_rate: 5%}, for: 3.5 days, once: yes}\n'
    b"assumptions: {reopening_admin_lag: {low: 1, central: 3, high: 9}, balloon_coefficient: 0}\n"
    b"switches: {events_off: no}\nindicators: [trust]\ndecompose: [demand]\n"
]
PIECES = [
    *(bytes([letter]) for letter in b"\n :-{}[]\"'#!%|>?\t\xc30"),
    *(b"", b"  ", b"- ", b"&a", b"*a", b"[]", b"{}", b"\xe2\x80\xa8"),
    *(
        b"null",
        b"yes",
        b"1e999",
        b"-1",
        b"9" * 30,
        b".nan",
        b"2023-01-01",
        b"3 days",
        b"for",
        b"x: 1\n",
        b"extends: x\n",
    ),
]


def damage(rng):
    content = bytearray(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(content))
        content[start : start + rng.choice((0, 0, 1, 2, 5, 12))] = rng.choice(PIECES)
    return bytes(content)


def check(error):
    assert error.problems
    for problem in error.problems:
        assert isinstance(problem, Problem)
        assert problem.line >= 1
        assert "\n" not in str(problem)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("seed", range(8))
def test_damaged_files(seed, tmp_path):
    rng, path = random.Random(seed), tmp_path / "x.yaml"
    refused = 0
    for _ in range(60):
        path.write_bytes(damage(rng))
        try:
            scenario = load_scenario(Path(path))
        except UserError as error:
            refused += 1
            check(error)
        else:
            assert scenario.name
    assert refused > 20
