"""The search itself: whole populations at a time, seeded, until the generations are used up. Knows no model.

NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) for up to three aims, U-NSGA-III (Seada and Deb 2016) for more, both
from pymoo (Blank and Deb 2020). A package is a vector of whole numbers, one level for each lever, so that a package
that comes back is known and is not computed again. Limits go by Deb's rule: a package that breaks less is better than
one that breaks more, and one that breaks none is better than both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borderSim.extras import optional
from borderSim.results.data import Array

Score = Callable[[Array], tuple[Array, Array]]
"""Packages (n, D) of level numbers -> (aims to minimise (n, K), limits (n, C): at most 0 where they hold)."""
Progress = Callable[[int, int], None]
CROWDED = 3
"""Up to so many aims NSGA-II's crowding distance spreads the front well; beyond, reference directions do."""
SBX_ETA, MUTATION_ETA = 15.0, 20.0
"""Distribution indices of simulated binary crossover and polynomial mutation, as in Deb and others (2002)."""
CROSSOVER = 0.9


@dataclass(frozen=True)
class Effort:
    """How long to search: packages in a population, generations (the first one too), and the seed."""

    population: int
    generations: int
    seed: int


@dataclass(frozen=True)
class Found:
    """Everything that was tried: A packages as ``levels`` (A, D), ``aims`` (A, K) to minimise, ``limits`` (A, C).

    ``front`` holds the positions of the packages that break no limit and that no other tried one beats on every aim,
    at most a population of them, in the order of the first aim. ``known`` (generations,) says how many packages had
    been tried when each generation was done.
    """

    levels: Array
    aims: Array
    limits: Array
    front: Array
    known: Array


class _Tried:
    """Packages with their scores, each computed once."""

    def __init__(self, score: Score) -> None:
        self.score = score
        self.scores: dict[tuple[int, ...], tuple[Array, Array]] = {}

    def of(self, levels: Array) -> tuple[Array, Array]:
        """Scores of packages (n, D); those not seen before are computed together."""
        keys = [tuple(int(level) for level in row) for row in levels]
        new = [key for key in dict.fromkeys(keys) if key not in self.scores]
        if new:
            aims, limits = self.score(np.array(new))
            self.scores |= {key: (aims[i], limits[i]) for i, key in enumerate(new)}
        found = [self.scores[key] for key in keys]
        return np.stack([aims for aims, _ in found]), np.stack([limits for _, limits in found])


def search(counts: Sequence[int], aims: int, limits: int, effort: Effort, score: Score, progress: Progress) -> Found:
    """Search packages whose lever d has ``counts[d]`` levels; ``progress`` hears of generations done and of all.

    The same seed gives the same packages, whatever computes the scores.
    """
    tried, known = _Tried(score), []
    problem = optional("pymoo.core.problem", "analysis").Problem(
        n_var=len(counts), n_obj=aims, n_ieq_constr=limits, xl=np.zeros(len(counts)), xu=np.array(counts) - 1, vtype=int
    )
    algorithm = _algorithm(aims, effort)
    algorithm.setup(problem, termination=("n_gen", effort.generations), seed=_seed(effort.seed))
    while algorithm.has_next():
        population = algorithm.ask()
        if population is None or not len(population):  # every package there is has been tried
            break
        found = tried.of(population.get("X"))
        _tell(algorithm, problem, population, found)
        known.append(len(tried.scores))
        progress(len(known), effort.generations)
    return _found(tried, np.array(known), effort.population)


def _seed(seed: int) -> int:
    """pymoo takes 32 bits."""
    return seed % 2**32


def _tell(algorithm: Any, problem: Any, population: Any, found: tuple[Array, Array]) -> None:
    static = optional("pymoo.problems.static", "analysis").StaticProblem(problem, F=found[0], G=found[1])
    optional("pymoo.core.evaluator", "analysis").Evaluator().eval(static, population)
    algorithm.tell(infills=population)


def _algorithm(aims: int, effort: Effort) -> Any:
    """The algorithm for so many aims, over whole numbers."""
    repair = optional("pymoo.operators.repair.rounding", "analysis").RoundingRepair()
    crossover = optional("pymoo.operators.crossover.sbx", "analysis").SBX
    mutation = optional("pymoo.operators.mutation.pm", "analysis").PM
    options = {
        "pop_size": effort.population,
        "sampling": optional("pymoo.operators.sampling.rnd", "analysis").IntegerRandomSampling(),
        "crossover": crossover(prob=CROSSOVER, eta=SBX_ETA, vtype=float, repair=repair),
        "mutation": mutation(eta=MUTATION_ETA, vtype=float, repair=repair),
        "eliminate_duplicates": True,
    }
    if aims <= CROWDED:
        return optional("pymoo.algorithms.moo.nsga2", "analysis").NSGA2(**options)
    spread = optional("pymoo.util.ref_dirs", "analysis").get_reference_directions
    directions = spread("energy", aims, effort.population, seed=_seed(effort.seed))
    return optional("pymoo.algorithms.moo.unsga3", "analysis").UNSGA3(directions, **options)


def _found(tried: _Tried, known: Array, most: int) -> Found:
    levels = np.array(list(tried.scores))
    aims, limits = (np.stack([pair[i] for pair in tried.scores.values()]) for i in (0, 1))
    return Found(levels, aims, limits, _front(aims, limits, most), known)


def _front(aims: Array, limits: Array, most: int) -> Array:
    """Positions on the front in the order of the aims; the most crowded are left out until ``most`` remain."""
    kept = np.flatnonzero((limits <= 0).all(axis=1))
    kept = kept[unbeaten(aims[kept])]
    if len(kept) > most:
        metrics = optional("pymoo.operators.survival.rank_and_crowding.metrics", "analysis")
        room = metrics.get_crowding_function("pcd").do(aims[kept], n_remove=len(kept) - most)
        kept = kept[np.argsort(-room, kind="stable")[:most]]
    return np.asarray(kept[np.lexsort(aims[kept].T[::-1])], np.intp)


def unbeaten(aims: Array) -> Array:
    """(n, K) to minimise -> positions of the rows that no other row beats: none is as low on all and lower on one."""
    if not len(aims):
        return np.empty(0, np.intp)
    sorting = optional("pymoo.util.nds.non_dominated_sorting", "analysis").NonDominatedSorting()
    return np.sort(np.asarray(sorting.do(aims, only_non_dominated_front=True), np.intp))


def hypervolume(found: Found) -> Array:
    """(generations,) share 0-1 of the box between the best and the worst allowed aims that the front covers so far.

    The box is that of all allowed packages that were tried (Zitzler and Thiele 1999): a curve that has gone flat says
    that more generations found little more, not that nothing more is to be found.
    """
    allowed = np.asarray((found.limits <= 0).all(axis=1))
    if not allowed.any():
        return np.zeros(len(found.known))
    low, high = found.aims[allowed].min(axis=0), found.aims[allowed].max(axis=0)
    scaled = (found.aims - low) / np.where(high > low, high - low, 1.0)
    volume = optional("pymoo.indicators.hv", "analysis").HV(ref_point=np.ones(scaled.shape[1]))
    return np.array([_covered(volume, scaled[:count][allowed[:count]]) for count in found.known])


def _covered(volume: Any, aims: Array) -> float:
    return float(volume(aims[unbeaten(aims)])) if len(aims) else 0.0
