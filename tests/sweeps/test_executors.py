"""Executors: one protocol, few pieces under way, workers that end with their parent."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor

import pytest

from borderSim.errors import RunError, UserError
from borderSim.experiment.executors import Here, Workers, in_any_order, workers


def double(value):
    return 2 * value


def fail(value):
    raise ValueError(f"bad {value}")


def end(value):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("jobs", "dask"), [(1, None), (2, None), (1, "local:2")])
def test_every_item_once_with_its_result(jobs, dask):
    with workers(jobs, dask) as team:
        assert sorted(in_any_order(team, double, range(9))) == [(i, 2 * i) for i in range(9)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised(jobs):
    with pytest.raises(ValueError, match=r"bad [012]"), workers(jobs) as team:
        list(in_any_order(team, fail, range(3)))


def test_few_pieces_are_taken_before_they_are_needed():
    taken = []

    def items():
        for number in range(20):
            taken.append(number)
            yield number

    results = in_any_order(Workers(Here(), 3), double, items())
    next(results)
    assert len(taken) <= 3


def test_a_killed_worker_breaks_the_pool_and_not_the_program():
    with pytest.raises(BrokenExecutor), workers(2) as team:
        list(in_any_order(team, end, range(2)))


LOADS = """
import sys, time
from pathlib import Path

if __name__ != "__main__":  # a worker that loads
    Path(sys.argv[1]).touch()
    time.sleep(1)


def work(value):
    return value


if __name__ == "__main__":
    from borderSim.experiment.executors import processes

    try:
        with processes(2) as pool:
            list(pool.map(work, range(2)))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold interrupts back")
def test_an_interrupt_while_workers_load_prints_nothing(tmp_path):
    script, loading = tmp_path / "loads.py", tmp_path / "loading"
    script.write_text(LOADS)
    process = subprocess.Popen(
        [sys.executable, script, loading], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 60
    while not loading.exists() and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == ""


def test_a_cluster_that_is_gone_is_said():
    class Never(Here):
        def submit(self, fn, /, *args, **kwargs):
            from concurrent.futures import Future

            return Future()

    with pytest.raises(RunError, match="scheduler is gone"):
        list(in_any_order(Workers(Never(), 2, lambda: False), double, range(3)))


@pytest.mark.parametrize("where", ["local:0", "local:x", "local:", "local:999"])
def test_a_wrong_number_of_workers_is_refused(where):
    with pytest.raises(UserError, match="local:N"), workers(1, where):
        pass


def test_an_address_where_nobody_answers_is_refused(monkeypatch):
    monkeypatch.setattr("borderSim.experiment.executors.SECONDS_TO_CONNECT", 1)
    with pytest.raises(UserError, match="no scheduler answers there"), workers(1, "tcp://127.0.0.1:9"):
        pass


PARENT = """
import time
from borderSim.experiment.executors import workers
from tests.sweeps.test_executors import sleep
if __name__ == "__main__":
    with workers(2) as team:
        futures = [team.pool.submit(sleep, 60) for _ in range(2)]
        time.sleep(2)
        print("ready", flush=True)
        time.sleep(60)
"""


def sleep(seconds):
    time.sleep(seconds)


def children(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in found.stdout.split()]


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not os.path.exists("/proc"), reason="needs /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.getcwd()}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env)
    assert parent.stdout.readline() == "ready\n"
    started = children(parent.pid)
    assert len(started) >= 2
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 20
    while any(map(alive, started)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(alive, started))
