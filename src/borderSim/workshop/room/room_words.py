"""The words of the room: why it does not let something happen."""

from __future__ import annotations

ROOM_WORDS: dict[str, tuple[str, str]] = {
    "room_for_the_facilitator": ("Only the facilitator does this.", "Esto solo lo hace quien facilita."),
    "room_not_your_team": ("Another device drives this team.", "Otro dispositivo maneja este equipo."),
    "room_not_your_device": ("Each device answers for itself.", "Cada dispositivo responde por sí mismo."),
    "room_opened_twice": ("The session has already begun.", "La sesión ya comenzó."),
    "room_teams": ("A session has {low} to {high} teams.", "Una sesión tiene de {low} a {high} equipos."),
    "room_no_team": ("There is no such team.", "No existe ese equipo."),
    "room_no_role": ("There is no such part to take.", "No existe esa forma de participar."),
    "room_no_device": (
        "The room does not know this device. Join again.",
        "La sala no conoce este dispositivo. Entre de nuevo.",
    ),
    "room_no_scenario": ("This session does not have that scenario.", "Esta sesión no tiene ese escenario."),
    "room_team_taken": (
        "Another device drives team {team}. The facilitator can free it.",
        "Otro dispositivo maneja el equipo {team}. Quien facilita puede liberarlo.",
    ),
    "room_team_free": ("No device drives team {team}.", "Ningún dispositivo maneja el equipo {team}."),
    "room_name": (
        "A name has 1 to {most} letters, on one line.",
        "Un nombre tiene de 1 a {most} letras, en una sola línea.",
    ),
    "room_name_taken": ("Another team has this name.", "Otro equipo ya tiene ese nombre."),
    "room_no_role_sheet": ("There is no such role sheet.", "No existe esa hoja de rol."),
    "room_title": (
        "A title has up to {most} letters, on one line.",
        "Un título tiene hasta {most} letras, en una sola línea.",
    ),
    "room_round_open": ("Round {number} is still open.", "La ronda {number} sigue abierta."),
    "room_no_round": ("No round is open.", "No hay ninguna ronda abierta."),
    "room_minutes": (
        "A round lasts {low} to {high} minutes.",
        "Una ronda dura de {low} a {high} minutos.",
    ),
    "room_inject_twice": (
        "This event has already been injected.",
        "Este evento ya se introdujo.",
    ),
    "room_no_inject": (
        "This event is no longer in the list.",
        "Este evento ya no está en la lista.",
    ),
    "room_no_indicator": ("There is no such indicator.", "No existe ese indicador."),
    "room_pinned": (
        "Choose 1 to {most} different charts.",
        "Elija de 1 a {most} gráficos distintos.",
    ),
    "room_no_question": ("There is no such question.", "No existe esa pregunta."),
    "room_revealed": (
        "The answer has been revealed; predictions are closed.",
        "La respuesta ya se reveló; las predicciones están cerradas.",
    ),
    "room_no_direction": (
        "Choose higher, lower or no clear change.",
        "Elija mayor, menor o sin cambio claro.",
    ),
    "room_amount": (
        "The amount is a number from {low} up; higher or lower says the direction.",
        "La cantidad es un número desde {low}; mayor o menor indica la dirección.",
    ),
    "room_amount_of_no_clear": (
        "“No clear change” takes no amount.",
        "«Sin cambio claro» no lleva cantidad.",
    ),
    "room_no_answer": (
        "The model has not answered this completely yet.",
        "El modelo aún no ha respondido esto por completo.",
    ),
    "room_ballot_open": (
        "A vote is open. Close it first.",
        "Hay una votación abierta. Ciérrela primero.",
    ),
    "room_no_ballot_kind": ("A vote is by approval or by dots.", "Se vota por aprobación o con puntos."),
    "room_options": (
        "Choose at least one published policy, each one once.",
        "Elija al menos una política publicada, cada una una sola vez.",
    ),
    "room_no_ballot": ("There is no such vote.", "No existe esa votación."),
    "room_ballot_closed": ("This vote is closed.", "Esta votación está cerrada."),
    "room_no_option": ("This policy is not part of the vote.", "Esa política no está en la votación."),
    "room_marks": (
        "Each policy gets 0 to {most} here.",
        "Aquí cada política recibe de 0 a {most}.",
    ),
    "room_dots": ("There are {most} dots to give in all.", "Hay {most} puntos para repartir en total."),
    "room_too_often": (
        "This has been changed {most} times; it stays as it is now.",
        "Esto ya se cambió {most} veces; queda como está.",
    ),
    "room_full": (
        "The room is full: {most} devices have joined.",
        "La sala está llena: ya entraron {most} dispositivos.",
    ),
    "room_log_full": (
        "The record of this session is full. The facilitator can go on and close it.",
        "El registro de esta sesión está lleno. Quien facilita puede seguir y cerrarla.",
    ),
    "room_too_long": ("This is too long to be saved.", "Esto es demasiado largo para guardarlo."),
    "room_disk_full": (
        "The disk of the facilitator's computer is full. This was not saved and has not happened.",
        "El disco del computador de quien facilita está lleno. Esto no se guardó y no ocurrió.",
    ),
    "room_not_saved": (
        "This could not be saved and has not happened (code {code}).",
        "Esto no se pudo guardar y no ocurrió (código {code}).",
    ),
}
