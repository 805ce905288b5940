"""Words of what people take home: the report of a session and the handout of one policy."""

HANDOUT_WORDS: dict[str, tuple[str, str]] = {
    "out_kind": ("Workshop report", "Informe del taller"),
    "out_handout": ("Handout", "Hoja de resumen"),
    "out_title": ("What the room decided: {base}", "Lo que decidió la sala: {base}"),
    "out_held": (
        "Session of {date}. {teams} teams, {rounds} rounds, {published} policies published.",
        "Sesión del {date}. {teams} equipos, {rounds} rondas, {published} políticas publicadas.",
    ),
    "out_caution": (
        "Scenarios of a model, not forecasts. Every number is a range over runs that differ in uncertain parameters "
        "and in chance; where the range of a difference holds zero, the two cannot be told apart.",
        "Escenarios de un modelo, no pronósticos. Cada número es un rango sobre corridas que difieren en parámetros "
        "inciertos y en el azar; donde el rango de una diferencia contiene el cero, las dos no se distinguen.",
    ),
    "out_team": ("Team {n}", "Equipo {n}"),
    "out_facilitator": ("Facilitator", "Facilitación"),
    "out_team_head": ("Team", "Equipo"),
    "out_summary": ("In short", "En breve"),
    "out_none": (
        "Nothing was published in this session, so there are no policies to compare.",
        "En esta sesión no se publicó ninguna política, así que no hay nada que comparar.",
    ),
    "out_round": ("Round {n}", "Ronda {n}"),
    "out_before": ("Before the first round", "Antes de la primera ronda"),
    "out_round_when": (
        "Opened at {from_}, {minutes} minutes planned, closed at {to}.",
        "Abierta a las {from_}, {minutes} minutos previstos, cerrada a las {to}.",
    ),
    "out_round_open": (
        "Opened at {from_}, {minutes} minutes planned, not closed in the log.",
        "Abierta a las {from_}, {minutes} minutos previstos, sin cierre en el registro.",
    ),
    "out_injects": (
        "Happened to everybody, in the policies and in their baseline: {events}.",
        "Ocurrió para todos, en las políticas y en su línea base: {events}.",
    ),
    "out_injects_differ": (
        "Not all policies of this round were published under the same events: each is compared with the baseline under "
        "its own.",
        "No todas las políticas de esta ronda se publicaron con los mismos eventos: cada una se compara con la línea "
        "base bajo los suyos.",
    ),
    "out_nothing_published": ("Nothing was published.", "No se publicó nada."),
    "out_side_title": ("{label}: what each policy changes", "{label}: qué cambia cada política"),
    "out_side_sub": (
        "{unit}, difference from the baseline {when}. Bar: median; thick line: middle 50 of 100 runs; thin: middle 90.",
        "{unit}, diferencia frente a la línea base {when}. Barra: mediana; línea gruesa: 50 de 100 corridas "
        "centrales; fina: 90.",
    ),
    "out_policy": ("{team}: {title}", "{team}: {title}"),
    "out_levers": ("Levers against the baseline", "Palancas frente a la línea base"),
    "out_no_levers": ("No lever differs from the baseline.", "Ninguna palanca difiere de la línea base."),
    "out_start": ("What the room started from", "De dónde partió la sala"),
    "out_start_text": (
        "These levers are not as in the baseline, in every policy that starts from this scenario. They are listed here "
        "once; the table of a team has only what that team changed.",
        "Estas palancas no están como en la línea base, en toda política que parte de este escenario. Se listan aquí "
        "una sola vez; la tabla de cada equipo tiene solo lo que ese equipo cambió.",
    ),
    "out_changed": ("What the team changed in “{base}”", "Qué cambió el equipo en «{base}»"),
    "out_unchanged": ("The team changed no lever of “{base}”.", "El equipo no cambió ninguna palanca de «{base}»."),
    "out_in_base": ("Before", "Antes"),
    "out_in_baseline": ("In the baseline", "En la línea base"),
    "out_assumed": ("Assumed here and in the baseline", "Supuesto aquí y en la línea base"),
    "out_more_levers": (
        "And {n} more; the policy's scenario file has all.",
        "Y {n} más; el archivo de escenario de la política las tiene todas.",
    ),
    "out_own_future": ("This team's own assumptions", "Supuestos propios de este equipo"),
    "out_findings": ("What it changes", "Qué cambia"),
    "out_yaml": ("The whole scenario (YAML)", "El escenario completo (YAML)"),
    "out_again": (
        "The same numbers again: borderSim run {file}",
        "Los mismos números otra vez: borderSim run {file}",
    ),
    "out_not_same": (
        "Attention: this policy is no longer the one that was published (its hash differs); another version of "
        "borderSim or of the tables makes another scenario of the same settings.",
        "Atención: esta política ya no es la que se publicó (su huella difiere): otra versión de borderSim o de sus "
        "tablas produce otro escenario con los mismos ajustes.",
    ),
    "out_shown_with": (
        "Shown in the room with {members} runs.",
        "Mostrada en la sala con {members} corridas.",
    ),
    "out_predictions": ("What the room expected", "Lo que esperaba la sala"),
    "out_predicted_title": ("{label}: expected and modelled", "{label}: lo esperado y lo modelado"),
    "out_predicted_sub": (
        "“{title}”. Difference from the baseline, {unit}. Dots: predictions with an amount. Line: the middle 90 in "
        "100 of {runs} runs, dot: median.",
        "«{title}». Diferencia frente a la línea base, {unit}. Puntos: predicciones con monto. Línea: 90 de cada 100 "
        "de {runs} corridas, punto: mediana.",
    ),
    "out_directions": (
        "{higher} said higher, {lower} lower, {same} no clear change",
        "{higher} dijeron mayor, {lower} menor, {same} sin cambio claro",
    ),
    "out_directions_lines": (
        "higher: {higher}\nlower: {lower}\nno clear change: {same}",
        "mayor: {higher}\nmenor: {lower}\nsin cambio claro: {same}",
    ),
    "out_debrief": (
        "{right} of {answered} said the model's direction ({direction}).",
        "{right} de {answered} dijeron la dirección del modelo ({direction}).",
    ),
    "out_debrief_amounts": (
        "{inside} of {amounts} amounts lie inside its 90% range.",
        "{inside} de {amounts} montos caen en su rango del 90 %.",
    ),
    "out_debrief_note": (
        "This is for the debrief, not a ranking.",
        "Sirve para conversar, no es una clasificación.",
    ),
    "out_direction_higher": ("higher", "mayor"),
    "out_direction_lower": ("lower", "menor"),
    "out_direction_no_clear": ("no clear change", "sin cambio claro"),
    "out_sealed": (
        "“{title}”: {n} predictions, still sealed: the log does not close its round.",
        "«{title}»: {n} predicciones, aún selladas: el registro no cierra su ronda.",
    ),
    "out_computed": (
        "It was not revealed in the room: what the model says was computed for this report.",
        "No se reveló en la sala: lo que dice el modelo se calculó para este informe.",
    ),
    "out_room": ("Room", "Sala"),
    "out_model": ("Model", "Modelo"),
    "out_amounts": ("Amounts", "Montos"),
    "out_who": ("Who", "Quién"),
    "out_expected": ("Expected", "Esperado"),
    "out_votes": ("Votes", "Votos"),
    "out_votes_first": ("Most support: {names}", "Mayor apoyo: {names}"),
    "out_votes_tie": ("A tie: {names}", "Empate: {names}"),
    "out_votes_none": ("Nobody voted", "Nadie votó"),
    "out_votes_approval": (
        "Approval of any number of policies: {took} of {present} devices voted.",
        "Aprobación de cualquier número de políticas: votaron {took} de {present} dispositivos.",
    ),
    "out_votes_dots": (
        "Three dots each: {took} of {present} devices voted.",
        "Tres puntos cada uno: votaron {took} de {present} dispositivos.",
    ),
    "out_votes_open": (
        "The vote was not closed when this was written.",
        "La votación no se había cerrado al escribir esto.",
    ),
    "out_gave": ("{devices} gave {marks}", "{devices} dieron {marks}"),
    "out_total": ("Total", "Total"),
    "out_spread": ("How many gave how much", "Cuántos dieron cuánto"),
    "out_cannot": ("What this cannot tell", "Lo que esto no puede decir"),
    "out_provenance": ("Where the numbers come from", "De dónde salen los números"),
    "out_log": ("Session log", "Registro de la sesión"),
    "out_scenarios": ("Scenarios", "Escenarios"),
    "out_written_by": ("Session held with borderSim", "Sesión hecha con borderSim"),
    "out_made_by": ("Report made with borderSim", "Informe hecho con borderSim"),
    "out_runs": ("Runs", "Corridas"),
    "out_seed": ("Seed", "Semilla"),
    "out_command": ("Made again by", "Para rehacerlo"),
    "out_how": ("How to read it", "Cómo leerlo"),
    "out_how_text": (
        "A line is the median of all runs; the dark band holds the middle 50 of 100 runs, the light band the middle "
        "90. The lower panel is the difference from the baseline, run by run, with the same chance in both: it is what "
        "the policy does. “Higher in N of 100 runs” counts runs of this model, not chances in the world.",
        "La línea es la mediana de las corridas; la banda oscura contiene 50 de 100 corridas centrales y la clara 90. "
        "El panel de abajo es la diferencia frente a la línea base, corrida a corrida y con el mismo azar: es lo que "
        "hace la política. «Mayor en N de 100 corridas» cuenta corridas de este modelo, no probabilidades del mundo.",
    ),
    "out_page": ("{n} / {all}", "{n} / {all}"),
    "out_footer": (
        "borderSim {version}. {members} runs, seed {seed}. Scenario, not a forecast.",
        "borderSim {version}. {members} corridas, semilla {seed}. Escenario, no pronóstico.",
    ),
    "out_skip": ("Skip to the findings", "Saltar a los resultados"),
    "out_contents": ("Contents", "Contenido"),
    "out_few": (
        "{members} runs are few: ranges are rough. “Make it firm” before you decide on them.",
        "{members} corridas son pocas: los rangos son aproximados. Use «Afianzar el resultado» antes de decidir.",
    ),
}
