"""Every word of the queue commands, in English and Spanish: measures with their units, headings, notes."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "es"]

WORDS: dict[str, tuple[str, str]] = {
    # the table
    "measure": ("measure", "medida"),
    "simulated": ("simulated", "simulado"),
    "interval": ("90% of replicates", "90% de las réplicas"),
    "formula": ("fast formula", "fórmula rápida"),
    "theory": ("queueing theory", "teoría de colas"),
    "no_settled": ("never settles", "no se estabiliza"),
    "some_settled": (" ({n} of {all} never settle)", " ({n} de {all} no se estabilizan)"),
    "nobody": ("nobody", "nadie"),
    "not_told": ("not told", "no la da"),
    "wrote": ("Tables and figures: {path}", "Tablas y figuras: {path}"),
    # the bridge
    "bridge": ("Trucks at one cargo post, one direction", "Camiones en un puesto de carga, un sentido"),
    "bridge_lead": (
        "{bays} inspection bays, open {hours} hours a day; {n} replicates of {months} months.",
        "{bays} puestos de inspección, abierto {hours} horas al día; {n} réplicas de {months} meses.",
    ),
    "trucks_came": ("Trucks that come (per month)", "Camiones que llegan (por mes)"),
    "trucks_cleared": ("Trucks cleared (per month)", "Camiones despachados (por mes)"),
    "tonnes": ("Tonnes cleared (per month)", "Toneladas despachadas (por mes)"),
    "wait_inspected": (
        "Mean wait of an inspected truck (clock hours)",
        "Espera media si hay inspección (horas de reloj)",
    ),
    "wait_inspected_90": (
        "90 of 100 inspected trucks wait less than (clock hours)",
        "90 de 100 camiones inspeccionados esperan menos de (horas de reloj)",
    ),
    "wait_all": ("Mean wait, all trucks (clock hours)", "Espera media, todos los camiones (horas de reloj)"),
    "use": ("Share of bay time in use (0-1)", "Parte del tiempo en que los puestos trabajan (0-1)"),
    "waiting_mean": ("Trucks in the line, mean of open hours", "Camiones en la fila, media de horas abiertas"),
    "left_at_closing": ("Trucks still waiting at closing time", "Camiones aún en espera a la hora de cierre"),
    "turned_back": ("Trucks that turn back at closing (per month)", "Camiones que se devuelven al cierre (por mes)"),
    "repair_hours": ("Bay-hours lost to repairs (per month)", "Horas de puesto perdidas en reparaciones (por mes)"),
    "day_title": ("A day at the post", "Un día en el puesto"),
    "day_lead": (
        "Mean day, one direction. Dark band: middle 50 of 100 replicates; light band: middle 90.",
        "Día medio, un sentido. Banda oscura: 50 de 100 réplicas centrales; clara: 90.",
    ),
    "by_hour": ("Trucks per hour", "Camiones por hora"),
    "waiting_by_hour": ("Trucks in the line", "Camiones en la fila"),
    "hour": ("hours since opening", "horas desde la apertura"),
    "come": ("come", "llegan"),
    "cleared": ("cleared", "despachados"),
    "formula_mean": ("fast formula, mean", "fórmula rápida, media"),
    "in_line": ("simulated", "simulado"),
    "wait_title": ("How long inspected trucks wait", "Cuánto esperan los camiones inspeccionados"),
    "wait_lead": (
        "Means: simulated {simulated}, fast formula {formula}, queueing theory {theory} clock hours.",
        "Medias: simulada {simulated}, fórmula rápida {formula}, teoría de colas {theory} horas de reloj.",
    ),
    "longer": ("Of 100 inspected trucks, how many wait longer", "De 100 camiones inspeccionados, cuántos esperan más"),
    "clock_hours": ("clock hours", "horas de reloj"),
    # the centre
    "registration": ("One average registration centre", "Un centro de registro medio"),
    "registration_lead": (
        "One of {centres} equal centres; staff at biometrics {first}, at delivery {second}; {n} replicates.",
        "Uno de {centres} centros iguales; personal en biometría {first}, en entrega {second}; {n} réplicas.",
    ),
    "people_registered": ("People who register (per month)", "Personas que se registran (por mes)"),
    "passed_biometrics": ("Biometric data taken (people per month)", "Datos biométricos tomados (personas por mes)"),
    "passed_approval": ("Permits approved (per month)", "Permisos aprobados (por mes)"),
    "passed_delivery": ("Permits delivered (per month)", "Permisos entregados (por mes)"),
    "backlog_biometrics": ("Waiting for biometrics at the end (people)", "En espera de biometría al final (personas)"),
    "backlog_approval": ("Waiting for approval at the end (people)", "En espera de aprobación al final (personas)"),
    "backlog_delivery": ("Waiting for delivery at the end (people)", "En espera de entrega al final (personas)"),
    "missed": ("Appointments missed (per month)", "Citas a las que no se acude (por mes)"),
    "months_waited": (
        "From registration to permit, last month's deliveries (months)",
        "Del registro al permiso, entregas del último mes (meses)",
    ),
    "inside_biometrics": ("Wait in the office, biometrics (hours)", "Espera en la oficina, biometría (horas)"),
    "inside_delivery": ("Wait in the office, delivery (hours)", "Espera en la oficina, entrega (horas)"),
    "backlog_title": ("Who waits for what", "Quién espera qué"),
    "backlog_lead": (
        "One average centre. Grey dashes: the monthly formula. Dark band: middle 50 of 100 replicates; light: 90.",
        "Un centro medio. Guiones grises: la fórmula mensual. Banda oscura: 50 de 100 réplicas centrales; clara: 90.",
    ),
    "waiting_biometrics": ("People waiting for biometrics", "Personas en espera de biometría"),
    "waiting_approval": ("People waiting for approval", "Personas en espera de aprobación"),
    "waiting_delivery": ("People waiting for delivery", "Personas en espera de entrega"),
    "delivered": ("Permits delivered per month", "Permisos entregados por mes"),
    "month": ("months since the start", "meses desde el inicio"),
    # notes
    "chance_only": (
        "The interval is chance alone: every parameter stands at its central value; --sampled draws them too.",
        "El intervalo es solo azar: cada parámetro está en su valor central; --sampled también los sortea.",
    ),
    "sampled": (
        "The interval is chance and the ranges of the parameters together.",
        "El intervalo reúne el azar y los rangos de los parámetros.",
    ),
    "status": (
        "{judged} of {all} parameters are judgement; settings.csv has value, range and source of each.",
        "{judged} de {all} parámetros son juicio; settings.csv da valor, rango y fuente de cada uno.",
    ),
    "bridge_foot": (
        "No named post. Bribes, fees and incidents are not modelled here.",
        "Ningún puesto con nombre. Sobornos, cobros e incidentes no se modelan aquí.",
    ),
    "registration_foot": (
        "Nothing is said of any one person's case or of a named office.",
        "No se dice nada del caso de una persona ni de una oficina con nombre.",
    ),
}


def word(key: str, lang: Lang, /, **values: object) -> str:
    """The words for ``key`` in ``lang``, with ``values`` filled in. Raises KeyError for an unknown key."""
    return WORDS[key][0 if lang == "en" else 1].format(**values)
