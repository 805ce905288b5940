"""Boxes from a small classification tree: every leaf is a box, and together they hold every case once.

The tree is scikit-learn's CART (Breiman, Friedman, Olshen and Stone 1984); its use beside PRIM for the same question is
that of Lempert, Bryant and Bankes 2008 (RAND WR-557).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from borderSim.analysis.boxes import Box, Cases, Measured, measure
from borderSim.extras import optional
from borderSim.results.data import Array

MOST_LEAVES = 8
"""Leaves of a tree: what a page can still explain."""
LEAST_LEAF = 0.05
"""A leaf holds at least this share of the cases, as PRIM's boxes do."""
BETWEEN = 0.5
"""A choice is in a column of its own, 0 or 1, and a split of it lies between."""


def leaves(cases: Cases, seed: int, free: Array | None = None, most: int = MOST_LEAVES) -> list[Measured]:
    """The leaves of a tree with at most ``most`` of them: first those mostly of interest, by coverage, then by density.

    ``free`` (N,) marks the cases that no earlier box holds; coverage and mass stay those of all ``cases``. ``seed``
    decides which of two equally good splits is taken. Raises UserError where scikit-learn is missing.
    """
    rows = cases if free is None else cases.take(free)
    columns = list(_columns(cases))
    table = np.column_stack([_column(rows.values, column, choice) for column, choice in columns])
    trees = optional("sklearn.tree", "analysis")
    tree = trees.DecisionTreeClassifier(max_leaf_nodes=most, min_samples_leaf=LEAST_LEAF, random_state=seed)
    tree.fit(table, rows.hits)
    found = [measure(cases, box, free) for box in _walk(tree.tree_, 0, Box(), cases, columns)]
    return sorted(found, key=lambda leaf: (leaf.density > BETWEEN, leaf.coverage, leaf.density), reverse=True)


def _columns(cases: Cases) -> Iterator[tuple[int, int | None]]:
    """The tree's columns: an input and, where it has choices, one of them."""
    for position, item in enumerate(cases.inputs):
        yield from ((position, choice) for choice in (range(len(item.choices)) if item.choices else (None,)))


def _column(values: Array, column: int, choice: int | None) -> Array:
    return values[:, column] if choice is None else (values[:, column] == choice).astype(float)


def _walk(tree: Any, node: int, box: Box, cases: Cases, columns: list[tuple[int, int | None]]) -> Iterator[Box]:
    if tree.children_left[node] == tree.children_right[node]:
        yield box
        return
    column, choice = columns[tree.feature[node]]
    lower, upper = _halves(cases, box, column, choice, float(tree.threshold[node]))
    yield from _walk(tree, tree.children_left[node], lower, cases, columns)
    yield from _walk(tree, tree.children_right[node], upper, cases, columns)


def _halves(cases: Cases, box: Box, column: int, choice: int | None, cut: float) -> tuple[Box, Box]:
    """The two sides of a split: up to the cut and above it, or without a choice and with it alone."""
    limit = box.limits.get(column)
    if choice is not None:
        left = limit if isinstance(limit, frozenset) else frozenset(range(len(cases.inputs[column].choices)))
        return box.limited(column, left - {choice}), box.limited(column, left & {choice})
    low, high = limit if isinstance(limit, tuple) else (-np.inf, np.inf)
    return box.limited(column, (low, cut)), box.limited(column, (float(np.nextafter(cut, np.inf)), high))
