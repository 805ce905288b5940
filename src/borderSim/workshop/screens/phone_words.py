"""The words of the Phone, of the form for a prediction and of the ballot, in English and Spanish."""

from __future__ import annotations

PHONE: dict[str, tuple[str, str]] = {
    "phone_title": ("Phone", "Teléfono"),
    "phone_of_team": ("With team {name}", "Con el equipo {name}"),
    "phone_alone": ("Guest without a team", "Persona invitada sin equipo"),
    "phone_role": ("My role", "Mi rol"),
    "phone_role_choose": ("Choose a role to read", "Elija un rol para leer"),
    "phone_role_none": ("no role chosen", "ningún rol elegido"),
    "phone_prediction": ("Predict", "Predecir"),
    "phone_vote": ("Vote", "Votar"),
    "phone_no_question": (
        "There is no question now. It appears here by itself.",
        "Ahora no hay ninguna pregunta. Aparecerá aquí sola.",
    ),
    "phone_no_ballot": (
        "There is no vote now. It appears here by itself.",
        "Ahora no hay votación. Aparecerá aquí sola.",
    ),
    "phone_ask": (
        "Against the baseline, “{indicator}” will be …",
        "Frente a la línea base, «{indicator}» será …",
    ),
    "phone_measured": ("Measured {when}; unit: {unit}.", "Se mide {when}; unidad: {unit}."),
    "phone_baseline": (
        "Without the policy, the model gives {amount}; {span} in 90 of 100 runs.",
        "Sin la política, el modelo da {amount}; de {span} en 90 de 100 corridas.",
    ),
    "phone_amount": ("How much? ({unit}; optional)", "¿Cuánto? ({unit}; opcional)"),
    "phone_amount_higher": ("How much higher? ({unit}; optional)", "¿Cuánto más? ({unit}; opcional)"),
    "phone_amount_lower": ("How much lower? ({unit}; optional)", "¿Cuánto menos? ({unit}; opcional)"),
    "phone_amount_help": ("A number in digits, such as {example}.", "Un número en cifras, como {example}."),
    "phone_seal_amount": ("Seal the amount", "Sellar la cantidad"),
    "phone_amount_bad": (
        "“{text}” is not a number above 0; write digits, such as {example}.",
        "«{text}» no es un número mayor que 0; escriba cifras, como {example}.",
    ),
    "phone_no_direction": ("First choose higher or lower.", "Primero elija mayor o menor."),
    "phone_said": ("You said: {what}.", "Usted dijo: {what}."),
    "phone_said_nothing": ("You have not answered.", "Usted no ha respondido."),
    "phone_did_not_say": ("You gave no answer.", "Usted no respondió."),
    "phone_said_amount": ("{direction}, by {amount}", "{direction}, en {amount}"),
    "phone_change": (
        "Sealed. You can change it until the reveal.",
        "Respuesta sellada. Puede cambiarla hasta que se revele.",
    ),
    "phone_how_many": (
        "{n} of {all} have answered; answers are sealed.",
        "Han respondido {n} de {all}; las respuestas están selladas.",
    ),
    "phone_approve": (
        "Mark every policy that you could live with.",
        "Marque todas las políticas que usted podría aceptar.",
    ),
    "phone_dots": (
        "Give three dots: all to one policy, or spread over several.",
        "Reparta tres puntos: todos a una política o entre varias.",
    ),
    "phone_dots_left": ("{n} dots left", "Quedan {n} puntos"),
    "phone_one_dot_left": ("1 dot left", "Queda 1 punto"),
    "phone_no_dots_left": ("No dots left", "No quedan puntos"),
    "phone_more": ("One dot more for {title}", "Un punto más para {title}"),
    "phone_less": ("One dot less for {title}", "Un punto menos para {title}"),
    "phone_has_dots": ("{n} dots", "{n} puntos"),
    "phone_has_one_dot": ("1 dot", "1 punto"),
    "phone_voted": (
        "Your vote is in. You can change it until the vote closes.",
        "Su voto quedó registrado. Puede cambiarlo hasta que cierre la votación.",
    ),
    "phone_not_voted": ("You have not voted yet.", "Usted aún no ha votado."),
    "phone_anonymous": (
        "Nobody sees who predicted or voted what.",
        "Nadie ve quién predijo o votó qué.",
    ),
    "phone_warning": (
        "A scenario tool for discussion, no forecast. It is about people's lives: speak of them with care.",
        "Una herramienta de escenarios para conversar, no un pronóstico. Trata de la vida de las personas: hable de "
        "ellas con cuidado.",
    ),
}
