"""One line of a session's log: an event with its number, its time and the device that it came through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from borderSim.errors import Problem, UserError
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room.events import Event, Opened
from borderSim.workshop.room.plain import from_plain, kind_of, to_plain

HEAD = ("n", "at", "kind", "by", "event")
MOST_READ_BYTES = 512_000_000
"""A log that this program wrote is far smaller (limits.py)."""


@dataclass(frozen=True)
class Entry:
    """An event that happened at ``at`` (seconds since 1970, to the millisecond) through the device ``by``, if any."""

    at: float
    event: Event
    by: str | None = None


def day_and_time(at: float) -> str:
    """A moment as the log writes it: ISO 8601, UTC, milliseconds."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")


def seconds(text: str) -> float:
    """A moment that the log wrote, in seconds since 1970. Raises ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"{text} does not say its time zone")
    return moment.timestamp()


def to_line(number: int, entry: Entry) -> bytes:
    """An entry as the line with this number, its end included."""
    head = {"n": number, "at": day_and_time(entry.at), "kind": kind_of(entry.event)}
    by = {"by": entry.by} if entry.by else {}
    whole = {**head, **by, "event": to_plain(entry.event)}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes, number: int, bases: Bases | None) -> Entry:
    """The entry of the line with this number. Raises ValueError where it is none; ``bases`` as in `from_plain`."""
    plain: Any = json.loads(line.decode(), parse_constant=_no_number)
    if not isinstance(plain, dict) or not {*HEAD} - {"by"} <= plain.keys() <= {*HEAD}:
        raise ValueError(f"wants {', '.join(HEAD)}")
    at, kind, by, event = plain["at"], plain["kind"], plain.get("by"), plain["event"]
    if plain["n"] != number:
        raise ValueError(f"number {plain['n']} stands where {number} is due; a line is missing or moved")
    if not (isinstance(at, str) and isinstance(kind, str) and isinstance(by, str | None) and isinstance(event, dict)):
        raise ValueError("a field of the wrong kind")
    return Entry(seconds(at), from_plain(kind, event, bases), by)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


@dataclass(frozen=True)
class Lines:
    """A log as it stands in its file: its whole lines, their ``size`` in bytes, and how many torn bytes follow them."""

    path: Path
    lines: tuple[bytes, ...]
    size: int
    torn: int

    def opened(self) -> Opened:
        """How the session began. Raises UserError where the first line does not say it."""
        if not self.lines:
            raise UserError(f"{self.path}: holds no session yet")
        event = self.entry(0, None).event
        if not isinstance(event, Opened):
            raise self.wrong(0, "a session begins with the kind opened")
        return event

    def entry(self, position: int, bases: Bases | None) -> Entry:
        """One entry. Raises UserError with file and line where it cannot be read."""
        try:
            return from_line(self.lines[position], position + 1, bases)
        except (ValueError, RecursionError) as error:
            raise self.wrong(position, f"is no line of a session: {error}") from None

    def wrong(self, position: int, what: str) -> UserError:
        """What is wrong with a line, with its place."""
        return UserError(Problem(str(self.path), position + 1, 1, "", what))


def read_lines(path: Path) -> Lines:
    """Read a log. A last line without its end, which a process that was killed leaves, is no line.

    Raises UserError where the file cannot be read.
    """
    try:
        if path.stat().st_size > MOST_READ_BYTES:
            raise UserError(f"{path}: is larger than {MOST_READ_BYTES // 1_000_000} MB; no session is")
        whole = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
    *lines, torn = whole.split(b"\n")
    return Lines(path, tuple(lines), len(whole) - len(torn), len(torn))
