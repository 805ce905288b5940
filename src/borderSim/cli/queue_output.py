"""What the queue commands print and write: a table in words, CSV files and figures, in one folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from borderSim.errors import UserError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from borderSim.queues.registration import Centre
    from borderSim.queues.settings import Setting
    from borderSim.queues.study import BridgeStudy, RegistrationStudy
    from borderSim.queues.tables import Row

TERMINAL = 150
"""Columns of the table where the output is no terminal."""


@dataclass(frozen=True)
class Mark:
    """What made a study: its kind, its settings, whether parameters were drawn, the command's numbers, the language."""

    kind: Literal["bridge", "registration"]
    settings: Sequence[Setting]
    sampled: bool
    numbers: tuple[object, ...]
    lang: Literal["en", "es"]

    @property
    def folder(self) -> str:
        """A name that repeats when everything repeats, and differs otherwise."""
        from borderSim.fingerprint import sha256

        values = [(setting.entry.name, setting.value) for setting in self.settings]
        return f"queue-{self.kind}-{sha256(repr((values, self.sampled, self.numbers, self.lang)).encode())[:8]}"


def bridge(study: BridgeStudy, mark: Mark, months: int, out: Path) -> None:
    """Print and write the study of a post."""
    from borderSim.cli.queue_figures import day, waits
    from borderSim.queues.tables import bridge_rows, hours_csv
    from borderSim.queues.words import word
    from borderSim.report.numbers import plain

    rows, lang = bridge_rows(study), mark.lang
    value = {setting.entry.name: setting.value for setting in mark.settings}
    bays, hours = plain(value["customs_bays"], lang), plain(value["crossing_hours"], lang)
    lead = word("bridge_lead", lang, bays=bays, hours=hours, n=len(study.days), months=months)
    figures = {"day": day(study, lang), "waits": waits(study, rows, lang)}
    _finish(mark, rows, {"hours.csv": hours_csv(study)}, figures, lead, out)


def registration(study: RegistrationStudy, centres: Sequence[Centre], mark: Mark, out: Path) -> None:
    """Print and write the study of a centre."""
    from borderSim.cli.queue_figures import backlog
    from borderSim.queues.tables import months_csv, registration_rows
    from borderSim.queues.words import word
    from borderSim.report.numbers import plain, span

    lang = mark.lang
    number = next(s.value for s in mark.settings if s.entry.name == "registration_centres")
    staff = zip(*((c.staff(c.biometrics), c.staff(c.delivery)) for c in centres), strict=True)
    first, second = (span(min(s), max(s), lang) if min(s) < max(s) else plain(s[0], lang) for s in staff)
    lead = word("registration_lead", lang, centres=plain(number, lang), first=first, second=second, n=len(centres))
    figures = {"backlog": backlog(study, lang)}
    _finish(mark, registration_rows(study), {"months.csv": months_csv(study)}, figures, lead, out)


def _finish(
    mark: Mark, rows: Sequence[Row], tables: dict[str, str], figures: dict[str, Figure], lead: str, out: Path
) -> None:
    """Write the folder, which appears whole or not at all, then print the table and the folder's place."""
    from borderSim.queues.tables import settings_csv, summary_csv
    from borderSim.queues.words import word
    from borderSim.report.style import save
    from borderSim.results.folder import run_folder

    final = out / mark.folder
    files = {"summary.csv": summary_csv(rows), "settings.csv": settings_csv(mark.settings, mark.sampled), **tables}
    try:
        with run_folder(final) as folder:
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8")
            for name, figure in figures.items():
                save(figure, folder / name)
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror}") from None
    _show(mark, rows, lead)
    typer.echo(word("wrote", mark.lang, path=final))


def _show(mark: Mark, rows: Sequence[Row], lead: str) -> None:
    """Print the table of measures and how to read it."""
    from rich.console import Console
    from rich.table import Table

    from borderSim.catalogue.entries import Parameter
    from borderSim.queues.words import word

    console, lang = Console(markup=False, highlight=False), mark.lang
    if not console.is_terminal:
        console.width = TERMINAL
    table = Table(title=f"{word(mark.kind, lang)}\n{lead}", title_justify="left", box=None, pad_edge=False)
    theory = ("theory",) if mark.kind == "bridge" else ()
    for name in ("measure", "simulated", "interval", "formula", *theory):
        table.add_column(word(name, lang), justify="left" if name == "measure" else "right", overflow="fold")
    for row in rows:
        table.add_row(*cells(row, lang)[: 4 + len(theory)])
    console.print(table)
    parameters = [setting.entry for setting in mark.settings if isinstance(setting.entry, Parameter)]
    judged = sum(entry.status == "judgement" for entry in parameters)
    typer.echo(word("sampled" if mark.sampled else "chance_only", lang))
    typer.echo(word("status", lang, judged=judged, all=len(parameters)))


def cells(row: Row, lang: Literal["en", "es"]) -> list[str]:
    """One row of the table in words: measure, mean, 90% interval, formula, theory."""
    from math import isnan

    from borderSim.queues.words import word
    from borderSim.report.numbers import number, span

    middle = [word("nobody", lang), ""] if isnan(row.mean) else [number(row.mean, lang), span(row.low, row.high, lang)]
    return [word(row.measure, lang), *middle, said(row.formula, row, lang), said(row.theory, row, lang)]


def said(value: float, row: Row, lang: Literal["en", "es"]) -> str:
    """A formula's number of a row in words, with how many replicates never settle; "not told" where it has none."""
    from math import isnan

    from borderSim.queues.words import word
    from borderSim.report.numbers import number

    if row.unsettled and isnan(value):
        return word("no_settled", lang)
    some = word("some_settled", lang, n=row.unsettled, all=row.replicates) if row.unsettled else ""
    return word("not_told", lang) if isnan(value) else number(value, lang) + some
