"""The helpers with which the workshop's soak reads /proc and keeps its own record."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import proc
from proc import Sample

STAT = "4711 (a (strange) name) S 17 1 1 0 -1 4194560 1 2 3 4 250 150 9 9 20 0 1 0 5 6 7"
STATUS = "Name:\tx\nVmRSS:\t  900000 kB\nRssAnon:\t  204800 kB\nRssFile:\t 1000 kB\n"
TABLE = """  sl  local_address rem_address   st tx_queue
   0: 0100007F:22C4 00000000:0000 0A 00000000
   1: 0100007F:22C4 0100007F:9999 01 00000000
   2: 0100007F:9999 0100007F:22C4 01 00000000
   3: 0100007F:22C4 0100007F:8888 06 00000000
"""


def made(at, server, cpu=0.0):
    return Sample(at, server, 0.0, cpu, 2 * cpu, 0)


def test_reads_what_linux_says():
    assert proc.memory_mb(STATUS) == 200
    assert proc.cpu_seconds(STAT) == 4.0
    assert proc.parent(STAT) == 17


def test_counts_connections_of_the_server_alone():
    """Not the socket that listens, not the other end, not one that is about to go."""
    assert proc.open_sockets(TABLE, 8900) == 1
    assert proc.open_sockets(TABLE, 8901) == 0


def test_growth_per_minute():
    assert proc.slope([(0, 100), (60, 110), (120, 120)]) == pytest.approx(10)
    assert proc.slope([(0, 100), (60, 100), (120, 100)]) == pytest.approx(0, abs=1e-9)
    assert proc.slope([(0, 1), (60, 9)]) == 0


def test_share_of_a_core():
    found = proc.share([made(0, 1, cpu=1), made(5, 1, cpu=2), made(10, 1, cpu=6)])
    assert found == {"server": 0.5, "workers": 1.0}


def test_nearest_sample():
    samples = [made(0, 1), made(58, 2), made(71, 3)]
    assert proc.nearest(samples, 60).server == 2


def test_free_port_passes_by_one_that_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(RuntimeError):
            proc.free_port([port])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_looks_at_a_process_of_this_machine():
    found = proc.sample(os.getpid(), 1, 3.0)
    assert found.at == 3.0
    assert found.server > 1
    assert found.cpu_server == pytest.approx(time.process_time(), abs=1)
    assert os.getpid() in proc.children(os.getppid())


class TestRecord:
    @pytest.fixture
    def record(self):
        pytest.importorskip("playwright")
        from soak_clients import Record

        return Record()

    def test_what_was_confirmed_must_be_in_the_log(self, record):
        record.confirm("higher")
        assert record.allows("higher")
        assert not record.allows("lower")
        assert not record.allows(None)

    def test_what_was_tried_after_it_may_be(self, record):
        record.confirm("higher")
        record.attempt("lower")
        assert record.allows("higher")
        assert record.allows("lower")

    def test_nothing_was_done(self, record):
        assert record.allows(None)
        assert not record.allows("lower")

    def test_a_confirmation_ends_what_was_tried_before(self, record):
        record.attempt("lower")
        record.attempt("higher")
        record.confirm("higher")
        assert not record.allows("lower")
