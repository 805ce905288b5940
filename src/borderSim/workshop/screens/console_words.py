"""The words of the Console, in English and Spanish."""

from __future__ import annotations

CONSOLE: dict[str, tuple[str, str]] = {
    "console_title": ("Console", "Consola"),
    "console_about": (
        "For the facilitator alone. What you do here shows at once on the Wall and on every device.",
        "Solo para quien facilita. Lo que haga aquí aparece de inmediato en el Muro y en todos los dispositivos.",
    ),
    "console_links": ("Pages", "Páginas"),
    "console_board": ("Board", "Tablero"),
    "console_wall": ("Wall", "Muro"),
    "console_kit": ("Kit to print", "Material para imprimir"),
    # rounds
    "console_round": ("Round", "Ronda"),
    "console_minutes": ("Minutes", "Minutos"),
    "console_minutes_help": ("0.5 to 180", "De 0,5 a 180"),
    "console_minutes_bad": ("Write the minutes as a number.", "Escriba los minutos en cifras."),
    "console_open_round": ("Open round {n}", "Abrir la ronda {n}"),
    "console_close_round": ("Close round {n}", "Cerrar la ronda {n}"),
    "console_round_open": (
        "Teams can publish while a round is open. Nothing stops by itself when the clock is at 00:00.",
        "Los equipos pueden publicar mientras haya una ronda abierta. Al llegar el reloj a 00:00 nada se detiene "
        "por sí solo.",
    ),
    # events
    "console_events": ("Events for everybody", "Eventos para todos"),
    "console_events_about": (
        "An event happens in every team's future, with the same chance, and in their baselines too.",
        "Un evento ocurre en el futuro de todos los equipos, con el mismo azar, y también en sus líneas base.",
    ),
    "console_prepared": ("Prepared events", "Eventos preparados"),
    "console_prepared_none": ("choose to fill in the fields", "elija uno para llenar los campos"),
    "console_own_event": ("Event", "Evento"),
    "console_inject": ("Inject", "Introducir"),
    "console_injected": ("Injected", "Introducidos"),
    "console_no_injects": ("None so far.", "Ninguno hasta ahora."),
    "console_withdraw": ("Withdraw", "Retirar"),
    "console_withdraw_one": ("Withdraw: {event}", "Retirar: {event}"),
    # questions
    "console_question": ("Prediction", "Predicción"),
    "console_indicator": ("What is predicted", "Qué se predice"),
    "console_whose": ("Of which policy", "De cuál política"),
    "console_of_scenario": ("Scenario: {title}", "Escenario: {title}"),
    "console_of_draft": ("What stands on your own Board", "Lo que hay en su propio Tablero"),
    "console_scenarios": ("Scenarios", "Escenarios"),
    "console_publications": ("Published policies", "Políticas publicadas"),
    "console_own": ("Your own", "Propio"),
    "console_question_title": ("Question, as the room reads it", "Pregunta, como la lee la sala"),
    "console_question_title_help": ("Up to 80 letters.", "Hasta 80 letras."),
    "console_question_usual": ("What does “{policy}” do?", "¿Qué hace «{policy}»?"),
    "console_question_usual_own": (
        "What does the policy on the facilitator's Board do?",
        "¿Qué hace la política del Tablero de facilitación?",
    ),
    "console_ask": ("Ask the room", "Preguntar a la sala"),
    "console_is_baseline": (
        "This policy is the baseline itself: the difference will be nothing. Move a lever, or choose another.",
        "Esta política es la misma línea base: la diferencia será nula. Mueva una palanca o elija otra.",
    ),
    "console_open_question": ("Open: {title}", "Abierta: {title}"),
    "console_reveal": ("Reveal …", "Revelar …"),
    "console_reveal_warning": (
        "This cannot be undone: predictions close, and everybody sees the model's answer. It rests on {n} runs and "
        "takes some seconds.",
        "No se puede deshacer: las predicciones se cierran y todos ven la respuesta del modelo. Se apoya en {n} "
        "corridas y toma unos segundos.",
    ),
    "console_reveal_yes": ("Close predictions and reveal", "Cerrar las predicciones y revelar"),
    "console_revealing": ("{done} of {all} runs", "{done} de {all} corridas"),
    "console_reveal_failed": (
        "The model could not answer this question. It is still sealed.",
        "El modelo no pudo responder esta pregunta. Sigue sellada.",
    ),
    "console_cancel": ("Cancel", "Cancelar"),
    "console_last_revealed": ("Revealed: {title}", "Revelada: {title}"),
    # ballots
    "console_vote": ("Vote", "Votación"),
    "console_kind": ("How to vote", "Cómo se vota"),
    "console_approval": ("Approval: any number of policies", "Aprobación: cualquier número de políticas"),
    "console_dots": ("Three dots to give", "Tres puntos para repartir"),
    "console_options": ("On which policies", "Sobre cuáles políticas"),
    "console_no_options": (
        "Nothing is published yet, so there is nothing to vote on.",
        "Aún no hay nada publicado, así que no hay sobre qué votar.",
    ),
    "console_open_vote": ("Open the vote", "Abrir la votación"),
    "console_close_vote": ("Close the vote …", "Cerrar la votación …"),
    "console_close_vote_warning": (
        "This cannot be undone: votes can no longer change, and everybody sees the result.",
        "No se puede deshacer: los votos ya no se pueden cambiar y todos ven el resultado.",
    ),
    "console_close_vote_yes": ("Close and show the result", "Cerrar y mostrar el resultado"),
    # the Wall
    "console_pins": ("Charts on the Wall", "Gráficos en el Muro"),
    "console_pins_about": (
        "One to three charts are shown large; the others stay as thin rows beside them.",
        "De uno a tres gráficos se muestran grandes; los demás quedan como filas delgadas al lado.",
    ),
    "console_pins_crowded": (
        "A projector holds one chart of each of {n} teams. With more charts the Wall shows the teams side by side "
        "first; their charts stand below, and somebody has to scroll.",
        "En un proyector cabe un gráfico de cada uno de los {n} equipos. Con más, el Muro muestra primero los equipos "
        "lado a lado; sus gráficos quedan debajo y alguien tiene que desplazar la página.",
    ),
    "console_pin": ("Chart {n}", "Gráfico {n}"),
    "console_pin_none": ("none", "ninguno"),
    "console_hide_map": (
        "Hide the map of armed groups on all Boards",
        "Ocultar el mapa de grupos armados en todos los Tableros",
    ),
    # teams
    "console_teams": ("Teams", "Equipos"),
    "console_team_name": ("Name", "Nombre"),
    "console_team_role": ("Role sheet", "Hoja de rol"),
    "console_no_role": ("none", "ninguna"),
    "console_save_team": ("Save", "Guardar"),
    "console_save_team_n": ("Save team {n}", "Guardar el equipo {n}"),
    "console_free": ("Free its device", "Liberar su dispositivo"),
    "console_free_n": ("Free the device of team {n}", "Liberar el dispositivo del equipo {n}"),
    "console_free_help": (
        "One device drives each team. Free it, and another one can take the team; its draft stays.",
        "Un dispositivo maneja cada equipo. Si lo libera, otro puede tomar el equipo; su borrador se conserva.",
    ),
    "console_has_device": ("A device drives it", "Un dispositivo lo maneja"),
    "console_no_device": ("No device yet", "Aún sin dispositivo"),
    # who is here
    "console_here": ("Who is here", "Quiénes están"),
    "console_here_teams": ("Teams with a device", "Equipos con dispositivo"),
    "console_here_guests": ("Guests", "Personas invitadas"),
    "console_here_facilitators": ("Facilitator's devices", "Dispositivos de facilitación"),
    "console_here_note": (
        "Devices that came in during the session; nobody's name is kept.",
        "Dispositivos que entraron durante la sesión; no se guarda el nombre de nadie.",
    ),
    "console_only_here": (
        "The server hears this computer alone. Start it with --lan so that phones can join.",
        "El servidor solo atiende a este computador. Inícielo con --lan para que entren teléfonos.",
    ),
    "console_end": ("At the end", "Al final"),
    "console_end_about": (
        "Stop the server with Ctrl-C in its window. Everything is saved already. Then make the report:",
        "Detenga el servidor con Ctrl-C en su ventana. Todo está guardado. Luego haga el informe:",
    ),
}
