"""Every word that a figure, a page or the terminal shows, in English and Spanish, in one table."""

from __future__ import annotations

from typing import Literal

from borderSim.report.past_line_words import PAST
from borderSim.report.record_words import RECORD
from borderSim.report.sweeps.discover_words import DISCOVER
from borderSim.report.sweeps.optimise_words import OPTIMISE
from borderSim.report.sweeps.robust_words import ROBUST
from borderSim.report.sweeps.sensitivity_words import SENSITIVITY
from borderSim.report.sweeps.sweep_words import SWEEP

Lang = Literal["en", "es"]

WORDS: dict[str, tuple[str, str]] = {
    # findings and comparisons
    "finding_up": ("{label}: {gap} {when}", "{label}: {gap} {when}"),
    "finding_same": ("{label}: cannot be told apart", "{label}: no se distinguen"),
    "by_month": ("by {month}", "a {month}"),
    "window_first_12": ("in the first 12 months", "en los primeros 12 meses"),
    "window_last_12": ("in the last 12 months", "en los últimos 12 meses"),
    "window_whole": ("over the whole period", "en todo el período"),
    "higher_in": ("higher in {n} of 100 runs of this model", "mayor en {n} de 100 corridas de este modelo"),
    "higher_short": ("higher in {n} of 100 runs", "mayor en {n} de 100 corridas"),
    "indistinct": ("cannot be told apart", "no se distinguen"),
    "against": ("against “{name}”", "frente a «{name}»"),
    "range_90": ("{span} in 90 of 100 runs", "{span} en 90 de 100 corridas"),
    "range": ("{low} to {high}", "{low} a {high}"),
    "missing": ("no value", "sin dato"),
    "no_reference": (
        "This run has no reference to compare with.",
        "Esta corrida no tiene referencia con la cual comparar.",
    ),
    # figures
    "measure": ("{text} ({unit}), {period}.", "{text} ({unit}), {period}."),
    "bands": (
        "Dark band: middle 50 of 100 runs; light band: middle 90.",
        "Banda oscura: 50 de 100 corridas centrales; clara: 90.",
    ),
    "few_runs": (
        "{n} runs, one thin line each; thick line: median.",
        "{n} corridas, una línea fina cada una; gruesa: mediana.",
    ),
    "difference_title": (
        "Difference from the reference, run by run",
        "Diferencia frente a la referencia, corrida a corrida",
    ),
    "footer": (
        "borderSim {version}: {scenario}@{sha}, seed {seed}, {members} runs. Scenario, not a forecast.",
        "borderSim {version}: {scenario}@{sha}, semilla {seed}, {members} corridas. Escenario, no pronóstico.",
    ),
    "footer_bands": ("Bands hold {holds}.", "Las bandas contienen {holds}."),
    "holds_both": ("uncertain parameters and chance", "parámetros inciertos y azar"),
    "holds_chance": ("chance only: parameters are not sampled", "solo azar: los parámetros no se sortean"),
    "moves": ("{date}: {what}", "{date}: {what}"),
    "n_levers": ("{n} levers move", "se mueven {n} palancas"),
    "decomposition_title": ("{label}: the largest part is {part}", "{label}: la parte mayor es {part}"),
    "decomposition_sub": (
        "{unit}, last 12 months less the first month. Bar: median; thick line: middle 50 of 100 runs; thin: middle 90.",
        "{unit}, últimos 12 meses menos el primer mes. Barra: mediana; línea gruesa: 50 de 100 corridas; fina: 90.",
    ),
    "part": ("Part", "Parte"),
    "indistinct_zero": ("(not told apart from 0)", "(no se distingue de 0)"),
    "part_change": ("whole change", "cambio total"),
    "part_reopening": ("the policy", "la política"),
    "part_demand": ("the demand", "la demanda"),
    "part_events": ("the events", "los eventos"),
    "part_rest": ("the rest", "el resto"),
    "under_resourced": (
        "In this scenario services lack most in {first}, then in {others} (unmet need, index, last month).",
        "En este escenario los servicios faltan más en {first}, luego en {others} (necesidades sin atender, índice, "
        "último mes).",
    ),
    "links": ("Links between levers that acted", "Vínculos entre palancas que actuaron"),
    "links_note": (
        "What one lever moved of another beyond the reference, in the last month. A schedule that the scenario writes "
        "always wins over such a link.",
        "Lo que una palanca movió de otra más allá de la referencia, en el último mes. Un calendario escrito en el "
        "escenario siempre prevalece sobre el vínculo.",
    ),
    "from_lever": ("From", "De"),
    "to_lever": ("To", "A"),
    "moved": ("Moved, range in 90 of 100 runs", "Movimiento, rango en 90 de 100 corridas"),
    "in_runs": ("in {n} of 100 runs", "en {n} de 100 corridas"),
    "system_consular": ("Documents", "Documentos"),
    "system_asylum": ("Asylum", "Asilo"),
    "system_walkers": ("People on foot", "Caminantes"),
    "system_politics": ("Caracas and Washington", "Caracas y Washington"),
    # how sure
    "rests_on": ("What the findings rest on", "En qué se apoyan los hallazgos"),
    "rests_weak": (
        "{label}: {n} of the {all} levers that reach it do so only through argument or contested links: read the sign "
        "with care, not the size. Evidence to collect first: {links}.",
        "{label}: {n} de las {all} palancas que llegan a este indicador lo hacen solo por argumentos o vínculos en "
        "disputa: lea el signo con cuidado, no el tamaño. Evidencia que conviene reunir antes: {links}.",
    ),
    "rests_grounded": (
        "{label}: most levers reach it through links with evidence ({grade}).",
        "{label}: la mayoría de las palancas llega a este indicador por vínculos con evidencia ({grade}).",
    ),
    "rests_unknown": (
        "{label}: none of the levers that move reaches it by a link of the evidence table; the difference comes "
        "through the books of the model.",
        "{label}: ninguna palanca que se mueve llega por un vínculo de la tabla de evidencia; la diferencia viene "
        "de la contabilidad del modelo.",
    ),
    "grade_A": ("A: measured on this border or in Colombia", "A: medido en esta frontera o en Colombia"),
    "grade_B": ("B: measured elsewhere", "B: medido en otro lugar"),
    "grade_C": ("C: reported series or experts", "C: series reportadas o personas expertas"),
    "grade_D": ("D: argument only", "D: solo argumento"),
    "grade_contested": ("contested", "en disputa"),
    "grade_identity": ("by definition", "por definición"),
    "spread": ("Where the spread comes from", "De dónde viene la dispersión"),
    "spread_note": (
        "Of the spread of each difference, how much is uncertain numbers (and the starting state), how much is chance "
        "after the start, and how much is how the model is built. Shares of the variance of ranks; chance is known to "
        "the range given.",
        "De la dispersión de cada diferencia, cuánto viene de números inciertos (y del estado inicial), cuánto del "
        "azar tras el inicio y cuánto de cómo está hecho el modelo. Partes de la varianza de los rangos; el azar se "
        "conoce con el rango indicado.",
    ),
    "spread_title": ("The spread comes mostly from {part}", "La dispersión viene sobre todo de {part}"),
    "spread_sub": (
        "Parts of 100 of the spread of the difference {when}.",
        "Partes de 100 de la dispersión de la diferencia {when}.",
    ),
    "spread_parameters": ("uncertain numbers", "números inciertos"),
    "spread_events": ("chance", "azar"),
    "spread_structure": ("how the model is built", "estructura del modelo"),
    "spread_range": ("Chance, range (90)", "Azar, rango (90)"),
    "readings": ("Opposed readings of the evidence", "Lecturas opuestas de la evidencia"),
    "readings_note": (
        "The same scenario and reference under each reading. Where the readings disagree, the model cannot settle the "
        "question: collect evidence on it.",
        "El mismo escenario y su referencia bajo cada lectura. Donde no coinciden, el modelo no resuelve la pregunta: "
        "reúna evidencia.",
    ),
    "reading": ("Reading", "Lectura"),
    "reading_all": ("sampled, as in the rest", "sorteado, como en el resto"),
    "reading_agree": ("{label}: the readings agree on the sign", "{label}: las lecturas coinciden en el signo"),
    "reading_oppose": ("{label}: the readings have opposite signs", "{label}: las lecturas tienen signos opuestos"),
    "reading_unsure": ("{label}: the sign depends on the reading", "{label}: el signo depende de la lectura"),
    "reading_sub": (
        "Difference from the reference, {unit}, {when}. Bar: median; thick line: middle 50 of 100 runs; thin: 90.",
        "Diferencia frente a la referencia, {unit}, {when}. Barra: mediana; gruesa: 50 de 100 corridas; fina: 90.",
    ),
    "highest_in": ("{label}: highest in {place}", "{label}: máximo en {place}"),
    "by_department_sub": (
        "{unit}, mean of the last 12 months. Dot: median; thick line: middle 50 of 100 runs; thin: middle 90.",
        "{unit}, media de los últimos 12 meses. Punto: mediana; línea gruesa: 50 de 100 corridas; fina: 90.",
    ),
    "top_departments": (
        "The {n} departments with the highest values.",
        "Los {n} departamentos con los valores más altos.",
    ),
    "system_permits": ("Papers and permits", "Papeles y permisos"),
    "system_migration": ("People", "Personas"),
    "system_trade": ("Trade and jobs", "Comercio y empleo"),
    "system_armed_groups": ("Armed groups", "Grupos armados"),
    "system_violence": ("Violence", "Violencia"),
    "system_diplomacy": ("Between governments", "Entre gobiernos"),
    "system_economy": ("Venezuelan economy", "Economía venezolana"),
    # maps
    "map_change_none": ("{label}: no clear change anywhere", "{label}: sin cambio claro en ningún lugar"),
    "map_change_up": ("{label}: clear change in {n} of {all} {kind}", "{label}: cambio claro en {n} de {all} {kind}"),
    "municipalities": ("municipalities", "municipios"),
    "departments": ("departments", "departamentos"),
    "map_level_sub": (
        "{name}. {unit}, {when}, median of {members} runs.",
        "{name}. {unit}, {when}, mediana de {members} corridas.",
    ),
    "map_diff_sub": (
        "“{name}” minus “{baseline}”. {unit}, {when}, median of paired runs.",
        "«{name}» menos «{baseline}». {unit}, {when}, mediana de corridas pareadas.",
    ),
    "per_thousand": ("Venezuelans per 1,000 residents", "Venezolanos por cada 1.000 residentes"),
    "need": ("Unmet need for services", "Necesidades sin atender"),
    "no_clear": ("no clear change", "sin cambio claro"),
    "disagree": ("runs disagree on the sign", "corridas sin signo común"),
    "no_data": ("no data", "sin dato"),
    "border_inset": ("Cúcuta–Táchira border", "Frontera Cúcuta–Táchira"),
    "cells": (
        "Approximate: each municipality is the area nearest to its seat. Outlines: Natural Earth; no position"
        " on boundaries. "
        "San Andrés is left out.",
        "Aproximado: cada municipio es el área más cercana a su cabecera. Contornos: Natural Earth, sin "
        "postura sobre límites. "
        "San Andrés queda fuera.",
    ),
    "user_boundaries": (
        "Boundaries: file given by the user; no position on boundaries. San Andrés is left out.",
        "Límites: archivo del usuario, sin postura sobre límites. San Andrés queda fuera.",
    ),
    "people_live": (
        "Residents where it rises clearly: {people}; where it falls clearly: {fewer}.",
        "Residentes donde sube con claridad: {people}; donde baja con claridad: {fewer}.",
    ),
    "people_top": ("Residents in the top two classes: {people}.", "Residentes en las dos clases más altas: {people}."),
    "less_than": ("under {value}", "menos de {value}"),
    "less_signed": ("{value} or less", "{value} o menos"),
    "municipality": ("Municipality", "Municipio"),
    "mean_last_12": ("mean of the last 12 months", "media de los últimos 12 meses"),
    "or_more": ("{value} or more", "{value} o más"),
    "summary_note": (
        "Medians {when}; differences run by run. A scenario, not a forecast.",
        "Medianas {when}; diferencias corrida a corrida. Un escenario, no un pronóstico.",
    ),
    # page
    "skip": ("Skip to the findings", "Ir a los hallazgos"),
    "report": ("borderSim report", "Informe de borderSim"),
    "question": ("The question", "La pregunta"),
    "caution": (
        "This compares options under stated assumptions. It is not a forecast.",
        "Esto compara opciones bajo supuestos declarados. No es un pronóstico.",
    ),
    "findings": ("Three findings", "Tres hallazgos"),
    "finding_sentence": (
        "{label} ({unit}): {value} {when}, {gap} against “{baseline}” ({range}); {higher}.",
        "{label} ({unit}): {value} {when}, {gap} frente a «{baseline}» ({range}); {higher}.",
    ),
    "finding_sentence_same": (
        "{label} ({unit}): {value} {when}; cannot be told apart from “{baseline}” (difference {range}).",
        "{label} ({unit}): {value} {when}; no se distingue de «{baseline}» (diferencia {range}).",
    ),
    "levers": ("What differs from “{baseline}”", "Qué difiere de «{baseline}»"),
    "no_levers": ("No lever differs.", "Ninguna palanca difiere."),
    "lever": ("Lever", "Palanca"),
    "from": ("From", "Desde"),
    "here": ("Here", "Aquí"),
    "there": ("In the reference", "En la referencia"),
    "place": ("Place", "Lugar"),
    "how": ("How", "Cómo"),
    "date": ("Date", "Fecha"),
    "until": ("until {date}", "hasta {date}"),
    "everywhere": ("everywhere", "en todas partes"),
    "over_months": ("over {n} months", "en {n} meses"),
    "lag_months": ("after a lag of about {n} months", "tras un rezago de unos {n} meses"),
    "events": ("Events and conditions", "Eventos y condiciones"),
    "limits": ("What this cannot tell you", "Lo que esto no puede decir"),
    "limit_forecast": (
        "It is no forecast: it compares options under the same assumptions and the same chance.",
        "No es un pronóstico: compara opciones con los mismos supuestos y el mismo azar.",
    ),
    "limit_parameters": (
        "Of {all} parameters, {judgement} are judgement and {memory} more come from memory; only the others "
        "rest on a named source.",
        "De {all} parámetros, {judgement} son de juicio y {memory} más vienen de memoria; solo los demás "
        "tienen una fuente citada.",
    ),
    "limit_gaps": (
        "Not modelled: gender and age, ethnic territories that span the line, health and school systems, "
        "politics inside Colombia, "
        "climate, remittances except through income. Venezuelan conflict data are thin.",
        "No se modela: género y edad, territorios étnicos que cruzan la línea, sistemas de salud y educación,"
        " política interna de "
        "Colombia, clima, remesas salvo por el ingreso. Los datos de conflicto en Venezuela son escasos.",
    ),
    "limit_counts": (
        "Counts of victims and migrants are undercounts, by fear and by lack of access; several numbers come "
        "through the press.",
        "Los conteos de víctimas y migrantes son incompletos, por miedo y falta de acceso; varias cifras "
        "vienen de la prensa.",
    ),
    "limit_use": (
        "Not for decisions about single persons or places, security operations, asylum or deportation.",
        "No sirve para decidir sobre personas o lugares concretos, operaciones de seguridad, asilo o deportación.",
    ),
    "limit_distinct": (
        "“Cannot be told apart” means that 90 of 100 paired runs span zero: collect evidence before choosing "
        "on that number.",
        "«No se distinguen» significa que 90 de 100 corridas pareadas incluyen el cero: conviene reunir "
        "evidencia antes de decidir.",
    ),
    "comparisons": ("Comparisons over time", "Comparaciones en el tiempo"),
    "maps": ("Maps", "Mapas"),
    "presence": ("Armed group presence", "Presencia de grupos armados"),
    "presence_note": (
        "Shown by department only, as a modelled count of municipalities with uncertainty.",
        "Solo por departamento, como conteo modelado de municipios con su incertidumbre.",
    ),
    "decomposition": ("What the change is made of", "De qué se compone el cambio"),
    "decomposition_note": (
        "Change from the first month to the last 12. The parts add up in each run; medians need not. "
        "The policy is the scenario minus its reference; the demand, the reference minus the reference with "
        "demand held still; "
        "the events, that run minus the same without events.",
        "Cambio del primer mes a los últimos 12. Las partes suman en cada corrida; las medianas no "
        "necesariamente. "
        "La política es el escenario menos su referencia; la demanda, la referencia menos la referencia con "
        "la demanda fija; "
        "los eventos, esa corrida menos la misma sin eventos.",
    ),
    "full_table": ("Full comparison", "Comparación completa"),
    "full_note": (
        "Two significant figures. Range: middle 90 of 100 runs. Differences are paired run by run.",
        "Dos cifras significativas. Rango: 90 de 100 corridas centrales. Las diferencias son pareadas corrida"
        " a corrida.",
    ),
    "indicator": ("Indicator", "Indicador"),
    "unit": ("Unit", "Unidad"),
    "window": ("Window", "Ventana"),
    "scenario": ("Scenario", "Escenario"),
    "reference": ("Reference", "Referencia"),
    "difference": ("Difference", "Diferencia"),
    "range_head": ("Range (90)", "Rango (90)"),
    "sign": ("Sign", "Signo"),
    "sampling_error": ("Error of the median", "Error de la mediana"),
    "department": ("Department", "Departamento"),
    "month": ("Month", "Mes"),
    "median": ("median", "mediana"),
    "show_numbers": ("The numbers in this figure", "Los números de esta figura"),
    "show_assumptions": ("All {n} parameters", "Los {n} parámetros"),
    "download": ("Download as CSV", "Descargar en CSV"),
    "assumptions": ("Assumptions", "Supuestos"),
    "assumptions_note": (
        "Values that the runs draw from, and where each comes from. “Judgement” has no source but reasoning.",
        "Valores que sortean las corridas y su origen. «De juicio» no tiene más fuente que el razonamiento.",
    ),
    "by_scenario": ("set by this scenario", "fijado por este escenario"),
    "parameter": ("Parameter", "Parámetro"),
    "value": ("Value", "Valor"),
    "source": ("Source", "Fuente"),
    "status": ("Status", "Calidad"),
    "status_verified": ("verified", "verificado"),
    "status_memory": ("memory", "de memoria"),
    "status_judgement": ("judgement", "de juicio"),
    "notes": ("Notes of the scenario", "Notas del escenario"),
    "contents_levers": ("Levers", "Palancas"),
    "event": ("Event", "Evento"),
    "ends": ("Until", "Hasta"),
    "scenario_range": ("Scenario, range in 90 of 100 runs", "Escenario, rango en 90 de 100 corridas"),
    "reference_value": ("Value in the reference", "Valor en la referencia"),
    "difference_range": ("Difference, range in 90 of 100 runs", "Diferencia, rango en 90 de 100 corridas"),
    "by_scenario_title": ("Set by this scenario", "Fijados por este escenario"),
    "hashes": ("SHA-256", "SHA-256"),
    "machine": ("Machine", "Equipo"),
    "provenance": ("How to make this again", "Cómo repetir esto"),
    "command": ("Command", "Orden"),
    "seed": ("Seed", "Semilla"),
    "runs": ("Runs", "Corridas"),
    "versions": ("Versions", "Versiones"),
    "yaml_of": ("Scenario file: {name}", "Archivo del escenario: {name}"),
    "contents": ("Contents", "Contenido"),
    "alt_line": ("Line chart. {text}", "Gráfico de líneas. {text}"),
    "alt_bars": ("Bar chart. {text}", "Gráfico de barras. {text}"),
    "alt_dots": ("Dot chart. {text}", "Gráfico de puntos. {text}"),
    "alt_map": ("Map. {text}", "Mapa. {text}"),
    "percent": ("{value}%", "{value} %"),
    "percent_of_2023": ("{value}% of 2023", "{value} % de 2023"),
    "percent_word": ("percent", "por ciento"),
    "yes": ("yes", "sí"),
    "no": ("no", "no"),
    "million": ("{value} million", "{value} millones"),
    "one_million": ("{value} million", "{value} millón"),
    # costs
    "cost": ("Cost of the package", "Costo del paquete"),
    "cost_line": ("Cost of the package: {amount}", "Costo del paquete: {amount}"),
    "cost_amount": ("USD {central}M ({range})", "{central} M USD ({range})"),
    "cost_exact": ("USD {central}M", "{central} M USD"),
    "cost_none": ("no estimate", "sin estimación"),
    "cost_unpriced": ("no estimate for: {names}", "sin estimación para: {names}"),
    "cost_conditional": ("not counted, set by conditions: {names}", "sin contar, fijadas por condiciones: {names}"),
    "cost_unit": ("USD M, whole period", "millones de USD, todo el período"),
    **PAST,
    **RECORD,
    **SWEEP,
    **SENSITIVITY,
    **DISCOVER,
    **ROBUST,
    **OPTIMISE,
}


def word(key: str, lang: Lang, /, **values: object) -> str:
    """The words for ``key`` in ``lang``, with ``values`` filled in. Raises KeyError for an unknown key."""
    return WORDS[key][0 if lang == "en" else 1].format(**values)
