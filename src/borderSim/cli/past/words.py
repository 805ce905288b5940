"""The words that `borderSim hindcast` prints and writes into figures, in English and Spanish."""

from __future__ import annotations

from typing import Literal

WORDS = {
    "title": (
        "Hindcast: what was known until {day}, and one year later",
        "Retrospectiva: lo conocido hasta {day}, y un año después",
    ),
    "parameters": ("Parameters: {name}", "Parámetros: {name}"),
    "prior": ("the prior", "la distribución previa"),
    "no_set": (
        "No packaged fit knows nothing after {day}: the prior is used, wide as it is.",
        "Ningún ajuste incluido ignora lo posterior a {day}: se usa la distribución previa, amplia como es.",
    ),
    "set": ("fitted set {name}, counts up to {day}", "ajuste {name}, conteos hasta {day}"),
    "footer": (
        "borderSim {version}. {parameters}. {members} members, seed {seed}. Assumptions and chance: not a prediction.",
        "borderSim {version}. {parameters}. {members} miembros, semilla {seed}. Supuestos y azar, no una predicción.",
    ),
    "oil": ("Oil output: the model's own", "Producción de crudo: la del modelo"),
    "left_out": (
        "{n} of {members} members left the range of numbers and are left out.",
        "{n} de {members} miembros salieron del rango numérico y quedan fuera.",
    ),
    "variable": ("variable", "variable"),
    "last": ("last count (date)", "último conteo (fecha)"),
    "ahead": ("as long, one year later: median (90%)", "igual de largo, un año después: mediana (90%)"),
    "came": ("count nearest to then (date)", "conteo más cercano (fecha)"),
    "inside": ("in its 90% band", "en su banda del 90%"),
    "yes": ("yes", "sí"),
    "no": ("no", "no"),
    "none": ("-", "-"),
    "dated": ("{value} ({date})", "{value} ({date})"),
    "banded": ("{value} ({span})", "{value} ({span})"),
    "coverage": (
        "Of {n} later counts {inner} lie in the 50% band and {outer} in the 90% band; scores.csv has each.",
        "De {n} conteos posteriores, {inner} caen en la banda del 50% y {outer} en la del 90%; cada uno en scores.csv.",
    ),
    "no_counts": ("No later count to score.", "Sin conteos posteriores para calificar."),
    "no_crps": (
        "The column crps is empty: it needs pip install borderSim[calibration].",
        "La columna crps queda vacía: requiere pip install borderSim[calibration].",
    ),
    "written": ("Written: {folder}", "Escrito: {folder}"),
    "figure_people": ("Venezuelans in Colombia", "Venezolanos en Colombia"),
    "figure_trade": ("Trade and economy", "Comercio y economía"),
    "figure_movement": ("Movement", "Movilidad"),
    "figure_conflict": ("Presence of groups and coca", "Presencia de grupos y coca"),
    "figure_homicides": ("Homicides by department", "Homicidios por departamento"),
    "figure_departments": ("Venezuelans by department", "Venezolanos por departamento"),
}  # fmt: skip


def said(key: str, lang: Literal["en", "es"], /, **values: object) -> str:
    """Return the words for a key in a language, with values filled in."""
    return WORDS[key][lang == "es"].format(**values)
