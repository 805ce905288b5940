"""Runs that several files look at."""

import pytest

from borderSim.cli import main as program

from .lab import SCENARIOS


@pytest.fixture(scope="session")
def spanish(tmp_path_factory):
    """`borderSim run reopen reopen_only baseline --lang es`: the folder of the run."""
    out = tmp_path_factory.mktemp("spanish")
    files = [str(SCENARIOS / f"{name}.yaml") for name in ("reopen", "reopen_only", "baseline")]
    with pytest.raises(SystemExit) as stop:
        program.main(["run", *files, "--members", "4", "--lang", "es", "--out", str(out)])
    assert not stop.value.code
    (folder,) = out.iterdir()
    return folder
