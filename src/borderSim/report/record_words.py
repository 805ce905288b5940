"""Words of a report about the record: what it says of the parameters, in English and Spanish."""

from __future__ import annotations

RECORD: dict[str, tuple[str, str]] = {
    "set_prior": (
        "every parameter is drawn from its prior range; the record informs none of them.",
        "cada parámetro se sortea de su rango previo; el registro no informa ninguno.",
    ),
    "set_missing": (
        "this version holds no parameters fitted to the record, so all are drawn from their prior ranges.",
        "esta versión no trae parámetros ajustados al registro, así que todos se sortean de su rango previo.",
    ),
    "set_fitted": (
        "{n} of {all} parameters are clearly informed by the record up to {until}; the others keep their prior range, "
        "or nearly so.",
        "{n} de {all} parámetros están claramente informados por el registro hasta el {until}; los demás conservan su "
        "rango previo o casi.",
    ),
    "set_repeated": (
        "The fit holds {rows} sets of values; the {members} runs share them, each run with chance of its own.",
        "El ajuste contiene {rows} juegos de valores; las {members} corridas los comparten, cada una con azar propio.",
    ),
    "set_widened": (
        "Ranges of {n} parameters are wider than in the table, because the table knows later years.",
        "Los rangos de {n} parámetros son más amplios que en la tabla, porque la tabla conoce años posteriores.",
    ),
    "set_replaced": (
        "The scenario itself sets {names}: its value or range replaces what the record says of that parameter, and all "
        "others are drawn as before.",
        "El propio escenario fija {names}: su valor o rango reemplaza lo que el registro dice de ese parámetro, y los "
        "demás se sortean igual que antes.",
    ),
    "set_table_changed": (
        "Priors of other parameters have changed since this fit.",
        "Los rangos previos de otros parámetros han cambiado desde ese ajuste.",
    ),
    "by_record": ("informed by the record", "informado por el registro"),
}
