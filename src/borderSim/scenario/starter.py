"""The commented file that `borderSim new NAME` writes."""

from __future__ import annotations

from pathlib import Path

from borderSim.errors import UserError

SCHEMA_LINE = "# yaml-language-server: $schema=../schema/scenario.schema.json\n"
HEAD = """\
name: {name}
title: {{en: "{label}", es: "{label}"}}
question: {{en: "What changes if ...?", es: "¿Qué cambia si ...?"}}
notes:
  - en: "Write here what the reader must know: what is uncertain, contested or left out."
    es: "Escriba aquí lo que debe saber quien lee: qué es incierto, discutido o queda fuera."
"""
EXTENDS = """
# All that this file does not say comes from the scenario that it extends.
extends: today
compare_with: [today]
"""
ALONE = """
# No scenario named today is in this folder to extend, so the run is set here. `end` is the first day after it.
start: 2025-07-01
end: 2030-07-01
"""
BODY = """
# Levers: `borderSim levers` lists them with unit and range. A lever that is not named here follows the recorded
# history (or the scenario extended). Remove the # in front of a line to use it.
levers:
  crossing_integrity: {from: 2026-01-01, value: 0.6, ramp: 12 months}    # a straight line over a year
  # customs_digital: 70%                                                 # from the start of the run
  # labour_integration: {steps: {2026-01-01: 0.3, 2027-01-01: 0.6}}      # in stages
  # border_open_cargo[simon_bolivar]: {from: 2026-03-01, for: 3 days, value: 0}    # a pulse, at one crossing
  # ppt_delivery_capacity:
  #   from: 2026-01-01
  #   value: 160k/month
  #   lag: {median: 3 months, low: 1 month, high: 12 months}             # drawn for each member
  # migrant_microcredit: history                                         # undo what the scenario extended says

# Events: on a day, or when a condition on indicators holds. A condition acts from the next month on.
# events:
#   - {type: election_shock, date: 2026-05-31, size: 0.5}
#   - {when: "conflict_killings > 60 for 2 months", do: {border_open_people: 0}, for: 14 days}

# Assumptions: pin a parameter or give it another range (`borderSim parameters`).
# assumptions:
#   onward_regularisation_effect: 0
#   reopening_admin_lag: {low: 1, central: 3, high: 9, distribution: triangular}

# parameters: prior # draws from the ranges of the table alone, without what the record says of them
# members: 200      # draws of the uncertain parameters and events
# seed: 1           # the same seed gives every scenario the same draws
"""


def starter_text(name: str, folder: Path) -> str:
    """A commented scenario that passes `borderSim check`; it extends `today` where that is in the folder."""
    label = name.replace("_", " ").replace("-", " ").capitalize()
    start = EXTENDS if (folder / "today.yaml").is_file() else ALONE
    return SCHEMA_LINE + HEAD.format(name=name, label=label) + start + BODY


def write_starter(name: str, folder: Path) -> Path:
    """Write ``folder/name.yaml``. Raises UserError when it is there already, or cannot be written."""
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UserError(f"{path} is there already; choose another name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(starter_text(name, folder))
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None
    return path
