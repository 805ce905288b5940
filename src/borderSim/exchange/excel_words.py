"""Every word of the Excel file, in English and Spanish."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "es"]

WORDS: dict[str, tuple[str, str]] = {
    # the first sheet
    "read_me": ("Read me", "Léame"),
    "caution": (
        "Compares options under stated assumptions; it is no forecast. Many parameters are judgement: see the report.",
        "Compara opciones bajo supuestos dados; no es un pronóstico. Muchos parámetros son juicio: vea el informe.",
    ),
    "question": ("Question", "Pregunta"),
    "what_run": ("A run: {scenario}", "Una corrida: {scenario}"),
    "what_sweep": ("A sweep of {points} points", "Un barrido de {points} puntos"),
    "compared": ("Compared with", "Comparado con"),
    "what": ("What this is", "Qué es esto"),
    "runs": ("Runs (members)", "Corridas (miembros)"),
    "months": ("Months", "Meses"),
    "window": ("Window of the findings", "Período de los hallazgos"),
    "window_first_12": ("the first 12 months", "los primeros 12 meses"),
    "window_last_12": ("the last 12 months", "los últimos 12 meses"),
    "window_whole": ("the whole period", "todo el período"),
    "seed": ("Seed", "Semilla"),
    "version": ("Version", "Versión"),
    "id": ("Identification", "Identificación"),
    "command": ("Command", "Orden"),
    "drawn": ("Uncertain parameters", "Parámetros inciertos"),
    "drawn_n": (
        "{n} drawn anew for each run; {judged} of them are judgement",
        "{n} sorteados para cada corrida; {judged} de ellos son juicio",
    ),
    "how": ("How to read it", "Cómo leerlo"),
    "how_median": (
        "Median: half of the runs lie above. Low and high hold 90 of 100 runs of this model.",
        "Mediana: la mitad de las corridas queda por encima. Bajo y alto encierran 90 de 100 corridas de este modelo.",
    ),
    "how_difference": (
        "A difference is taken run by run from the reference: the same draws, without the policy. It is not the "
        "difference of the two medians.",
        "Una diferencia se toma corrida a corrida frente a la referencia: los mismos sorteos, sin la política. No es "
        "la diferencia de las dos medianas.",
    ),
    "how_indistinct": (
        "“Cannot be told apart”: the range of the difference holds zero. That is not proof that there is no effect.",
        "«No se distinguen»: el rango de la diferencia incluye el cero. Eso no prueba que no haya efecto.",
    ),
    "how_points": (
        "Points are combinations of choices and of assumed futures, not equally likely; a count of points is no "
        "probability.",
        "Los puntos son combinaciones de decisiones y de futuros supuestos, no igualmente probables; un número de "
        "puntos no es una probabilidad.",
    ),
    "how_not": (
        "The ranges hold what the model takes as uncertain; they do not hold what it leaves out. Nothing here is about "
        "single persons, single places or days.",
        "Los rangos contienen lo que el modelo toma por incierto; no contienen lo que deja fuera. Nada aquí trata de "
        "personas, lugares concretos o días.",
    ),
    "sheets": ("Sheets", "Hojas"),
    "no_months": (
        "{rows} rows by month are too many for a sheet; store.zarr beside this file holds them.",
        "{rows} filas por mes son demasiadas para una hoja; store.zarr, junto a este archivo, las contiene.",
    ),
    # the other sheets
    "comparison": ("Comparison", "Comparación"),
    "by_month": ("By month", "Por mes"),
    "settings": ("Levers and assumptions", "Palancas y supuestos"),
    "axes": ("Axes", "Ejes"),
    # headings
    "indicator": ("Indicator", "Indicador"),
    "name": ("Name in files", "Nombre en archivos"),
    "unit": ("Unit", "Unidad"),
    "scenario": ("Scenario", "Escenario"),
    "reference": ("Reference", "Referencia"),
    "month": ("Month", "Mes"),
    "period": ("Window", "Período"),
    "point": ("Point", "Punto"),
    "median": ("Median", "Mediana"),
    "low": ("Low (5%)", "Bajo (5%)"),
    "quarter": ("25%", "25%"),
    "three_quarters": ("75%", "75%"),
    "high": ("High (95%)", "Alto (95%)"),
    "reference_median": ("Reference, median", "Referencia, mediana"),
    "gap": ("Difference, median", "Diferencia, mediana"),
    "gap_low": ("Difference, low (5%)", "Diferencia, bajo (5%)"),
    "gap_high": ("Difference, high (95%)", "Diferencia, alto (95%)"),
    "higher": ("Higher in so many of 100 runs", "Mayor en tantas de 100 corridas"),
    "told": ("Can it be told apart?", "¿Se distinguen?"),
    "told_yes": ("yes", "sí"),
    "told_no": ("cannot be told apart", "no se distinguen"),
    "helper": ("for the chart", "para el gráfico"),
    "kind": ("What", "Qué"),
    "kind_lever": ("lever", "palanca"),
    "kind_event": ("event", "evento"),
    "kind_assumption": ("assumption", "supuesto"),
    "kind_scenario": ("scenario", "escenario"),
    "label": ("Label", "Nombre"),
    "places": ("Places", "Lugares"),
    "everywhere": ("everywhere", "en todas partes"),
    "from": ("From", "Desde"),
    "until": ("Until", "Hasta"),
    "value": ("Value", "Valor"),
    "ramp": ("over {n} months", "en {n} meses"),
    "drawn_between": ("{low} to {high}, drawn for each run", "{low} a {high}, sorteado para cada corrida"),
    "role": ("Who sets it", "Quién lo fija"),
    "role_policy": ("a choice (policy)", "una decisión (política)"),
    "role_future": ("nobody (a possible future)", "nadie (un futuro posible)"),
    "axis_low": ("Lowest", "Mínimo"),
    "axis_high": ("Highest", "Máximo"),
    "method": ("How its values came about", "Cómo se obtuvieron sus valores"),
    "method_list": ("listed", "lista"),
    "method_zip": ("listed, moved together", "lista, se mueven juntos"),
    "method_table": ("a table", "una tabla"),
    "method_latin_hypercube": ("Latin hypercube sample", "muestra de hipercubo latino"),
    "method_sobol": ("Sobol’ sequence", "sucesión de Sobol’"),
    "method_sobol_indices": ("Sobol’ design for sensitivity indices", "diseño de Sobol’ para índices de sensibilidad"),
    "method_morris": ("Morris design", "diseño de Morris"),
    "choices": ("Choices", "Opciones"),
    # charts
    "band_50": ("middle 50 of 100 runs", "50 de 100 corridas centrales"),
    "band_90": ("middle 90 of 100 runs", "90 de 100 corridas centrales"),
    "gap_title": ("Difference from the reference, run by run", "Diferencia frente a la referencia, corrida a corrida"),
    "gap_told": ("difference, median; bar: 90 of 100 runs", "diferencia, mediana; barra: 90 de 100 corridas"),
    "level_points": ("median; bar: 90 of 100 runs", "mediana; barra: 90 de 100 corridas"),
    "points_ordered": ("points, in order of the median", "puntos, en orden de la mediana"),
    "points": ("points", "puntos"),
}


def word(key: str, lang: Lang, /, **values: object) -> str:
    """The words for ``key`` in ``lang``, with ``values`` filled in. Raises KeyError for an unknown key."""
    return WORDS[key][0 if lang == "en" else 1].format(**values)
