"""Words of the help behind every question mark, in English and Spanish."""

from __future__ import annotations

HELP_WORDS: dict[str, tuple[str, str]] = {
    # facts
    "help_owner": ("Who decides", "Quién decide"),
    "help_nobody": ("nobody at this table: a condition", "nadie en esta mesa: es una condición"),
    "help_unit": ("Unit", "Unidad"),
    "help_percent": ("percent: 0% is nothing, 100% all there is", "por ciento: 0 % es nada, 100 % todo lo posible"),
    "help_index": ("index from 0 (nothing) to 1 (all there is)", "índice de 0 (nada) a 1 (todo lo posible)"),
    "help_range": ("Range", "Rango"),
    "help_span": ("{low} to {high}", "{low} a {high}"),
    "help_last": ("Last documented value", "Último valor documentado"),
    "help_last_value": ("{value} ({date})", "{value} ({date})"),
    "help_cost": ("What it costs", "Cuánto cuesta"),
    "help_source": ("Source", "Fuente"),
    "help_status": ("How far to trust it", "Cuánto confiar"),
    "help_levels_status": (
        "{seen} of its {n} levels were seen in a source, the others are judged",
        "{seen} de sus {n} niveles se vieron en una fuente; los demás son juicio propio",
    ),
    "help_planned": ("described, not in the model yet", "descrita, aún fuera del modelo"),
    "help_places": ("Where", "Dónde"),
    "help_national": ("the whole country", "todo el país"),
    "help_crossing": ("by official crossing; here, all of them", "por paso oficial; aquí, todos"),
    "help_department": ("by department", "por departamento"),
    "help_border_group": ("by stretch of the border; here, all of it", "por tramo de frontera; aquí, todo"),
    "help_group": ("by armed group", "por grupo armado"),
    "help_route": ("by trade route", "por ruta de comercio"),
    "help_corridor": ("by corridor", "por corredor"),
    "help_size": ("Size", "Tamaño"),
    "help_lasts": ("How long", "Cuánto dura"),
    "help_lasts_until": ("until the date that you give", "hasta la fecha que usted dé"),
    "help_lasts_moment": ("it happens on one day; what follows is drawn", "ocurre un día; lo que sigue se sortea"),
    "help_event_rule": (
        "An event belongs to the future: it happens to your policy and to its baseline alike.",
        "Un evento pertenece al futuro: le ocurre por igual a su política y a su línea base.",
    ),
    # links
    "help_reaches": (
        "What it moves first, with the grade of each link ({grades}).",
        "Lo que mueve primero, con el grado de cada vínculo ({grades}).",
    ),
    "help_moved_by": (
        "What moves it, with the grade of each link ({grades}).",
        "Lo que lo mueve, con el grado de cada vínculo ({grades}).",
    ),
    "help_grades": (
        "A and B: studies; C: reports; D: argument only",
        "A y B: estudios; C: informes; D: solo un argumento",
    ),
    "help_link": (
        "{moves}{lag}. Grade {grade}: {meaning}. {evidence}.",
        "{moves}{lag}. Grado {grade}: {meaning}. {evidence}.",
    ),
    "help_lag": (", after {lag} months", ", tras {lag} meses"),
    "help_lag_none": (", at once", ", de inmediato"),
    "help_link_identity": ("{moves}. {meaning}.", "{moves}. {meaning}."),
    "help_up": ("rises with it", "sube con ella"),
    "help_down": ("falls as it rises", "baja cuando ella sube"),
    "help_same": ("does not move", "no se mueve"),
    "help_open": ("may rise or fall: open", "puede subir o bajar: abierto"),
    "help_up_by": ("raises it", "lo sube"),
    "help_down_by": ("lowers it", "lo baja"),
    "help_same_by": ("does not move it", "no lo mueve"),
    "help_open_by": ("may raise or lower it: open", "puede subirlo o bajarlo: abierto"),
    "help_not_carried": ("The model does not carry this link.", "El modelo no incluye este vínculo."),
    "help_no_links": (
        "No causal link of the evidence table starts here.",
        "Ningún vínculo causal de la tabla de evidencia empieza aquí.",
    ),
    "help_no_links_to": (
        "No causal link of the evidence table ends here: it follows from bookkeeping.",
        "Ningún vínculo causal de la tabla de evidencia termina aquí: sale de la contabilidad.",
    ),
    "help_weak": (
        "Rests on argument or on studies that disagree: collect evidence before a decision turns on it.",
        "Se apoya en argumentos o en estudios que no coinciden: reúna evidencia antes de decidir por esto.",
    ),
    # indicators
    "help_window": ("How months become one number", "Cómo los meses dan un solo número"),
    "help_window_mean": ("the mean of the months of the window", "el promedio de los meses de la ventana"),
    "help_window_sum": ("the months of the window added up", "la suma de los meses de la ventana"),
    "help_window_last": ("the last month of the window", "el último mes de la ventana"),
    "help_window_max": ("the highest month of the window", "el mes más alto de la ventana"),
    "help_window_year": ("a year's total, at the mean of the months", "el total de un año, al promedio de los meses"),
    "help_past": ("Did the model get it right in the past?", "¿Acertó el modelo en el pasado?"),
    "help_neutral": (
        "More of it is neither good nor bad by itself: no colour judges it.",
        "Más no es bueno ni malo por sí mismo: ningún color lo juzga.",
    ),
    # parameters
    "help_value": ("Middle value", "Valor central"),
    "help_drawn": ("How it is drawn", "Cómo se sortea"),
    "help_symbol": ("Symbol in the equations", "Símbolo en las ecuaciones"),
    "help_known": ("Knows data until", "Conoce datos hasta"),
    "help_record": ("After the record", "Después del registro"),
    "help_record_value": (
        "{central} (90 of 100 draws: {low} to {high})",
        "{central} (90 de 100 sorteos: {low} a {high})",
    ),
    "help_record_none": ("as before: the record says nothing of it", "como antes: el registro no dice nada de él"),
    "help_verified": ("verified: read in the source", "verificado: leído en la fuente"),
    "help_memory": ("from memory: check before quoting", "de memoria: confírmelo antes de citarlo"),
    "help_judgement": ("judgement of the builders: see the range", "juicio de quienes lo construyeron: vea el rango"),
    "help_triangular": (
        "between {low} and {high}, most often near {central}",
        "entre {low} y {high}, casi siempre cerca de {central}",
    ),
    "help_uniform": (
        "anywhere between {low} and {high}, all alike",
        "en cualquier punto entre {low} y {high}, por igual",
    ),
    "help_90": (
        "90 of 100 draws between {low} and {high}, the middle at {central}",
        "90 de 100 sorteos entre {low} y {high}, el centro en {central}",
    ),
    "help_fixed": ("the same in every run", "igual en todas las corridas"),
    "help_switch": ("0 or 1: one of two structures in each run", "0 o 1: una de dos estructuras en cada corrida"),
    "help_pin_rule": (
        "Setting it by hand holds it at one value in every run, for the policy and for its baseline.",
        "Fijarlo a mano lo mantiene en un valor en todas las corridas, para la política y para su línea base.",
    ),
    # readings
    "help_reading_rule": (
        "Studies disagree here. Choosing one reading sets the assumptions below, for the policy and for its baseline.",
        "Aquí los estudios no coinciden. Elegir una lectura fija los supuestos de abajo, para la política y su base.",
    ),
    "help_pinned": ("held at {value}", "fijo en {value}"),
    "help_pinned_range": ("{low} to {high}, most often {central}", "{low} a {high}, casi siempre {central}"),
    "help_held_by": ("Who holds it", "Quién la sostiene"),
    "help_question_sanctions_and_migration": (
        "Do sanctions make more people leave?",
        "¿Las sanciones hacen salir a más gente?",
    ),
    "help_question_balloon_effect": (
        "Does coca that is eradicated come back next door?",
        "¿La coca erradicada reaparece en zonas vecinas?",
    ),
    "help_question_regularisation_and_onward": (
        "Do papers make people stay?",
        "¿Los papeles hacen que la gente se quede?",
    ),
    "help_question_engagement_and_settlement": (
        "What moves Caracas: criticism or engagement?",
        "¿Qué mueve a Caracas: la crítica o el trato discreto?",
    ),
    # systems
    "help_system_armed_groups": ("Armed groups", "Grupos armados"),
    "help_system_asylum": ("Asylum and exile", "Asilo y exilio"),
    "help_system_border": ("The border posts", "Los pasos de frontera"),
    "help_system_consular": ("Consular services and documents", "Servicios consulares y documentos"),
    "help_system_diplomacy": ("Diplomacy", "Diplomacia"),
    "help_system_economy": ("The economy", "La economía"),
    "help_system_macro": ("Sanctions and oil", "Sanciones y petróleo"),
    "help_system_migration": ("Migration", "Migración"),
    "help_system_peace": ("Talks and ceasefires", "Diálogos y ceses al fuego"),
    "help_system_permits": ("Permits and papers", "Permisos y papeles"),
    "help_system_politics": ("Politics in Venezuela", "Política en Venezuela"),
    "help_system_security": ("Security", "Seguridad"),
    "help_system_trade": ("Trade", "Comercio"),
    "help_system_violence": ("Violence and harm", "Violencia y daños"),
    "help_system_walkers": ("People who walk", "Personas que caminan"),
    # how to read a chart
    "help_chart": ("How to read a chart", "Cómo leer un gráfico"),
    "help_chart_runs": (
        "The model is run many times. Each run draws other values for what is not known, and other chance. The number "
        "of runs stands on every chart.",
        "El modelo se corre muchas veces. Cada corrida sortea otros valores de lo que no se sabe, y otro azar. El "
        "número de corridas está en cada gráfico.",
    ),
    "help_chart_bands": (
        "Line: the middle run. Dark band: the middle 50 of 100 runs. Light band: the middle 90. With fewer than 20 "
        "runs each one is a thin line.",
        "Línea: la corrida central. Banda oscura: las 50 de 100 corridas centrales. Banda clara: las 90 centrales. "
        "Con menos de 20 corridas, cada una es una línea fina.",
    ),
    "help_chart_baseline": (
        "Dashed grey: the baseline, the same future without your policy.",
        "Gris discontinua: la línea base, el mismo futuro sin su política.",
    ),
    "help_chart_difference": (
        "Lower panel: your policy minus the baseline, run by run with the same chance. Bands can overlap where this "
        "difference is sure.",
        "Panel de abajo: su política menos la línea base, corrida a corrida con el mismo azar. Las bandas pueden "
        "superponerse y aun así la diferencia ser segura.",
    ),
    "help_chart_distinct": (
        "“Cannot be told apart”: 90 of 100 differences span zero. It does not mean that the policy does nothing: the "
        "model cannot say. On the map such places are grey.",
        "«No se distinguen»: 90 de 100 diferencias incluyen el cero. No quiere decir que la política no haga nada: el "
        "modelo no lo puede decir. En el mapa esos lugares van en gris.",
    ),
    "help_chart_use": (
        "A scenario says what would follow if its assumptions held. It is no forecast, and nothing is finer than a "
        "municipality and a month.",
        "Un escenario dice qué ocurriría si sus supuestos se cumplieran. No es un pronóstico, y nada es más fino que "
        "un municipio y un mes.",
    ),
}
