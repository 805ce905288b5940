"""Words of the door and of its refusals."""

from __future__ import annotations

GUARD_WORDS: dict[str, tuple[str, str]] = {
    "guard_wrong_code": ("That code is not right.", "Ese código no es correcto."),
    "guard_locked": (
        "Too many wrong codes. Wait a minute, then try again.",
        "Demasiados códigos equivocados. Espere un minuto e intente de nuevo.",
    ),
    "guard_no_team": ("There is no such team.", "No existe ese equipo."),
    "guard_not_found": ("There is no such page here.", "Aquí no existe esa página."),
    "guard_wrong_key": (
        "This facilitator link is not right. Use the one that the terminal shows.",
        "Este enlace de facilitación no es correcto. Use el que muestra la terminal.",
    ),
    "guard_busy": (
        "Too many pages at once. Wait a moment, then load the page again.",
        "Demasiadas páginas a la vez. Espere un momento y cargue la página de nuevo.",
    ),
    "guard_refused": ("This request was refused.", "Esta solicitud fue rechazada."),
    "guard_too_long": ("That is too long.", "Eso es demasiado largo."),
    "guard_failed": (
        "Something went wrong here. Nothing is lost: load the page again.",
        "Algo falló aquí. No se perdió nada: cargue la página de nuevo.",
    ),
    "guard_to_the_door": ("To the entrance", "A la entrada"),
    "guard_stopped": (
        "The workshop was stopped. Nothing is lost: it goes on here when it is started again.",
        "El taller se detuvo. No se perdió nada: sigue aquí cuando se inicie de nuevo.",
    ),
    "guard_open": ("The workshop is open.", "El taller está abierto."),
    "guard_resumed": ("The workshop goes on where it stopped.", "El taller sigue donde se detuvo."),
    "guard_at": ("  Address      {address}", "  Dirección     {address}"),
    "guard_code": ("  Room code    {code}", "  Código        {code}"),
    "guard_here_only": (
        "  Room code    none: this computer only (--lan lets other devices in)",
        "  Código        ninguno: solo este computador (--lan deja entrar a otros dispositivos)",
    ),
    "guard_facilitator": (
        "  Facilitator  {link}\n               (whoever has this link leads the room: keep it off the projector)",
        "  Facilitación  {link}\n                (quien tiene este enlace dirige la sala: que no salga en la pantalla)",
    ),
    "guard_folder": ("  Session      {folder}", "  Sesión        {folder}"),
    "guard_private": (
        "Nothing leaves this computer. It needs no internet.",
        "Nada sale de este computador. No necesita internet.",
    ),
    "guard_wifi": (
        "Nothing leaves this room's network. It needs no internet. The network itself is not encrypted by borderSim: "
        "use your own hotspot.",
        "Nada sale de la red de esta sala. No necesita internet. borderSim no cifra la red: "
        "use su propio punto de acceso.",
    ),
    "guard_stop": (
        "Ctrl-C stops it; the same command and --session goes on with it later.",
        "Ctrl-C lo detiene; el mismo comando con --session lo retoma después.",
    ),
}
