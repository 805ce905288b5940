"""What Linux says of processes and sockets (/proc), and what a row of samples says of growth."""

import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PROC = Path("/proc")
TICKS_A_SECOND = 100
"""USER_HZ, the same on every Linux."""
ESTABLISHED = "01"
KB_A_MB = 1024


@dataclass(frozen=True)
class Sample:
    """A moment of the server: seconds since the start, MB of it and of all workers, CPU seconds so far, sockets."""

    at: float
    server: float
    workers: float
    cpu_server: float
    cpu_workers: float
    sockets: int


def memory_mb(status: str) -> float:
    """Resident memory in a /proc/PID/status that is the process's own: no files that are mapped (RssAnon)."""
    found = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(found.split()[1]) / KB_A_MB


def cpu_seconds(stat: str) -> float:
    """User and system seconds in a /proc/PID/stat; a program's name may hold spaces and brackets."""
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def parent(stat: str) -> int:
    """The parent in a /proc/PID/stat."""
    return int(stat.rpartition(")")[2].split()[1])


def open_sockets(table: str, port: int) -> int:
    """Connections that the server at a local port holds, from a /proc/net/tcp."""
    rows = (line.split() for line in table.splitlines()[1:])
    return sum(row[1].endswith(f":{port:04X}") and row[3] == ESTABLISHED for row in rows)


def children(pid: int) -> list[int]:
    """The processes that a process started and that are still there."""
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (stat := _read(folder / "stat")) and parent(stat) == pid:
            found.append(int(folder.name))
    return found


def sample(pid: int, port: int, at: float) -> Sample:
    """Look at a server and its workers now. Raises StopIteration where the server is gone."""
    workers = [who for who in children(pid) if _read(PROC / str(who) / "status")]
    server, *rest = [memory_mb(_read(PROC / str(who) / "status")) for who in (pid, *workers)]
    cpu, *others = [cpu_seconds(_read(PROC / str(who) / "stat")) for who in (pid, *workers)]
    return Sample(at, server, sum(rest), cpu, sum(others), open_sockets(_read(PROC / "net" / "tcp"), port))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it ended meanwhile
        return ""


def nearest(samples: Sequence[Sample], at: float) -> Sample:
    """The sample next to a moment."""
    return min(samples, key=lambda one: abs(one.at - at))


def slope(points: Iterable[tuple[float, float]]) -> float:
    """Growth per minute of (seconds, value) by least squares, 0 where there are less than three."""
    found = list(points)
    if len(found) < 3:
        return 0.0
    seconds, values = np.array(found, dtype=np.float64).T
    return float(np.polyfit(seconds / 60, values, 1)[0])


def share(samples: Sequence[Sample]) -> Mapping[str, float]:
    """Share of one core that the server and its workers took between the first sample and the last."""
    first, last = samples[0], samples[-1]
    spent = max(last.at - first.at, 1e-9)
    return {
        "server": (last.cpu_server - first.cpu_server) / spent,
        "workers": (last.cpu_workers - first.cpu_workers) / spent,
    }


def free_port(ports: Iterable[int]) -> int:
    """The first port that nobody listens at. Raises RuntimeError where there is none."""
    for port in ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port")
