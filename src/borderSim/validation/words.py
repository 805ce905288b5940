"""What `borderSim validate` says about the facts, in English and Spanish: the cells of a row, and the last lines."""

from __future__ import annotations

import math

import numpy as np

from borderSim.catalogue import Language
from borderSim.catalogue.posterior import Posterior
from borderSim.validation.findings import BAND, Finding, counts, score
from borderSim.validation.table import Fact

FIGURES = 3
"""Significant figures of a number."""
NOTHING = "\u2014"
BELOW, ABOVE = "\u2264", "\u2265"
MINUS = "\u2212"

WORDS = {
    "fact": ("fact", "hecho"),
    "statement": ("statement", "enunciado"),
    "window": ("window", "ventana"),
    "model": ("model: median [90%]", "modelo: mediana [90 %]"),
    "share": ("inside", "dentro"),
    "use": ("use", "uso"),
    "verdict": ("verdict", "veredicto"),
    "inside": ("inside", "dentro"),
    "touches": ("band touches", "la banda toca"),
    "outside": ("outside", "fuera"),
    "not_modelled": ("not modelled", "no se modela"),
    "fitted": ("fitted", "ajustado"),
    "test": ("test", "prueba"),
    "seen": ("seen", "visto"),
    "known": ("known", "conocido"),
    "title": (
        "Stylised facts. Members: {members}. Parameters: {parameters}. Counts up to {until}; after it only drivers are "
        "imposed.",
        "Hechos estilizados. Miembros: {members}. Parámetros: {parameters}. Conteos hasta {until}; después solo se "
        "imponen factores externos.",
    ),
    "prior": ("prior (no fit)", "distribución previa (sin ajuste)"),
    "posterior": ("{name} (fitted up to {until})", "{name} (ajuste hasta {until})"),
    "all": ("Medians inside: {inside} of {total}.", "Medianas dentro: {inside} de {total}."),
    "tests": ("Of those that are a test: {inside} of {total}.", "De las que son prueba: {inside} de {total}."),
    "score": (
        "A member shows {middle}% of the facts (90% of members: {low} to {high}%).",
        "Un miembro muestra el {middle} % de los hechos (90 % de los miembros: {low} a {high} %).",
    ),
    "uses": (
        "use: fitted = parameters were fitted to its record; seen = the record was in view when the model was last "
        "changed; known = a prior or lever knows it; only a test is a test.",
        "uso: ajustado = los parámetros se ajustaron a su registro; visto = el registro estaba a la vista en el último "
        "cambio del modelo; conocido = una distribución previa o palanca lo conoce; solo una prueba es prueba.",
    ),
    "verdicts": (
        "verdict: inside = the median lies in the window; band touches = the 90% interval does; "
        "inside (percent) = share of the members.",
        "veredicto: dentro = la mediana cae en la ventana; la banda toca = cae parte del intervalo de 90 %; "
        "dentro (porcentaje) = proporción de los miembros.",
    ),
}
COLUMNS = ("fact", "statement", "window", "model", "share", "use", "verdict")


def said(key: str, language: Language, /, **values: object) -> str:
    """Return the words for a key in a language, with values filled in."""
    return WORDS[key][language == "es"].format(**values)


def cells(found: Finding, language: Language) -> list[str]:
    """Return the cells of a fact's row, in the order of COLUMNS."""
    fact = found.fact
    statement = (
        f"{fact.statement(language)} ({fact.note(language)})" if fact.note(language) else fact.statement(language)
    )
    modelled = found.verdict != "not_modelled"
    model = interval(found.band, language) if modelled else NOTHING
    share = f"{100 * found.inside.mean():.0f}%" if modelled and not found.pooled else NOTHING
    use = said(use_of(found), language) if modelled else NOTHING
    percent = share.replace("%", " %") if language == "es" else share
    return [fact.id, statement, window(fact, language), model, percent, use, said(found.verdict, language)]


def use_of(found: Finding) -> str:
    """Return whether parameters were *fitted* to a fact's record, else its mark: test, seen or known."""
    return "fitted" if found.fitted else found.fact.mark


def window(fact: Fact, language: Language) -> str:
    """Return a window with its unit: both ends, or the one that it has."""
    unit = fact.unit_es if language == "es" else fact.unit
    low, high = (number(end, language) for end in (fact.low, fact.high))
    if math.isinf(fact.low) or math.isinf(fact.high):
        return f"{BELOW} {high} {unit}" if math.isinf(fact.low) else f"{ABOVE} {low} {unit}"
    return f"{low} .. {high} {unit}"


def interval(band: tuple[float, float, float], language: Language) -> str:
    """Return a median and its interval; one number where there is no interval."""
    low, middle, high = (number(value, language) for value in band)
    return middle if low == high else f"{middle} [{low}, {high}]"


def number(value: float, language: Language) -> str:
    """Return a number with three significant figures and the separators of a language."""
    if math.isnan(value) or math.isinf(value):
        return NOTHING
    digits = FIGURES - 1 - math.floor(math.log10(abs(value))) if value else 0
    text = f"{round(value, digits):,.{max(digits, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.translate(str.maketrans(",.", ".,")) if language == "es" else text
    return text.replace("-", MINUS)


def title(members: int, posterior: Posterior | None, until: str, language: Language) -> str:
    """Return what the table rests on: members, parameters and counts."""
    if posterior is None:
        parameters = said("prior", language)
    else:
        parameters = said("posterior", language, name=posterior.name, until=posterior.until)
    return said("title", language, members=members, parameters=parameters, until=until)


def summary(found: list[Finding], language: Language) -> list[str]:
    """Return the last lines: how many medians are inside, what a member shows, and what the words mean."""
    lines = [said(name, language, inside=inside, total=total) for name, inside, total in counts(found)]
    low, middle, high = (number(100 * float(value), language) for value in np.percentile(score(found), BAND))
    shown = said("score", language, low=low, middle=middle, high=high)
    return [*lines, shown, said("uses", language), said("verdicts", language)]
