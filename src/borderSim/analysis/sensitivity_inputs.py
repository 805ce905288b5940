"""What varies in a sweep, as the inputs of a sensitivity analysis, and which of them are contested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from borderSim import catalogue
from borderSim.results.data import Array
from borderSim.results.sweep_data import AxisInfo, SweepData

Why = Literal["range", "structure", "reading", "link"]
LANGS = ("en", "es")


@dataclass(frozen=True)
class Contest:
    """Why an input is contested: its range spans zero, it is a choice of structure, a reading or a link names it.

    ``what`` is the question of a reading, or the name of a link; empty for the others.
    """

    why: Why
    what: str = ""


@dataclass(frozen=True)
class Input:
    """One thing that varies: its (R,) ``values`` by row, words in {"en": ..., "es": ...}, and why it is contested.

    ``choices`` are the words of the values of an input that is no number, by language; the values are their positions
    from 0.
    """

    name: str
    label: Mapping[str, str]
    unit: Mapping[str, str]
    values: Array
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contested: tuple[Contest, ...] = field(default=())


def inputs_of(data: SweepData) -> list[Input]:
    """The inputs of the points of a sweep: its axes, and axes that move together by ``zip`` as one input."""
    found: list[Input] = []
    for group in dict.fromkeys(axis.group for axis in data.axes):
        columns = [position for position, axis in enumerate(data.axes) if axis.group == group]
        axes = [data.axes[position] for position in columns]
        if len(axes) > 1 and axes[0].method == "zip":
            found.append(_together(axes, data.points[:, columns]))
        else:
            found += [_alone(axis, data.points[:, at]) for axis, at in zip(axes, columns, strict=True)]
    return found


def _alone(axis: AxisInfo, values: Array) -> Input:
    choices = {lang: axis.all_said(lang) for lang in LANGS} if axis.choices else {}
    return Input(axis.name, axis.label, axis.unit, values, choices, contests(axis.name))


def _together(axes: Sequence[AxisInfo], values: Array) -> Input:
    """Axes of one zip as one input: its values are the positions of their rows, in the order of the sweep file."""
    rows, first, back = np.unique(values, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    label = {lang: " + ".join(axis.label[lang] for axis in axes) for lang in LANGS}
    places = {lang: tuple(_row_words(axes, row, lang) for row in rows[np.argsort(first)]) for lang in LANGS}
    why = tuple(dict.fromkeys(contest for axis in axes for contest in contests(axis.name)))
    return Input("+".join(a.name for a in axes), label, {"en": "", "es": ""}, order[back.reshape(-1)], places, why)


def _row_words(axes: Sequence[AxisInfo], row: Array, lang: str) -> str:
    said = [axis.said(value, lang) if axis.choices else f"{value:g}" for axis, value in zip(axes, row, strict=True)]
    return " / ".join(said)


def drawn_of(data: SweepData) -> list[Input]:
    """The inputs of the members of a sweep: what each drew, (M,), without what all of them share."""
    known = catalogue.parameters()
    found = []
    for name, values in data.drawn.items():
        if np.ptp(values) == 0:
            continue
        entry = known.get(name)
        label = {"en": entry.label("en"), "es": entry.label("es")} if entry else {"en": name, "es": name}
        unit = {"en": entry.unit, "es": entry.unit_es} if entry else {"en": "", "es": ""}
        found.append(Input(name, label, unit, np.asarray(values, float), {}, contests(name)))
    return found


def contests(name: str) -> tuple[Contest, ...]:
    """Why a parameter or lever is contested; () where it is not.

    A parameter is contested when its range spans zero (low < 0 < high), when it is a structural choice, when a reading
    of a contested question pins it, or when it belongs to a causal link that is graded contested or whose sign is
    open ("?"); a lever is when such a link leaves it.
    """
    name = name.split("[", 1)[0]
    entry = catalogue.parameters().get(name)
    found: list[Contest] = []
    if entry and entry.low < 0 < entry.high:
        found.append(Contest("range"))
    if entry and entry.system == "structure":
        found.append(Contest("structure"))
    asked = catalogue.readings().items()
    found += [Contest("reading", question) for question, named in asked if any(name in r.pins for r in named.values())]
    doubted = [link for link in catalogue.links().values() if link.grade == "contested" or link.sign == "?"]
    found += [Contest("link", link.name) for link in doubted if name in (link.cause, *link.parameters)]
    return tuple(found)
