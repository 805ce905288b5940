"""The words of the figures of the hindcast and the calibration, in English and Spanish."""

from __future__ import annotations

from borderSim.report.words import Lang

WORDS: dict[str, tuple[str, str]] = {
    # fans
    "fan_inside": (
        "{label}: {inside} of {n} later counts in the 90% band",
        "{label}: {inside} de {n} conteos posteriores en la banda del 90%",
    ),
    "fan_no_later": ("{label}: no later count to compare with", "{label}: sin conteo posterior para comparar"),
    "fan_driver": ("{label}: imposed, not forecast", "{label}: impuesto, no pronosticado"),
    "inside_short": ("{inside} of {n} later counts inside", "{inside} de {n} conteos posteriores dentro"),
    "driver_short": ("imposed, not scored", "impuesto, no se califica"),
    "no_rows": ("no value", "sin dato"),
    "by_month": ("{unit}, by month", "{unit}, por mes"),
    "by_year": ("{unit}, by year", "{unit}, por año"),
    "log_scale": ("log scale", "escala logarítmica"),
    "fan_sub": (
        "{unit}. Line: median; dark band: middle 50 of 100 runs; light: middle 90.",
        "{unit}. Línea: mediana; banda oscura: 50 de 100 corridas centrales; clara: 90.",
    ),
    "fans_sub": (
        "Line: median; dark band: middle 50 of 100 runs; light band: middle 90. Bars on points: error of the count "
        "(90%).",
        "Línea: mediana; banda oscura: 50 de 100 corridas centrales; banda clara: 90. Barras en los puntos: error del "
        "conteo (90%).",
    ),
    "fit": ("fitted part", "parte ajustada"),
    "forecast": ("forecast", "pronóstico"),
    "driver": ("imposed (driver)", "impuesto (insumo)"),
    "used": ("count used", "conteo usado"),
    "unused": ("count not used", "conteo no usado"),
    "other_months": ("count over other months, at their rate", "conteo de otros meses, a su ritmo"),
    "known_until": ("known until {month}", "conocido hasta {month}"),
    # skill and coverage
    "skill_title": (
        "Clearly better than naive in {good} of {n} cells, clearly worse in {bad}",
        "Claramente mejor que lo ingenuo en {good} de {n} casillas, peor en {bad}",
    ),
    "skill_none": ("No forecast has a count to be scored with", "Ningún pronóstico tiene conteo para calificarlo"),
    "skill_sub": (
        "Skill in CRPS against the best naive forecaster: 1 is perfect, 0 no better, below 0 worse. In brackets: how "
        "many counts. Hatched: the 90% interval of the skill holds 0. Grey: no count.",
        "Destreza en CRPS frente al mejor pronóstico ingenuo: 1 es perfecto, 0 no es mejor, menos de 0 es peor. Entre "
        "paréntesis: número de conteos. Rayado: el intervalo del 90% de la destreza contiene 0. Gris: sin conteo.",
    ),
    "years_ahead": ("{n} years ahead", "a {n} años"),
    "year_ahead": ("1 year ahead", "a 1 año"),
    "no_count": ("no count", "sin conteo"),
    "coverage_title": (
        "90% bands: coverage clearly off for {off} of {n} variables",
        "Bandas del 90%: cobertura claramente desviada en {off} de {n} variables",
    ),
    "coverage_sub": (
        "Share of counts inside the band, %, with its own 90% interval. Dashed: what the band promises.",
        "Parte de los conteos dentro de la banda, %, con su propio intervalo del 90%. A trazos: lo que la banda "
        "promete.",
    ),
    "coverage_aim": ("aim of the 90% band", "meta de la banda del 90%"),
    "band_of": ("{n}% band", "banda del {n}%"),
    "counts": ("counts", "conteos"),
    # facts
    "facts_title": (
        "Facts: median inside for {inside} of {n}, band touches {touches}, outside {outside}",
        "Hechos: mediana dentro en {inside} de {n}, banda toca {touches}, fuera {outside}",
    ),
    "facts_sub": (
        "Each fact in units of its own window (box from 0 to 1). Mark: median of the model; line: 90 of 100 runs; an "
        "arrow, and a mark beside it, lie beyond the edge. Grey name with *: fitted, seen or known, so no test.",
        "Cada hecho en unidades de su propia ventana (caja de 0 a 1). Marca: mediana del modelo; línea: 90 de 100 "
        "corridas; una flecha, y su marca, quedan más allá del borde. Nombre gris con *: ajustado, visto o "
        "conocido, no es prueba.",
    ),
    "inside": ("median inside", "mediana dentro"),
    "touches": ("only the band touches", "solo la banda toca"),
    "outside": ("outside", "fuera"),
    "missing": ("not computed", "no calculado"),
    "window_of": ("window", "ventana"),
    "model_of": ("model (90 of 100 runs)", "modelo (90 de 100)"),
    "share_inside": ("runs inside", "corridas\ndentro"),
    "of_100": ("{n} of 100", "{n} de 100"),
    "at_least": ("{value} or more", "{value} o más"),
    "at_most": ("{value} or less", "{value} o menos"),
    # calibration
    "ranks_title": (
        "Ranks of the truth: {out} of {n} bars leave the outer band, {expected} expected",
        "Rangos de la verdad: {out} de {n} barras salen de la banda exterior, se esperan {expected}",
    ),
    "ranks_sub": (
        "Known parameters are drawn, data simulated and the fit repeated: the rank of the truth among the fitted draws "
        "must be uniform. Across: rank from 0 (lowest) to 1. Dark band: 90 of 100 uniform counts; light: 99. A hump: "
        "intervals too wide; a trough: too narrow.",
        "Se sortean parámetros conocidos, se simulan datos y se repite el ajuste: el rango de la verdad entre los "
        "sorteos ajustados debe ser uniforme. Horizontal: rango de 0 (mínimo) a 1. Banda oscura: 90 de 100 conteos "
        "uniformes; clara: 99. Joroba: intervalos demasiado anchos; valle: demasiado estrechos.",
    ),
    "trials": ("{n} fits", "{n} ajustes"),
    "rank_inside": ("count inside the bands", "conteo dentro de las bandas"),
    "rank_outside": ("count outside the outer band", "conteo fuera de la banda exterior"),
    "learnt_title": (
        "The data informed {learnt} of {n} parameters; {stayed} stayed at the prior",
        "Los datos informaron {learnt} de {n} parámetros; {stayed} quedaron como antes",
    ),
    "learnt_sub": (
        "Position in the prior (5 is where 5 of 100 prior draws lie below). Thick line: middle 50 of 100 draws; thin: "
        "middle 90. Ordered by how much was learnt.",
        "Posición en la distribución previa (5: 5 de 100 sorteos previos quedan por debajo). Línea gruesa: 50 de 100 "
        "sorteos centrales; fina: 90. En orden de lo aprendido.",
    ),
    "learnt_others": (
        "Not shown: {less} parameters informed less than these and {stayed} that stayed at the prior (spread reduced "
        "by less than {least}%).",
        "Sin mostrar: {less} parámetros menos informados que estos y {stayed} que quedaron como antes (dispersión "
        "reducida en menos del {least}%).",
    ),
    "prior": ("before the data", "antes de los datos"),
    "posterior": ("after the data", "después de los datos"),
    "posterior_value": ("value after the data (90 of 100 draws)", "valor después de los datos (90 de 100 sorteos)"),
    "place_in_prior": ("place in the prior, of 100 draws", "lugar en la previa, de 100 sorteos"),
    "overlap": ("overlap, %", "traslape, %"),
    "steps_title": (
        "Misfit falls from {first} to {last}; {expected} expected",
        "El desajuste baja de {first} a {last}; se espera {expected}",
    ),
    "steps_title_flat": (
        "Misfit does not fall: {first} to {last}; {expected} expected",
        "El desajuste no baja: {first} a {last}; se espera {expected}",
    ),
    "steps_none": ("The smoother made no step", "El ajuste no dio ningún paso"),
    "steps_sub": (
        "Point: median; thick line: middle 50 of 100; thin: middle 90. Step 0 is the prior.",
        "Punto: mediana; línea gruesa: 50 de 100 centrales; fina: 90. El paso 0 es la distribución previa.",
    ),
    "misfit": ("Misfit to the data, runs", "Desajuste con los datos, corridas"),
    "spread": ("Spread, % of the prior, parameters", "Dispersión, % de la previa, parámetros"),
    "expected": ("expected", "esperado"),
    "step": ("step", "paso"),
}


def say(key: str, lang: Lang, /, **values: object) -> str:
    """The words for ``key`` in ``lang``, with ``values`` filled in. Raises KeyError for an unknown key."""
    return WORDS[key][0 if lang == "en" else 1].format(**values)
