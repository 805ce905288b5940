"""Words of charts, maps, sentences and tables of the workshop."""

from __future__ import annotations

PICTURES: dict[str, tuple[str, str]] = {
    # lines
    "pictures_baseline": ("Baseline", "Línea base"),
    "pictures_policy": ("Your policy", "Su política"),
    "pictures_gap": ("Difference from the baseline", "Diferencia con la línea base"),
    "pictures_gap_scaled": ("{gap}, {scale}", "{gap}, {scale}"),
    "pictures_million": ("million", "millones"),
    "pictures_no_difference": ("no difference", "sin diferencia"),
    "pictures_indistinct": ("cannot be told apart", "no se distinguen"),
    "pictures_higher": ("higher in {n} of {all} runs", "mayor en {n} de {all} corridas"),
    "pictures_lower": ("lower in {n} of {all} runs", "menor en {n} de {all} corridas"),
    # sentences
    "pictures_runs": ("{n} runs", "{n} corridas"),
    "pictures_same_title": ("{label}: the same as the baseline", "{label}: igual que la línea base"),
    "pictures_wall_title": ("{label}: {n} policies side by side", "{label}: {n} políticas lado a lado"),
    "pictures_subtitle": (
        "{text} ({unit}), {period}. {bands} {n} runs, which differ in uncertain parameters and chance.",
        "{text} ({unit}), {period}. {bands} {n} corridas, que difieren en parámetros inciertos y azar.",
    ),
    "pictures_subtitle_small": ("{unit}; {n} runs. {bands}", "{unit}; {n} corridas. {bands}"),
    "pictures_bands": (
        "Dark band: middle 50 of 100; light: 90.",
        "Banda oscura: 50 centrales de 100; clara: 90.",
    ),
    "pictures_lines": (
        "One thin line a run; the thick line is the median.",
        "Una línea fina por corrida; la gruesa es la mediana.",
    ),
    "pictures_spoken": (
        "{label} ({unit}): {value} {when}, {gap} against the baseline ({range}), {higher}; {n} runs.",
        "{label} ({unit}): {value} {when}, {gap} frente a la línea base ({range}), {higher}; {n} corridas.",
    ),
    "pictures_spoken_indistinct": (
        "{label} ({unit}): {value} {when}, cannot be told apart from the baseline (difference {range}); {n} runs.",
        "{label} ({unit}): {value} {when}, no se distingue de la línea base (diferencia {range}); {n} corridas.",
    ),
    "pictures_spoken_same": (
        "{label} ({unit}): {value} {when}, the same as the baseline; {n} runs.",
        "{label} ({unit}): {value} {when}, igual que la línea base; {n} corridas.",
    ),
    "pictures_alt": (
        "Line chart. {title}. At the end, in {unit}: {ends}. {n} runs.",
        "Gráfico de líneas. {title}. Al final, en {unit}: {ends}. {n} corridas.",
    ),
    "pictures_alt_end": ("{name} {value} ({range})", "{name} {value} ({range})"),
    "pictures_alt_gap": ("{name} {value} ({range}), {gap}", "{name} {value} ({range}), {gap}"),
    "pictures_at": ("{month}: {value}", "{month}: {value}"),
    "pictures_difference": ("difference {value} ({range}), {sure}", "diferencia {value} ({range}), {sure}"),
    # tables
    "pictures_month": ("Month", "Mes"),
    "pictures_of_median": ("{name}: median", "{name}: mediana"),
    "pictures_of_range": ("{name}: range in 90 of 100 runs", "{name}: rango en 90 de 100 corridas"),
    "pictures_gap_of": ("{name}, difference", "{name}, diferencia"),
    "pictures_indicator": ("Indicator", "Indicador"),
    "pictures_unit": ("Unit", "Unidad"),
    "pictures_difference_head": ("Difference", "Diferencia"),
    "pictures_range": ("Range of the difference", "Rango de la diferencia"),
    "pictures_sign": ("How sure", "Qué tan seguro"),
    # maps
    "pictures_map_none": ("{label}: no clear change anywhere", "{label}: sin cambio claro en ningún lugar"),
    "pictures_map_change": (
        "{label}: clear change in {n} of {all} {kind}",
        "{label}: cambio claro en {n} de {all} {kind}",
    ),
    "pictures_map_same": ("{label}: the same as the baseline", "{label}: igual que la línea base"),
    "pictures_map_level_note": (
        "{name}, {when}: middle of {n} runs. {people} San Andrés is left out.",
        "{name}, {when}: valor central de {n} corridas. {people} San Andrés queda fuera.",
    ),
    "pictures_map_gap_note": (
        "Policy less baseline, {when}; {n} runs. {people} Grey: fewer than 90 of 100 runs agree on the sign. "
        "San Andrés is left out.",
        "Política menos línea base, {when}; {n} corridas. {people} Gris: menos de 90 de 100 corridas coinciden en el "
        "signo. San Andrés queda fuera.",
    ),
    "pictures_map_year": ("mean of the 12 months to {month}", "media de los 12 meses hasta {month}"),
    "pictures_map_hidden": (
        "The facilitator has hidden this map.",
        "La persona que facilita ocultó este mapa.",
    ),
    "pictures_map_alt": ("Map of Colombia. {title}. {note}", "Mapa de Colombia. {title}. {note}"),
    "pictures_disagree": ("runs disagree on the sign", "las corridas no coinciden en el signo"),
    "pictures_no_data": ("left out or no data", "no incluido o sin dato"),
    "pictures_municipality": ("Municipality", "Municipio"),
    "pictures_department": ("Department", "Departamento"),
    "pictures_municipalities": ("municipalities", "municipios"),
    "pictures_departments": ("departments", "departamentos"),
    "pictures_find": ("Find a place", "Buscar un lugar"),
    "pictures_choose": ("Choose a place", "Elija un lugar"),
    "pictures_inset": ("Border: Cúcuta and Táchira", "Frontera: Cúcuta y Táchira"),
    "pictures_boundaries": (
        "Approximate: each municipality is the area nearest to its seat. Outlines: Natural Earth, no position on "
        "boundaries.",
        "Aproximado: cada municipio es el área más cercana a su cabecera. Contornos: Natural Earth, sin postura sobre "
        "límites.",
    ),
    "pictures_layer_venezuelans": ("Venezuelans per 1,000 residents", "Venezolanos por cada 1.000 residentes"),
    "pictures_layer_unmet_need_department": (
        "Unmet need for services, index",
        "Necesidades sin atender, índice",
    ),
    "pictures_layer_displaced_department": (
        "Newly displaced per 100,000 residents a month",
        "Nuevos desplazados por cada 100.000 residentes al mes",
    ),
    "pictures_layer_coca_department": ("Coca, hectares per 100 km²", "Coca, hectáreas por cada 100 km²"),
    "pictures_layer_presence_eln_department": (
        "ELN present, of 100 municipalities (a modelled index)",
        "Presencia del ELN, de cada 100 municipios (índice modelado)",
    ),
    "pictures_layer_presence_dissidents_department": (
        "FARC dissidents present, of 100 municipalities (a modelled index)",
        "Presencia de disidencias, de cada 100 municipios (índice modelado)",
    ),
    "pictures_layer_presence_agc_department": (
        "Clan del Golfo present, of 100 municipalities (a modelled index)",
        "Presencia del Clan del Golfo, de cada 100 municipios (índice modelado)",
    ),
    "pictures_layer_presence_gangs_department": (
        "Border gangs present, of 100 municipalities (a modelled index)",
        "Presencia de bandas de frontera, de cada 100 municipios (índice modelado)",
    ),
}
