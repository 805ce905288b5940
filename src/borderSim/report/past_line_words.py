"""Words of a report about the past: how well each indicator did in the hindcasts, in English and Spanish."""

from __future__ import annotations

PAST: dict[str, tuple[str, str]] = {
    "past": ("Did the model get this right in the past?", "¿Acertó el modelo en el pasado?"),
    "past_contents": ("Was it right in the past?", "¿Acertó en el pasado?"),
    "past_none_scored": (
        "This version holds no scored hindcasts, so how well the model did is not known here (docs/validation.md).",
        "Esta versión no trae pronósticos retrospectivos calificados, así que aquí no se sabe qué tan bien lo hizo el "
        "modelo (docs/validation.md).",
    ),
    "past_note": (
        "A hindcast is fitted to what was known at a cut-off (each year's end from {first} to {last}) and forecasts "
        "what was counted later. The scores are those of this version's hindcasts, not of this scenario. Error: how "
        "far the whole forecast lay from the counts (CRPS), compared with the simple forecast against which the model "
        "looks worst; below 0 the model is better. Ranges are 90% intervals. docs/validation.md has the whole, with "
        "figures.",
        "Un pronóstico retrospectivo se ajusta a lo conocido en una fecha de corte (cada fin de año de {first} a "
        "{last}) y pronostica lo que se contó después. Las calificaciones son de los pronósticos de esta versión, "
        "no de este escenario. Error: a qué distancia de los conteos quedó todo el pronóstico (CRPS), comparado con el "
        "pronóstico simple ante el que peor queda el modelo; por debajo de 0 el modelo es mejor. Los rangos son "
        "intervalos del 90%. docs/validation.md lo trae completo, con figuras.",
    ),
    "past_tested": ("Compared with the record of", "Se compara con el registro de"),
    "past_inside_head": ("Later counts in the 90% band", "Conteos posteriores en la banda del 90%"),
    "past_bias_head": ("Medians against the counts", "Medianas frente a los conteos"),
    "past_error_head": (
        "Error against the best simple forecast",
        "Error frente al mejor pronóstico simple",
    ),
    "past_year_head": ("The same, about a year ahead", "Lo mismo, a cerca de un año"),
    "past_know_head": ("What to know", "Qué saber"),
    # the line
    "past_line": (
        "{label}: in hindcasts from {first} to {last} the 90% band held {counts} ({share}, range {range}){band}. "
        "{error}",
        "{label}: en los pronósticos retrospectivos de {first} a {last} la banda del 90% contuvo {counts} ({share}, "
        "rango {range}){band}. {error}",
    ),
    "past_count": ("{inside} of {n} later count", "{inside} de {n} conteo posterior"),
    "past_counts": ("{inside} of {n} later counts", "{inside} de {n} conteos posteriores"),
    "past_inside": ("{inside} of {n} ({range})", "{inside} de {n} ({range})"),
    "past_narrow": ("; bands too narrow", "; bandas demasiado estrechas"),
    "past_wide": ("; bands too wide", "; bandas demasiado anchas"),
    "past_better": (
        "Better than the best simple forecast ({naive}): error {gap} ({range}).",
        "Mejor que el mejor pronóstico simple ({naive}): error {gap} ({range}).",
    ),
    "past_worse": (
        "Worse than the best simple forecast ({naive}): error {gap} ({range}).",
        "Peor que el mejor pronóstico simple ({naive}): error {gap} ({range}).",
    ),
    "past_indistinct": (
        "Cannot be told apart from the best simple forecast ({naive}): error {gap} ({range}).",
        "No se distingue del mejor pronóstico simple ({naive}): error {gap} ({range}).",
    ),
    "past_too_few": (
        "Too few independent counts to say whether it beats a simple forecast{gap}.",
        "Muy pocos conteos independientes para decir si supera a un pronóstico simple{gap}.",
    ),
    "past_too_few_gap": (" (error {gap}; best one: {naive})", " (error {gap}; el mejor: {naive})"),
    "past_in-sample": (
        "The model's numbers knew these years (in-sample): no independent test.",
        "Los números del modelo ya conocían estos años (dentro de la muestra): no es prueba independiente.",
    ),
    "past_mixed": (
        "The model's numbers knew some of these years (partly in-sample).",
        "Los números del modelo ya conocían algunos de estos años (en parte dentro de la muestra).",
    ),
    "past_pooled": (
        "Scored over all places of the record together.",
        "Calificado sobre todos los lugares del registro juntos.",
    ),
    "past_driver": (
        "imposed in the hindcasts, so not scored",
        "impuesto en los pronósticos retrospectivos, así que no se califica",
    ),
    "past_unscored": (
        "no count after the cut-offs of the hindcasts, so not scored",
        "sin conteo posterior a los cortes de los pronósticos retrospectivos, así que no se califica",
    ),
    "past_never": (
        "never counted, or no count that can be compared",
        "nunca contado, o sin conteo que se pueda comparar",
    ),
    "past_short": ("{label}: {text}.", "{label}: {text}."),
    "past_no_scores": (
        "this version holds no scored hindcasts",
        "esta versión no trae pronósticos retrospectivos calificados",
    ),
    "past_others": (
        "Other indicators of the comparison ({n}): never counted, or no count that can be compared.",
        "Otros indicadores de la comparación ({n}): nunca contados, o sin conteo que se pueda comparar.",
    ),
    # cells
    "past_cell_better": ("better: {gap} ({range}); {naive}", "mejor: {gap} ({range}); {naive}"),
    "past_cell_worse": ("worse: {gap} ({range}); {naive}", "peor: {gap} ({range}); {naive}"),
    "past_cell_indistinct": (
        "cannot be told apart: {gap} ({range}); {naive}",
        "no se distingue: {gap} ({range}); {naive}",
    ),
    "past_cell_driver": ("imposed, not scored", "impuesto, no se califica"),
    "past_cell_unscored": ("no count to score", "sin conteo para calificar"),
    "past_cell_too_few": ("too few counts to say{gap}", "muy pocos conteos para decirlo{gap}"),
    # simple forecasts
    "naive_last_value": ("the last value", "el último valor"),
    "naive_drift": ("the past trend", "la tendencia pasada"),
    "naive_last_value_linear": ("the last value, on a linear scale", "el último valor, en escala lineal"),
    "naive_drift_linear": ("the past trend, on a linear scale", "la tendencia pasada, en escala lineal"),
    "naive_last_value_recent": ("the last value, recent changes", "el último valor, cambios recientes"),
    "naive_seasonal_naive": ("the same month of the last year", "el mismo mes del último año"),
    "naive_ets": ("exponential smoothing", "suavizado exponencial"),
    "naive_arima": ("ARIMA", "ARIMA"),
    "naive_constant_shares": ("constant shares of places", "proporciones constantes por lugar"),
}
