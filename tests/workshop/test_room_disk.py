"""A session on a disk that fills up, and under a server that is killed."""

import asyncio
import errno
import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from borderSim.workshop.room import events
from borderSim.workshop.room import room as room_module
from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.room import DRAFTS_EVERY, Room
from tests.workshop.room_lab import (
    CHIEF,
    DRIVER,
    GUEST,
    OTHER,
    TRUTH,
    Clock,
    busy,
    draft,
    fails,
    log_of,
    opened,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "session"


def short_write(kept):
    """What a disk does that fills up in the middle of a line."""
    real = os.write

    def write(file, text):
        if kept:
            return real(file, text[: kept.pop()])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return write


def test_a_full_disk_refuses_and_leaves_nothing_half_written(folder, given, monkeypatch):
    clock = Clock()
    room = busy(opened(folder, given, clock))
    clock.at += DRAFTS_EVERY
    before, state, heard = log_of(folder).read_bytes(), room.state, []
    room.listen(heard.append)
    for event in (events.MapHidden(False), events.Drafted(2, draft(0.9))):
        with monkeypatch.context() as patch:
            patch.setattr("borderSim.workshop.room.log.os.write", short_write([7]))
            with pytest.raises(Refused) as error:
                room.do(event)
        assert error.value.key == "room_disk_full"
        assert log_of(folder).read_bytes() == before
    assert room.state is state
    assert heard == []
    room.do(events.MapHidden(False))
    room.close()
    assert read_session(folder).state == room.state


def test_what_could_not_be_cut_off_is_cut_off_before_the_next_line(folder, given, monkeypatch):
    def stuck(file, size):
        raise OSError(errno.EIO, "stuck")

    room = busy(opened(folder, given))
    state = room.state
    with monkeypatch.context() as patch:
        patch.setattr("borderSim.workshop.room.log.os.write", short_write([7]))
        patch.setattr("borderSim.workshop.room.log.os.ftruncate", stuck)
        with pytest.raises(Refused):
            room.do(events.MapHidden(False))
    with monkeypatch.context() as patch:
        patch.setattr("borderSim.workshop.room.log.os.ftruncate", stuck)
        with pytest.raises(Refused) as error:
            room.do(events.MapHidden(False))
    assert error.value.key == "room_not_saved"
    assert room.state is state
    assert "is cut off (7 bytes)" in read_session(folder).problems[0]
    room.do(events.MapHidden(False))
    room.close()
    assert read_session(folder).state == room.state


def test_a_limit_of_the_system_refuses_too(folder, given):
    room = busy(opened(folder, given))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room._log.size + 10, before[1]))
    try:
        with pytest.raises(Refused) as error:
            room.do(events.Voted(1, OTHER, {1: 1}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error.value.key == "room_disk_full"
    room.close()
    assert read_session(folder).state == room.state


def test_a_session_that_cannot_begin_says_so_and_can_begin_later(folder, given, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("borderSim.workshop.room.log.os.write", short_write([9]))
        fails(lambda: opened(folder, given), "the session could not begin: The disk")
    opened(folder, given).close()
    assert len(read_session(folder).entries) == 1


def test_a_draft_reaches_the_disk_without_another_event(folder, given, monkeypatch):
    monkeypatch.setattr(room_module, "DRAFTS_EVERY", 0.05)

    async def drag():
        room = Room.open(folder, given, 3)
        for value in (0.1, 0.2, 0.3):
            room.do(events.Drafted(1, draft(value)))
        told = read_session(folder).state.teams[1].draft
        with monkeypatch.context() as patch:
            patch.setattr("borderSim.workshop.room.log.os.write", short_write([]))
            await asyncio.sleep(0.08)
        assert read_session(folder).state.teams[1].draft == told
        await asyncio.sleep(0.08)
        saved = read_session(folder).state.teams[1].draft
        room.close()
        return told, saved

    assert asyncio.run(drag()) == (draft(0.1), draft(0.3))


def test_a_waiting_draft_stands_in_the_log_before_its_device_leaves(folder, given):
    room = busy(opened(folder, given))
    room.do(events.Drafted(1, draft(0.9)), by=DRIVER)
    room.do(events.Joined(DRIVER, "guest"))
    room.close()
    again = Room.open(folder, given)
    assert again.state == room.state
    again.close()


def test_the_last_draft_is_saved_on_closing(folder, given):
    room = opened(folder, given)
    for value in (0.1, 0.2, 0.3):
        room.do(events.Drafted(1, draft(value)))
    room.close()
    assert read_session(folder).state == room.state


@pytest.mark.parametrize("lines", [1, 40, 400])
def test_a_killed_server_loses_nothing_that_it_said_was_saved(folder, tmp_path, given, lines):
    command = [sys.executable, "-m", "tests.workshop.room_writer", tmp_path, folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = [process.stdout.readline().split() for _ in range(lines)]
    time.sleep(0.001 * (lines % 7))
    os.kill(process.pid, signal.SIGKILL)
    said += [line.split() for line in process.stdout.read().splitlines() if line.count(" ") == 1]
    process.wait()
    session = read_session(folder)
    room = Room.open(folder, given)
    assert room.state == session.state
    last = {device: float(number) for number, device in said}
    found = room.state.questions[1].predictions
    for device, amount in last.items():
        assert found[device].amount >= amount
    assert room.state.rounds[0].closed_at is None
    assert room.state.ballots[1].votes == {GUEST: {1: 2, 2: 1}}
    assert len(found) - len(last) in (2, 3)
    room.do(events.Revealed(1, TRUTH), by=CHIEF)
    room.close()
