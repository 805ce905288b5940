"""The words of the page and figures of `borderSim discover`, in English and Spanish."""

from __future__ import annotations

DISCOVER: dict[str, tuple[str, str]] = {
    "disc_kind": ("Conditions of an outcome", "Condiciones de un resultado"),
    "disc_fail": ("fail", "fallan"),
    "disc_succeed": ("succeed", "tienen éxito"),
    "disc_fail_one": ("fails", "falla"),
    "disc_succeed_one": ("succeeds", "tiene éxito"),
    "disc_question": ("{title}: when do runs {verb}?", "{title}: ¿cuándo {verb} las corridas?"),
    # what was asked
    "disc_asked": ("What was asked", "Qué se preguntó"),
    "disc_level": (
        "A run {verb} where its value of “{label}” ({unit}, {when}) is {criterion}.",
        "Una corrida {verb} cuando su valor de «{label}» ({unit}, {when}) {criterion}.",
    ),
    "disc_difference": (
        "A run {verb} where the policy’s difference in “{label}” ({unit}, {when}), against the same member in the same "
        "future without the policy, is {criterion}.",
        "Una corrida {verb} cuando la diferencia que hace la política en «{label}» ({unit}, {when}), frente al mismo "
        "miembro en el mismo futuro sin la política, {criterion}.",
    ),
    "disc_above": ("above {value}", "es mayor que {value}"),
    "disc_below": ("below {value}", "es menor que {value}"),
    "disc_highest": (
        "among the highest {share} of 100 ({value} or more)",
        "está entre las {share} de cada 100 más altas ({value} o más)",
    ),
    "disc_lowest": (
        "among the lowest {share} of 100 ({value} or less)",
        "está entre las {share} de cada 100 más bajas ({value} o menos)",
    ),
    "disc_by_members": (
        "Every member of every point is a run: {points} points with {members} members each give {cases} runs.",
        "Cada miembro de cada punto es una corrida: {points} puntos con {members} miembros dan {cases} corridas.",
    ),
    "disc_by_points": (
        "Each of the {points} points of the sweep counts once, with the median of its members; “run” means a point.",
        "Cada uno de los {points} puntos del barrido cuenta una vez, con la mediana de sus miembros; «corrida» es un "
        "punto.",
    ),
    "disc_apart_member": (
        "The search saw {learn} of these runs; the other {check}, of other members, were kept apart to check what it "
        "found.",
        "La búsqueda vio {learn} de estas corridas; las otras {check}, de otros miembros, se apartaron para comprobar "
        "lo hallado.",
    ),
    "disc_apart_point": (
        "The search saw {learn} of these runs; the other {check}, of other points, were kept apart to check what it "
        "found.",
        "La búsqueda vio {learn} de estas corridas; las otras {check}, de otros puntos, se apartaron para comprobar lo "
        "hallado.",
    ),
    "disc_inputs": (
        "Searched: {searched} inputs, of {looked_at} that differ between runs.",
        "Se buscó en {searched} entradas, de {looked_at} que difieren entre corridas.",
    ),
    "disc_screened": (
        "Of {drawn} numbers that members drew, only the {kept} with the largest rank correlation with the outcome were "
        "searched. The best of many look good by chance; their quasi-p-values are therefore multiplied by {drawn}.",
        "De {drawn} números sorteados por miembro, solo se buscó en los {kept} con mayor correlación de rangos con el "
        "resultado. Los mejores de muchos parecen buenos por azar; por eso sus cuasi-p se multiplican por {drawn}.",
    ),
    "disc_few_members": (
        "What the {members} members drew was not searched: that takes at least {enough} members.",
        "No se buscó en lo que sortearon los {members} miembros: hacen falta al menos {enough}.",
    ),
    "disc_fixed": ("Only points with {options}.", "Solo puntos con {options}."),
    # findings
    "disc_base": (
        "{hits} of {cases} runs {verb}: {share} of 100.",
        "{hits} de {cases} corridas {verb}: {share} de cada 100.",
    ),
    "disc_box": (
        "Where {conditions}: {density} of 100 runs {verb} ({low} to {high}; without any condition {base}). Of 100 runs "
        "that {verb}, {coverage} lie there ({cover_low} to {cover_high}).",
        "Donde {conditions}: {verb} {density} de cada 100 corridas ({low} a {high}; sin ninguna condición {base}). De "
        "100 corridas que {verb}, {coverage} están ahí ({cover_low} a {cover_high}).",
    ),
    "disc_doubt": (
        "Box {box} cannot be told apart from chance: {conditions}.",
        "La caja {box} no se distingue del azar: {conditions}.",
    ),
    "disc_none": (
        "No condition found: no range of the searched inputs holds runs that {verb} more often than chance explains.",
        "No se halló ninguna condición: ningún rango de las entradas reúne corridas que {verb} más a menudo de lo que "
        "explica el azar.",
    ),
    "disc_none_more": (
        "No further condition found among the runs outside the boxes above.",
        "No se halló otra condición entre las corridas fuera de las cajas anteriores.",
    ),
    "disc_overfit": (
        "In the runs in which box {box} was found, {learn} of 100 {verb}; in the runs kept apart, {check}.",
        "En las corridas en que se halló la caja {box}, {verb} {learn} de cada 100; en las apartadas, {check}.",
    ),
    "disc_and": ("{first} and {last}", "{first} y {last}"),
    "disc_condition": ("{label} is {limit}", "{label} es {limit}"),
    "disc_up_to": ("at most {high}", "a lo sumo {high}"),
    "disc_from": ("at least {low}", "al menos {low}"),
    "disc_between": ("between {low} and {high}", "de {low} a {high}"),
    "disc_one_of": ("“{words}”", "«{words}»"),
    "disc_or": ("” or “", "» o «"),
    # the box
    "disc_conditions": ("Box {box}: the conditions", "Caja {box}: las condiciones"),
    "disc_conditions_text": (
        "The thin bar is the whole range that the sweep covered, the thick one the condition.",
        "La barra fina es todo el rango que cubrió el barrido; la gruesa, la condición.",
    ),
    "disc_ranges_title": ("Where runs {verb}", "Dónde {verb} las corridas"),
    "disc_ranges_sub": (
        "All must hold at once. There {density} of 100 runs {verb} ({low} to {high}); without conditions {base}. Runs "
        "kept apart; 90% interval.",
        "Todas a la vez. Ahí {verb} {density} de cada 100 corridas ({low} a {high}); sin condiciones {base}. Corridas "
        "apartadas; intervalo del 90%.",
    ),
    "disc_input": ("Input", "Entrada"),
    "disc_condition_head": ("Condition", "Condición"),
    "disc_whole": ("Whole range", "Rango completo"),
    "disc_quasi": ("Quasi-p", "Cuasi-p"),
    "disc_corrected": ("× inputs of its kind", "× entradas de su tipo"),
    "disc_quasi_check": ("Quasi-p, runs kept apart", "Cuasi-p, corridas apartadas"),
    "disc_again": ("Found again in half samples", "Hallada de nuevo en medias muestras"),
    "disc_again_of": ("{n} of {all}", "{n} de {all}"),
    "disc_table": (
        "A small quasi-p says that chance alone would rarely make the box as dense without this condition.",
        "Un cuasi-p pequeño dice que el azar solo rara vez haría la caja igual de densa sin esta condición.",
    ),
    "disc_counts": ("What the box holds", "Qué contiene la caja"),
    "disc_searched": ("Runs searched", "Corridas de búsqueda"),
    "disc_kept_apart": ("Runs kept apart", "Corridas apartadas"),
    "disc_inside": ("Runs in the box", "Corridas en la caja"),
    "disc_of_them": ("Of them {verb}", "De ellas {verb}"),
    "disc_density": ("Density (of 100 in the box)", "Densidad (de 100 en la caja)"),
    "disc_coverage": ("Coverage (of 100 that {verb})", "Cobertura (de 100 que {verb})"),
    # the trajectory
    "disc_path": ("How the box was chosen", "Cómo se eligió la caja"),
    "disc_path_text": (
        "Each step gives up a thin slice of the runs, so that those left {verb} more often (density) while fewer of "
        "all runs that {verb} are left (coverage). Shown is the densest step that still covers {keeps} of 100; of "
        "steps nearly as dense, the one with the fewest conditions. Conditions that chance could explain are then "
        "left out.",
        "Cada paso cede una rebanada fina de corridas: las que quedan {verb} más a menudo (densidad), pero quedan "
        "menos de todas las que {verb} (cobertura). Se muestra el paso más denso que aún cubre {keeps} de cada 100; "
        "entre pasos casi igual de densos, el de menos condiciones; luego se quitan las que el azar podría explicar.",
    ),
    "disc_path_given": (
        "Step {step} was asked for and is shown as it is.",
        "Se pidió el paso {step} y se muestra tal cual.",
    ),
    "disc_tree_text": (
        "A tree of at most {most} leaves divides the runs; each leaf is a box. Shown is the leaf that covers most of "
        "those in which most runs {verb}, without conditions that chance could explain.",
        "Un árbol de a lo sumo {most} hojas divide las corridas; cada hoja es una caja. Se muestra la hoja que más "
        "cubre entre aquellas en que la mayoría {verb}, sin las condiciones que el azar podría explicar.",
    ),
    "disc_path_title": ("Fewer runs, clearer conditions", "Menos corridas, condiciones más claras"),
    "disc_path_sub": (
        "A dot is a box. Solid: runs searched. Hollow: the same box on the runs kept apart; a hollow dot far below its "
        "solid one is a box that fits chance. Ring: step {step}, chosen.",
        "Un punto es una caja. Lleno: corridas de búsqueda. Hueco: la misma caja en las corridas apartadas; un hueco "
        "muy por debajo de su lleno es una caja ajustada al azar. Anillo: paso {step}, el elegido.",
    ),
    "disc_path_shown": (
        "Diamond: the box shown, on the runs kept apart, with 90% intervals.",
        "Rombo: la caja mostrada, en las corridas apartadas, con intervalos del 90%.",
    ),
    "disc_x": (
        "Coverage: of 100 runs that {verb}, how many are in the box",
        "Cobertura: de 100 que {verb}, cuántas en la caja",
    ),
    "disc_y": ("Density: of 100 runs in the box, how many {verb}", "Densidad: de 100 en la caja, cuántas {verb}"),
    "disc_restricted": ("Conditions", "Condiciones"),
    "disc_base_line": ("without conditions", "sin condiciones"),
    "disc_step": ("Step", "Paso"),
    "disc_mass": ("Runs in the box, of 100", "Corridas en la caja, de 100"),
    "disc_check_density": ("Density, runs kept apart", "Densidad, corridas apartadas"),
    "disc_path_table": ("Steps, of the runs searched unless said", "Pasos, de las corridas de búsqueda salvo lo dicho"),
    # the scatter
    "disc_scatter": ("The runs kept apart", "Las corridas apartadas"),
    "disc_scatter_title": ("Runs that {verb}, and the others", "Corridas que {verb}, y las demás"),
    "disc_scatter_sub": (
        "The two strongest conditions. Triangle: {verb}; circle: do not. Frame: the box; it may have more.",
        "Las dos condiciones más fuertes. Triángulo: {verb}; círculo: no. Marco: la caja, que puede tener más "
        "condiciones.",
    ),
    "disc_scatter_one": (
        "The one condition, and the outcome. Triangle: {verb}; circle: do not. Band: the condition.",
        "La única condición, y el resultado. Triángulo: {verb}; círculo: no. Franja: la condición.",
    ),
    "disc_scatter_some": (
        "{shown} of {all} runs are drawn, those of one point side by side.",
        "Se dibujan {shown} de {all} corridas; las de un mismo punto, lado a lado.",
    ),
    "disc_figure_alt": ("{title}. {sub}", "{title}. {sub}"),
    # limits
    "disc_not_cause": (
        "Why: a condition goes with the outcome in this model within the sampled ranges; that is no proof of a cause.",
        "Por qué: una condición acompaña al resultado en este modelo dentro de los rangos muestreados; no prueba una "
        "causa.",
    ),
    "disc_not_probability": (
        "How likely it is: shares count runs as they were sampled, and nobody sampled the world.",
        "Qué tan probable es: las proporciones cuentan corridas tal como se muestrearon, y nadie muestreó el mundo.",
    ),
    "disc_not_only": (
        "That these are the only conditions: a box has straight edges, a condition that slopes or bends is cut into "
        "steps, and another box may be nearly as good.",
        "Que sean las únicas condiciones: una caja tiene bordes rectos, una condición inclinada o curva se corta en "
        "escalones, y otra caja puede ser casi igual de buena.",
    ),
    "disc_not_screened": (
        "Anything about the {left} drawn numbers that were not searched; one that acts only in a corner, or both ways, "
        "has a small rank correlation.",
        "Nada sobre los {left} números sorteados en que no se buscó; uno que actúa solo en un rincón, o en ambos "
        "sentidos, tiene poca correlación de rangos.",
    ),
    "disc_not_test": (
        "A quasi-p is no test planned in advance: the search chose the box because it is dense. The runs kept apart "
        "answer that, but only for {what}.",
        "Un cuasi-p no es una prueba planeada de antemano: la búsqueda eligió la caja por densa. Las corridas "
        "apartadas responden a eso, pero solo para {what}.",
    ),
    "disc_other_members": ("other members at the same points", "otros miembros en los mismos puntos"),
    "disc_other_points": ("other points with the same members", "otros puntos con los mismos miembros"),
    "disc_not_judge": (
        "Whether {verb} is the right word: the limit was chosen by who asked, and the page does not weigh outcomes.",
        "Si la palabra es la correcta ({verb}): el límite lo eligió quien preguntó, y la página no pondera resultados.",
    ),
}
