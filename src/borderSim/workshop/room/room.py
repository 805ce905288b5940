"""The room: one session that goes on. Every change is checked, written down, applied, and told to who listens."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from borderSim.errors import UserError
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room import folder as folders
from borderSim.workshop.room.after import after
from borderSim.workshop.room.events import Drafted, Event
from borderSim.workshop.room.limits import Limits
from borderSim.workshop.room.lines import Entry, Lines, day_and_time, read_lines, seconds
from borderSim.workshop.room.log import Log, replayed, torn
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.rules import MOST_TEAMS, check
from borderSim.workshop.room.state import State

__all__ = ["DRAFTS_EVERY", "TEAMS", "Refused", "Room"]

TEAMS = 4
"""Teams of a session where nobody says how many."""
DRAFTS_EVERY = 2.0
"""Seconds: a lever that is dragged changes a draft many times a second; the log keeps the last of each such while."""
Hear = Callable[[Event], None]
logger = logging.getLogger(__name__)


class Room:
    """One session, for one event loop: ``state`` is what it has come to, ``problems`` what was mended on opening."""

    def __init__(
        self, folder: Path, bases: Bases, log: Log, lock: FileLock, now: Callable[[], float] = time.time
    ) -> None:
        self.folder, self.bases, self.state = folder, bases, State()
        self.problems: tuple[str, ...] = ()
        self._log, self._lock, self._now = log, lock, now
        self._limits = Limits()
        self._listeners: list[Hear] = []
        self._drafts: dict[int, Entry] = {}
        self._drafts_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def open(
        cls, folder: str | Path, bases: Bases, teams: int | None = None, now: Callable[[], float] = time.time
    ) -> Room:
        """Begin a session in a folder, or go on with the one that is there; ``teams`` None is that one's, or TEAMS.

        Raises UserError where the folder is no session's, another server has it open, the session was begun with
        another version, other scenarios or another number of teams, or a line of its log is corrupt.
        """
        folder = Path(folder)
        folders.make_folder(folder)
        lock = folders.hold(folder)
        try:
            path = folder / folders.LOG
            lines = read_lines(path) if path.exists() else Lines(path, (), 0, 0)
            if not lines.lines:
                return cls._begun(folder, bases, lock, TEAMS if teams is None else teams, now)
            return cls._resumed(folder, bases, lock, lines, teams, now)
        except BaseException:
            lock.release()
            raise

    def do(self, event: Event, by: str | None = None) -> None:
        """Let an event happen: when this returns it is on the disk, ``state`` has it, the listeners know.

        A draft alone may wait up to DRAFTS_EVERY for the disk. ``by`` is the device that it came through; None is the
        server itself, which has asked whether the visitor may do this. Raises Refused, and then nothing has changed.
        """
        check(self.state, event, self.bases, by)
        self._limits.check(self.state, event, by, self._log.size)
        entry = Entry(seconds(day_and_time(self._now())), event, by)
        self._log.check(entry)
        state = after(self.state, event, entry.at)
        if state == self.state:
            return
        if isinstance(event, Drafted):
            self._keep(event.team, entry)
        else:
            self._write(entry)
        self.state = state
        self._limits.note(event)
        self._tell(event)

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Call ``hear`` with each event once ``state`` has it; returns how to stop. One that raises is left out."""
        self._listeners.append(hear)

        def stop() -> None:
            if hear in self._listeners:
                self._listeners.remove(hear)

        return stop

    def close(self) -> None:
        """Write what waits and let go of the folder; a draft that the disk does not take is lost, and said."""
        try:
            self._write()
        except Refused as refused:
            logger.error("the last drafts of %s could not be saved (%s)", self.folder, refused)
        finally:
            if self._timer:
                self._timer.cancel()
            self._log.close()
            self._lock.release()

    @classmethod
    def _begun(cls, folder: Path, bases: Bases, lock: FileLock, teams: int, now: Callable[[], float]) -> Room:
        if not 1 <= teams <= MOST_TEAMS:
            raise UserError(f"{teams} teams; a session has 1 to {MOST_TEAMS}")
        folders.write_scenarios(folder, bases)
        room = cls(folder, bases, Log(folder / folders.LOG), lock, now)
        try:
            room.do(folders.beginning(bases, teams))
        except Refused as refused:
            room._log.close()
            raise UserError(f"{folder}: the session could not begin: {refused}") from None
        return room

    @classmethod
    def _resumed(
        cls, folder: Path, bases: Bases, lock: FileLock, lines: Lines, teams: int | None, now: Callable[[], float]
    ) -> Room:
        opened = lines.opened()
        folders.check_same(folder, opened, folders.beginning(bases, opened.teams if teams is None else teams))
        folders.read_scenarios(folder, opened)
        entries, state = replayed(lines, bases)
        room = cls(folder, bases, Log(lines.path, lines.size, len(entries)), lock, now)
        room.state = state
        room.problems = (torn(lines),) if lines.torn else ()
        for entry in entries:
            room._limits.note(entry.event)
        return room

    def _keep(self, team: int, entry: Entry) -> None:
        """Keep a team's draft for the log, and write all that are kept where the last time is long enough ago."""
        before = dict(self._drafts)
        self._drafts[team] = entry
        wait = self._drafts_at + DRAFTS_EVERY - self._now()
        if not 0 < wait <= DRAFTS_EVERY:
            try:
                self._write()
            except Refused:
                self._drafts = before
                raise
        elif self._timer is None:
            self._later(wait)

    def _write(self, *more: Entry) -> None:
        """Put the drafts that wait, and then ``more``, on the disk. Raises Refused, and then they still wait."""
        entries = [*self._drafts.values(), *more]
        if entries:
            self._log.append(entries)
        if self._drafts:
            self._drafts, self._drafts_at = {}, self._now()

    def _later(self, wait: float) -> None:
        """Write the drafts that wait in ``wait`` seconds; without an event loop, the next event or `close` does."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer = loop.call_later(wait, self._write_drafts)

    def _write_drafts(self) -> None:
        self._timer = None
        try:
            self._write()
        except Refused as refused:
            logger.error("drafts of %s wait for the disk (%s)", self.folder, refused)
            self._later(DRAFTS_EVERY)

    def _tell(self, event: Event) -> None:
        for hear in tuple(self._listeners):
            try:
                hear(event)
            except Exception:
                logger.exception("a listener of the room failed and is left out")
                if hear in self._listeners:
                    self._listeners.remove(hear)
