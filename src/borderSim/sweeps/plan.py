"""The plan of a sweep: its cases, its blocks, and what sweep.json says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borderSim.catalogue.posterior import parameter_set, used
from borderSim.engine.dates import month_index, month_name
from borderSim.engine.members import draw
from borderSim.engine.noise import Noise
from borderSim.errors import UserError
from borderSim.experiment.block import Block
from borderSim.experiment.points import LANES, cut
from borderSim.fingerprint import sha256
from borderSim.results.data import Array
from borderSim.results.folder import whole
from borderSim.results.manifest import git_revision, platform_class, versions
from borderSim.results.store import CAUTION
from borderSim.results.sweep_data import AxisInfo
from borderSim.results.sweep_store import Cut, Shape, SweepStore, create
from borderSim.scenario import resolved, scenario_hash
from borderSim.scenario.axes import Axis
from borderSim.scenario.axis_parts import WholeScenario
from borderSim.scenario.resolve import to_yaml
from borderSim.scenario.sweep import Sweep
from borderSim.sweeps.cases import Cases, cases_of
from borderSim.sweeps.design import Design, design_of
from borderSim.sweeps.identity import differences, machinery
from borderSim.world import load

FILE = "sweep.json"
SCENARIOS = "scenarios"


@dataclass(frozen=True)
class Task:
    """One block of work: positions of its cases and members in the store, and what to compute for them."""

    case: slice
    member: slice
    block: Block

    @property
    def lanes(self) -> int:
        """How many (case, member) pairs it computes."""
        return len(self.block.scenarios) * len(self.block.members)


@dataclass(frozen=True)
class Plan:
    """All of a sweep before it runs: ``identity`` is what decides its numbers, ``cut`` how they are cut into blocks."""

    sweep: Sweep
    design: Design
    cases: Cases
    members: NDArray[np.int64]
    seed: int
    dtype: str
    cut: Cut
    command: str

    @property
    def months(self) -> list[str]:
        """Names of the months, "YYYY-MM"."""
        scenario = self.cases.scenarios[0]
        return [month_name(m) for m in range(month_index(scenario.start), month_index(scenario.end))]

    @property
    def lanes(self) -> int:
        """How many (case, member) pairs there are."""
        return len(self.cases.scenarios) * len(self.members)

    def tasks(self) -> Iterator[Task]:
        """Every block of work, in the order in which they are handed out."""
        once = len(self.cases.scenarios) <= self.cases.pasts * self.cut.cases
        for case, member in self.cut.blocks(len(self.cases.scenarios), len(self.members)):
            block = Block(
                self.cases.scenarios[case],
                self.members[member],
                self.seed,
                self.dtype,
                keep=self.sweep.indicators,
                departments=self.sweep.departments,
                places=False,
                keep_warm=self.cases.pasts == 1 or not once,  # pasts that are used once would only fill the disk
            )
            yield Task(case, member, block)

    def identity(self) -> dict[str, Any]:
        """What decides the numbers in the store, by the words in which a difference is told."""
        scenarios = [scenario_hash(scenario) for scenario in self.cases.scenarios]
        return {
            "name": self.sweep.name,
            "axes": {axis.name: _range_words(axis) for axis in self.sweep.axes},
            "points": len(self.design.values),
            "values of the points": sha256(np.ascontiguousarray(self.design.values).tobytes())[:16],
            "scenarios": sha256(json.dumps(scenarios).encode())[:16],
            "members": len(self.members),
            "seed": self.seed,
            "numbers": self.dtype,
            "months": [self.months[0], self.months[-1]],
            "indicators": list(self.sweep.indicators),
            "indicators by department": list(self.sweep.departments),
            "parameter set": self._drawn_from().get("sha256"),
            **machinery(),
        }

    def _drawn_from(self) -> dict[str, Any]:
        scenario = self.sweep.scenario
        return used(scenario.parameters, scenario.assumptions)

    def about(self) -> dict[str, Any]:
        """What sweep.json holds."""
        sweep, identity = self.sweep, self.identity()
        return {
            "about": CAUTION,
            "name": sweep.name,
            "title": sweep.title,
            "question": sweep.question,
            "notes": list(sweep.notes),
            "id": sha256(json.dumps(identity, sort_keys=True).encode())[:8],
            "version": machinery()["borderSim"],
            "window": sweep.scenario.window,
            "seed": self.seed,
            "members": len(self.members),
            "points": len(self.design.values),
            "cases": len(self.cases.scenarios),
            "months": self.months,
            "indicators": list(sweep.indicators),
            "departments": list(sweep.departments),
            "axes": [asdict(info) for info in infos(sweep)],
            "parameter_set": self._drawn_from(),
            "cut": asdict(self.cut),
            "command": self.command,
            "git": git_revision(),
            "libraries": versions(),
            "platform": platform_class(),
            "identity": identity,
        }


def plan_of(
    sweep: Sweep,
    members: int | None = None,
    seed: int | None = None,
    lanes: int = LANES,
    dtype: str = "float32",
    command: str = "",
) -> Plan:
    """The plan of a sweep; ``members`` and ``seed`` (of the members' draws) override the file's.

    ``lanes`` is the size of a block.
    """
    base, design = sweep.scenario, design_of(sweep)
    cases, ids = cases_of(sweep, design), np.arange(base.members if members is None else members)
    shape = cut(len(cases.scenarios), len(ids), lanes, cases.family)
    return Plan(sweep, design, cases, ids, base.seed if seed is None else seed, dtype, shape, command)


def infos(sweep: Sweep) -> tuple[AxisInfo, ...]:
    """The axes of a sweep as its results describe them."""
    return tuple(
        AxisInfo(
            axis.name, axis.kind, axis.role, axis.label, axis.unit, axis.low, axis.high, group.method, position,
            axis.choices, axis.spoken,
        )
        for position, group in enumerate(sweep.groups)
        for axis in group.axes
    )  # fmt: skip


def _range_words(axis: Axis) -> str:
    return f"{axis.low:g} to {axis.high:g}" if not axis.choices else ", ".join(axis.choices)


def opened(plan: Plan, folder: Path) -> tuple[Plan, SweepStore]:
    """The store of a plan: made where there is none, else opened where it holds this plan and no other.

    A store that is there keeps the blocks into which it was cut. Raises UserError with all that differs.
    """
    path = folder / FILE
    if path.exists():
        about = json.loads(path.read_text(encoding="utf-8"))
        _refuse_another(plan, about, folder)
        plan = replace(plan, cut=Cut(**about["cut"]))
    else:
        create(folder, _shape(plan), _tables(plan))
        _write_scenarios(plan.sweep, folder / SCENARIOS)
        with whole(path) as hidden:  # the last of its files: a folder without it is begun anew
            hidden.write_text(json.dumps(plan.about(), indent=1, ensure_ascii=False, default=str), encoding="utf-8")
    store = SweepStore(folder)
    store.clean()
    return plan, store


def _refuse_another(plan: Plan, about: dict[str, Any], folder: Path) -> None:
    now = json.loads(json.dumps(plan.identity()))
    lines = differences(about.get("identity", {}), now)
    if lines:
        raise UserError(
            f"{folder} holds another sweep; its numbers and these must not mix. What differs:",
            *(f"  {line}" for line in lines),
            "Choose another folder with --out, or remove this one.",
        )


def _write_scenarios(sweep: Sweep, folder: Path) -> None:
    """The scenarios that points start from and are compared with, whole: what they were when the sweep began."""
    folder.mkdir(exist_ok=True)
    listed = [s for axis in sweep.axes if isinstance(axis.target, WholeScenario) for s in axis.target.scenarios]
    for scenario in (sweep.scenario, *listed, *([sweep.reference] if sweep.reference else [])):
        (folder / f"{scenario.name}.yaml").write_text(to_yaml(resolved(scenario)), encoding="utf-8")


def _shape(plan: Plan) -> Shape:
    codes: Sequence[str] = [str(code) for code in load().department_codes]
    return Shape(
        len(plan.cases.scenarios),
        [int(member) for member in plan.members],
        plan.months,
        plan.sweep.indicators,
        plan.sweep.departments,
        codes,
        plan.cut,
    )


def _tables(plan: Plan) -> dict[str, tuple[tuple[str, ...], Array]]:
    """The design and what the members drew, for the store."""
    drawn = members_drawn(plan)
    return {
        "axis": (("axis",), np.array([axis.name for axis in plan.sweep.axes], dtype=object)),
        "point": (("point",), np.arange(1, len(plan.design.values) + 1)),
        "points": (("point", "axis"), plan.design.values),
        "unit": (("point", "axis"), plan.design.unit),
        "case_of_point": (("point",), plan.cases.case),
        "reference_of_point": (("point",), plan.cases.reference),
        "parameter": (("parameter",), np.array(list(drawn), dtype=object)),
        "drawn": (("member", "parameter"), np.column_stack(list(drawn.values()))),
    }


def members_drawn(plan: Plan) -> dict[str, Array]:
    """(M,) by parameter: what each member drew of what it draws; axes and pinned assumptions are left out."""
    scenario, axes = plan.sweep.scenario, {axis.name for axis in plan.sweep.axes}
    values = draw(Noise(plan.seed, plan.members), scenario.assumptions, parameter_set(scenario.parameters))
    found = {name: np.asarray(column[:, 0]) for name, column in values.items() if name not in axes}
    varied = {name: column for name, column in found.items() if np.ptp(column) > 0}
    return varied or found
