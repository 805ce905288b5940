"""Speed of borderSim as ratios measured in one run (docs/performance.md): ``make bench``, ``--full`` for memory."""

import sys

import branch
import core
import whole

LANES, ROUNDS = 256, 12


def show(title: str, rows: dict[str, float], unit: str = "x") -> None:
    print(f"\n{title}")
    for name, value in rows.items():
        print(f"  {name:<40}{value:>10.3g} {unit}", flush=True)


def main(full: bool) -> None:
    show("Time per (lane, group, place) cell, in np.exp(float32) elements", core.per_cell(LANES, ROUNDS))
    pair = core.against_straightforward(LANES, 4)
    show("Straightforward float64 batch over the core", {"ratio": pair["straightforward float64"] / pair["core"]})
    show("Everything per cell by lanes at once, in np.exp(float32)", core.lane_growth((16, 32, 64, 128, 256), 4))
    show("Core per cell by number of places, in np.exp(float32)", core.place_growth(64, 6))
    show("CPU time per month by months run, first = 1", whole.month_growth(32, (12, 40, 120)))
    show("Shares of computing", {k: 100 * v for k, v in whole.shares(LANES, 24).items()}, "%")
    show("Whole runs", whole.run_and_output(256))
    show("Two processes over one", whole.two_processes(256))
    show("Blocks of points, no forks over forks where the points part", branch.shared_prefix((0, 12, 24, 48)))
    show("CPU time of a fork", branch.fork_cost(), "months")
    show("Noise and baseline, not shared over shared", branch.shared_noise_and_baseline())
    show("Warm starts", branch.warm_starts())
    show("Warm-ups one by one over together", branch.warm_ups_together((4, 16, 32)))
    show("Start-up over `import numpy`", whole.start_up(5))
    members, years = (1000, 10) if full else (128, 2)
    title = f"Peak memory, {members} members, {years} years" + ("" if full else " (--full: 1000 members, 10 years)")
    show(title, {"one process": whole.peak_memory(members, years)}, "GiB")


if __name__ == "__main__":
    main("--full" in sys.argv[1:])
