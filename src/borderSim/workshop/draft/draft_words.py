"""The words of drafts: why a change, a link or a file is refused, the steps of a history, the marks of a slider."""

from __future__ import annotations

DRAFT_WORDS: dict[str, tuple[str, str]] = {
    "draft_unknown_scenario": ("This session does not have that scenario.", "Esta sesión no tiene ese escenario."),
    "draft_unknown_lever": ("There is no such lever.", "No existe esa palanca."),
    "draft_unknown_event": ("There is no such event.", "No existe ese evento."),
    "draft_unknown_parameter": ("There is no such assumption.", "No existe ese supuesto."),
    "draft_unknown_question": ("There is no such contested question.", "No existe esa pregunta en disputa."),
    "draft_unknown_reading": ("This question has no such reading.", "Esa pregunta no tiene esa lectura."),
    "draft_not_a_number": ("A number is wanted here.", "Aquí va un número."),
    "draft_not_a_date": ("A date is wanted here: year, month, day.", "Aquí va una fecha: año, mes, día."),
    "draft_not_a_draft": ("This is not a set of policy choices.", "Esto no es un conjunto de decisiones."),
    "draft_lever_out": (
        "{lever} goes from {lower} to {upper}.",
        "{lever} va de {lower} a {upper}.",
    ),
    "draft_start_out": (
        "The start must lie in the run, from {start} to before {end}.",
        "El inicio debe estar dentro de la simulación: del {start} hasta antes del {end}.",
    ),
    "draft_ramp_out": (
        "A change can take up to {most} months, the length of the run.",
        "Un cambio puede tardar hasta {most} meses, lo que dura la simulación.",
    ),
    "draft_event_out": (
        "{event}: the date must lie in the run, from {start} to before {end}.",
        "{event}: la fecha debe estar dentro de la simulación: del {start} hasta antes del {end}.",
    ),
    "draft_event_end": (
        "{event}: the end comes after the start, and only events that last have one.",
        "{event}: el final va después del inicio, y solo lo tienen los eventos que duran.",
    ),
    "draft_event_place": (
        "{event} does not happen at that place.",
        "{event} no ocurre en ese lugar.",
    ),
    "draft_event_no_size": ("{event} has no size.", "{event} no tiene tamaño."),
    "draft_event_size": (
        "{event}: the size goes from {lower} to {upper}.",
        "{event}: el tamaño va de {lower} a {upper}.",
    ),
    "draft_no_event": ("That event is no longer in the list.", "Ese evento ya no está en la lista."),
    "draft_pin_out": (
        "{parameter}: the evidence goes from {lower} to {upper}; a pin stays inside.",
        "{parameter}: la evidencia va de {lower} a {upper}; un valor fijo queda dentro.",
    ),
    "draft_pin_and_reading": (
        "{parameter} follows the reading “{reading}”; change one of the two.",
        "{parameter} sigue la lectura «{reading}»; cambie uno de los dos.",
    ),
    "draft_many_events": ("At most {most} events fit here.", "Aquí caben como máximo {most} eventos."),
    "draft_many_pins": ("At most {most} assumptions can be pinned.", "Se pueden fijar como máximo {most} supuestos."),
    "draft_title_more": ("{count} more", "{count} más"),
    "draft_step_start": ("Start", "Inicio"),
    "draft_step_reset": ("Back to the scenario", "Volver al escenario"),
    "draft_step_base": ("Another scenario", "Otro escenario"),
    "draft_step_link": ("From a link", "Desde un enlace"),
    "draft_step_file": ("From a file", "Desde un archivo"),
    "draft_as_base": ("as in the scenario", "como en el escenario"),
    "draft_mark_baseline": ("Baseline", "Línea base"),
    "draft_link_long": (
        "This link is too long to be one of ours.",
        "Este enlace es demasiado largo para ser nuestro.",
    ),
    "draft_link_full": (
        "There are too many choices for a link. Save the file instead.",
        "Son demasiadas decisiones para un enlace. Guarde el archivo.",
    ),
    "draft_link_version": (
        "This link was made with another version of borderSim.",
        "Este enlace se hizo con otra versión de borderSim.",
    ),
    "draft_link_broken": (
        "This link is cut off or was changed. Copy it again.",
        "Este enlace está incompleto o fue alterado. Cópielo de nuevo.",
    ),
    "draft_link_room": (
        "This link belongs to another session: its scenario is not the one used here.",
        "Este enlace es de otra sesión: su escenario no es el que se usa aquí.",
    ),
    "draft_file_bad": (
        "This file is not a scenario that can be read here: {what}",
        "Este archivo no es un escenario que se pueda leer aquí: {what}",
    ),
    "draft_file_months": (
        "This file runs from {start} to {end}; this session does not.",
        "Este archivo va del {start} al {end}; esta sesión no.",
    ),
    "draft_file_more": (
        "This file holds something that cannot be shown with these levers: {what}. Run it with the command line.",
        "Este archivo contiene algo que estas palancas no muestran: {what}. Ejecútelo desde la línea de comandos.",
    ),
    "draft_file_comment": (
        "A policy of a borderSim workshop. To run it: borderSim run FILE",
        "Una política de un taller de borderSim. Para ejecutarla: borderSim run ARCHIVO",
    ),
}
