"""The words of the page and figures of `borderSim sweep`, in English and Spanish."""

from __future__ import annotations

SWEEP: dict[str, tuple[str, str]] = {
    "cannot_say": ("What this cannot say", "Lo que esto no puede decir"),
    "sweep": ("Sweep", "Barrido"),
    # figures
    "sweep_title": ("{label}: difference from the reference", "{label}: diferencia frente a la referencia"),
    "sweep_title_level": ("{label}: level (no reference)", "{label}: nivel (sin referencia)"),
    "sweep_squares_signed": (
        "Upper number: median; lower: runs of 100 in which it is higher.",
        "Número superior: mediana; inferior: corridas de 100 en que es mayor.",
    ),
    "sweep_squares_level": (
        "Upper number: median; lower: middle 90 of 100 runs.",
        "Número superior: mediana; inferior: 90 de 100 corridas centrales.",
    ),
    "sweep_colours": ("Colour: median; the ranges are in the table.", "Color: mediana; los rangos están en la tabla."),
    "sweep_hatched": ("Hatched: cannot be told apart.", "Rayado: no se distingue."),
    "sweep_panels": ("{n} of {all} panels.", "{n} de {all} paneles."),
    "sweep_along": (
        "Line and dots: median; dark: middle 50 of 100 runs; light and thin: middle 90.",
        "Línea y puntos: mediana; oscuro: 50 de 100 corridas centrales; claro y fino: 90.",
    ),
    "sweep_rows": (
        "Dot: median; thick line: middle 50 of 100 runs; thin: middle 90.",
        "Punto: mediana; línea gruesa: 50 de 100 corridas centrales; fina: 90.",
    ),
    "sweep_hollow": ("Hollow: cannot be told apart.", "Hueco: no se distingue."),
    "sweep_some": (
        "The {n} of {all} points with the largest medians in size.",
        "Los {n} de {all} puntos con medianas de mayor tamaño.",
    ),
    "sweep_sampled": (
        "Grey dot: a point’s median; thin line: middle 90 of 100 runs.",
        "Punto gris: mediana de un punto; línea fina: 90 de 100 corridas centrales.",
    ),
    "sweep_typical_rows": (
        "Bracket: middle 90 of 100 runs at a typical point.",
        "Corchete: 90 de 100 corridas centrales en un punto típico.",
    ),
    "sweep_options": (
        "A colour and a dash for each option; dot: a point’s median; in the rows the middle, 50 and 90 of 100 points.",
        "Un color y un trazo por opción; punto: mediana de un punto; en las filas, centro, 50 y 90 de 100 puntos.",
    ),
    "sweep_options_band": (
        "Line: middle of the points nearby; shades: 50 and 90 of 100 of them (what the other axes move; no runs).",
        "Línea: centro de los puntos cercanos; sombras: 50 y 90 de 100 de ellos (lo que mueven los demás ejes; "
        "no corridas).",
    ),
    "sweep_typical": (
        "Bracket (under a row, right of a panel): middle 90 of 100 runs at a typical point.",
        "Corchete (bajo la fila, a la derecha del panel): 90 de 100 corridas centrales en un punto típico.",
    ),
    "sweep_drawn": ("{drawn} of {points} points drawn.", "Se dibujan {drawn} de {points} puntos."),
    "sweep_stretches": (
        "Blue: medians of all points at that part of the axis, middle, 50 and 90 of 100 points.",
        "Azul: medianas de todos los puntos en esa parte del eje: centro, 50 y 90 de 100 puntos.",
    ),
    "sweep_ranked": (
        "The {n} of {all} axes of numbers with the closest rank correlation{within}, closest first.",
        "Los {n} de {all} ejes de números con mayor correlación de rangos{within}, de mayor a menor.",
    ),
    "sweep_ordered": (
        "Axes of numbers by rank correlation{within}, closest first.",
        "Ejes de números por correlación de rangos{within}, de mayor a menor.",
    ),
    "sweep_within": (" within an option", " dentro de una opción"),
    "alt_sweep": ("{text}. The numbers are in the table below.", "{text}. Los números están en la tabla de abajo."),
    # what varied
    "sweep_varied": ("What was varied", "Qué se varió"),
    "sweep_size": (
        "{points} points over {axes}; {cases} different scenarios were computed (points and their "
        "references), {members} runs of each. All scenarios share the chance of their runs, so a "
        "difference is of pairs.",
        "{points} puntos sobre {axes}; se calcularon {cases} escenarios distintos (puntos y sus "
        "referencias), {members} corridas de cada uno. Todos comparten el azar de sus corridas, así "
        "que una diferencia es entre pares.",
    ),
    "sweep_one_axis": ("one axis", "un eje"),
    "sweep_n_axes": ("{n} axes", "{n} ejes"),
    "sweep_reference": (
        "The reference of a point is the same future without its policies.",
        "La referencia de un punto es el mismo futuro sin sus políticas.",
    ),
    "sweep_no_reference": (
        "This sweep has no reference: levels are shown, and nothing is told apart.",
        "Este barrido no tiene referencia: se muestran niveles y nada se compara.",
    ),
    "sweep_axis": ("Axis", "Eje"),
    "sweep_values": ("Values or range", "Valores o rango"),
    "sweep_method": ("How", "Cómo"),
    "sweep_role": ("Who sets it", "Quién lo fija"),
    "sweep_more": ("{shown} and {n} more", "{shown} y {n} más"),
    "sweep_policy": ("somebody chooses it (policy)", "alguien lo elige (política)"),
    "sweep_future": ("nobody chooses it (future)", "nadie lo elige (futuro)"),
    "sweep_list": ("listed", "en lista"),
    "sweep_zip": ("listed, moved together with {others}", "en lista, junto con {others}"),
    "sweep_table": ("from a table", "de una tabla"),
    "sweep_latin_hypercube": ("sampled: Latin hypercube", "por muestreo: hipercubo latino"),
    "sweep_sobol": ("sampled: Sobol’ sequence", "por muestreo: sucesión de Sobol’"),
    "sweep_sobol_indices": ("sampled: design for Sobol’ indices", "por muestreo: diseño para índices de Sobol’"),
    "sweep_morris": ("sampled: Morris trajectories", "por muestreo: trayectorias de Morris"),
    # findings
    "sweep_counts": (
        "{label} ({unit}), {when}: of {points} points, higher than the reference at {higher}, lower "
        "at {lower}, cannot be told apart at {same}.",
        "{label} ({unit}), {when}: de {points} puntos, mayor que la referencia en {higher}, menor en "
        "{lower}, no se distingue en {same}.",
    ),
    "sweep_about": (
        "{label} ({unit}), {when}, at {points} points.",
        "{label} ({unit}), {when}, en {points} puntos.",
    ),
    "sweep_ends": (
        "Largest median difference: {most} at {there}; smallest: {least} at {here}.",
        "Mayor diferencia mediana: {most} en {there}; menor: {least} en {here}.",
    ),
    "sweep_ends_level": (
        "Highest median: {most} at {there}; lowest: {least} at {here}.",
        "Mediana más alta: {most} en {there}; más baja: {least} en {here}.",
    ),
    "sweep_one": ("Median difference: {value}.", "Diferencia mediana: {value}."),
    "sweep_one_level": ("Median: {value}.", "Mediana: {value}."),
    "sweep_flat": (
        "The median difference is {value} at every point.",
        "La diferencia mediana es {value} en todos los puntos.",
    ),
    "sweep_flat_level": ("The median is {value} at every point.", "La mediana es {value} en todos los puntos."),
    "sweep_missing": ("{n} points have no value.", "{n} puntos no tienen valor."),
    "sweep_none": ("{label}: no point has a value {when}.", "{label}: ningún punto tiene valor {when}."),
    "sweep_at": ("{axis} {value}", "{axis} {value}"),
    # tables
    "sweep_all_points": (
        "{label}. Medians; in brackets the middle 90 of 100 runs.",
        "{label}. Medianas; entre paréntesis, 90 de 100 corridas centrales.",
    ),
    "sweep_some_points": (
        "The {half} points with the largest and the {half} with the smallest medians, of {all}; all "
        "are in comparison.csv.",
        "Los {half} puntos con las medianas mayores y los {half} con las menores, de {all}; todos "
        "están en comparison.csv.",
    ),
    "sweep_some_axes": (
        "{n} of {all} axes, by rank correlation; all are in comparison.csv.",
        "{n} de {all} ejes, por correlación de rangos; todos están en comparison.csv.",
    ),
    "sweep_point": ("Point", "Punto"),
    # assumptions and what to do next
    "sweep_pinned": (
        "Held at a point’s value instead of being drawn: {names}.",
        "Fijados en el valor de cada punto, sin sorteo: {names}.",
    ),
    "sweep_drawn_rest": (
        "All other parameters are drawn anew for each run; run 1 draws the same numbers at every point.",
        "Los demás parámetros se sortean en cada corrida; la corrida 1 toma los mismos números en todos los puntos.",
    ),
    "sweep_next": ("What to ask next", "Qué preguntar ahora"),
    "sweep_sensitivity": ("What moves the outcome most: {{command}}", "Qué mueve más el resultado: {{command}}"),
    "sweep_discover": (
        "Under which conditions it succeeds or fails: {{command}}",
        "Bajo qué condiciones tiene éxito o fracasa: {{command}}",
    ),
    "sweep_robust": (
        "Which option is never far from the best (needs policies and futures that both vary): {{command}}",
        "Qué opción nunca queda lejos de la mejor (requiere que varíen políticas y futuros): {{command}}",
    ),
    "sweep_made": (
        "Made by borderSim {version}, sweep {id}, seed {seed}. sweep.json, in the same folder, lists "
        "what made these numbers.",
        "Hecho por borderSim {version}, barrido {id}, semilla {seed}. sweep.json, en la misma "
        "carpeta, enumera el origen de estos números.",
    ),
    "sweep_files": (
        "comparison.csv holds every point, indicator and window with all digits.",
        "comparison.csv contiene cada punto, indicador y ventana con todos los dígitos.",
    ),
    # what it cannot say
    "sweep_limit_points": (
        "Points are no probabilities: how many of them agree depends on the values that the file "
        "lists or the ranges that it samples, not on how likely they are.",
        "Los puntos no son probabilidades: cuántos coinciden depende de los valores que el archivo "
        "enumera o de los rangos que muestrea, no de cuán probables son.",
    ),
    "sweep_limit_between": (
        "Between the listed values nothing was computed; lines and bands there only guide the eye.",
        "Entre los valores de la lista no se calculó nada; allí las líneas y bandas solo guían la vista.",
    ),
    "sweep_limit_range": (
        "Outside the sampled ranges nothing is known; a rank correlation sees rising and falling, not"
        " bends or two axes that act together.",
        "Fuera de los rangos muestreados no se sabe nada; una correlación de rangos ve subidas y "
        "bajadas, no curvas ni dos ejes que actúan juntos.",
    ),
    "sweep_limit_fitted": (
        "An assumption that is varied alone loses its ties with the other fitted parameters: some "
        "points combine values that the record makes unlikely.",
        "Un supuesto que se varía solo pierde sus vínculos con los demás parámetros ajustados: "
        "algunos puntos combinan valores que el registro hace poco probables.",
    ),
    "sweep_limit_few": (
        "{members} runs at each point: the ends of the ranges are coarse, and by chance alone a point"
        " could be told apart in up to {n} of 100 cases where nothing differs. Use at least 20 runs.",
        "{members} corridas en cada punto: los extremos de los rangos son gruesos y, solo por azar, "
        "un punto podría distinguirse hasta en {n} de 100 casos sin diferencia. Use al menos 20 "
        "corridas.",
    ),
    "sweep_limit_many": (
        "“Told apart” means that the middle 90 of 100 runs lie on one side of zero; it is no test. "
        "The runs share their chance at all {points} points: where one point errs, its neighbours err"
        " too, and the largest of many medians is in part luck. Repeat the points that matter with "
        "another seed and more runs.",
        "«Se distingue» significa que las 90 de 100 corridas centrales quedan a un lado del cero; no "
        "es una prueba. Las corridas comparten su azar en los {points} puntos: donde uno yerra, "
        "yerran sus vecinos, y la mayor de muchas medianas es en parte suerte. Repita los puntos que "
        "importan con otra semilla y más corridas.",
    ),
    "sweep_limit_no_reference": (
        "Without a reference no policy can be said to change anything: name one with compare_with.",
        "Sin referencia no puede decirse que una política cambie algo: indique una con compare_with.",
    ),
}
