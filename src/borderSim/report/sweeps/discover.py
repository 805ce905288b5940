"""The folder of `borderSim discover`: boxes.csv, trajectory.csv, figures, and a page in words."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from borderSim.analysis.boxes import Limit, Measured
from borderSim.analysis.cart import MOST_LEAVES
from borderSim.analysis.discovery import Discovery, Found, Restriction
from borderSim.analysis.discovery_cases import ENOUGH_MEMBERS
from borderSim.analysis.prim import AGAIN, KEEPS
from borderSim.catalogue import indicators
from borderSim.report.numbers import in_100, number, span
from borderSim.report.sweeps import discover_figures as figures
from borderSim.report.sweeps.analysis_page import Page, Section, Table, write_page
from borderSim.report.sweeps.discover_figures import all_digits, amount, limit_words, verb
from borderSim.report.words import Lang, word
from borderSim.results.folder import run_folder
from borderSim.results.sweep_data import SweepData

LEAST_P = 0.0001
"""Smaller quasi-p-values are written as less than this."""


def write_discovery(
    result: Discovery, data: SweepData, final: Path, lang: Lang, command: str = "", *, cases: bool = False
) -> Path:
    """Write the folder ``final`` whole or not at all; return the path of the page. ``cases`` adds cases.csv."""
    with run_folder(final) as folder:
        _write(folder / "boxes.csv", _box_rows(result))
        _write(folder / "trajectory.csv", _trajectory_rows(result))
        if cases:
            _write(folder / "cases.csv", _case_rows(result))
        write_page(page(result, data, lang, command), folder, lang)
    return final / "report.html"


def page(result: Discovery, data: SweepData, lang: Lang, command: str = "") -> Page:
    """The page of a discovery: the question, the boxes in words, the figures, what it cannot say."""
    footer = word("footer", lang, version=data.meta.get("version", ""), scenario=data.name, sha=data.meta.get("id", ""),
                  seed=data.meta.get("seed", ""), members=len(data.members))  # fmt: skip
    sections = [Section(word("disc_asked", lang), asked(result, data, lang))]
    for position, found in enumerate(result.found):
        if found.restrictions or position == 0:
            sections += _box_sections(result, found, position + 1, footer, lang)
    question = word("disc_question", lang, title=data.title[lang], verb=verb(result, lang))
    said = findings(result, lang)
    return Page(word("disc_kind", lang), question, said, sections, cannot(result, lang), footer, command)


def asked(result: Discovery, data: SweepData, lang: Lang) -> list[str]:
    """What was asked, of which runs, in which inputs: a sentence each."""
    question, found = result.question, result.evidence
    item = indicators()[question.indicator]
    limit = number(found.threshold, lang) if question.criterion.kind in ("highest", "lowest") else None
    criterion = word(f"disc_{question.criterion.kind}", lang, share=number(question.criterion.value, lang),
                     value=limit or all_digits(question.criterion.value, lang))  # fmt: skip
    how = "disc_difference" if question.difference else "disc_level"
    points = len(set(found.learn.point) | set(found.check.point))
    learn, check = len(found.learn), len(found.check)
    sizes = {"points": points, "members": len(data.members), "cases": learn + check, "learn": learn, "check": check}
    counts = {name: all_digits(size, lang) for name, size in sizes.items()}
    sentences = [
        word(how, lang, verb=verb(result, lang, one=True), label=item.label(lang), unit=item.window_unit(lang),
             when=word(f"window_{question.window}", lang), criterion=criterion),
        word(f"disc_by_{question.by}", lang, **counts),
        word(f"disc_apart_{found.apart}", lang, **counts),
        word("disc_inputs", lang, searched=len(found.learn.inputs), looked_at=sum(found.looked_at.values())),
    ]  # fmt: skip
    if question.fixed:
        fixed = ", ".join(f"{name} = {value}" for name, value in question.fixed.items())
        sentences.append(word("disc_fixed", lang, options=fixed))
    if question.by == "members" and not question.inputs and len(data.members) < ENOUGH_MEMBERS:
        sentences.append(word("disc_few_members", lang, members=len(data.members), enough=ENOUGH_MEMBERS))
    if kept := _screened(result):
        sentences.append(word("disc_screened", lang, drawn=found.looked_at["member"], kept=kept))
    return sentences


def _screened(result: Discovery) -> int:
    """How many drawn inputs were kept of more; 0 where all were searched."""
    kept = sum(item.of == "member" for item in result.evidence.learn.inputs)
    return kept if kept < result.evidence.looked_at["member"] else 0


def conditions(result: Discovery, found: Found, lang: Lang) -> str:
    """The conditions of a box in a clause: "oil price is at most 49 and closure is at least 5"."""
    inputs = result.evidence.learn.inputs
    clauses = [
        word("disc_condition", lang, label=inputs[c].label[lang], limit=limit_words(inputs[c], limit, lang))
        for c, limit in found.box.limits.items()
    ]
    first = ", ".join(clauses[:-1])
    return word("disc_and", lang, first=first, last=clauses[-1]) if first else clauses[-1]


def findings(result: Discovery, lang: Lang) -> list[str]:
    """A sentence on how often runs fail, and one or two for each box: where, and whether it held when checked."""
    halves = (result.evidence.learn, result.evidence.check)
    hits, total = (sum(int(n) for n in pair) for pair in ([h.hits.sum() for h in halves], [len(h) for h in halves]))
    said = verb(result, lang)
    share = in_100(100 * hits / total)
    sentences = [
        word("disc_base", lang, hits=all_digits(hits, lang), cases=all_digits(total, lang), verb=said, share=share)
    ]
    for position, found in enumerate(result.found, start=1):
        if not found.restrictions:
            sentences.append(word("disc_none" if position == 1 else "disc_none_more", lang, verb=said))
            continue
        clause = conditions(result, found, lang)
        sentences.append(word("disc_box", lang, conditions=clause, **figures.shares(found, lang, result)))
        sentences.append(
            word("disc_overfit", lang, box=position, verb=said, learn=in_100(100 * found.learn.density),
                 check=_in_100(found.check.density, lang))
        )  # fmt: skip
        if not found.sure:
            sentences.append(word("disc_doubt", lang, box=position, conditions=clause))
    return sentences


def _in_100(share: float, lang: Lang) -> str:
    return str(in_100(100 * share)) if math.isfinite(share) else word("missing", lang)


def _box_sections(result: Discovery, found: Found, position: int, footer: str, lang: Lang) -> Iterator[Section]:
    said, many = verb(result, lang), len(result.found) > 1
    if found.restrictions:
        title = word("disc_ranges_title", lang, verb=said)
        alt = word("disc_figure_alt", lang, title=title, sub=conditions(result, found, lang))
        yield Section(
            word("disc_conditions", lang, box=position), [word("disc_conditions_text", lang), word("disc_table", lang)],
            figures.ranges(result, found, footer, lang), f"conditions_{position}", alt,
            [_restriction_table(result, found, lang), _count_table(result, found, lang)],
        )  # fmt: skip
    heading = word("disc_path", lang) + (f" ({position})" if many else "")
    alt = word("disc_figure_alt", lang, title=word("disc_path_title", lang),
               sub=word("disc_path_sub", lang, step=found.chosen))  # fmt: skip
    yield Section(heading, _path_words(result, found, position, lang), figures.path(result, found, footer, lang),
                  f"trajectory_{position}", alt, [_path_table(result, found, lang)])  # fmt: skip
    if found.restrictions:
        item = indicators()[result.question.indicator]
        outcome = f"{item.label(lang)} ({item.window_unit(lang)})"
        title = word("disc_scatter_title", lang, verb=said)
        alt = word("disc_figure_alt", lang, title=title, sub=conditions(result, found, lang))
        heading = word("disc_scatter", lang) + (f" ({position})" if many else "")
        drawn = figures.scatter(result, found, outcome, footer, lang)
        yield Section(heading, (), drawn, f"runs_{position}", alt)


def _path_words(result: Discovery, found: Found, position: int, lang: Lang) -> list[str]:
    if result.step is not None and position == 1:
        return [word("disc_path_given", lang, step=found.chosen)]
    if result.method == "cart":
        return [word("disc_tree_text", lang, most=MOST_LEAVES, verb=verb(result, lang))]
    return [word("disc_path_text", lang, keeps=in_100(100 * KEEPS), verb=verb(result, lang))]


def _restriction_table(result: Discovery, found: Found, lang: Lang) -> Table:
    head = [word(f"disc_{key}", lang) for key in
            ("input", "condition_head", "whole", "quasi", "corrected", "quasi_check", "again")]  # fmt: skip
    rows = [_restriction_row(result, found, item, lang) for item in found.restrictions]
    return Table(word("disc_table", lang), head, rows)


def _restriction_row(result: Discovery, found: Found, row: Restriction, lang: Lang) -> list[str]:
    item = result.evidence.learn.inputs[row.column]
    ends = [amount(end, item, lang) for end in (item.low, item.high)]
    whole = ", ".join(c[lang] for c in item.choices) or word("range", lang, low=ends[0], high=ends[1])
    again = word("disc_again_of", lang, n=round(row.again * AGAIN), all=AGAIN) if math.isfinite(row.again) else "–"
    quasi = [_quasi(value, lang) for value in (row.quasi_p, row.corrected, row.checked)]
    return [item.label[lang], limit_words(item, found.box.limits[row.column], lang), whole, *quasi, again]


def _quasi(value: float, lang: Lang) -> str:
    return f"< {all_digits(LEAST_P, lang)}" if value < LEAST_P else number(value, lang)


def _count_table(result: Discovery, found: Found, lang: Lang) -> Table:
    said = verb(result, lang)
    head = [word("disc_counts", lang), word("disc_searched", lang), word("disc_kept_apart", lang)]
    low, high = (tuple(100 * end for end in pair) for pair in zip(found.density, found.coverage, strict=True))
    parts = (found.learn, found.check)
    rows = [
        [word("disc_inside", lang), *(all_digits(part.inside, lang) for part in parts)],
        [word("disc_of_them", lang, verb=said), *(all_digits(part.hits, lang) for part in parts)],
        [word("disc_density", lang), _in_100(found.learn.density, lang),
         f"{_in_100(found.check.density, lang)} ({span(low[0], high[0], lang)})"],
        [word("disc_coverage", lang, verb=said), _in_100(found.learn.coverage, lang),
         f"{_in_100(found.check.coverage, lang)} ({span(low[1], high[1], lang)})"],
    ]  # fmt: skip
    return Table(word("disc_counts", lang), head, rows)


def _path_table(result: Discovery, found: Found, lang: Lang) -> Table:
    said, inputs = verb(result, lang), result.evidence.learn.inputs
    head = [word("disc_step", lang), word("disc_coverage", lang, verb=said), word("disc_density", lang),
            word("disc_check_density", lang), word("disc_mass", lang), word("disc_restricted", lang)]  # fmt: skip
    rows = [
        [f"{i}{' *' if i == found.chosen else ''}", _in_100(step.coverage, lang), _in_100(step.density, lang),
         _in_100(check.density, lang), _in_100(step.mass, lang),
         ", ".join(inputs[c].label[lang] for c in sorted(step.box.limits)) or "–"]
        for i, (step, check) in enumerate(zip(found.steps, found.checked, strict=True))
    ]  # fmt: skip
    return Table(word("disc_path_table", lang), head, rows)


def cannot(result: Discovery, lang: Lang) -> list[str]:
    """What the analysis cannot say."""
    other = word(f"disc_other_{result.evidence.apart}s", lang)
    said = [word("disc_not_cause", lang), word("disc_not_probability", lang), word("disc_not_only", lang)]
    if kept := _screened(result):
        said.append(word("disc_not_screened", lang, left=result.evidence.looked_at["member"] - kept))
    judged = word("disc_not_judge", lang, verb=verb(result, lang))
    return [*said, word("disc_not_test", lang, what=other), judged]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """A CSV with the keys of the first row as columns; no file without rows."""
    lines = list(rows)
    if lines:
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)


def _box_rows(result: Discovery) -> Iterator[dict[str, Any]]:
    """One row for each condition of each box; a box without conditions has one row with the counts alone."""
    for position, found in enumerate(result.found, start=1):
        counts = {**_counts(found.learn, ""), **_counts(found.check, "check_")}
        ends = {f"check_{what}_{end}": value for what in ("density", "coverage")
                for end, value in zip(("low", "high"), getattr(found, what), strict=True)}  # fmt: skip
        rows: Sequence[Restriction | None] = found.restrictions or [None]
        for row in rows:
            yield {"box": position, "sure": found.sure, **_condition(result, found, row), **counts, **ends}


def _condition(result: Discovery, found: Found, row: Restriction | None) -> dict[str, Any]:
    keys = ("input", "unit", "low", "high", "choices", "whole_low", "whole_high", "quasi_p", "quasi_p_corrected",
            "quasi_p_check", "found_again")  # fmt: skip
    if row is None:
        return dict.fromkeys(keys, "")
    item, limit = result.evidence.learn.inputs[row.column], found.box.limits[row.column]
    again = row.again if math.isfinite(row.again) else ""
    values = (item.name, item.unit["en"], *_ends(limit), _chosen(item.names, limit), item.low, item.high, row.quasi_p,
              row.corrected, row.checked, again)  # fmt: skip
    return dict(zip(keys, values, strict=True))


def _ends(limit: Limit) -> list[float | str]:
    """The ends of a range, empty where it is open."""
    return ["", ""] if isinstance(limit, frozenset) else [end if math.isfinite(end) else "" for end in limit]


def _chosen(names: Sequence[str], limit: Limit) -> str:
    return "; ".join(names[i] for i in sorted(limit)) if isinstance(limit, frozenset) else ""


def _counts(part: Measured, before: str) -> dict[str, Any]:
    names = ("inside", "hits", "cases", "interest", "coverage", "density", "mass")
    return {before + name: getattr(part, name) for name in names}


def _trajectory_rows(result: Discovery) -> Iterator[dict[str, Any]]:
    inputs = result.evidence.learn.inputs
    for position, found in enumerate(result.found, start=1):
        for i, (step, check) in enumerate(zip(found.steps, found.checked, strict=True)):
            names = "; ".join(inputs[c].name for c in sorted(step.box.limits))
            yield {"box": position, "step": i, "chosen": i == found.chosen, "restricted": len(step.box.limits),
                   "inputs": names, **_counts(step, ""), **_counts(check, "check_")}  # fmt: skip


def _case_rows(result: Discovery) -> Iterator[dict[str, Any]]:
    """Every case: point and member, what its inputs were, its outcome, whether it is of interest, and which half."""
    members, said = result.question.by == "members", verb(result, "en", one=True)
    for half, part in (("searched", result.evidence.learn), ("kept_apart", result.evidence.check)):
        for i in range(len(part)):
            member = int(part.member[i]) if members else "median"
            values = {item.name: _cell(item.names, part.values[i, j]) for j, item in enumerate(part.inputs)}
            found = {"outcome": float(part.outcome[i]), said: bool(part.hits[i]), "half": half}
            yield {"point": int(part.point[i]), "member": member, **values, **found}


def _cell(names: Sequence[str], value: float) -> float | str:
    return names[int(value)] if names else float(value)
