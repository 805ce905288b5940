"""`borderSim queue bridge` and `queue registration`: detail models of two queues, with tables and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from borderSim.errors import UserError

if TYPE_CHECKING:
    from borderSim.queues.draws import Draw
    from borderSim.queues.settings import Setting, Values

Months = Annotated[int, typer.Option(help="Months to simulate.", min=1, max=240)]
Replicates = Annotated[int, typer.Option(help="Independent replicates.", min=2, max=10_000)]
Seed = Annotated[int, typer.Option(help="Seed of all random numbers.", min=0)]
Out = Annotated[Path, typer.Option(help="Folder that gets the study's own folder.")]
Lang = Annotated[Literal["en", "es"], typer.Option(help="Language of the table and the figures.")]
Assume = Annotated[
    list[str] | None, typer.Option(help="NAME=VALUE sets a parameter; may be repeated.", show_default=False)
]
Sampled = Annotated[bool, typer.Option("--sampled", help="Draw the parameters from their ranges in each replicate.")]


def lever(what: str) -> typer.models.OptionInfo:
    """An option that sets a lever; without it the lever stands at its last documented value."""
    return typer.Option(help=what, show_default="last documented value")


def bridge(
    customs_bays: Annotated[float | None, lever("Trucks that can be inspected at the same time.")] = None,
    crossing_hours: Annotated[float | None, lever("Open hours a day.")] = None,
    bridge_load_limit: Annotated[float | None, lever("Tonnes per truck.")] = None,
    customs_digital: Annotated[float | None, lever("Digital customs, 0-1.")] = None,
    trucks_per_day: Annotated[float | None, typer.Option(help="Trucks that come a day, one direction.")] = None,
    assume: Assume = None,
    months: Months = 6,
    settle: Annotated[int, typer.Option(help="Months before them that are not counted.", min=0, max=240)] = 1,
    replicates: Replicates = 40,
    seed: Seed = 1,
    sampled: Sampled = False,
    out: Out = Path("results"),
    lang: Lang = "en",
) -> None:
    """Simulate trucks at one cargo post: who waits how long, what is cleared, beside formula and theory."""
    from borderSim.cli import queue_output as output
    from borderSim.queues import settings
    from borderSim.queues.study import bridge_study

    levers = dict(
        zip(settings.BRIDGE_LEVERS, (customs_bays, crossing_hours, bridge_load_limit, customs_digital), strict=True)
    )
    given = chosen({**levers, "bridge_trucks_per_day": trucks_per_day}, assume)
    found = settings.settings(settings.BRIDGE_LEVERS, settings.BRIDGE_PARAMETERS, given)
    values, draws = replicated(found, replicates, seed, sampled)
    study = bridge_study([settings.post(row) for row in values], draws, months, settle)
    mark = output.Mark("bridge", found, sampled, (months, settle, replicates, seed), lang)
    output.bridge(study, mark, months, out)


def registration(
    biometric_capacity: Annotated[float | None, lever("Persons per month, whole country.")] = None,
    ppt_delivery_capacity: Annotated[float | None, lever("Permits per month, whole country.")] = None,
    registrations: Annotated[float | None, typer.Option(help="People who register per month, whole country.")] = None,
    biometric_backlog: Annotated[int, typer.Option(help="People waiting for biometrics at the start.", min=0)] = 0,
    delivery_backlog: Annotated[int, typer.Option(help="People waiting for delivery at the start.", min=0)] = 0,
    biometric_staff: Annotated[int | None, typer.Option(help="Staff at biometrics, one centre.", min=1)] = None,
    delivery_staff: Annotated[int | None, typer.Option(help="Staff at delivery, one centre.", min=1)] = None,
    assume: Assume = None,
    months: Months = 12,
    replicates: Replicates = 40,
    seed: Seed = 1,
    sampled: Sampled = False,
    out: Out = Path("results"),
    lang: Lang = "en",
) -> None:
    """Simulate one average registration centre: appointments, no-shows, staff and backlog by stage."""
    from borderSim.cli import queue_output as output
    from borderSim.queues import settings
    from borderSim.queues.study import registration_study

    levers = {"biometric_capacity": biometric_capacity, "ppt_delivery_capacity": ppt_delivery_capacity}
    given = chosen({**levers, "registrations_month": registrations}, assume)
    found = settings.settings(settings.REGISTRATION_LEVERS, settings.REGISTRATION_PARAMETERS, given)
    values, draws = replicated(found, replicates, seed, sampled)
    staff, backlog = (biometric_staff, delivery_staff), (biometric_backlog, delivery_backlog)
    centres = [settings.centre(row, staff, backlog) for row in values]
    study = registration_study(centres, draws, months)
    mark = output.Mark("registration", found, sampled, (months, replicates, seed, staff, backlog), lang)
    output.registration(study, centres, mark, out)


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    group = typer.Typer(
        no_args_is_help=True, help="Detail models of two queues: trucks at a post, a registration centre."
    )
    group.command("bridge")(bridge)
    group.command("registration")(registration)
    app.add_typer(group, name="queue")


def chosen(options: Mapping[str, float | None], assume: Sequence[str] | None) -> dict[str, float]:
    """The values that the user gave, by name; raises UserError for an --assume that is no NAME=VALUE or comes twice."""
    given = {name: value for name, value in options.items() if value is not None}
    problems = []
    for text in assume or ():
        name, _, value = (part.strip() for part in text.partition("="))
        try:
            number = float(value)
        except ValueError:
            problems.append(f"--assume {text}: write NAME=NUMBER, for example inspection_share=0.3")
            continue
        if name in given:
            problems.append(f"--assume {text}: {name} is given twice")
        given[name] = number
    if problems:
        raise UserError(*problems)
    return given


def replicated(found: Sequence[Setting], count: int, seed: int, sampled: bool) -> tuple[list[Values], list[Draw]]:
    """Values and random streams of each replicate; replicate r does not depend on how many there are.

    A parameter that is drawn takes the value that it has in member r of a run with the same seed.
    """
    import numpy as np

    from borderSim.engine.noise import Noise
    from borderSim.queues.settings import replicates

    noise = Noise(seed, np.arange(count))
    names = [setting.entry.name for setting in found] if sampled else []
    uniform = {name: noise.member_uniform(f"parameter:{name}") for name in names}
    return replicates(found, uniform if sampled else None, count), [streams(seed, r) for r in range(count)]


def streams(seed: int, replicate: int) -> Draw:
    """The random streams of one replicate."""
    import numpy as np

    from borderSim.engine.noise import Noise

    noise = Noise(seed, np.array([replicate]))
    return lambda stream, block, size: noise.uniform(f"queue:{stream}", block, size)[0]
