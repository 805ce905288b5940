"""`borderSim kit`: what a workshop prints - role sheets, lever cards, a poster, a decision form - and its empty CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from borderSim.errors import UserError

File = Annotated[Path | None, typer.Argument(help="A scenario: the levers that it moves come first.")]
Lang = Annotated[Literal["en", "es"] | None, typer.Option(help="One language only; without it, both.")]
Out = Annotated[Path, typer.Option(help="Folder for the files.")]


def kit(scenario: File = None, lang: Lang = None, out: Out = Path("kit")) -> None:
    """Write the pages to print (kit.en.html) and the form to type decisions in (form.en.csv)."""
    from borderSim.results.folder import whole
    from borderSim.scenario import load_scenario
    from borderSim.workshop.kit.form import write_form
    from borderSim.workshop.kit.pages import kit_page

    loaded = load_scenario(scenario) if scenario else None
    try:
        out.mkdir(parents=True, exist_ok=True)
        for language in (lang,) if lang else ("en", "es"):
            pages, form = out / f"kit.{language}.html", out / f"form.{language}.csv"
            with whole(pages) as hidden:
                hidden.write_text(kit_page(language, loaded), encoding="utf-8")
            write_form(loaded, form, language)
            typer.echo(f"{pages}\n{form}")
    except OSError as error:
        raise UserError(f"--out {out}: cannot be written: {error.strerror}") from None


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("kit")(kit)
