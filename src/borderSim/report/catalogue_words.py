"""The few words that the catalogue is told with in commands and help, in both languages, and prices in words."""

from __future__ import annotations

from borderSim.catalogue import Cost, Language, Level

MILLION = 1e6

OWNERS_ES = {
    "Bogota": "Bogotá",
    "Bogota and Caracas": "Bogotá y Caracas",
    "Bogota and Washington": "Bogotá y Washington",
    "Panama and Washington": "Panamá y Washington",
    "Venezuelan parties": "las partes venezolanas",
    "departments and states": "departamentos y estados",
    "nobody (market)": "nadie (mercado)",
    "region, UN, EU": "la región, la ONU, la UE",
}
"""Owners of levers in Spanish where they are written otherwise than in English."""

WORDS = {
    "policies": ("Policies, decided by: {owner}", "Políticas, decide: {owner}"),
    "conditions": ("Conditions: nobody's decision, or assumed", "Condiciones: no las decide nadie, o se suponen"),
    "policy": ("Policy, decided by: {owner}", "Política, decide: {owner}"),
    "condition": ("Condition: nobody's decision, or assumed", "Condición: no la decide nadie, o se supone"),
    "verified": ("verified", "verificado"),
    "memory": ("from memory", "de memoria"),
    "judgement": ("judgement", "de juicio"),
    "definition": ("definition", "definición"),
    "no source: judgement": ("no source: judgement", "sin fuente: de juicio"),
    "prior": ("prior", "previo"),
    "one_lever": (
        "One lever, with its levels in words and its cost: borderSim levers NAME",
        "Una palanca, con sus niveles en palabras y su costo: borderSim levers NOMBRE",
    ),
    "range": (
        "Range {lower} to {upper} ({unit}); last documented value {default} ({date}).",
        "Rango {lower} a {upper} ({unit}); último valor documentado {default} ({date}).",
    ),
    "cost": ("Cost: {price}", "Costo: {price}"),
    "year": ("a year", "al año"),
    "migrant-year": ("per migrant and year", "por migrante al año"),
    "once": ("once", "una sola vez"),
    "price": ("USD {central}{ends} {per}, for: {unit}", "{central} USD{ends} {per}, por: {unit}"),
    "ends": (" ({low} to {high})", " ({low} a {high})"),
    "bought": (
        "USD {central}M ({low} to {high}): {quantity} x {unit}",
        "{central} M USD ({low} a {high}): {quantity} x {unit}",
    ),
    "people": (
        "With {n} Venezuelans in Colombia throughout, as counted on {date} ({source}); --run FOLDER takes a run's.",
        "Con {n} venezolanos en Colombia todo el tiempo, según el conteo de {date} ({source}); "
        "--run CARPETA toma los de una corrida.",
    ),
    "without_price": (
        "{n} of {all} levers have no estimate; borderSim levers NAME says why.",
        "{n} de {all} palancas no tienen estimación; borderSim levers NOMBRE dice por qué.",
    ),
}


def said(key: str, language: Language, /, **values: object) -> str:
    """Return the words for a key in a language, with values filled in."""
    return WORDS[key][language == "es"].format(**values)


def amount(value: float, digits: int, language: Language) -> str:
    """Return a number with so many decimals and the separators of a language."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "es" else text


def price_words(cost: Cost, language: Language) -> str:
    """Return a price in words, in USD, with its source; where there is no estimate, the reason."""
    if cost.prices is None:
        return cost.source(language)
    low, central, high = (amount(price * MILLION, 0, language) for price in cost.prices)
    ends = "" if low == high else said("ends", language, low=low, high=high)
    price = said("price", language, central=central, ends=ends, per=said(cost.per, language), unit=cost.unit(language))
    return f"{price}; {cost.source(language)} [{said(cost.status, language)}]"


def evidence_words(level: Level, language: Language) -> str:
    """Return who saw a level's sign, when, and how far to trust it."""
    if level.source in WORDS:
        return said(level.source, language)
    where = f"{level.source}, {level.date}" if level.date else level.source
    return f"{where}; {said(level.status, language)}"


def owner_words(owner: str, language: Language) -> str:
    """Return who decides a lever, in a language."""
    return OWNERS_ES.get(owner, owner) if language == "es" else owner
