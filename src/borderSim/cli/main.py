"""The `borderSim` program: gathers the commands and turns errors into lines and exit codes.

Each module beside this one has `register(app)` and imports what is heavy inside its commands, so that `--help` and
`check` start fast. Exit codes: 0 ok, 2 something in the input is wrong, 3 the run failed.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from borderSim import __version__, cli
from borderSim.errors import RunError, UserError

BAD_INPUT = 2
RUN_FAILED = 3
DEBUG = "BORDERSIM_DEBUG"

app = typer.Typer(
    name="borderSim",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"borderSim {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Scenario and policy simulation for the Colombia-Venezuela border, with its uncertainty."""


def _register_commands() -> None:
    """Let every module of this package that has commands add them."""
    for module in pkgutil.iter_modules(cli.__path__):
        if module.name != "main":
            register = getattr(import_module(f"borderSim.cli.{module.name}"), "register", None)
            if register:
                register(app)


_register_commands()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 ok, 2 bad input, 3 a failed run; errors are lines on stderr, never a traceback."""
    try:
        app(list(sys.argv[1:] if arguments is None else arguments))
    except UserError as error:
        _fail(error.lines(), BAD_INPUT)
    except RunError as error:
        _fail([f"the run failed: {error}"], RUN_FAILED)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        what = f"the run failed: {type(error).__name__}: {error}"
        _fail([what, f"(set {DEBUG}=1 to see where; please report it)"], RUN_FAILED)


def _fail(lines: Sequence[str], code: int) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
