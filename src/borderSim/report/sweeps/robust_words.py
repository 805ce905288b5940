"""The words of the page and figures of `borderSim robust`, in English and Spanish."""

from __future__ import annotations

ROBUST: dict[str, tuple[str, str]] = {
    "robust_kind": ("Which option is never far from the best", "Qué opción nunca queda lejos de la mejor"),
    "robust_low": ("low is wanted", "se quiere bajo"),
    "robust_high": ("high is wanted", "se quiere alto"),
    "robust_outcome": ("{label} ({wanted})", "{label} ({wanted})"),
    "robust_outcome_unit": ("{label} ({unit}; {wanted})", "{label} ({unit}; {wanted})"),
    "robust_change": ("change from the reference in {unit}", "cambio frente a la referencia en {unit}"),
    "robust_of_100": ("{n} of 100", "{n} de 100"),
    # findings
    "robust_never": ("“{option}” is never far from the best", "«{option}» nunca queda lejos de la mejor"),
    "robust_seldom": ("“{option}” is seldom far from the best", "«{option}» rara vez queda lejos de la mejor"),
    "robust_least": (
        "no option is always near the best; “{option}” gives up least",
        "ninguna opción está siempre cerca de la mejor; «{option}» es la que menos pierde",
    ),
    "robust_finding": (
        "{outcome}: {verdict}. In 90 of 100 futures it is at most {regret} ({span}) worse than the option that "
        "is best there, and in {near} of 100 it is near it (within {tolerance}). {sure}{fails}{depends}",
        "{outcome}: {verdict}. En 90 de 100 futuros es a lo sumo {regret} ({span}) peor que la opción que "
        "allí es la mejor, y en {near} de 100 está cerca de ella (a {tolerance} o menos). {sure}{fails}{depends}",
    ),
    "robust_same": (
        "It cannot be told apart from {others}.",
        "No se distingue de {others}.",
    ),
    "robust_sure": (
        "It ranks first in {n} of 100 resamples, and its lead over the next option, “{next}”, is clear.",
        "Ocupa el primer lugar en {n} de 100 remuestreos, y su ventaja sobre la siguiente, «{next}», es clara.",
    ),
    "robust_fails": (
        " It does worst where {future}: {regret} worse than “{best}”.",
        " Le va peor donde {future}: {regret} peor que «{best}».",
    ),
    "robust_depends": (
        " Another option gives up less in part of the futures: it depends on {axes}.",
        " En parte de los futuros otra opción pierde menos: depende de {axes}.",
    ),
    "robust_no_difference": (
        "{outcome}: the options make no difference to it in most futures.",
        "{outcome}: en la mayoría de los futuros las opciones no cambian nada.",
    ),
    "robust_meets": (
        "All that was wanted ({wants}): “{option}” meets it in {n} of 100 futures ({span}), more than any other.",
        "Todo lo que se quiere ({wants}): «{option}» lo cumple en {n} de 100 futuros ({span}), más que ninguna otra.",
    ),
    "robust_meets_same": (
        "All that was wanted ({wants}): met most often, in {n} of 100 futures ({span}), by “{option}”, which cannot be "
        "told apart from {others}.",
        "Todo lo que se quiere ({wants}): quien más lo cumple, en {n} de 100 futuros ({span}), es «{option}», que no "
        "se distingue de {others}.",
    ),
    "robust_meets_none": (
        "All that was wanted ({wants}): no option meets it in any of the futures that were run.",
        "Todo lo que se quiere ({wants}): ninguna opción lo cumple en ninguno de los futuros que se corrieron.",
    ),
    "robust_and": ("{first} and {last}", "{first} y {last}"),
    "robust_others": ("{n} other options", "otras {n} opciones"),
    "robust_quoted": ("“{name}”", "«{name}»"),
    # wants
    "robust_below": ("{label} below {limit}", "{label} por debajo de {limit}"),
    "robust_above": ("{label} above {limit}", "{label} por encima de {limit}"),
    "robust_lower_by": ("{label} lower than the reference by {limit}", "{label} menor que la referencia en {limit}"),
    "robust_higher_by": ("{label} higher than the reference by {limit}", "{label} mayor que la referencia en {limit}"),
    "robust_all": ("all together", "todo a la vez"),
    # figures
    "robust_axes": ("Options: {axes}.", "Opciones: {axes}."),
    "robust_regret_heading": ("How far from the best: {label}", "Qué tan lejos de la mejor: {label}"),
    "robust_regret_title": ("“{option}” gives up least", "«{option}» es la que menos pierde"),
    "robust_regret_title_same": (
        "“{option}” gives up least, but is not alone",
        "«{option}» es la que menos pierde, pero no es la única",
    ),
    "robust_regret_sub": (
        "{label}: how much worse than the option that is best in the same future ({unit}, {when}). Dot: median; thick "
        "line: middle 50 of 100 futures; thin: middle 90; diamond and number: at most so much in 90 of 100 (90% "
        "interval). Left of the dashed line: near the best.",
        "{label}: cuánto peor que la opción que es la mejor en el mismo futuro ({unit}, {when}). Punto: mediana; línea "
        "gruesa: 50 de 100 futuros centrales; fina: 90; rombo y número: a lo sumo eso en 90 de 100 (intervalo de "
        "90%). A la izquierda de la línea discontinua: cerca de la mejor.",
    ),
    "robust_regret_alt": (
        "For each option, a band of its regret over the futures. {numbers}.",
        "Para cada opción, una banda de su pérdida sobre los futuros. {numbers}.",
    ),
    "robust_met_heading": ("How often is enough reached", "Con qué frecuencia se alcanza lo suficiente"),
    "robust_met_title": ("In how many futures an option is enough", "En cuántos futuros basta una opción"),
    "robust_met_sub": (
        "Of 100 futures, those in which what was wanted is met. Line: 90% interval.",
        "De 100 futuros, aquellos en que se cumple lo que se quiere. Línea: intervalo de 90%.",
    ),
    "robust_met_alt": (
        "For each option, the share of futures in which the thresholds are met. {numbers}.",
        "Para cada opción, la proporción de futuros en que se cumplen los umbrales. {numbers}.",
    ),
    "robust_rank_heading": ("Does the order hold: {label}", "Si se mantiene el orden: {label}"),
    "robust_rank_title": ("Rank of each option under each measure", "Puesto de cada opción según cada medida"),
    "robust_rank_sub": (
        "{label}. 1 is the best (dark). Small: range of the rank in 90 of 100 resamples.",
        "{label}. 1 es el mejor puesto (oscuro). Pequeño: rango del puesto en 90 de 100 remuestreos.",
    ),
    "robust_rank_alt": (
        "A table of ranks, options by measures. {numbers}.",
        "Una tabla de puestos, opciones por medidas. {numbers}.",
    ),
    "robust_shown": (
        "The figures show {shown} of {all} options, those that give up least; the tables have all.",
        "Las figuras muestran {shown} de {all} opciones, las que menos pierden; las tablas las tienen todas.",
    ),
    # measures
    "robust_m_median": ("Median", "Mediana"),
    "robust_m_tail": ("Worst {n} of 100", "Peores {n} de 100"),
    "robust_m_tail_mean": ("Mean of the worst {n}", "Media de los peores {n}"),
    "robust_m_worst": ("Worst of all", "El peor de todos"),
    "robust_m_regret_50": ("Regret, median", "Pérdida, mediana"),
    "robust_m_regret_90": ("Regret, 90 of 100", "Pérdida, 90 de 100"),
    "robust_m_regret_max": ("Regret, largest", "Pérdida, máxima"),
    "robust_m_near": ("Near the best", "Cerca de la mejor"),
    "robust_m_best": ("The best", "La mejor"),
    "robust_regret": ("Regret", "Pérdida"),
    # tables
    "robust_option": ("Option", "Opción"),
    "robust_measures_caption": (
        "{label}, {unit}: value with its 90% interval; the largest of anything has none",
        "{label}, {unit}: valor con su intervalo de 90%; los máximos no lo tienen",
    ),
    "robust_regret_caption": (
        "Regret over futures and members, {unit}; first: in how many of 100 resamples it gives up least",
        "Pérdida sobre futuros y corridas, {unit}; primera: en cuántos de 100 remuestreos es la que menos pierde",
    ),
    "robust_first": ("First", "Primera"),
    "robust_verdict": ("Against “{best}”", "Frente a «{best}»"),
    "robust_apart": ("clearly worse", "claramente peor"),
    "robust_is_best": ("gives up least", "la que menos pierde"),
    "robust_met_caption": (
        "Share of futures in which each threshold is met, with its 90% interval",
        "Proporción de futuros en que se cumple cada umbral, con su intervalo de 90%",
    ),
    "robust_rank_caption": (
        "Rank, with its range in 90 of 100 resamples",
        "Puesto, con su rango en 90 de 100 remuestreos",
    ),
    "robust_part_heading": (
        "Would another half of the futures choose otherwise?",
        "¿Otra mitad de los futuros elegiría distinto?",
    ),
    "robust_part_text": (
        "The futures are cut in two along each thing that nobody chooses; in each part the option that gives up least "
        "is named. Where it changes, find out more about that future before deciding.",
        "Los futuros se parten en dos según cada cosa que nadie elige; en cada parte se nombra la opción que menos "
        "pierde. Donde cambia, conviene averiguar más sobre ese futuro antes de decidir.",
    ),
    "robust_part_caption": ("The option that gives up least", "La opción que menos pierde"),
    "robust_part": ("Futures", "Futuros"),
    "robust_part_all": ("all", "todos"),
    "robust_part_lower": ("{label}: lower half", "{label}: mitad inferior"),
    "robust_part_upper": ("{label}: upper half", "{label}: mitad superior"),
    "robust_part_choice": ("{label}: {value}", "{label}: {value}"),
    "robust_worst_heading": ("Where each option does worst", "Dónde le va peor a cada opción"),
    "robust_worst_text": (
        "The future in which an option is furthest from the best in its median member, and how far it is there.",
        "El futuro en que una opción queda más lejos de la mejor, en la corrida mediana, y a qué distancia.",
    ),
    "robust_worst_caption": ("Worst future of each option: {label}", "Peor futuro de cada opción: {label}"),
    "robust_worst_future": ("Its worst future", "Su peor futuro"),
    "robust_many_heading": ("All outcomes side by side", "Todos los resultados lado a lado"),
    "robust_many_text": (
        "Regret in 90 of 100 futures (rank). No total is given: how much of one outcome is worth how much of another "
        "is not for a program to say.",
        "Pérdida en 90 de 100 futuros (puesto). No hay total: cuánto de un resultado vale cuánto de otro no lo dice un "
        "programa.",
    ),
    "robust_dominated": (
        "beaten on every outcome by “{by}”, in {n} of 100 resamples",
        "superada en todo por «{by}», en {n} de 100 remuestreos",
    ),
    "robust_undominated": ("not beaten on every outcome", "ninguna otra la supera en todo"),
    "robust_dominance": ("Beaten on every outcome?", "¿Superada en todo?"),
    "robust_none_best": (
        "No option is best on every outcome: {names} each give up something that another does not.",
        "Ninguna opción es la mejor en todo: {names} pierden, cada una, algo que otra no pierde.",
    ),
    "robust_how_heading": ("What the words mean", "Qué significan las palabras"),
    "robust_how": (
        "Compared are {options} options in {futures} futures with {members} members each: {states} cases, all of the "
        "same weight. A member has the same draws and the same chance under every option.",
        "Se comparan {options} opciones en {futures} futuros con {members} corridas cada uno: {states} casos, todos "
        "con el mismo peso. Una corrida tiene los mismos sorteos y el mismo azar en cada opción.",
    ),
    "robust_how_no_axis": (
        "The sweep varies nothing that nobody chooses: the futures are only the members' draws.",
        "El barrido no varía nada de lo que nadie elige: los futuros son solo los sorteos de las corridas.",
    ),
    "robust_how_regret": (
        "Regret: how much worse an option is than the one that is best in the same future with the same member. Near "
        "the best: a regret of at most {near} of 100 of what the choice between the options changes in the middle "
        "future.",
        "Pérdida: cuánto peor es una opción que la mejor en el mismo futuro y la misma corrida. Cerca de la mejor: una "
        "pérdida de a lo sumo {near} de 100 de lo que la elección entre opciones cambia en el futuro mediano.",
    ),
    "robust_how_members": (
        "Intervals: members are drawn again as whole blocks, {n} times; the futures were listed and stay as they are.",
        "Intervalos: las corridas se vuelven a sortear como bloques, {n} veces; los futuros están listados y quedan "
        "como son.",
    ),
    "robust_how_both": (
        "Intervals: members, as whole blocks, and the sampled futures are drawn again, {n} times.",
        "Intervalos: las corridas, como bloques, y los futuros sorteados se vuelven a sortear, {n} veces.",
    ),
    "robust_how_whose": (
        "That {outcomes} is the choice of whoever ran this analysis. The program takes no side on how many people "
        "come, stay or go.",
        "Que {outcomes} es decisión de quien hizo este análisis. El programa no toma partido sobre cuántas personas "
        "llegan, se quedan o se van.",
    ),
    "robust_whose_low": ("“{label}” should be low", "«{label}» deba ser bajo"),
    "robust_whose_high": ("“{label}” should be high", "«{label}» deba ser alto"),
    # what it cannot say
    "robust_cannot_weights": (
        "The futures are those of the sweep, each with the same weight. They are not probabilities: “90 of 100 "
        "futures” counts what was run, not what will happen.",
        "Los futuros son los del barrido, todos con el mismo peso. No son probabilidades: «90 de 100 futuros» cuenta "
        "lo que se corrió, no lo que va a pasar.",
    ),
    "robust_cannot_others": (
        "Regret compares with the other options of this sweep. A better option that nobody put in is not seen, and "
        "a further option can change what is near the best.",
        "La pérdida compara con las demás opciones de este barrido. Una opción mejor que nadie incluyó no se ve, y "
        "otra opción puede cambiar qué está cerca de la mejor.",
    ),
    "robust_cannot_adapt": (
        "Each option is held whatever the future brings. Governments change course; what such a change is worth is "
        "not here.",
        "Cada opción se mantiene pase lo que pase. Los gobiernos corrigen el rumbo; lo que vale corregirlo no está "
        "aquí.",
    ),
    "robust_cannot_model": (
        "The intervals hold the draws of members and sampled futures, not what the model gets wrong; an error that "
        "all options share cancels out, one that favours an option does not.",
        "Los intervalos contienen los sorteos de corridas y futuros, no lo que el modelo hace mal; un error común a "
        "todas las opciones se cancela, uno que favorece a una opción no.",
    ),
    "robust_cannot_cost": (
        "Costs, rights and who bears a loss are no part of it unless they are among the outcomes.",
        "Los costos, los derechos y quién carga con una pérdida no entran, salvo que estén entre los resultados.",
    ),
}
