"""Running plans: the same bits however they are cut and whoever computes, stops that lose nothing, no mixing."""

import json
from dataclasses import replace

import numpy as np
import pytest
from filelock import FileLock

from borderSim.errors import RunError, UserError
from borderSim.experiment.points import cut, run_points
from borderSim.results.sweep_folder import open_sweep
from borderSim.results.sweep_store import SweepStore
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps import runner
from borderSim.sweeps.estimate import estimate
from borderSim.sweeps.identity import differences, machinery
from borderSim.sweeps.plan import plan_of
from borderSim.sweeps.runner import Done, Team, compute, run_plan
from borderSim.sweeps.status import status
from tests.sweeps.lab import SWEEP, numbers, written


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    return load_sweep(written(tmp_path_factory.mktemp("file")))


@pytest.fixture(scope="module")
def straight(sweep, tmp_path_factory):
    """A run of 13 cases in blocks of 2 cases x 2 members, in one process."""
    folder = tmp_path_factory.mktemp("straight")
    plan = plan_of(sweep, lanes=4)
    plan = replace(plan, cut=replace(plan.cut, cases=2, members=2))
    return plan, folder, run_plan(plan, folder, Team())


def test_points_and_their_reference_are_computed_once(straight):
    plan, folder, done = straight
    assert len(plan.design.values) == 12
    assert len(plan.cases.scenarios) == 13
    assert (plan.cases.reference == plan.cases.reference[0]).all()
    assert done == Done(0, 14)
    data = open_sweep(folder)
    assert data.has_reference
    assert [axis.name for axis in data.axes] == ["border_open_cargo", "customs_digital"]
    assert data.points[:, 0].tolist() == [0, 0, 0, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75]
    assert data.months == ["2012-01", "2012-02", "2012-03", "2012-04", "2012-05", "2012-06"]
    gap = data.monthly("trade_total", difference=True)
    assert (gap[:, :, 0] == 0).all()
    assert (gap[0, :, -1] < 0).all()


@pytest.mark.parametrize(
    ("lanes", "team"), [(256, Team()), (4, Team(2)), (16, Team(dask="local:2"))], ids=["whole", "processes", "dask"]
)
def test_the_numbers_do_not_depend_on_blocks_or_workers(straight, sweep, tmp_path, lanes, team):
    _, folder, _ = straight
    run_plan(plan_of(sweep, lanes=lanes), tmp_path, team)
    np.testing.assert_array_equal(numbers(tmp_path), numbers(folder))


def test_a_point_is_the_scenario_that_it_stands_for(straight):
    plan, folder, _ = straight
    found = run_points(plan.cases.scenarios[:3], plan.members, plan.seed, ["trade_total"])
    np.testing.assert_array_equal(found["trade_total"].astype(np.float32), SweepStore(folder).national(0)[:3])


def test_points_in_memory_are_the_same_with_more_processes(straight):
    plan, _, _ = straight
    scenarios = plan.cases.scenarios * 12
    one, two = (run_points(scenarios, plan.members, 1, ["trade_total"], jobs) for jobs in (1, 2))
    np.testing.assert_array_equal(one["trade_total"], two["trade_total"])


class StopError(Exception):
    pass


def stopped(plan, folder, monkeypatch, blocks, progress=None):
    """A run that ends with an error after so many blocks."""
    write, count = SweepStore.write, [0]

    def limited(self, case, member, block):
        if count[0] == blocks:
            raise StopError
        count[0] += 1
        write(self, case, member, block)

    with monkeypatch.context() as patch:
        patch.setattr(SweepStore, "write", limited)
        with pytest.raises(StopError):
            run_plan(plan, folder, Team(), progress)


@pytest.mark.parametrize("after", [0, 1, 9])
def test_a_stopped_run_goes_on_and_ends_the_same(straight, tmp_path, monkeypatch, after):
    plan, folder, _ = straight
    stopped(plan, tmp_path, monkeypatch, after)
    with pytest.raises(UserError, match=f"{14 - after} of 14 blocks are missing"):
        open_sweep(tmp_path)
    assert run_plan(plan, tmp_path, Team()) == Done(after, 14 - after)
    assert run_plan(plan, tmp_path, Team()) == Done(14, 0)
    for file in (folder / "store.zarr").rglob("*"):
        if file.is_file():
            assert (tmp_path / file.relative_to(folder)).read_bytes() == file.read_bytes()


def test_a_resumed_run_keeps_the_blocks_into_which_it_was_cut(straight, sweep, tmp_path, monkeypatch):
    plan, folder, _ = straight
    stopped(plan, tmp_path, monkeypatch, 5)
    assert run_plan(plan_of(sweep, lanes=256), tmp_path, Team()) == Done(5, 9)
    np.testing.assert_array_equal(numbers(tmp_path), numbers(folder))


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("members: 4", "members: 5", ["members: 4 in the folder, 5 now"]),
        ("0.25, 0.5, 0.75]", "0.3, 0.5, 0.75]", ["values of the points: changed", "scenarios: changed"]),
        ("customs_digital", "crossing_integrity",
         ["axes, customs_digital: 0 to 1 in the folder, none now", "axes, crossing_integrity: none in the folder"]),
        ("[trade_total, unmet_need]", "[trade_total]", ["indicators: ['trade_total', 'unmet_need'] in the folder"]),
        ("scenario: closed.yaml", "scenario: closed.yaml\nseed: 9", ["seed: 1 in the folder, 9 now"]),
    ],
)  # fmt: skip
def test_another_sweep_is_not_mixed_in(straight, tmp_path, before, after, lines):
    assert before in SWEEP
    _, folder, _ = straight
    other = load_sweep(written(tmp_path, SWEEP.replace(before, after)))
    with pytest.raises(UserError) as error:
        run_plan(plan_of(other), folder, Team())
    said = "\n".join(error.value.lines())
    assert "holds another sweep" in said
    for line in lines:
        assert line in said


def test_another_version_is_not_mixed_in(straight, tmp_path):
    plan, folder, _ = straight
    about = json.loads((folder / "sweep.json").read_text())
    now = json.loads(json.dumps(plan.identity()))
    assert differences(about["identity"], now) == []
    assert differences(about["identity"], {**now, "code": "0" * 16}) == ["code: changed"]
    assert differences(about["identity"], {**now, "numpy": "9.9"})[0].endswith("9.9 now")


def test_a_worker_with_another_version_refuses(straight):
    plan, _, _ = straight
    task = next(plan.tasks())
    with pytest.raises(RunError, match="another numpy than the main process"):
        compute({**machinery(), "numpy": "0"}, task)


def test_a_second_program_on_one_folder_is_refused(straight):
    plan, folder, _ = straight
    with FileLock(folder / runner.LOCK, timeout=0):
        assert status(folder).running
        with pytest.raises(UserError, match="another borderSim is working on this sweep"):
            run_plan(plan, folder, Team())
    assert not status(folder).running


def test_workers_lost_again_and_again_end_the_run(straight, tmp_path, monkeypatch):
    from concurrent.futures import BrokenExecutor

    def broken(*_):
        raise BrokenExecutor
        yield

    plan, _, _ = straight
    monkeypatch.setattr(runner, "in_any_order", broken)
    with pytest.raises(RunError, match="lost 3 times in a row"):
        run_plan(plan, tmp_path, Team())


def test_progress_counts_from_what_is_there_to_all(straight, tmp_path, monkeypatch):
    plan, _, _ = straight
    heard = []
    stopped(plan, tmp_path, monkeypatch, 3, lambda done, total: heard.append((done, total)))
    assert heard == [(0, 52), (4, 52), (8, 52), (12, 52)]
    assert status(tmp_path).lanes_done == 12
    run_plan(plan, tmp_path, Team(), lambda done, total: heard.append((done, total)))
    assert heard[4] == (12, 52)
    assert heard[-1] == (52, 52)
    found = status(tmp_path)
    assert (found.lanes_done, found.blocks_done, found.left) == (52, 14, 0)


def test_an_estimate_counts_what_can_be_counted(straight):
    plan, _, _ = straight
    found = estimate(plan, 2)
    assert (found.points, found.cases, found.members, found.months, found.blocks) == (12, 13, 4, 6, 14)
    assert found.cells == 13 * 4 * 6 * 1457
    assert found.cells_before == 0
    assert found.seconds > 0
    assert found.disk < 13 * 4 * 6 * 2 * 4


def test_months_before_the_first_difference_count_once(tmp_path):
    late = SWEEP.replace("2012-02-01", "2012-06-01").replace("2012-03-01", "2012-06-01")
    plan = plan_of(load_sweep(written(tmp_path, late)))
    # five months of two lanes a member (points and reference), one month of 13
    assert estimate(plan, 1).cells == 4 * (5 * 2 + 13) * 1457


@pytest.mark.parametrize("family", [1, 3, 4, 7, 300])
@pytest.mark.parametrize(("cases", "members", "lanes"), [(2000, 50, 256), (5, 1, 256), (1, 200, 64), (40, 1000, 1)])
def test_a_block_holds_no_more_lanes_than_asked_and_whole_families(cases, members, lanes, family):
    shape = cut(cases, members, lanes, family)
    assert shape.cases * shape.members <= lanes
    assert shape.cases % family == 0 or shape.cases < family
    assert sum((c.stop - c.start) * (m.stop - m.start) for c, m in shape.blocks(cases, members)) == cases * members
