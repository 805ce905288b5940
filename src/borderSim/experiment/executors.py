"""Where blocks run: in this process, in several, on a Dask cluster. One protocol (Executor), the same numbers."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from borderSim.errors import RunError, UserError
from borderSim.extras import optional

Work = Callable[[Any], Any]
Run = Callable[[Work, Sequence[Any]], Iterable[Any]]

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
ONE_ARENA = "MALLOC_ARENA_MAX"
"""Dask computes in a thread of its own, where glibc would give memory back every month (engine/arrays.py)."""
LOCAL = "local:"
"""`--dask local:N` starts a cluster of N workers on this machine; anything else is the address of a scheduler."""
LOGGERS = ("distributed", "distributed.client", "distributed.comm.tcp", "distributed.core", "tornado.application")
GONE = "the Dask scheduler is gone; what was finished is kept"
SECONDS_TO_CONNECT = 10
SECONDS_BETWEEN_LOOKS = 2.0
"""How often a wait for blocks looks whether the scheduler is still there."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(jobs: int) -> Iterator[Run]:
    """A function that maps work over blocks and yields results in the order of the blocks.

    ``jobs`` 1 works here, more start that many processes; each uses one thread.
    """
    if jobs <= 1:
        yield map
        return
    with processes(jobs) as pool:
        yield pool.map


class Here(Executor):
    """Does each piece of work when it is handed in, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Workers:
    """Workers that take work: how many pieces may be ``under_way``, and whether they are still ``alive``.

    ``lost`` are the errors of their own that mean that workers died of a piece of work. Two pieces a worker, one that
    it works on and one that waits, so that no worker does.
    """

    pool: Executor
    under_way: int
    alive: Callable[[], bool] = lambda: True
    lost: tuple[type[Exception], ...] = ()


@contextmanager
def workers(jobs: int, dask: str | None = None) -> Iterator[Workers]:
    """Workers for work in any order: this process, ``jobs`` processes, or a Dask cluster (``local:N`` or an address).

    Raises UserError where a cluster cannot be reached.
    """
    if dask is not None:
        with _cluster(dask) as found:
            yield found
    elif jobs <= 1:
        yield Workers(Here(), 1)
    else:
        with processes(jobs) as pool:
            yield Workers(pool, 2 * jobs)


@contextmanager
def processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """``jobs`` processes of one thread each; an interrupt ends them at once, and they end when this one dies."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    pool = ProcessPoolExecutor(jobs, mp_context=_Context(), initializer=_start_worker)
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.kill()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Process(SpawnProcess):
    """A worker that no interrupt reaches while it loads: it would print where it stood."""

    def start(self) -> None:
        """Start it with interrupts held back, which it hands on to the new process."""
        with _interrupts_held():
            super().start()


class _Context(SpawnContext):
    Process = _Process


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Interrupts come after this; Windows has no such thing."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave interrupts to the parent, and end with it: a killed parent cannot tell its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _cluster(where: str) -> Iterator[Workers]:
    """A Dask cluster: N processes of this machine, or the scheduler at an address with the workers that it has."""
    distributed = optional("distributed", "cluster")
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said once, in our own words
    made = _local(distributed, where) if where.startswith(LOCAL) else None
    try:
        client = distributed.Client(made or where, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"--dask {where}: no scheduler answers there ({error})") from None
    try:
        if made is None and not client.nthreads():
            raise UserError(f"--dask {where}: the scheduler has no workers yet; start them first")
        yield Workers(
            client.get_executor(pure=False),
            2 * sum(client.nthreads().values()),
            lambda: client.status == "running" and client.scheduler_comm is not None,
            (distributed.KilledWorker,),
        )
    finally:
        client.close(timeout=SECONDS_BETWEEN_LOOKS)
        if made is not None:
            made.close(timeout=SECONDS_BETWEEN_LOOKS)


def _local(distributed: Any, where: str) -> Any:
    count = where.removeprefix(LOCAL)
    if not count.isdigit() or not 1 <= int(count) <= 256:
        raise UserError(f"--dask {where}: write local:N with N from 1 to 256, or the address of a scheduler")
    for name in (*_ONE_THREAD, ONE_ARENA):
        os.environ.setdefault(name, "1")
    return distributed.LocalCluster(n_workers=int(count), threads_per_worker=1, dashboard_address=None)


def in_any_order(team: Workers, work: Work, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each item with what ``work`` made of it, as they finish; few are under way at once, so memory stays bounded.

    Raises RunError when the cluster is gone, BrokenExecutor when workers are lost, and what the work raised.
    """
    waiting, left = iter(items), True
    under_way: dict[Future[Any], Any] = {}
    while left or under_way:
        while left and len(under_way) < team.under_way:
            item = next(waiting, None)
            left = item is not None
            if left:
                under_way[team.pool.submit(work, item)] = item
        done, _ = wait(under_way, timeout=SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
        if not done and not team.alive():
            raise RunError(GONE)
        for future in done:
            yield under_way.pop(future), _result(future, team)


def _result(future: Future[Any], team: Workers) -> Any:
    try:
        return future.result()
    except CancelledError:
        raise RunError(GONE) from None
    except team.lost as error:
        raise BrokenExecutor(str(error)) from error
