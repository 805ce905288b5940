"""The words of the page and figures of `borderSim sensitivity`, in English and Spanish."""

from __future__ import annotations

SENSITIVITY: dict[str, tuple[str, str]] = {
    "sens_kind": ("Which assumption matters?", "¿Qué supuesto importa?"),
    "sens_difference": ("difference from the reference in: {label}", "diferencia frente a la referencia en: {label}"),
    "sens_level": ("{label}", "{label}"),
    "sens_statistic_median": ("median of the runs", "mediana de las corridas"),
    "sens_statistic_mean": ("mean of the runs", "media de las corridas"),
    "sens_statistic_spread": ("width of the middle 90 of 100 runs", "ancho de las 90 de 100 corridas centrales"),
    "sens_statistic_members": ("each run, mean over the points", "cada corrida, media de los puntos"),
    "sens_finding_first": (
        "{outcome}: it hangs most on “{first}” ({value}){next}.",
        "{outcome}: depende sobre todo de «{first}» ({value}){next}.",
    ),
    "sens_measured": ("{index} {value}; 90% interval {span}", "{index} {value}; intervalo del 90 % {span}"),
    "sens_finding_next": (", then on “{second}” ({value})", ", y luego de «{second}» ({value})"),
    "sens_finding_tied": (
        "; “{second}” ({value}) is so near that the order of the two cannot be told",
        "; «{second}» ({value}) está tan cerca que no se sabe cuál de los dos va primero",
    ),
    "sens_finding_contested": (
        "{outcome}: of what matters, this is contested: {names}. Views that differ on it differ on the outcome.",
        "{outcome}: de lo que importa, esto está en disputa: {names}. Quien discrepe en eso discrepa en el resultado.",
    ),
    "sens_finding_none": (
        "{outcome}: no input has an effect that can be told apart from none.",
        "{outcome}: ningún supuesto tiene un efecto que se distinga de ninguno.",
    ),
    "sens_finding_few": (
        "{outcome}: {rows} points are too few for an index (at least {fewest}); only low against high is shown.",
        "{outcome}: {rows} puntos no bastan para un índice (al menos {fewest}); solo se muestra bajo frente a alto.",
    ),
    "sens_finding_elsewhere": (
        "{outcome}: {share} of 100 parts of the variance come from what the runs draw (other assumptions, chance), "
        "not from the inputs of this page. What moves the median may be small beside it; see --by members.",
        "{outcome}: {share} de 100 partes de la varianza vienen de lo que sortean las corridas (otros supuestos, azar) "
        "y no de los supuestos de esta página. Lo que mueve la mediana puede ser poco junto a eso; vea --by members.",
    ),
    "sens_dashed": (
        "Dashed line: what inputs that do nothing reach in a sample of this size.",
        "Línea a trazos: lo que alcanzan, en una muestra de este tamaño, supuestos que no hacen nada.",
    ),
    "sens_finding_still": (
        "{outcome}: it does not vary over the sweep, so nothing can matter for it.",
        "{outcome}: no varía en el barrido, así que nada puede importarle.",
    ),
    "sens_method_sobol": (
        "Sobol' indices from {size} base points. “With others” is the share of the variance that would be left if all "
        "else were known; “alone” is the share that would go if this one input were known. Bars that are longer with "
        "others than alone act together. Shares with others can sum to more than 1.",
        "Índices de Sobol' con {size} puntos base. «Con otros» es la parte de la varianza que quedaría si se conociera "
        "todo lo demás; «solo» es la parte que desaparecería si se conociera este supuesto. Una barra más larga con "
        "otros que sola indica que actúa junto con otros. Las partes con otros pueden sumar más de 1.",
    ),
    "sens_method_morris": (
        "Morris's elementary effects from {size} trajectories: how far the outcome moves, on average and whatever the "
        "direction, when an input goes through its whole range. The thin bar is how much that effect differs from "
        "place to place: a curve, or other inputs at work.",
        "Efectos elementales de Morris con {size} trayectorias: cuánto se mueve el resultado, en promedio y sin "
        "importar la dirección, cuando un supuesto recorre todo su rango. La barra delgada dice cuánto cambia ese "
        "efecto de un lugar a otro: una curva, o la acción de otros supuestos.",
    ),
    "sens_method_pawn": (
        "PAWN from {size} rows: how far the distribution of the outcome shifts when an input is known to lie in one "
        "slice of its range (0 not at all, 1 entirely), mean over the slices. Few rows make every input look as if it "
        "mattered: left of the dashed line is what inputs that do nothing reach.",
        "PAWN con {size} filas: cuánto se desplaza la distribución del resultado cuando se sabe que un supuesto está "
        "en un tramo de su rango (0 nada, 1 del todo), media de los tramos. Con pocas filas todo parece importar: a "
        "la izquierda de la línea a trazos está lo que alcanzan supuestos que no hacen nada.",
    ),
    "sens_method_delta": (
        "Delta from {size} rows: the part (0-1) of the outcome's distribution that moves when an input is known, "
        "corrected for small samples. Left of the dashed line is what inputs that do nothing reach.",
        "Delta con {size} filas: la parte (0-1) de la distribución del resultado que se mueve cuando se conoce un "
        "supuesto, corregida por muestras pequeñas. A la izquierda de la línea a trazos está lo que alcanzan "
        "supuestos que no hacen nada.",
    ),
    "sens_index_S_total": ("with others", "con otros"),
    "sens_index_S_first": ("alone", "solo"),
    "sens_index_mu_star": ("effect", "efecto"),
    "sens_index_mu": ("effect with its sign", "efecto con signo"),
    "sens_index_sigma": ("how much it differs", "cuánto cambia"),
    "sens_index_pawn": ("shift of the distribution (PAWN)", "desplazamiento de la distribución (PAWN)"),
    "sens_index_delta": ("part of the distribution (delta)", "parte de la distribución (delta)"),
    "sens_bars_title": ("What matters: {outcome}", "Qué importa: {outcome}"),
    "sens_bars_sub": (
        "{statistic}, {when}. Lines: 90% intervals.",
        "{statistic}, {when}. Líneas: intervalos del 90 %.",
    ),
    "sens_no_effect": ("no effect seen", "sin efecto visible"),
    "sens_years_title": ("When it matters: {outcome}", "Cuándo importa: {outcome}"),
    "sens_years_sub": (
        "{index}, each year (means over 12 months). Bands: 90% intervals. Inputs that matter most in any year: {n}.",
        "{index}, cada año (medias de 12 meses). Bandas: intervalos del 90 %. Supuestos que más importan en algún año: "
        "{n}.",
    ),
    "sens_tornado_title": ("Low against high: {outcome}", "Bajo frente a alto: {outcome}"),
    "sens_tornado_sub": (
        "{statistic}, {when} ({unit}). ○ input low, ● input high, lines: 90% intervals. Hatched: contested.",
        "{statistic}, {when} ({unit}). ○ supuesto bajo, ● alto, líneas: intervalos del 90 %. Rayado: en disputa.",
    ),
    "sens_tornado_text": (
        "Low and high are the outer thirds of what was sampled, or the lowest and highest value of a list. Other "
        "inputs vary within each, unless the sweep crosses them or moves one at a time.",
        "Bajo y alto son los tercios extremos de lo muestreado, o el valor menor y el mayor de una lista. Los demás "
        "supuestos varían dentro de cada uno, salvo que el barrido los cruce o mueva uno a la vez.",
    ),
    "sens_contested": ("Contested inputs", "Supuestos en disputa"),
    "sens_why": ("Why", "Por qué"),
    "sens_why_range": (
        "its range spans zero: even the direction is open",
        "su rango incluye el cero: ni la dirección está clara",
    ),
    "sens_why_structure": (
        "a choice of how the model is built, not a number",
        "una elección de cómo se construye el modelo, no un número",
    ),
    "sens_why_reading": ("opposed readings: {what}", "lecturas opuestas: {what}"),
    "sens_why_link": ("contested link: {what}", "vínculo en disputa: {what}"),
    "sens_input": ("Input", "Supuesto"),
    "sens_index": ("Index", "Índice"),
    "sens_interval": ("90% interval", "Intervalo del 90 %"),
    "sens_low_high": ("Low, high", "Bajo, alto"),
    "sens_at_low": ("Outcome when low", "Resultado con bajo"),
    "sens_at_high": ("Outcome when high", "Resultado con alto"),
    "sens_gap": ("Difference", "Diferencia"),
    "sens_year": ("Year", "Año"),
    "sens_to": ("to {month}", "a {month}"),
    "sens_heading_bars": ("What matters: {label}", "Qué importa: {label}"),
    "sens_heading_years": ("Year by year", "Año por año"),
    "sens_heading_tornado": ("Low against high", "Bajo frente a alto"),
    "sens_averaged": (
        "The other axes of the sweep were crossed with this design; the outcome is the mean over their {n} "
        "combinations. The tornado shows those axes too.",
        "Los demás ejes del barrido se cruzaron con este diseño; el resultado es la media de sus {n} combinaciones. "
        "El gráfico de bajo frente a alto también muestra esos ejes.",
    ),
    "sens_screened": (
        "{n} of {all} parameters that the runs draw do not pass what made-up parameters reach and are left out "
        "here. That does not show that they do nothing, only that {size} runs cannot see it.",
        "{n} de los {all} parámetros que sortean las corridas no superan lo que alcanzan parámetros inventados y no "
        "aparecen aquí. Eso no prueba que no hagan nada, solo que {size} corridas no lo alcanzan a ver.",
    ),
    "sens_shares": (
        "Of the variance over all points and runs, the axes of the sweep move {points} of 100, what the runs draw "
        "(other assumptions and chance) {members} of 100, both together {together} of 100.",
        "De la varianza de todos los puntos y corridas, los ejes del barrido mueven {points} de 100, lo que sortean "
        "las corridas (otros supuestos y azar) {members} de 100, y ambos juntos {together} de 100.",
    ),
    "sens_more": ("{n} more are in sensitivity.csv.", "Hay {n} más en sensitivity.csv."),
    "sens_alt": ("{title}. The numbers stand in the table below.", "{title}. Los números están en la tabla de abajo."),
    "sens_footer": (
        "borderSim {version}: sweep {name}@{sha}, seed {seed}, {points} points, {members} runs each. "
        "Scenarios, not a forecast.",
        "borderSim {version}: barrido {name}@{sha}, semilla {seed}, {points} puntos, {members} corridas cada uno. "
        "Escenarios, no un pronóstico.",
    ),
    "sens_cannot_ranges": (
        "Whether the ranges are right. An input matters as far as its range is wide: another range, another order.",
        "Si los rangos son correctos. Un supuesto importa aquí según lo ancho de su rango: otro rango, otro orden.",
    ),
    "sens_cannot_model": (
        "Anything about what the model leaves out, or about the world: this is what the model's outcome hangs on.",
        "Nada sobre lo que el modelo deja fuera, ni sobre el mundo: esto es de lo que depende el resultado del modelo.",
    ),
    "sens_cannot_fitted": (
        "What a fitted parameter does on its own: those that runs draw were fitted together and move together, so one "
        "may carry another's name.",
        "Qué hace por sí solo un parámetro ajustado: los que sortean las corridas se ajustaron juntos y se mueven "
        "juntos, de modo que uno puede llevar el nombre de otro.",
    ),
    "sens_cannot_outside": (
        "How much assumptions matter that this sweep holds fixed or leaves to the runs' draws.",
        "Cuánto importan los supuestos que este barrido deja fijos o al sorteo de las corridas.",
    ),
    "sens_cannot_pairs": (
        "Which inputs act together with which: these indices only say that an input acts with others.",
        "Qué supuestos actúan juntos: estos índices solo dicen que uno actúa con otros.",
    ),
    "sens_cannot_given": (
        "That an input under the dashed line does nothing. PAWN depends on slices and rows (Puy et al. 2020).",
        "Que un supuesto bajo la línea a trazos no haga nada. PAWN depende de tramos y filas (Puy et al. 2020).",
    ),
    "sens_cannot_chance": (
        "Anything finer than the chance that is left in {members} runs a point; all points share it, and the "
        "intervals of the indices do not hold it.",
        "Nada más fino que el azar que queda en {members} corridas por punto; todos los puntos lo comparten y los "
        "intervalos de los índices no lo incluyen.",
    ),
    "sens_cannot_causes": (
        "Which direction an input acts in, or at what value it tips: see low against high, and borderSim discover.",
        "En qué dirección actúa un supuesto, o en qué valor todo cambia: vea bajo frente a alto y borderSim discover.",
    ),
}
