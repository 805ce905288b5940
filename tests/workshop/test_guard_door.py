"""The doorkeeper: codes, cookies, the facilitator's token, locks."""

import json
import stat
from contextlib import closing

import pytest
from starlette.requests import HTTPConnection

from borderSim.errors import UserError
from borderSim.scenario import load_scenario
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.guard.address import Address
from borderSim.workshop.guard.brake import WRONG_BY_ADDRESS, WRONG_IN_ALL, Bucket
from borderSim.workshop.guard.buckets import MOST_KEPT, Buckets
from borderSim.workshop.guard.doorkeeper import Doorkeeper, NotAdmitted, device_id
from borderSim.workshop.guard.guard_words import GUARD_WORDS
from borderSim.workshop.guard.keys import FILE, Keys, keys
from borderSim.workshop.room.events import Left
from borderSim.workshop.room.room import Refused, Room

PHONE, OTHER, OWN = "192.168.1.20", "192.168.1.21", "127.0.0.1"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def bases():
    scenario = load_scenario("scenarios/today.yaml")
    return Bases({scenario.name: scenario}, scenario)


@pytest.fixture
def room(tmp_path, bases):
    room = Room.open(tmp_path / "session", bases, 3)
    yield room
    room.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(room, clock, monkeypatch):
    monkeypatch.setattr(Doorkeeper, "cookie", "session")
    return Doorkeeper(room, Address(8765, (PHONE,)), clock)


def asks(client=PHONE, cookie=None, name="session"):
    headers = [(b"cookie", f"{name}={cookie}".encode())] if cookie is not None else []
    return HTTPConnection({"type": "http", "client": (client, 1), "headers": headers})


def wrong(door, client=PHONE):
    return "9999" if door.keys.code != "9999" else "0000"


def test_a_phone_needs_the_code_once_and_this_machine_never(door):
    assert door.asks_code(asks())
    assert not door.asks_code(asks(OWN))
    cookie = door.admit(asks(), door.keys.code)
    assert not door.asks_code(asks(cookie=cookie))
    assert door.visitor(asks(cookie=cookie)).role == "guest"
    assert door.admit(asks(cookie=cookie), "", team=2) == cookie
    assert door.visitor(asks(cookie=cookie)).team == 2


def test_the_log_holds_no_cookie_and_no_key(door, room):
    cookie = door.admit(asks(), door.keys.code, team=1)
    entered = door.enter(asks(OWN), door.keys.token)
    log = (room.folder / "session.jsonl").read_text()
    assert device_id(cookie) in log
    assert cookie not in log
    assert entered not in log
    assert door.keys.token not in log


def test_ten_wrong_codes_lock_the_address_for_a_minute(door, clock):
    for _ in range(WRONG_BY_ADDRESS):
        with pytest.raises(NotAdmitted, match="guard_wrong_code"):
            door.admit(asks(), wrong(door))
    with pytest.raises(NotAdmitted, match="guard_locked"):
        door.admit(asks(), door.keys.code)
    assert door.admit(asks(OTHER), door.keys.code), "somebody else still comes in"
    clock.now = 59.0
    with pytest.raises(NotAdmitted, match="guard_locked"):
        door.admit(asks(), door.keys.code)
    clock.now = 60.5
    assert door.admit(asks(), door.keys.code)


def test_many_addresses_are_slowed_and_who_is_in_stays_in(door, clock):
    cookie = door.admit(asks(OTHER), door.keys.code, team=1)
    for number in range(WRONG_IN_ALL):
        with pytest.raises(NotAdmitted, match="guard_wrong_code"):
            door.admit(asks(f"10.0.0.{number}"), wrong(door))
    with pytest.raises(NotAdmitted, match="guard_locked"):
        door.admit(asks("10.0.1.1"), door.keys.code)
    assert door.visitor(asks(OTHER, cookie)).team == 1
    assert door.admit(asks(OTHER, cookie), "", team=2) == cookie
    assert door.admit(asks(OWN), "")
    clock.now = 61.0
    assert door.admit(asks("10.0.1.1"), door.keys.code)


def test_guessing_the_facilitators_key_is_locked_too(door):
    for guess in ["", "a", door.keys.token[:-1], door.keys.token + "a", door.keys.token.swapcase(), "ñ"] * 2:
        with pytest.raises(NotAdmitted):
            door.enter(asks(), guess)
    with pytest.raises(NotAdmitted, match="guard_locked"):
        door.enter(asks(), door.keys.token)
    own = door.enter(asks(OWN), door.keys.token)
    assert door.is_facilitator(asks(OWN, own))


@pytest.mark.parametrize("forged", ["", "a", "facilitator", "0" * 32, "../../etc", "é"])
def test_a_forged_cookie_is_nobody_and_is_not_taken_over(door, forged):
    assert door.visitor(asks(cookie=forged)) is None
    assert not door.is_facilitator(asks(cookie=forged))
    assert door.asks_code(asks(cookie=forged))
    assert door.admit(asks(cookie=forged), door.keys.code) != forged


def test_the_devices_name_in_the_log_is_no_cookie(door):
    cookie = door.enter(asks(OWN), door.keys.token)
    assert not door.is_facilitator(asks(cookie=device_id(cookie)))
    assert not door.is_facilitator(asks(cookie=cookie, name="borderSim-8766")), "another workshop's cookie"


def test_the_cookie_is_a_sessions_own_whatever_its_port(tmp_path, bases):
    with closing(Room.open(tmp_path / "a", bases, 3)) as first, closing(Room.open(tmp_path / "b", bases, 3)) as second:
        names = [Doorkeeper(room, Address(port)).cookie for room, port in ((first, 1), (first, 2), (second, 1))]
    assert names[0] == names[1] != names[2]


def test_a_team_has_one_device(door, room):
    first = door.admit(asks(), door.keys.code, team=1)
    with pytest.raises(Refused):
        door.admit(asks(OTHER), door.keys.code, team=1)
    assert len(room.state.devices) == 1
    room.do(Left(1))
    door.admit(asks(OTHER), door.keys.code, team=1)
    assert door.visitor(asks(cookie=first)).role != "facilitator"


@pytest.mark.parametrize("team", [0, -1, 4, 99])
def test_no_team_but_the_rooms(door, team):
    with pytest.raises(NotAdmitted, match="guard_no_team"):
        door.admit(asks(OWN), "", team=team)
    with pytest.raises(NotAdmitted, match="guard_no_team"):
        door.admit(asks(OWN), "", sits=team)


def test_a_guest_sits_with_a_team_and_does_not_drive_it(door, room):
    cookie = door.admit(asks(), door.keys.code, sits=2)
    assert (door.visitor(asks(cookie=cookie)).role, door.visitor(asks(cookie=cookie)).team) == ("guest", 2)
    assert room.state.teams[2].device is None


def test_keys_are_kept_and_only_their_owner_reads_them(tmp_path):
    made = keys(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert keys(tmp_path) == made
    assert len(made.code) == 4
    assert made.code.isdigit()
    assert len(made.token) >= 43
    assert keys_of(tmp_path / "other").token != made.token


def keys_of(folder):
    folder.mkdir()
    return keys(folder)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"code": "1", "token": ""}', json.dumps({"code": 1234, "token": None}), '{"a": 1}']
)
def test_broken_keys_are_said(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(UserError, match=r"keys\.json"):
        keys(tmp_path)


def test_codes_keep_their_zeros(monkeypatch, tmp_path):
    monkeypatch.setattr("secrets.randbelow", lambda _: 7)
    assert keys(tmp_path) == Keys("0007", keys(tmp_path).token)


def test_a_bucket_lets_a_burst_through_and_then_its_rate(clock):
    bucket = Bucket(2, 5, clock)
    assert [bucket.take() for _ in range(6)] == [True] * 5 + [False]
    clock.now = 1.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_buckets_are_forgotten_when_they_are_full_again(clock):
    buckets = Buckets(1, 1, clock)
    assert all(buckets.take(str(n)) for n in range(MOST_KEPT))
    assert not buckets.take("one more")
    clock.now = 2.0
    assert buckets.take("one more")
    assert len(buckets._kept) == 1


def test_words_are_there_in_both_languages_with_the_same_values():
    import string

    for key, (en, es) in GUARD_WORDS.items():
        assert key.startswith("guard_")
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (en, es)]
        assert fields[0] == fields[1]
        assert en != es
