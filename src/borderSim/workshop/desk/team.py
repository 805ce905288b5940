"""Worker processes, one pool each, so that one that is lost takes only its own work with it."""

from __future__ import annotations

import asyncio
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from typing import Protocol

from borderSim.errors import RunError
from borderSim.experiment.executors import processes
from borderSim.workshop.desk.ask import Outcome
from borderSim.workshop.desk.work import Work, compute

LOST = "a worker process was lost twice at the same work; is there enough memory?"


class Team(Protocol):
    """Who computes: ``size`` pieces of work at once."""

    size: int

    async def run(self, work: Work) -> list[Outcome]:
        """One outcome a scenario. Never asked for more than ``size`` at once."""

    async def close(self) -> None:
        """End the workers."""


class Worker:
    """One process, started by its first work; it ends when this one dies."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._pool = self._stack.enter_context(processes(1))

    async def do(self, work: Work) -> list[Outcome]:
        """Compute; raises BrokenExecutor when the process is lost."""
        return await asyncio.wrap_future(self._pool.submit(compute, work))

    async def close(self) -> None:
        """Wait for what the process is at, then end it."""
        await asyncio.to_thread(self._stack.close)


class Processes:
    """``size`` workers. A lost one is replaced and its work is done once more."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()

    async def run(self, work: Work) -> list[Outcome]:
        """Raises RunError when the work loses its worker twice, and what the work raises."""
        for _ in range(2):
            worker = self._idle.pop() if self._idle else self._new()
            try:
                outcomes = await worker.do(work)
            except BrokenExecutor:
                self._all.discard(worker)
                await worker.close()
                continue
            except Exception:
                self._idle.append(worker)
                raise
            self._idle.append(worker)
            return outcomes
        raise RunError(LOST)

    def _new(self) -> Worker:
        worker = Worker()
        self._all.add(worker)
        return worker

    async def close(self) -> None:
        """Wait for what the workers are at, then end them."""
        await asyncio.gather(*(worker.close() for worker in self._all))
        self._idle.clear()
        self._all.clear()
