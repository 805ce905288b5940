"""A map of an answer: one letter a municipality, its classes in words, and a number of people beside it.

Maps of a layer share their classes over all months and between the policy and its baseline. Where fewer than 90 of 100
runs agree on the sign of a difference, the place is grey and hatched, whatever its median.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from borderSim.report import classes
from borderSim.report.layout import tick
from borderSim.report.numbers import TINY, month, number, rounded, span
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, quantiles
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.pictures import layers as shown
from borderSim.workshop.pictures.layers import Field, Kind, layers
from borderSim.workshop.pictures.shapes import FILLS, GREY, HIGHER, LEVELS, LOWER, MIDDLE_LETTER, NONE
from borderSim.workshop.pictures.tables import Table
from borderSim.workshop.words import say
from borderSim.world import load

Mode = Literal["policy", "baseline", "difference"]
YEAR = 12
TOP = 2
"""Classes at the top whose residents are counted."""


@dataclass(frozen=True)
class Key:
    """A row of the legend: the letter of a class, its colour ("" for the hatch and the dots), and its words."""

    letter: str
    colour: str
    words: str


@dataclass(frozen=True)
class MapPicture:
    """A map in words and letters: ``classes`` has one letter for each of the 1,122 municipalities.

    ``values`` are "baseline → policy" for each place of ``kind``; ``months`` are those of the layer, "YYYY-MM".
    """

    classes: str
    legend: tuple[Key, ...]
    title: str
    note: str
    alt: str
    kind: Kind
    values: tuple[str, ...]
    months: tuple[str, ...]
    lang: Lang
    numbers: Field | None = field(default=None, repr=False, compare=False)

    @cached_property
    def table(self) -> Table:
        """Baseline, policy and difference by place, the largest policy value first; empty where the map is hidden."""
        header = [say(f"pictures_{self.kind}", self.lang)]
        header += [say(f"pictures_{name}", self.lang) for name in ("baseline", "policy", "difference_head", "range")]
        return Table(tuple(header), _rows(self.numbers, self.lang) if self.numbers else ())


@dataclass(frozen=True, eq=False)
class Medians:
    """Medians over the runs by place (P,) of a field, and whether runs disagree on the sign of the difference."""

    policy: Array
    baseline: Array
    gap: Array
    grey: Array
    same: bool


def map_picture(
    answer: Answer, layer: str, mode: Mode, month: int, lang: Lang, hide_groups: bool = False
) -> MapPicture:
    """The map of a layer in month number ``month``. Raises KeyError for a layer that the answer does not hold."""
    months = tuple(shown.months(answer, layer))
    if layer not in layers(hide_groups):
        words = say("pictures_map_hidden", lang)
        return MapPicture(NONE * load().n_co, (), words, "", words, shown.kind(layer), (), months, lang)
    found = shown.field(answer, layer, month)
    middle, when = _medians(found), _when(answer, layer, month, lang)
    if mode == "difference":
        letters, legend, title, people = _difference(answer, layer, found, middle, lang)
        note = say("pictures_map_gap_note", lang, when=when, n=answer.members, people=people)
    else:
        letters, legend, title, people = _level(answer, layer, mode, found, middle, lang)
        note = say("pictures_map_level_note", lang, name=say(f"pictures_{mode}", lang), people=people,
                   when=when, n=answer.members)  # fmt: skip
    alt = say("pictures_map_alt", lang, title=title, note=note)
    both = zip(_said(middle.baseline, lang), _said(middle.policy, lang), strict=True)
    values = tuple(f"{a} → {b}" for a, b in both)
    return MapPicture(_spread(letters, found), legend, title, note, alt, found.kind, values, months, lang, found)


def _difference(
    answer: Answer, layer: str, found: Field, middle: Medians, lang: Lang
) -> tuple[list[str], tuple[Key, ...], str, str]:
    """Letters by place, legend, title and number of people of a difference; a hue only where runs agree."""
    breaks = classes.difference_breaks(_over_months(answer, layer)[2])
    side = len(breaks) // 2
    letters = LOWER[:side] + MIDDLE_LETTER + HIGHER[len(HIGHER) - side :]
    size = np.digitize(np.abs(np.nan_to_num(middle.gap)), breaks[side:])
    steps = side + np.where(np.nan_to_num(middle.gap) < 0, -size, size)
    chosen = [GREY if grey else letters[step] for step, grey in zip(steps, middle.grey, strict=True)]
    clear = ~middle.grey & found.shown & (size > 0)
    sides = [number(float(found.residents[clear & up].sum()), lang) for up in (middle.gap > 0, middle.gap < 0)]
    legend = _keys(letters, classes.names(breaks, lang, signed=True))
    legend += (Key(GREY, "", say("pictures_disagree", lang)), Key(NONE, "", say("pictures_no_data", lang)))
    title = _change(layer, middle, int(clear.sum()), found, lang)
    return chosen, legend, title, word("people_live", lang, people=sides[0], fewer=sides[1])


def _change(layer: str, middle: Medians, clear: int, found: Field, lang: Lang) -> str:
    label = shown.label(layer, lang)
    if middle.same:
        return say("pictures_map_same", lang, label=label)
    if not clear:
        return say("pictures_map_none", lang, label=label)
    kind = word("municipalities" if found.kind == "municipality" else "departments", lang)
    return say("pictures_map_change", lang, label=label, n=clear, all=tick(int(found.shown.sum()), lang), kind=kind)


def _level(
    answer: Answer, layer: str, mode: Mode, found: Field, middle: Medians, lang: Lang
) -> tuple[list[str], tuple[Key, ...], str, str]:
    """Letters by place, legend, title and number of people of the policy's or the baseline's level."""
    values = middle.policy if mode == "policy" else middle.baseline
    breaks = classes.level_breaks(np.concatenate([part.ravel() for part in _over_months(answer, layer)[:2]]))
    places = np.linspace(0, len(LEVELS) - 1, len(breaks) + 1)
    letters = "".join(LEVELS[round(place)] for place in places)
    chosen = [letters[i] for i in np.digitize(np.nan_to_num(values), breaks)]
    seen = np.where(found.shown, values, np.nan)
    title = shown.label(layer, lang)
    if not shown.is_group(
        layer
    ):  # a department of one municipality has all or nothing, and no place is named for groups
        title = word("highest_in", lang, label=title, place=found.names[int(np.nanargmax(seen))])
    many = float(found.residents[seen >= breaks[-TOP:][0]].sum())
    legend = (*_keys(letters, classes.names(breaks, lang, signed=False)), Key(NONE, "", say("pictures_no_data", lang)))
    return chosen, legend, title, word("people_top", lang, people=number(many, lang))


def _keys(letters: str, names: Sequence[str]) -> tuple[Key, ...]:
    """The classes from the highest down."""
    return tuple(Key(letter, FILLS[letter], name) for letter, name in zip(letters, names, strict=True))[::-1]


def _medians(found: Field) -> Medians:
    gap = found.policy - found.baseline
    higher, lower = (gap > 0).mean(axis=0), (gap < 0).mean(axis=0)
    grey = (np.maximum(higher, lower) < classes.AGREE) & (higher + lower > 0)
    same = not bool(np.any(np.abs(np.nan_to_num(gap)) >= TINY))
    return Medians(_median(found.policy), _median(found.baseline), _median(gap), grey, same)


def _median(values: Array) -> Array:
    """(P,) medians over the runs, by one sort."""
    rows = np.sort(values, axis=0)
    middle = (len(rows) - 1) / 2
    return np.asarray((rows[int(np.floor(middle))] + rows[int(np.ceil(middle))]) / 2)


def _over_months(answer: Answer, layer: str) -> tuple[Array, Array, Array]:
    """Medians (K, P) of policy, baseline and difference in the last month and each twelfth before it."""
    count = len(shown.months(answer, layer))
    chosen = range(count) if layer == shown.PLACE else range(count - 1, -1, -YEAR)
    middles = [_medians(shown.field(answer, layer, i)) for i in chosen]
    policy, baseline, gap = (np.array([getattr(m, name) for m in middles]) for name in ("policy", "baseline", "gap"))
    return policy, baseline, gap


def _spread(letters: Sequence[str], found: Field) -> str:
    """One letter a municipality: its own or that of its department."""
    letters = [letter if known else NONE for letter, known in zip(letters, found.shown, strict=True)]
    return "".join(letters if found.kind == "municipality" else (letters[i] for i in load().department))


def _when(answer: Answer, layer: str, at: int, lang: Lang) -> str:
    said = month(shown.months(answer, layer)[at], lang)
    return say("pictures_map_year", lang, month=said) if shown.over_a_year(layer) else said


def _said(values: Array, lang: Lang, *, sign: bool = False) -> list[str]:
    """Numbers in words; each that people can tell apart is written once, for a thousand places are many."""
    short = [rounded(float(value)) for value in values]
    words = {value: number(value, lang, sign=sign) for value in set(short)}
    return [words[value] for value in short]


def _rows(found: Field, lang: Lang) -> tuple[tuple[str, ...], ...]:
    gaps = quantiles(found.policy - found.baseline)
    middle = _medians(found)
    columns = [_said(middle.baseline, lang), _said(middle.policy, lang), _said(middle.gap, lang, sign=True)]
    order = np.argsort(-np.nan_to_num(middle.policy, nan=-np.inf), kind="stable")
    return tuple(
        (found.names[i], *(column[i] for column in columns), span(gaps[0, i], gaps[4, i], lang, sign=True))
        for i in order
        if found.shown[i]
    )
