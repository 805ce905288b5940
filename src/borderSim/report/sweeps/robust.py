"""The folder of `borderSim robust`: the page with its figures, robustness.csv and regret.csv."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from borderSim.analysis.robust_resample import Robustness
from borderSim.analysis.robust_tables import write_regret, write_robustness
from borderSim.report.sweeps import robust_figures as figures
from borderSim.report.sweeps import robust_tables as tables
from borderSim.report.sweeps import robust_text as text
from borderSim.report.sweeps.analysis_page import Page, Section, write_page
from borderSim.report.sweeps.robust_names import MOST_OPTIONS, Story
from borderSim.report.words import Lang, word
from borderSim.results.folder import run_folder
from borderSim.results.sweep_data import SweepData


def write_robust(found: Robustness, data: SweepData, folder: Path, lang: Lang, command: str = "") -> Path:
    """Write ``folder`` whole or not at all, in place of an older one; return the path of its page."""
    with run_folder(folder) as hidden:
        write_robustness(found, data, hidden / "robustness.csv")
        write_regret(found, data, hidden / "regret.csv")
        page = write_page(page_of(found, data, lang, command), hidden, lang)
    return folder / page.name


def page_of(found: Robustness, data: SweepData, lang: Lang, command: str = "") -> Page:
    """The page in a language: findings, the figures of each outcome, stability, what it cannot say."""
    story = Story(found, data, lang)
    foot = word(
        "footer", lang, version=data.meta.get("version", ""), scenario=data.name, sha=data.meta.get("id", ""),
        seed=data.meta.get("seed", ""), members=len(data.members),
    )  # fmt: skip
    sections = [
        *(_regret(story, g, foot) for g in range(len(found.items))),
        *_satisfied(story, foot),
        *_many(story),
        *_parts(story),
        *_worst(story),
        *(_ranks(story, g, foot) for g in range(len(found.items))),
        Section(word("robust_how_heading", lang), text.how(story)),
    ]
    kind = word("robust_kind", lang)
    return Page(kind, data.question[lang], text.findings(story), sections, text.cannot(story), foot, command)


def _shown(story: Story) -> list[str]:
    """A note where the figures leave options out."""
    if len(story.options) <= MOST_OPTIONS:
        return []
    return [word("robust_shown", story.lang, shown=MOST_OPTIONS, all=len(story.options))]


def _numbers(rows: list[list[str]]) -> str:
    return "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)


def _regret(story: Story, g: int, foot: str) -> Section:
    item, lang = story.found.items[g], story.lang
    label = story.item(item.goal).label(lang)
    title = word("robust_regret_title_same" if text.alike(story, g) else "robust_regret_title", lang,
                 option=story.options[int(story.found.best[g])])  # fmt: skip
    table = tables.regret(story, g)
    alt = word("robust_regret_alt", lang, numbers=_numbers([[row[0], row[2]] for row in table.rows[:MOST_OPTIONS]]))
    heading = word("robust_regret_heading", lang, label=label)
    stem = f"regret_{item.goal.indicator}"
    return Section(heading, _shown(story), figures.regret(story, g, title, foot), stem, alt, (table,))


def _satisfied(story: Story, foot: str) -> Iterator[Section]:
    if not story.wants:
        return
    lang, table = story.lang, tables.satisfied(story)
    alt = word("robust_met_alt", lang, numbers=_numbers([[row[0], row[-1]] for row in table.rows[:MOST_OPTIONS]]))
    figure = figures.satisfied(story, word("robust_met_title", lang), foot)
    yield Section(word("robust_met_heading", lang), _shown(story), figure, "satisfied", alt, (table,))


def _many(story: Story) -> Iterator[Section]:
    if len(story.found.items) > 1:
        words = [word("robust_many_text", story.lang)]
        yield Section(word("robust_many_heading", story.lang), words, tables=(tables.together(story),))


def _parts(story: Story) -> Iterator[Section]:
    for table in tables.halves(story):
        words = [word("robust_part_text", story.lang)]
        yield Section(word("robust_part_heading", story.lang), words, tables=(table,))


def _worst(story: Story) -> Iterator[Section]:
    found = tuple(tables.worst(story))
    if found:
        words = [word("robust_worst_text", story.lang)]
        yield Section(word("robust_worst_heading", story.lang), words, tables=found)


def _ranks(story: Story, g: int, foot: str) -> Section:
    goal, lang = story.found.items[g].goal, story.lang
    table = tables.ranks(story, g)
    title = word("robust_rank_title", lang)
    alt = word("robust_rank_alt", lang, numbers=_numbers([[row[0], row[6]] for row in table.rows[:MOST_OPTIONS]]))
    heading = word("robust_rank_heading", lang, label=story.item(goal).label(lang))
    figure = figures.ranks(story, g, title, foot)
    return Section(heading, _shown(story), figure, f"ranks_{goal.indicator}", alt, (table, tables.measures(story, g)))
