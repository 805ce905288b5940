"""The words of the door, in English and Spanish."""

from __future__ import annotations

DOOR: dict[str, tuple[str, str]] = {
    "door_title": ("Come in", "Entrar"),
    "door_what": (
        "This is a workshop on policy options for the border between Colombia and Venezuela. What you see is computed "
        "by a model of scenarios on a laptop in this room: it is no forecast, and nothing leaves the room.",
        "Este es un taller sobre opciones de política para la frontera entre Colombia y Venezuela. Lo que usted ve lo "
        "calcula un modelo de escenarios en un computador de esta sala: no es un pronóstico y nada sale de la sala.",
    ),
    "door_privacy": (
        "No name is asked for. The only cookie holds a random number for this session.",
        "No se pide ningún nombre. La única cookie guarda un número al azar para esta sesión.",
    ),
    "door_code": ("Room code, 4 digits", "Código de la sala, 4 cifras"),
    "door_code_help": (
        "It is on the projector; or ask the facilitator.",
        "Está en la pantalla; o pregunte a quien facilita.",
    ),
    "door_as": ("Come in as", "Entrar como"),
    "door_guest": ("Guest with a phone", "Persona invitada con teléfono"),
    "door_guest_help": (
        "Read your role, predict and vote.",
        "Leer su rol, predecir y votar.",
    ),
    "door_guest_team": ("Which team do you sit with?", "¿Con qué equipo se sienta?"),
    "door_no_team": ("No team", "Ningún equipo"),
    "door_team": ("The device of {team}", "El dispositivo de {team}"),
    "door_team_help": (
        "One device a team moves the levers and publishes.",
        "Un dispositivo por equipo mueve las palancas y publica.",
    ),
    "door_team_taken": (
        "Another device drives this team now. Come in as a guest, or ask the facilitator to free it.",
        "Otro dispositivo maneja ahora este equipo. Entre como persona invitada o pida a quien facilita que lo libere.",
    ),
    "door_taken": ("taken: another device drives this team", "ocupado: otro dispositivo maneja este equipo"),
    "door_yours": ("this device drives it", "este dispositivo lo maneja"),
    "door_enter": ("Come in", "Entrar"),
    "door_you_are_in": ("You are in.", "Usted ya entró."),
    "door_go_on": ("Go on to your page", "Seguir a su página"),
    "door_qr": ("QR code of the address {address}", "Código QR de la dirección {address}"),
}
