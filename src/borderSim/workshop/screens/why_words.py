"""The words of the page that says why to believe the model, and where not to."""

from __future__ import annotations

WHY: dict[str, tuple[str, str]] = {
    "why_board": ("Back to the Board", "Volver al Tablero"),
    "why_lead": (
        "borderSim compares policies under stated assumptions. It does not foretell. This page says what it rests on, "
        "how well it did where the past could judge it, and where not to use it.",
        "borderSim compara políticas bajo supuestos declarados. No predice el futuro. Esta página dice en qué se "
        "apoya, qué tan bien le fue donde el pasado pudo juzgarlo y dónde no usarlo.",
    ),
    "why_past": ("What it got right and wrong", "En qué acertó y en qué falló"),
    "why_past_caption": ("Hindcasts by indicator", "Pronósticos retrospectivos por indicador"),
    "why_reading": ("How to read the charts", "Cómo leer los gráficos"),
    "why_sources": ("Where the numbers come from", "De dónde vienen los números"),
    "why_sources_lead": (
        "Of {all} uncertain numbers in the model, {verified} were read in the source, {memory} are quoted from memory "
        "and {judgement} are judgement. Each one shows its source and its range behind its question mark. The tables "
        "of the past come from:",
        "De {all} números inciertos del modelo, {verified} se leyeron en la fuente, {memory} se citan de memoria y "
        "{judgement} son juicio propio. Cada uno muestra su fuente y su rango tras su signo de interrogación. Las "
        "tablas del pasado vienen de:",
    ),
    "why_source_people": ("Residents", "Residentes"),
    "why_source_people_is": (
        "DANE projections by municipality; INE census of 2011 for Venezuela, in part allocated from state totals",
        "Proyecciones del DANE por municipio; censo del INE de 2011 para Venezuela, en parte repartido desde totales "
        "estatales",
    ),
    "why_source_migrants": ("Venezuelans in Colombia", "Venezolanos en Colombia"),
    "why_source_migrants_is": (
        "Migración Colombia, by municipality and status; UN DESA for the start in 2012",
        "Migración Colombia, por municipio y estatus; UN DESA para el inicio en 2012",
    ),
    "why_source_violence": ("Violence and armed groups", "Violencia y grupos armados"),
    "why_source_violence_is": (
        "National police (homicides), UCDP (conflict events), Defensoría and Indepaz (presence, never joined)",
        "Policía Nacional (homicidios), UCDP (eventos de conflicto), Defensoría e Indepaz (presencia, nunca mezcladas)",
    ),
    "why_source_trade": ("Trade", "Comercio"),
    "why_source_trade_is": (
        "DANE through the press, Crisis Group, Atlantic Council",
        "DANE a través de la prensa, Crisis Group, Atlantic Council",
    ),
    "why_source_economy": ("Venezuelan economy", "Economía venezolana"),
    "why_source_economy_is": (
        "Penn World Table to 2019, then IMF; oil output as OPEC reports it",
        "Penn World Table hasta 2019, luego FMI; producción de petróleo según la OPEP",
    ),
    "why_source_coca": ("Coca", "Coca"),
    "why_source_coca_is": ("UNODC-SIMCI census", "Censo de UNODC-SIMCI"),
    "why_source_maps": ("Maps", "Mapas"),
    "why_source_maps_is": (
        "Natural Earth, GeoNames, OCHA place codes; outlines take no position on boundaries",
        "Natural Earth, GeoNames, códigos de lugar de OCHA; los contornos no toman posición sobre límites",
    ),
    "why_contested": ("What is contested", "Qué está en disputa"),
    "why_contested_lead": (
        "Serious people read the evidence in opposite ways here. The runs hold both readings, unless a team chooses "
        "one under Assumptions on the Board.",
        "Aquí personas serias leen la evidencia de maneras opuestas. Las corridas incluyen ambas lecturas, salvo que "
        "un equipo elija una en Supuestos, en el Tablero.",
    ),
    "why_source_of": ("Source:", "Fuente:"),
    "why_limits": ("What this cannot tell you", "Lo que esto no puede decir"),
}
