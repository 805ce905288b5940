"""The real program, killed, interrupted, out of disk, on a cluster that dies: the next call finishes, byte for byte."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from tests.sweeps.lab import content, finished, program, written

BLOCKS = 52


def command(file, out, *more):
    return ("sweep", file, "--out", out, "--chunk", "1", *more)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("file"))


@pytest.fixture(scope="module")
def straight(file, tmp_path_factory):
    out = tmp_path_factory.mktemp("straight")
    said = finished(program(*command(file, out, "--jobs", "1")))
    assert said.splitlines()[-1] == str(out / "sweep-small" / "report.html")
    return content(out / "sweep-small")


def blocks_done(folder):
    values = folder / "store.zarr" / "values"
    return len(list(values.glob("[0-9]*"))) if values.exists() else 0


def wait_for(process, condition):
    deadline = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def same_as(straight, folder):
    found = content(folder)
    assert found.keys() == straight.keys()
    assert [name for name in found if found[name] != straight[name]] == []


@pytest.mark.parametrize("blocks", [0, 1, 12])
def test_a_killed_run_goes_on_from_what_is_finished(file, straight, tmp_path, blocks):
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--jobs", "2"))
    wait_for(process, lambda: blocks_done(folder) >= blocks and folder.exists())
    process.kill()
    process.communicate()
    kept = blocks_done(folder)
    assert kept < BLOCKS
    said = finished(program(*command(file, tmp_path, "--jobs", "2")))
    if kept:
        assert f"{kept} blocks were there, {BLOCKS - kept} were computed" in said
    same_as(straight, folder)


def test_a_killed_worker_costs_only_its_block(file, straight, tmp_path):
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--jobs", "2"))
    wait_for(process, lambda: blocks_done(folder) >= 4)
    workers = subprocess.run(
        ["pgrep", "-P", str(process.pid), "-f", "spawn_main"], capture_output=True, text=True, check=True
    )
    os.kill(int(workers.stdout.split()[0]), signal.SIGKILL)
    finished(process)
    same_as(straight, folder)


def test_an_interrupt_stops_cleanly_and_says_what_is_kept(file, straight, tmp_path):
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--jobs", "2"), start_new_session=True)
    wait_for(process, lambda: blocks_done(folder) >= 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    said = finished(process, 130)
    assert re.search(r"stopped; \d+ of 12 points are kept in .*\nthe same command goes on from there", said)
    status = finished(program("sweep", "status", folder))
    assert "nobody is working on it; the command that made it goes on from here" in status
    finished(program(*command(file, tmp_path, "--jobs", "1")))
    same_as(straight, folder)
    assert "finished" in finished(program("sweep", "status", folder))


def test_a_full_disk_ends_the_run_with_a_line_and_loses_nothing(file, straight, tmp_path):
    """A limit on the size of files stands for the full disk: the write fails in the middle."""

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, resource.RLIM_INFINITY))

    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--jobs", "2"))
    wait_for(process, lambda: blocks_done(folder) >= 3)
    process.kill()
    process.communicate()
    kept = blocks_done(folder)
    said = finished(program(*command(file, tmp_path, "--jobs", "1"), preexec_fn=small_files), 3)
    assert "what was finished is kept" in said
    assert blocks_done(folder) == kept
    assert not list(folder.rglob("*.partial"))
    finished(program(*command(file, tmp_path, "--jobs", "1")))
    same_as(straight, folder)


def test_a_second_program_is_refused_while_the_first_works(file, tmp_path):
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--jobs", "2"))
    wait_for(process, lambda: blocks_done(folder) >= 1)
    process.send_signal(signal.SIGSTOP)  # so that it cannot end before we have looked
    said = finished(program(*command(file, tmp_path, "--jobs", "1")), 2)
    assert "another borderSim is working on this sweep" in said
    now = json.loads(finished(program("sweep", "status", folder, "--json")))
    assert now["running"]
    assert now["blocks"] == BLOCKS
    process.send_signal(signal.SIGCONT)
    finished(process)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, started as processes of their own on the loopback interface."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    file, started = tmp_path / "scheduler.json", []

    def start(*words):
        line = [sys.executable, "-m", *words]
        started.append(subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
          "--scheduler-file", str(file))  # fmt: skip
    for number in range(2):
        start("distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard",
              "--no-nanny", "--name", f"worker-{number}", "--local-directory", str(tmp_path))  # fmt: skip
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield address, started
    for process in reversed(started):
        process.kill()
        process.wait()


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(file, straight, tmp_path, cluster):
    address, (_, worker, _) = cluster
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--dask", address))
    wait_for(process, lambda: blocks_done(folder) >= 2)
    worker.kill()
    finished(process)
    same_as(straight, folder)


def test_a_killed_scheduler_ends_the_run_and_the_next_call_finishes(file, straight, tmp_path, cluster):
    address, (scheduler, *_) = cluster
    folder = tmp_path / "sweep-small"
    process = program(*command(file, tmp_path, "--dask", address))
    wait_for(process, lambda: blocks_done(folder) >= 2)
    scheduler.kill()
    assert "what was finished is kept" in finished(process, 3)
    kept = blocks_done(folder)
    assert 2 <= kept < BLOCKS
    assert "no scheduler answers there" in finished(program(*command(file, tmp_path, "--dask", address)), 2)
    said = finished(program(*command(file, tmp_path, "--jobs", "2")))
    assert f"{kept} blocks were there" in said
    same_as(straight, folder)
