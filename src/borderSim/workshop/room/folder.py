"""The folder of a session: its log, and its scenarios whole, so that it can run again without their files.

session.jsonl          the log (lines.py), only added to
scenarios/NAME.yaml    each scenario of the room and their baseline, resolved
policies/NAME.yaml      each published policy with its baseline, ready to run
"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from borderSim import __version__
from borderSim.errors import UserError
from borderSim.results.folder import whole
from borderSim.scenario import Scenario, load_scenario, scenario_hash
from borderSim.scenario.resolve import resolved, to_yaml
from borderSim.scenario.schema import check_name
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room.events import Opened

LOG, LOCK, SCENARIOS = "session.jsonl", ".lock", "scenarios"
OWN = {LOG, LOCK, SCENARIOS}
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
SHORT = 6
"""Letters of a hash that a person is shown."""


def make_folder(folder: Path) -> None:
    """Make the folder, or take over one that is empty or a session's. Raises UserError for any other."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        others = sorted({item.name for item in folder.iterdir()} - OWN)
        if others and not (folder / LOG).exists():
            raise UserError(
                f"{folder}: is no session and holds other files ({', '.join(others[:3])}); name a new folder"
            )
        folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise UserError(f"{folder}: cannot hold a session: {error.strerror}") from None


def hold(folder: Path) -> FileLock:
    """Hold the folder against a second server; the system lets go of it however this process ends."""
    lock = FileLock(folder / LOCK, timeout=0, mode=PRIVATE_FILE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"{folder}: another borderSim has this session open; close it, or name another folder"
        ) from None
    except OSError as error:
        raise UserError(f"{folder}: cannot hold a session: {error.strerror}") from None
    return lock


def beginning(bases: Bases, teams: int) -> Opened:
    """The event that a session of these scenarios begins with."""
    hashes = {name: scenario_hash(scenario) for name, scenario in bases.scenarios.items()}
    base = bases.baseline
    return Opened(__version__, hashes, teams, base.name, scenario_hash(base))


def write_scenarios(folder: Path, bases: Bases) -> None:
    """Write all scenarios and the baseline whole. Raises UserError where two of one name differ or the disk is full."""
    base = bases.baseline
    if bases.scenarios.get(base.name, base) != base:
        raise UserError(f"{base.name}: two different scenarios have this name; give one of them another")
    try:
        (folder / SCENARIOS).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        for name, scenario in {**bases.scenarios, base.name: base}.items():
            write_private(_file(folder, name), to_yaml(resolved(scenario)))
    except OSError as error:
        raise UserError(f"{folder}: cannot hold the scenarios: {error.strerror}") from None


def _file(folder: Path, name: str) -> Path:
    return folder / SCENARIOS / f"{name}.yaml"


def write_private(path: Path, text: str) -> None:
    """Write a file whole, for its owner alone. Raises OSError."""
    with whole(path) as hidden:
        hidden.touch(PRIVATE_FILE)
        with hidden.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())


def read_scenarios(folder: Path, opened: Opened) -> Bases:
    """The scenarios of a session as they were when it began. Raises UserError where one is missing or was changed."""
    scenarios = {name: _read(folder, name, sha) for name, sha in opened.scenarios.items()}
    return Bases(scenarios, _read(folder, opened.baseline, opened.baseline_hash))


def _read(folder: Path, name: str, sha: str) -> Scenario:
    try:
        path = _file(folder, check_name(name))  # a log that was tampered with leads to no other file
    except ValueError as error:
        raise UserError(f"{folder / LOG}:1: {error}") from None
    scenario = load_scenario(path)
    found = scenario_hash(scenario)
    if found != sha:
        raise UserError(f"{path}: was changed since the session began ({sha[:SHORT]}, now {found[:SHORT]})")
    return scenario


def check_same(folder: Path, opened: Opened, now: Opened) -> None:
    """Raise UserError where a session cannot go on: another version, other or changed scenarios, other teams."""
    told = []
    if opened.version != now.version:
        told.append(f"was begun with borderSim {opened.version}, and this is {now.version}")
    if opened.teams != now.teams:
        told.append(f"was begun with {opened.teams} teams, and the command says {now.teams}")
    then, given = _hashes(opened), _hashes(now)
    if then.keys() != given.keys():
        told.append(f"was begun with {', '.join(then)}, and the command names {', '.join(given)}")
    for name in then.keys() & given.keys():
        if then[name] != given[name]:
            told.append(f"{name} has changed ({then[name][:SHORT]}, now {given[name][:SHORT]})")
    if told:
        hint = "start a new session in another folder, or use what it was begun with"
        raise UserError(*(f"{folder}: this session {what}; {hint}" for what in told))


def _hashes(opened: Opened) -> dict[str, str]:
    """Hashes by name, the baseline's among them."""
    return {**opened.scenarios, f"the baseline {opened.baseline}": opened.baseline_hash}
