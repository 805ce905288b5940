"""`borderSim workshop`: what it refuses, what it prints, how it ends."""

import importlib
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from borderSim.cli.main import main
from borderSim.cli.workshop import new_folder, opened
from borderSim.errors import UserError
from borderSim.workshop.guard.address import on_the_network

REOPEN, TODAY = Path("scenarios/reopen.yaml"), Path("scenarios/today.yaml")


def refused(capsys, *arguments):
    """The lines of a command that ends with 2."""
    with pytest.raises(SystemExit) as ended:
        main(["workshop", *map(str, arguments)])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return told


def test_the_baseline_is_the_first_scenarios_first_reference():
    bases = opened([REOPEN])
    assert list(bases.scenarios) == ["reopen"]
    assert bases.baseline.name == "baseline"


def test_a_scenario_without_reference_is_its_own_baseline():
    bases = opened([TODAY])
    assert bases.baseline == bases.first


def test_scenarios_over_other_months_are_named(capsys, tmp_path):
    told = refused(capsys, REOPEN, TODAY)
    assert "today.yaml: covers 2025-07-01 to 2030-07-01, but reopen covers 2022-07-01 to 2027-07-01" in told
    short = tmp_path / "short.yaml"
    short.write_text(f"extends: {TODAY.resolve()}\nname: short\nend: 2026-07-01\ncompare_with: [today]\n")
    (tmp_path / "today.yaml").write_text(f"extends: {TODAY.resolve()}\nname: today\n")
    with pytest.raises(UserError, match=r"today\.yaml: covers .* but short covers"):
        opened([short])


def test_all_that_is_wrong_is_told_at_once(capsys, tmp_path):
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(f"extends: {TODAY.resolve()}\nname: first\nlevers: {{no_such_lever: 1}}\n")
    second.write_text(f"extends: {TODAY.resolve()}\nname: second\nmembers: -3\n")
    told = refused(capsys, first, second, tmp_path / "third.yaml")
    assert "first.yaml" in told
    assert "second.yaml" in told
    assert "third.yaml" in told


def test_a_name_twice(capsys, tmp_path):
    twin = tmp_path / "twin.yaml"
    twin.write_text(f"extends: {TODAY.resolve()}\nname: today\n")
    assert "same name: today, today" in refused(capsys, TODAY, twin)


@pytest.mark.parametrize(
    "options", [["--port", "80"], ["--teams", "0"], ["--teams", "13"], ["--lang", "fr"], ["--jobs", "0"]]
)
def test_options_have_their_ranges(capsys, options):
    assert options[0] in refused(capsys, TODAY, *options)


def test_a_port_that_is_taken(capsys, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = refused(capsys, TODAY, "--port", port, "--session", tmp_path / "session")
    assert f"port {port} is taken" in told
    assert not (tmp_path / "session").exists()


def test_a_folder_that_is_no_session(capsys, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    assert "is no session" in refused(capsys, TODAY, "--session", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_without_the_extra_it_says_what_to_install(capsys, monkeypatch):
    real = importlib.import_module

    def without(name, *rest):
        if name == "nicegui":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr("borderSim.extras.import_module", without)
    assert "pip install borderSim[workshop]" in refused(capsys, TODAY)


def test_a_new_session_has_a_folder_of_its_own():
    assert re.fullmatch(r"sessions/today-\d{8}-\d{6}", new_folder(opened([TODAY])).as_posix())


class Command:
    """The command in a folder of its own, and what it prints until it is ready."""

    def __init__(self, folder, *options):
        command = [
            sys.executable,
            "-m",
            "borderSim.cli.main",
            "workshop",
            str(TODAY.resolve()),
            "--no-browser",
            "--jobs",
            "1",
        ]
        self.process = subprocess.Popen(
            [*command, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "Ctrl-C" in line:
                break

    @property
    def text(self):
        return "".join(self.said)

    def end(self, number):
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def lan():
    """The option where this machine is on a network."""
    try:
        return ["--lan"] if on_the_network(1) else []
    except UserError:
        return []


@pytest.mark.parametrize(("number", "options"), [(signal.SIGINT, []), (signal.SIGTERM, [*lan(), "--lang", "es"])])
def test_it_opens_and_ends_without_a_word(tmp_path, number, options):
    command = Command(tmp_path, *options)
    link = re.search(r"(http://127\.0\.0\.1:\d+)/enter\?key=([\w-]{43})", command.text)
    assert httpx.get(link[0]).status_code == 303
    assert httpx.get(link[1]).status_code == 200
    (session,) = (tmp_path / "sessions").iterdir()
    assert session.name in command.text
    assert bool(re.search(r"Código +\d{4}", command.text)) == ("--lan" in options)
    assert ("Nothing leaves this computer" in command.text) == ("es" not in options)
    children = _children(command.process.pid)
    assert children, "the model has a process of its own"
    code, _, told = command.end(number)
    assert (code, told) == (0, "")
    assert not still_there(children), "the model's processes have ended"
    assert stat.S_IMODE(session.stat().st_mode) == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sessions"], "nothing else is written"


def _children(process):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def still_there(processes, seconds=5.0):
    """Those that still run after a while; a process that nobody has asked about since it ended does not."""
    until = time.monotonic() + seconds
    left = list(processes)
    while left and time.monotonic() < until:
        found = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-p", ",".join(map(str, left))], capture_output=True, text=True, check=False
        )
        left = [line.split()[0] for line in found.stdout.splitlines() if not line.split()[1].startswith("Z")]
        time.sleep(0.1)
    return left
