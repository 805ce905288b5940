"""The log of a session: each event is on the disk before anybody hears of it, and no line changes."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from borderSim import __version__
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room.after import after
from borderSim.workshop.room.folder import LOG, PRIVATE_FILE, read_scenarios
from borderSim.workshop.room.limits import MOST_LINE_BYTES
from borderSim.workshop.room.lines import Entry, Lines, read_lines, to_line
from borderSim.workshop.room.refused import Refused
from borderSim.workshop.room.rules import check
from borderSim.workshop.room.state import State

CLOSED = -1
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Log:
    """A log to add to: the file's first ``size`` bytes are ``lines`` whole lines; what stands after them is cut off."""

    def __init__(self, path: Path, size: int = 0, lines: int = 0) -> None:
        self.size, self.lines = size, lines
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, PRIVATE_FILE)
        self._clean = False

    def check(self, entry: Entry) -> None:
        """Raise Refused for an entry that is too long for a line."""
        if len(to_line(self.lines, entry)) > MOST_LINE_BYTES:
            raise Refused("room_too_long")

    def append(self, entries: Sequence[Entry]) -> None:
        """Put entries on the disk, all or none. Raises Refused where the disk does not take them."""
        lines = [to_line(number, entry) for number, entry in enumerate(entries, self.lines + 1)]
        text = b"".join(lines)
        try:
            self._cut()
            self._clean = False
            self._write(text)
        except OSError as error:
            with suppress(OSError):  # what cannot be cut now is cut before the next line
                self._cut()
            raise Refused("room_disk_full" if error.errno in FULL else "room_not_saved", code=error.errno) from error
        self.size, self.lines, self._clean = self.size + len(text), self.lines + len(lines), True

    def _write(self, text: bytes) -> None:
        left = memoryview(text)
        while left:
            left = left[os.write(self._file, left) :]
        os.fsync(self._file)

    def _cut(self) -> None:
        """Cut off what a write that failed, or a process that was killed, left after the last whole line."""
        if not self._clean:
            os.ftruncate(self._file, self.size)
            os.fsync(self._file)
            self._clean = True

    def close(self) -> None:
        """Let go of the file."""
        if self._file != CLOSED:
            os.close(self._file)
            self._file = CLOSED


@dataclass(frozen=True)
class Session:
    """A session as its log tells it: its scenarios, all that happened, what it came to.

    ``path`` is the log, ``version`` the borderSim that wrote it; ``problems`` are sentences for whoever reads it.
    """

    bases: Bases
    entries: tuple[Entry, ...]
    state: State
    path: Path
    version: str
    problems: tuple[str, ...] = ()


def read_session(where: str | Path) -> Session:
    """Read a session from its folder or its log, also while it goes on, and change nothing.

    Raises UserError where there is none, a line is corrupt (with file and line) or a scenario was changed.
    """
    path = Path(where) / LOG if Path(where).is_dir() else Path(where)
    lines = read_lines(path)
    opened = lines.opened()
    bases = read_scenarios(path.parent, opened)
    entries, state = replayed(lines, bases)
    return Session(bases, entries, state, path, opened.version, tuple(_problems(lines, opened.version)))


def replayed(lines: Lines, bases: Bases) -> tuple[tuple[Entry, ...], State]:
    """All entries of a log and the state that they lead to.

    Raises UserError with file and line for an entry that cannot be read, or that the rules do not let happen there.
    """
    entries, state = [], State()
    for position in range(len(lines.lines)):
        entry = lines.entry(position, bases)
        try:
            check(state, entry.event, bases, entry.by)
        except Refused as refused:
            raise lines.wrong(position, f"cannot happen here ({refused})") from None
        state = after(state, entry.event, entry.at)
        entries.append(entry)
    return tuple(entries), state


def _problems(lines: Lines, version: str) -> list[str]:
    told = []
    if lines.torn:
        told.append(torn(lines))
    if version != __version__:
        told.append(
            f"{lines.path}: was written by borderSim {version}; this is {__version__}, which may count otherwise"
        )
    return told


def torn(lines: Lines) -> str:
    """Says that the last line of a log is cut off."""
    place = f"{lines.path}:{len(lines.lines) + 1}"
    return f"{place}: the last line is cut off ({lines.torn} bytes) and left out; what was said to be saved is there"
