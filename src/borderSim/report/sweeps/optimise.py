"""The folder of a search: front.csv, each package as a scenario, figures, a page, the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from borderSim import __version__
from borderSim.catalogue import costs, indicators
from borderSim.optimise.front import REFERENCE, Front
from borderSim.report.numbers import number, span
from borderSim.report.sweeps.analysis_page import Page, Section, write_page
from borderSim.report.sweeps.optimise_figures import MOST_LINES, course, pairs, parallel
from borderSim.report.sweeps.optimise_labels import goal_words, limit_words, short_goal
from borderSim.report.sweeps.optimise_tables import (
    course_table,
    front_table,
    people_table,
    write_course,
    write_front,
)
from borderSim.report.words import Lang, word
from borderSim.results.data import quantiles
from borderSim.results.folder import run_folder
from borderSim.results.manifest import git_revision, platform_class, sources, versions, write_manifest
from borderSim.results.store import CAUTION
from borderSim.scenario.optimise import Search, lever_of
from borderSim.scenario.optimise_goals import Limit, Objective, counts_people
from borderSim.scenario.resolve import resolved, to_yaml

PEOPLE = "venezuelans"


def write_optimise(front: Front, results: Path, lang: Lang, migrants: float, command: str = "") -> Path:
    """Write ``results/optimise-<name>-<date>-<hash>`` whole or not at all; return the folder.

    ``migrants`` (persons) is what the costs counted, as the page says.
    """
    about = _about(front, command)
    final = results / f"optimise-{front.search.name}-{date.today().isoformat()}-{about['id']}"
    with run_folder(final) as folder:
        write_front(front, folder / "front.csv")
        write_course(front, folder / "course.csv")
        _write_scenarios(front, folder / "front")
        write_page(page(front, about, migrants, lang), folder, lang)
        write_manifest(about, _texts(front.search), folder)
    return final


def _texts(search: Search) -> dict[str, str]:
    return {one.name: to_yaml(resolved(one)) for one in (search.scenario, search.reference)}


def _write_scenarios(front: Front, folder: Path) -> None:
    """Each package as NN.yaml, without `extends`, beside the reference that it is compared with."""
    folder.mkdir()
    for number_, scenario in enumerate(front.scenarios, 1):
        (folder / f"{number_:02d}.yaml").write_text(to_yaml(resolved(scenario)), encoding="utf-8")
    reference = replace(front.search.reference, compare_with=())
    (folder / f"{reference.name}.yaml").write_text(to_yaml(resolved(reference)), encoding="utf-8")


def _about(front: Front, command: str) -> dict[str, Any]:
    """What made the search, as the manifest says it."""
    search, made, asked = front.search, sources(), _asked_for(front)
    key = json.dumps([_texts(search), asked, search.scenario.seed, made["code"]], sort_keys=True)
    return {
        "about": CAUTION,
        "id": hashlib.sha256(key.encode()).hexdigest()[:8],
        "borderSim": __version__,
        "seed": search.scenario.seed,
        "search": asked,
        "tried": front.tried,
        "sources": made,
        "git": git_revision(),
        "libraries": versions(),
        "platform": platform_class(),
        "command": command,
    }


def _asked_for(front: Front) -> dict[str, Any]:
    search = front.search
    return {
        "objectives": [_plain(goal) for goal in search.objectives],
        "constraints": [_plain(goal) for goal in search.limits],
        "budget": asdict(search.budget) if search.budget else None,
        "free": list(search.free),
        "vary": [[axis.name, axis.low, axis.high, list(axis.values)] for axis in search.axes],
        "population": search.population,
        "generations": search.generations,
        "members": front.searched,
        "check_members": _check_members(front),
        "window": search.scenario.window,
    }


def _plain(goal: Objective | Limit) -> dict[str, Any]:
    return {**asdict(goal), "statistic": str(goal.statistic)}


def _check_members(front: Front) -> int:
    return int(next(iter(front.checked.values())).shape[1])


def page(front: Front, about: dict[str, Any], migrants: float, lang: Lang) -> Page:
    """The page of a search; one without a package that keeps every limit says so and has no figures."""
    search = front.search
    footer = word(
        "opt_footer", lang, version=about["borderSim"], name=search.name, sha=about["id"], seed=about["seed"],
        members=front.searched, check=_check_members(front),
    )  # fmt: skip
    return Page(
        kind=f"{word('opt_kind', lang)}: {search.title[lang]}",
        question=search.question[lang],
        findings=list(_findings(front, lang)),
        sections=[_asked(search, lang), *_sections(front, footer, lang)],
        cannot=[*_cannot(front, migrants, lang), *(note[lang] for note in search.notes)],
        footer=footer,
        command=about["command"],
    )


def _findings(front: Front, lang: Lang) -> Iterator[str]:
    tried = number(front.tried, lang)
    if not len(front):
        yield word("opt_none", lang, tried=tried)
        return
    yield word("opt_found", lang, tried=front.tried, n=len(front))
    yield word(
        "opt_stands", lang, members=_check_members(front), n=len(front), allowed=int(front.allowed.sum()),
        stands=int(front.stands.sum()),
    )  # fmt: skip
    for goal in front.search.objectives:
        yield _best(front, goal, lang)
    for goal in front.search.objectives:
        said = [word("opt_flattered", lang, goal=short_goal(goal, lang), worse=front.flattered(goal), n=len(front))]
        said += [word("opt_apart", lang, steps=len(front) - 1, apart=front.apart(goal))] if len(front) > 1 else []
        yield " ".join(said)


def _best(front: Front, goal: Objective, lang: Lang) -> str:
    """The package that reaches most under the check, with its range, and whether it differs from the reference."""
    values, band = front.reached(goal), front.band(goal)
    best = int(np.argmin(values[: len(front)] if goal.aim == "low" else -values[: len(front)]))
    levels = front.checked[goal.indicator]
    low, high = quantiles(levels[best] - levels[REFERENCE])[[0, 4]]
    sign = word("opt_distinct" if low > 0 or high < 0 else "opt_indistinct", lang)
    return word(
        "opt_best_gap" if goal.difference else "opt_best", lang, goal=goal_words(goal, lang), number=f"{best + 1:02d}",
        value=number(values[best], lang, sign=goal.difference), reference=number(values[REFERENCE], lang), sign=sign,
        span=span(band[0, best], band[1, best], lang, sign=goal.difference),
    )  # fmt: skip


def _asked(search: Search, lang: Lang) -> Section:
    """What the file asked for, in words."""
    aims = "; ".join(f"{goal_words(goal, lang)}: {word(f'opt_{goal.aim}', lang)}" for goal in search.objectives)
    said = [word("opt_aims_were", lang, aims=aims)]
    if search.limits:
        said.append(word("opt_limits_were", lang, limits="; ".join(limit_words(one, lang) for one in search.limits)))
    if search.budget:
        prices = word(f"opt_prices_{search.budget.prices}", lang)
        said.append(word("opt_budget", lang, amount=number(search.budget.at_most, lang), prices=prices))
    people = [indicators()[one.indicator].label(lang) for one in search.limits if counts_people(one.indicator)]
    if people:
        said.append(word("opt_limit_people", lang, names=", ".join(people)))
    return Section(word("opt_asked", lang), said)


def _sections(front: Front, footer: str, lang: Lang) -> Iterator[Section]:
    when = word(f"window_{front.search.scenario.window}", lang)
    if len(front):
        alt = word("opt_front_alt", lang, n=len(front), rows=len(front.search.axes) + len(front.search.objectives))
        many = [word("opt_front_more", lang, shown=MOST_LINES, n=len(front))] if len(front) > MOST_LINES else []
        figure = parallel(front, when, footer, lang)
        yield Section(word("opt_front", lang), many, figure, "packages", alt)
        if len(front.search.objectives) > 1:
            figure = pairs(front, footer, lang)
            yield Section(word("opt_pairs", lang), (), figure, "aims", word("opt_pairs_alt", lang))
        yield Section(word("opt_table", lang), tables=[front_table(front, lang)])
        yield Section(word("opt_people", lang), [_people(front, lang)], tables=[people_table(front, lang)])
    figure = course(front, footer, lang)
    yield Section(
        word("opt_course", lang), (), figure, "course", word("opt_course_alt", lang), [course_table(front, lang)]
    )


def _people(front: Front, lang: Lang) -> str:
    fewer = int(np.sum(front.gap(PEOPLE)[2, : len(front)] < 0))
    return word("opt_people_fewer" if fewer else "opt_people_same", lang, fewer=fewer, n=len(front))


def _cannot(front: Front, migrants: float, lang: Lang) -> Iterator[str]:
    yield word("opt_cannot_optimum", lang, tried=front.tried)
    yield word("opt_cannot_choose", lang)
    unpriced = [axis.label[lang] for axis in front.search.axes if costs()[lever_of(axis)].prices is None]
    if unpriced:
        yield word("opt_cannot_unpriced", lang, names=", ".join(unpriced))
    yield word("opt_cannot_prices", lang, migrants=number(migrants, lang))
    yield word("opt_cannot_model", lang)
    yield word("opt_cannot_small", lang)
