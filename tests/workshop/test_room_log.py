"""The session on the disk: private, one server at a time, whole after any kill, clear about what is wrong with it."""

import json
import shutil
import stat
from dataclasses import replace

import pytest

from borderSim.errors import UserError
from borderSim.scenario import load_scenario, scenario_hash
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room import events
from borderSim.workshop.room.lines import seconds
from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import TEAMS, Room
from tests.workshop.room_lab import GUEST, OTHER, UNCLEAR, Clock, busy, fails, log_of, opened


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "session"


@pytest.fixture
def ended(folder, given):
    """The folder and last state of a session that was closed in order."""
    room = busy(opened(folder, given))
    room.close()
    return room.state


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_reads_a_session(folder, ended):
    assert mode(folder) == mode(folder / "scenarios") == 0o700
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {".lock", "session.jsonl", "opening.yaml", "closing.yaml", "baseline.yaml"}
    assert {mode(path) for path in files} == {0o600}


def test_an_empty_folder_is_made_private_and_a_full_one_is_refused(folder, given):
    folder.mkdir(mode=0o755)
    opened(folder, given).close()
    assert mode(folder) == 0o700
    other = folder.parent
    fails(lambda: opened(other, given), "holds other files (session)")
    assert mode(other) != 0o700 or not (other / "scenarios").exists()
    file = folder.parent / "file"
    file.write_text("")
    fails(lambda: opened(file, given), "cannot hold a session")


def test_a_line_says_what_happened_when_and_through_which_device(folder, given):
    room = opened(folder, given)
    room.do(events.Joined(GUEST, "guest"))
    room.do(events.MapHidden(True), by=None)
    room.do(events.Joined(GUEST, "guest", 1), by=GUEST)
    room.close()
    lines = [json.loads(line) for line in log_of(folder).read_text(encoding="utf-8").splitlines()]
    assert lines[0]["kind"] == "opened"
    assert lines[0]["event"]["scenarios"]["opening"] == scenario_hash(given.scenarios["opening"])
    assert lines[2] == {"n": 3, "at": lines[2]["at"], "kind": "map_hidden", "event": {"hidden": True}}
    assert lines[3]["by"] == GUEST
    assert lines[3]["event"] == {"device": GUEST, "role": "guest", "team": 1}
    assert lines[3]["at"] == "2026-09-21T14:13:20.125+00:00"
    assert seconds(lines[3]["at"]) == Clock().at


def test_scenarios_are_kept_whole(folder, given, ended):
    for name, base in {**given.scenarios, "baseline": given.baseline}.items():
        assert load_scenario(folder / "scenarios" / f"{name}.yaml") == base


def test_a_session_goes_on_where_it_was(folder, given, ended):
    before = log_of(folder).read_bytes()
    room = Room.open(folder, given)
    assert room.state == ended
    assert room.problems == ()
    room.do(events.Voted(1, OTHER, {2: 1}))
    room.close()
    assert log_of(folder).read_bytes().startswith(before)
    again = Room.open(folder, given, 3)
    assert again.state == room.state
    again.close()


def test_limits_hold_after_a_restart(folder, given, monkeypatch, ended):
    monkeypatch.setattr("borderSim.workshop.room.limits.MOST_CHANGES", 1)
    room = Room.open(folder, given)
    with pytest.raises(Refused) as error:
        room.do(events.Predicted(1, GUEST, UNCLEAR))
    assert error.value.key == "room_too_often"
    room.close()


def test_a_session_is_read_while_it_goes_on_and_nothing_changes(folder, given):
    room = busy(opened(folder, given))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    for where in (folder, log_of(folder), str(folder)):
        session = read_session(where)
        assert session.state == room.state
        assert session.bases == given
        assert (session.path, session.problems) == (log_of(folder), ())
        assert session.entries[0].event.teams == 3
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert before == after
    room.close()


def test_two_servers_do_not_open_one_session(folder, given):
    room = opened(folder, given)
    fails(lambda: Room.open(folder, given), "another borderSim has this session open")
    room.do(events.MapHidden(True))
    room.close()
    room.close()
    with pytest.raises(Refused):
        room.do(events.MapHidden(False))
    Room.open(folder, given).close()


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_torn_last_line_is_cut_off_and_said(folder, given, ended, cut):
    whole = log_of(folder).read_bytes()
    lines = whole.splitlines(keepends=True)
    log_of(folder).write_bytes(whole[:-cut])
    session = read_session(folder)
    assert len(session.entries) == len(lines) - 1
    assert not session.state.map_hidden
    assert f"session.jsonl:{len(lines)}: the last line is cut off" in session.problems[0]
    room = Room.open(folder, given)
    assert room.state == session.state
    assert room.problems == session.problems
    room.do(events.MapHidden(True))
    room.close()
    assert log_of(folder).read_bytes().startswith(b"".join(lines[:-1]))
    assert read_session(folder).problems == ()
    assert read_session(folder).state == ended


def test_a_session_that_never_began_begins(folder, given):
    opened(folder, given).close()
    log_of(folder).write_bytes(log_of(folder).read_bytes()[:-5])
    fails(lambda: read_session(folder), "holds no session yet")
    room = Room.open(folder, given)
    assert len(room.state.teams) == TEAMS + 1
    room.close()


WRONG_LINES = {
    "no JSON": b"{nonsense",
    "no object": b"[1, 2]",
    "not UTF-8": b'{"n": 3, "at": "\xff"}',
    "deep": b"[" * 100_000,
    "no kind": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","event":{}}',
    "kind": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"exploded","event":{}}',
    "number": b'{"n":9,"at":"2026-01-01T00:00:00.000+00:00","kind":"map_hidden","event":{"hidden":true}}',
    "time": b'{"n":3,"at":"yesterday","kind":"map_hidden","event":{"hidden":true}}',
    "zone": b'{"n":3,"at":"2026-01-01T00:00:00.000","kind":"map_hidden","event":{"hidden":true}}',
    "fields": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"map_hidden","event":{}}',
    "more": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"map_hidden","event":{"hidden":true},"x":1}',
    "type": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"round_opened","event":{"minutes":"long"}}',
    "NaN": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"round_opened","event":{"minutes":NaN}}',
    "rule": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"round_closed","event":{}}',
    "infinite": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"round_opened","event":{"minutes":1e999}}',
    "draft": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"drafted","event":{"team":1,"draft":{"base":"x"}}}',
    "power": b'{"n":3,"at":"2026-01-01T00:00:00.000+00:00","kind":"map_hidden","by":"me","event":{"hidden":true}}',
    "empty": b"",
    "zeros": b"\0" * 40,
}


@pytest.mark.parametrize("line", WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_a_corrupt_line_is_named(folder, given, ended, line):
    lines = log_of(folder).read_bytes().splitlines()
    log_of(folder).write_bytes(b"\n".join([*lines[:2], line, *lines[3:], b""]))
    for read in (lambda: read_session(folder), lambda: Room.open(folder, given)):
        fails(read, f"{log_of(folder)}:3:1: ")
    log_of(folder).write_bytes(b"\n".join([*lines, b""]))
    Room.open(folder, given).close()


def test_a_line_that_is_missing_or_a_beginning_that_is_none_is_named(folder, ended):
    lines = log_of(folder).read_bytes().splitlines(keepends=True)
    log_of(folder).write_bytes(b"".join(lines[:5] + lines[6:]))
    fails(lambda: read_session(folder), "session.jsonl:6:1", "number 7 stands where 6 is due")
    log_of(folder).write_bytes(b"".join(lines[1:]))
    fails(lambda: read_session(folder), "session.jsonl:1:1")
    second = lines[1].replace(b'"n":2', b'"n":1')
    log_of(folder).write_bytes(second)
    fails(lambda: read_session(folder), "session.jsonl:1:1", "begins with the kind opened")
    fails(lambda: read_session(folder / "nothing"), "cannot be read")


def test_another_version_is_said(folder, given, ended, monkeypatch):
    log = log_of(folder)
    log.write_bytes(log.read_bytes().replace(b'"version":"', b'"version":"9.', 1))
    fails(lambda: Room.open(folder, given), "begun with borderSim 9.", "start a new session")
    session = read_session(folder)
    assert session.state == ended
    assert "was written by borderSim 9." in session.problems[0]


def test_other_or_changed_scenarios_and_teams_are_said(folder, given, ended, tmp_path):
    changed = replace(given.scenarios["opening"], seed=5)
    others = replace(given, scenarios={**given.scenarios, "opening": changed})
    fails(lambda: Room.open(folder, others), "opening has changed")
    fails(lambda: Room.open(folder, replace(given, baseline=replace(given.baseline, seed=5))), "the baseline baseline")
    only = replace(given, scenarios={"opening": given.scenarios["opening"]})
    fails(lambda: Room.open(folder, only), "was begun with opening, closing", "the command names opening")
    fails(lambda: Room.open(folder, given, 5), "was begun with 3 teams, and the command says 5")
    kept = folder / "scenarios" / "closing.yaml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("0.2", "0.3"), encoding="utf-8")
    for read in (lambda: read_session(folder), lambda: Room.open(folder, given)):
        fails(read, "closing.yaml: was changed since the session began")
    shutil.rmtree(folder / "scenarios")
    fails(lambda: read_session(folder), "no such file")


def test_a_log_leads_to_no_file_elsewhere(folder, given, ended):
    log = log_of(folder)
    log.write_bytes(log.read_bytes().replace(b'"closing":', b'"../../secret":', 1))
    fails(lambda: read_session(folder), "session.jsonl:1", "is not a name")
    target = folder.parent / "elsewhere"
    log.unlink()
    log.symlink_to(target)
    with pytest.raises((UserError, OSError)):
        Room.open(folder, given)
    assert not target.exists()


def test_two_scenarios_of_one_name_and_too_many_teams_are_refused(folder, given, tmp_path):
    other = replace(given.scenarios["opening"], seed=9)
    fails(lambda: opened(folder, Bases(given.scenarios, other)), "two different scenarios have this name")
    for teams in (0, -1, 13):
        fails(lambda count=teams: opened(folder, given, teams=count), "a session has 1 to 12")
    own = Bases({"baseline": given.baseline}, given.baseline)
    opened(folder, own).close()
    assert read_session(folder).bases == own
