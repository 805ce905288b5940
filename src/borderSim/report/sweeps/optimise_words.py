"""The words of the page and figures of `borderSim optimise`, in English and Spanish."""

from __future__ import annotations

OPTIMISE: dict[str, tuple[str, str]] = {
    "opt_kind": ("Search over packages of levers", "Búsqueda de paquetes de palancas"),
    "opt_package": ("Package", "Paquete"),
    "opt_median": ("median of the runs", "mediana de las corridas"),
    "opt_mean": ("mean of the runs", "media de las corridas"),
    "opt_worst": ("where the worst {n}% of the runs begin", "donde empieza el peor {n}% de las corridas"),
    "opt_difference": ("{label}, against the reference", "{label}, frente a la referencia"),
    "opt_goal": ("{label} ({unit}; {statistic})", "{label} ({unit}; {statistic})"),
    "opt_low": ("lower is better", "menos es mejor"),
    "opt_high": ("higher is better", "más es mejor"),
    "opt_at_most": ("{label}: at most {bound} {unit} ({statistic})", "{label}: máximo {bound} {unit} ({statistic})"),
    "opt_at_least": ("{label}: at least {bound} {unit} ({statistic})", "{label}: mínimo {bound} {unit} ({statistic})"),
    "opt_cost": (
        "Cost above the reference (USD M, whole run)",
        "Costo sobre la referencia (millones de USD, todo el período)",
    ),
    "opt_budget": (
        "The budget: at most {amount} million dollars above the reference over the whole run, at the {prices} prices.",
        "El presupuesto: como máximo {amount} millones de dólares sobre la referencia en todo el período, a los "
        "precios {prices}.",
    ),
    "opt_prices_low": ("low", "bajos"),
    "opt_prices_central": ("central", "centrales"),
    "opt_prices_high": ("high", "altos"),
    # findings
    "opt_found": (
        "Of {tried} packages that were tried, {n} are kept: each keeps every limit, and no other one is as good on "
        "every aim and better on one.",
        "De {tried} paquetes probados quedan {n}: cada uno respeta todos los límites y ningún otro es igual de bueno "
        "en todos los objetivos y mejor en alguno.",
    ),
    "opt_stands": (
        "Computed again with {members} runs that the search had not seen, {allowed} of the {n} keep every limit and "
        "{stands} are still not beaten by another one of them.",
        "Calculados de nuevo con {members} corridas que la búsqueda no había visto, {allowed} de los {n} respetan "
        "todos los límites y a {stands} todavía no los supera otro de ellos.",
    ),
    "opt_none": (
        "None of the {tried} packages that were tried keeps every limit: loosen a limit or the budget, widen the "
        "levers, or search longer.",
        "Ninguno de los {tried} paquetes probados respeta todos los límites: afloje un límite o el presupuesto, amplíe "
        "las palancas o busque más tiempo.",
    ),
    "opt_best": (
        "{goal}: package {number} reaches most, {value} ({span} in 90 of 100 runs); the reference has {reference}. "
        "{sign}",
        "{goal}: el paquete {number} llega más lejos, {value} ({span} en 90 de 100 corridas); la referencia tiene "
        "{reference}. {sign}",
    ),
    "opt_best_gap": (
        "{goal}: package {number} reaches most, {value} ({span} in 90 of 100 runs). {sign}",
        "{goal}: el paquete {number} llega más lejos, {value} ({span} en 90 de 100 corridas). {sign}",
    ),
    "opt_distinct": (
        "It can be told apart from the reference.",
        "Se distingue de la referencia.",
    ),
    "opt_indistinct": (
        "It cannot be told apart from the reference.",
        "No se distingue de la referencia.",
    ),
    "opt_flattered": (
        "{goal}: with the new runs {worse} of {n} packages do worse than the search saw.",
        "{goal}: con las corridas nuevas {worse} de {n} paquetes quedan peor de lo que vio la búsqueda.",
    ),
    "opt_apart": (
        "Steps from one package to the next that can be told apart (90 of 100 paired runs agree on the side): {apart} "
        "of {steps}.",
        "Pasos de un paquete al siguiente que se distinguen (90 de 100 corridas pareadas coinciden en el lado): "
        "{apart} de {steps}.",
    ),
    # figures
    "opt_front": ("Packages that no other one beats", "Paquetes que ningún otro supera"),
    "opt_front_sub": (
        "Each line is a package, from its levers (top) to what it reaches (bottom) in runs that the search had not "
        "seen, {when}. On the aims, right is better.",
        "Cada línea es un paquete, de sus palancas (arriba) a lo que logra (abajo) en corridas que la búsqueda no "
        "había visto, {when}. En los objetivos, la derecha es mejor.",
    ),
    "opt_front_alt": (
        "Parallel coordinates of {n} packages over {rows} levers and aims.",
        "Coordenadas paralelas de {n} paquetes sobre {rows} palancas y objetivos.",
    ),
    "opt_front_more": (
        "The figure shows {shown} of the {n} packages, evenly along the first aim; front.csv has all.",
        "La figura muestra {shown} de los {n} paquetes, parejos a lo largo del primer objetivo; front.csv los tiene "
        "todos.",
    ),
    "opt_third_0": ("best third on the first aim", "mejor tercio en el primer objetivo"),
    "opt_third_1": ("middle third", "tercio medio"),
    "opt_third_2": ("last third", "último tercio"),
    "opt_fails": ("breaks a limit, or is beaten, in the check", "rompe un límite, o es superado, en la verificación"),
    "opt_mark_base": ("without a package", "sin paquete"),
    "opt_mark_reference": ("reference", "referencia"),
    "opt_pairs": ("Two aims at a time, with their ranges", "Dos objetivos a la vez, con sus rangos"),
    "opt_pairs_sub": (
        "Filled: with runs that the search had not seen, and the middle 90 of 100 of them. Hollow: what the search "
        "saw. Wide crossing bars say that packages differ less than the runs do.",
        "Lleno: con corridas que la búsqueda no había visto, y 90 de cada 100 de ellas. Hueco: lo que vio la "
        "búsqueda. Barras anchas que se cruzan dicen que los paquetes difieren menos que las corridas.",
    ),
    "opt_pairs_alt": ("Aims of the packages with their ranges.", "Objetivos de los paquetes con sus rangos."),
    "opt_checked": ("check, 90 of 100 runs", "verificación, 90 de 100 corridas"),
    "opt_seen": ("as the search saw it", "como lo vio la búsqueda"),
    "opt_course": ("Has the search settled?", "¿Se asentó la búsqueda?"),
    "opt_course_sub": (
        "Share of the box between the worst and the best aims that the kept packages cover, after each generation "
        "(hypervolume). A curve that still climbs asks for more generations; a flat one does not prove that nothing "
        "better exists.",
        "Parte de la caja entre los peores y los mejores objetivos que cubren los paquetes guardados, tras cada "
        "generación (hipervolumen). Una curva que aún sube pide más generaciones; una plana no prueba que no haya nada "
        "mejor.",
    ),
    "opt_course_alt": ("Covered share by generation.", "Parte cubierta por generación."),
    "opt_generation": ("Generation", "Generación"),
    "opt_covered": ("Covered share", "Parte cubierta"),
    # tables
    "opt_table": ("The packages, in the order of the first aim", "Los paquetes, en el orden del primer objetivo"),
    "opt_table_note": (
        "Numbers of the check, in brackets the middle 90 of 100 runs, after the bar what the search saw. front.csv has "
        "all digits; front/NN.yaml is each package as a scenario for `borderSim run`.",
        "Números de la verificación, entre paréntesis 90 de 100 corridas, tras la barra lo que vio la búsqueda. "
        "front.csv tiene todas las cifras; front/NN.yaml es cada paquete como escenario para `borderSim run`.",
    ),
    "opt_cell": ("{value} ({span}) | {seen}", "{value} ({span}) | {seen}"),
    "opt_status": ("In the check", "En la verificación"),
    "opt_status_stands": ("stands", "se sostiene"),
    "opt_status_beaten": ("beaten by another", "superado por otro"),
    "opt_status_broken": ("breaks a limit", "rompe un límite"),
    "opt_people": (
        "What the packages do to where people live and move (never an aim)",
        "Lo que los paquetes hacen a dónde vive y se mueve la gente (nunca un objetivo)",
    ),
    "opt_people_note": (
        "Against the reference, with the runs of the check; in brackets the middle 90 of 100 runs. How many people "
        "live, come, return or go on may not be an aim here; it is shown so that no package hides it.",
        "Frente a la referencia, con las corridas de la verificación; entre paréntesis 90 de 100 corridas. Cuánta "
        "gente vive, llega, retorna o sigue no puede ser un objetivo aquí; se muestra para que ningún paquete lo "
        "esconda.",
    ),
    "opt_people_fewer": (
        "In {fewer} of {n} packages fewer Venezuelans live in Colombia than in the reference, beyond what chance does: "
        "see whether a package looks good because people are gone.",
        "En {fewer} de {n} paquetes viven menos venezolanos en Colombia que en la referencia, más allá del azar: vea "
        "si un paquete se ve bien porque la gente ya no está.",
    ),
    "opt_people_same": (
        "In no package do fewer Venezuelans live in Colombia than in the reference beyond what chance does.",
        "En ningún paquete viven menos venezolanos en Colombia que en la referencia más allá del azar.",
    ),
    "opt_asked": ("What was asked", "Lo que se pidió"),
    "opt_aims_were": ("Aims: {aims}.", "Objetivos: {aims}."),
    "opt_limits_were": ("Limits: {limits}.", "Límites: {limits}."),
    "opt_limit_people": (
        "A limit is on how many people are somewhere or move ({names}). It is no aim, yet it steers the search as one: "
        "read what it shuts out.",
        "Un límite es sobre cuánta gente está o se mueve ({names}). No es un objetivo, pero guía la búsqueda como si "
        "lo fuera: mire qué deja por fuera.",
    ),
    # what it cannot say
    "opt_cannot_optimum": (
        "That these are the best packages there are: only {tried} were tried, with the levers, ends and start dates "
        "that the file names, each lever in steps.",
        "Que estos sean los mejores paquetes que hay: solo se probaron {tried}, con las palancas, extremos y fechas de "
        "inicio del archivo, cada palanca por pasos.",
    ),
    "opt_cannot_choose": (
        "Which package to choose: how much of one aim is worth how much of another is a political decision, and so is "
        "what was left out of the aims.",
        "Cuál paquete elegir: cuánto de un objetivo vale cuánto de otro es una decisión política, y también lo es qué "
        "quedó fuera de los objetivos.",
    ),
    "opt_cannot_unpriced": (
        "What these levers would take, since they have no price: {names}. In the search they cost nothing, so it uses "
        "them freely.",
        "Lo que costarían estas palancas, pues no tienen precio: {names}. En la búsqueda no cuestan nada, así que las "
        "usa con libertad.",
    ),
    "opt_cannot_prices": (
        "Who pays, and at what price: prices are central values with ranges of a factor of two to ten, a lever below "
        "its reference counts as money saved, and migrants are counted at {migrants} in every package so that none is "
        "cheaper because fewer people are there.",
        "Quién paga y a qué precio: los precios son valores centrales con rangos de un factor de dos a diez, una "
        "palanca por debajo de su referencia cuenta como ahorro, y los migrantes se cuentan en {migrants} en todos los "
        "paquetes para que ninguno sea más barato porque hay menos gente.",
    ),
    "opt_cannot_model": (
        "Whether the levers do in the world what they do in the model: a search leans on the links that pay most, and "
        "those are often the least known (borderSim levers, grades of evidence).",
        "Si las palancas hacen en el mundo lo que hacen en el modelo: una búsqueda se apoya en los vínculos que más "
        "rinden, y esos suelen ser los menos conocidos (borderSim levers, grados de evidencia).",
    ),
    "opt_cannot_small": (
        "Differences smaller than the ranges: neighbours on the front often cannot be told apart.",
        "Diferencias menores que los rangos: los vecinos en el frente muchas veces no se distinguen.",
    ),
    "opt_footer": (
        "borderSim {version}: {name}@{sha}, seed {seed}, {members} runs in the search and {check} in the check. "
        "Scenario, not a forecast.",
        "borderSim {version}: {name}@{sha}, semilla {seed}, {members} corridas en la búsqueda y {check} en la "
        "verificación. Escenario, no pronóstico.",
    ),
}
