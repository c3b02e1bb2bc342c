"""Every text in Spanish (of the United States, "usted"), to be read and edited by whoever answers for it.

The same keys and {placeholders} as in en.py. Accents are always right; á, í, ó and ú make a text cost more
than twice as much (é, ñ, ü, ¿ and ¡ don't), so the sentences are ones that need none of those.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # Every text names its sender first.
    "sender": "{agency}: {text}",
    # The first text to a phone ends with these three, save what it says already.
    "line": "Por este medio damos noticias de llamadas.",
    "stop_and_help": "Responda STOP para terminar, HELP para ayuda.",
    "rates": "Puede haber cargos por mensajes y datos.",
    # How to reach 911, by what the agency's 911 center takes.
    "call_911": "llame al 911",
    "call_or_text_911": "llame o mande un texto al 911",
    # A live call.
    "report_received": (
        "Recibimos su reporte. Le avisamos por texto cuando algo cambie. Mande STATUS para preguntar."
    ),
    "officer_dispatched": "Un agente ha sido asignado a su llamada.",
    "delayed.higher_priority": "Su llamada se ha retrasado por otra de mayor urgencia.",
    "delayed.traffic": "Su llamada se ha retrasado por calles congestionadas.",
    "delayed.weather": "Su llamada se ha retrasado por el mal tiempo.",
    "delayed.staffing": "Su llamada se ha retrasado porque hay pocos agentes libres.",
    "delayed.other": "Su llamada se ha retrasado.",
    "not_forgotten": "No la hemos olvidado.",
    "still_waiting": "Por ahora no hay un agente asignado a su llamada. No la hemos olvidado.",
    "urgent_first": "Primero van las urgentes.",
    "if_changes": "Si algo cambia, llame al {desk}.",
    "in_danger": "Si hay peligro, {call_911}.",
    "on_scene": "Un agente tiene ahora su llamada.",
    "reported": "Tenemos su llamada {since}. Por ahora no hay agente asignado.",
    "reported.unknown_since": "Tenemos su llamada. Por ahora no hay agente asignado.",
    "call_cancelled": "Su llamada fue cancelada. Si es un error, llame al {desk}.",
    # What the person may choose meanwhile: each with its own digit.
    "choices": "Responda {choices}.",
    "choice.wait": "1 para esperar",
    "choice.phone_report": "2 para reportar por teléfono",
    "choice.online_report": "3 para reportar por internet",
    "choice.not_needed": "4 si ya no nos necesita",
    # What the call-taker told the person, so that they know that it is us.
    "code_word": "Su clave: {word}.",
    # The end of a call, by how it ended.
    "finished.report_taken": "Su llamada ha terminado y se hizo un reporte.",
    "finished.no_report": "Su llamada ha terminado. No hubo reporte.",
    "finished.unfounded": "Su llamada ha terminado. No hallamos que hubiera un delito.",
    "finished.gone_on_arrival": "Cuando fue un agente, ya no quedaba nadie. Su llamada ha terminado.",
    "finished.referred": "Pasamos su llamada a otra oficina.",
    "finished.handled": "Su llamada ha terminado. Ya fue atendida.",
    "finished.other": "Su llamada ha terminado.",
    "handled_by": "A cargo: {person}.",
    "person": "{name}",
    "person.badge": "{name}, placa {badge}",
    "person.phone": "{name}, {phone}",
    "person.badge.phone": "{name}, placa {badge}, {phone}",
    "case_number": "No. de caso: {number}.",
    "case_number.later": "Le mandaremos el no. de caso cuando lo tengamos.",
    "next.report_taken": "Ahora se revisa el reporte.",
    "next.gone_on_arrival": "Si vuelve a pasar, llame al {desk}.",
    "know_more": "Si sabe algo nuevo, llame al {desk}.",
    "questions": "¿Preguntas? Llame al {desk}.",
    # The investigation.
    "case_number_assigned": "Su no. de caso es {number}. Le sirve para su seguro.",
    "case_number_assigned.ask": "Su reporte ya tiene no. de caso. Para saberlo, llame al {desk}.",
    "detective_assigned": "Su caso ya tiene detective: {person}.",
    "detective_assigned.unnamed": "Su caso ya tiene detective.",
    "your_case": "Su caso",
    "your_case.number": "Su caso {number}",
    "status.investigating": "{your_case} sigue abierto y trabajamos en él.",
    "status.reopened": "{your_case} se ha abierto de nuevo y trabajamos en él.",
    "status.inactive": "{your_case} queda en pausa: por ahora no hay pistas nuevas. Se puede abrir de nuevo.",
    "status.cleared_by_arrest": "{your_case}: hubo un arresto. Un fiscal decide lo que sigue.",
    "status.exceptionally_cleared": (
        "Lo sentimos. Sabemos quién lo hizo, pero por causas ajenas a nosotros no se puede hacer un arresto. "
        "{your_case} ha sido cerrado. Para saber por qué, llame al {desk}."
    ),
    "status.property_recovered": "Hallamos bienes de su caso. Para saber lo que sigue, llame al {desk}.",
    "status.unfounded": (
        "{your_case} ha sido cerrado: no hallamos que hubiera un delito. "
        "Si sabe algo nuevo o no lo ve igual, llame al {desk}."
    ),
    "status.closed": "{your_case} ha sido cerrado.",
    "status.by_phone": "Por favor llame al {desk} para hablar de su caso.",
    # The day after the end.
    "survey": (
        "¿Qué tal le atendimos en su llamada? Responda con una sola cifra, de 1 (mal) a 5 (muy bien). "
        "Puede agregar una frase. Si no quiere, no responda."
    ),
    # To a phone that is new to a case.
    "contact_added": "Nos dieron este teléfono para noticias de una llamada.",
    "not_you": "¿No es usted? Responda WRONG NUMBER.",
    "as_of": "Lo que sabemos es del {moment}.",
    # Answers to what somebody texts.
    "reply.help": (
        "Este servicio le manda noticias de su llamada. Mande STATUS para noticias, LLAMAR para que le llamen, "
        "MUTE para terminar los textos de una llamada, STOP para terminar todos. Oficina: {desk}. "
        "Emergencia: {call_911}."
    ),
    "reply.help_stopped": (
        "Por este medio damos noticias de llamadas. Usted nos dijo STOP y no le mandamos textos. "
        "Para recibirlos de nuevo, responda START. Oficina: {desk}. Emergencia: {call_911}."
    ),
    "reply.stopped": ("Ya no le mandaremos textos. Para recibirlos de nuevo, responda START. Oficina: {desk}."),
    "reply.started": "Le mandaremos textos de nuevo. Responda STOP para terminar, HELP para ayuda.",
    "reply.no_case": (
        "Este servicio no puede dar noticias de una llamada a este teléfono. "
        "Por favor llame al {desk}. Emergencia: {call_911}."
    ),
    "reply.which_case": "¿De qué llamada habla? Responda con una sola cifra.",
    "reply.which_case_again": "No supimos de qué llamada habla. Responda con una sola cifra.",
    "reply.which_case_more": "O mande su no. de incidente.",
    "reply.which_case_none": "¿De qué llamada habla? Mande su no. de incidente o llame al {desk}.",
    "reply.wrong_number": (
        "Gracias por avisar. Ya quitamos su teléfono y lamentamos el error. ¿Preguntas? Llame al {desk}."
    ),
    "reply.emergency": (
        "Si usted u otros corren peligro, {call_911} ahora. Nadie vigila estos textos "
        "y por este medio no se puede mandar ayuda."
    ),
    "reply.emergency_988": (
        "Si usted u otros corren peligro, {call_911} ahora. ¿Necesita hablar con alguien? Llame o mande un texto "
        "al 988 a toda hora. Nadie vigila estos textos y por este medio no se puede mandar ayuda."
    ),
    "reply.unknown": (
        "Este servicio no sabe responder a eso. Guardamos su texto para que lo lea una persona. "
        "Puede mandar STATUS, HELP o STOP, o llamar al {desk}."
    ),
    "reply.unknown_stranger": (
        "Este servicio no sabe responder a eso. Guardamos su texto para que lo lea una persona. "
        "Puede mandar HELP o llamar al {desk}."
    ),
    "reply.media": (
        "Guardamos la foto o el archivo que nos ha mandado. Nadie lo ha abierto. "
        "Para contarnos lo que muestra, llame al {desk}. Si hay peligro, {call_911}."
    ),
    "reply.thanks": "Para servirle. Mande HELP para ver lo que puede hacer este servicio.",
    "reply.language_set": "Desde ahora le escribimos en español. Mande HELP para ayuda.",
    "reply.ask_stop": (
        "¿Quiere que dejemos de mandarle textos? Responda STOP y no le mandamos otro. Responda NO para seguir."
    ),
    "reply.kept_on": "Bien, le seguimos mandando textos. Responda STOP cuando quiera terminar.",
    "reply.muted": (
        "Ya no le mandaremos textos de su llamada. Para recibirlos de nuevo, responda START. "
        "Para terminar todos los textos, responda STOP."
    ),
    "reply.call_when": (
        "¿A qué hora y a qué teléfono es seguro llamarle? Si otra persona puede ver este teléfono, denos otro."
    ),
    "reply.call_number": "¿A qué teléfono es seguro llamarle? Si es este mismo, responda ESTE.",
    "reply.call_time": "¿A qué hora es seguro llamar a ese teléfono?",
    "reply.call_noted": (
        "Pedimos que le llamen a la hora y al teléfono que nos dio. Por ahora nadie lo ha visto. "
        "Para hablar antes con nosotros, llame al {desk}."
    ),
    "reply.call_dropped": "Bien, no le vamos a llamar. Para pedirlo de nuevo, mande LLAMAR.",
    "reply.added": (
        "Guardamos esto para quienes llevan su caso. Por ahora nadie lo ha visto. Si tiene algo que agregar, "
        "hay que mandarlo ahora."
    ),
    "cannot_wait": "Si no puede esperar, llame al {desk}.",
    "reply.added_more": "Lo agregamos a lo que nos ha mandado. Por ahora nadie lo ha visto.",
    "reply.added_picture": (
        "Guardamos la foto o el archivo para quienes llevan su caso. Nadie lo ha abierto. "
        "Si tiene algo que agregar, hay que mandarlo ahora."
    ),
    "reply.picture_kept": "Guardamos la foto o el archivo. Nadie lo ha abierto.",
    "reply.added_all": "Bien. Guardamos lo que nos ha mandado para quienes llevan su caso.",
    "reply.withdraw_sure": (
        "¿Quiere cancelar su llamada? Responda SI y avisamos a la central. Responda NO para dejarla como hasta ahora."
    ),
    "reply.withdrawn": (
        "Avisamos que ya no nos necesita. Su llamada sigue abierta hasta que la cierre la central. "
        "Si eso cambia, llame al {desk}."
    ),
    "reply.not_withdrawn": "Bien, su llamada sigue como hasta ahora.",
    "reply.complaint": (
        "Lamentamos lo que nos cuenta. Lo guardamos para la oficina que recibe las quejas, no para el agente. "
        "Por ahora nadie lo ha visto. Para hablar con alguien, llame al {complaints}."
    ),
    "reply.speaker": ("Pedimos una persona que hable su idioma. Puede llamar al {desk}. Si hay peligro, {call_911}."),
    "reply.chose_wait": ("Bien, su llamada sigue en espera. No la hemos olvidado. Si algo cambia, llame al {desk}."),
    "reply.chose_phone": "Pedimos que alguien tome su reporte por teléfono.",
    "reply.chose_online": "Avisamos que prefiere hacer el reporte por internet.",
    "reply.choose_again": "Por favor responda con una sola cifra.",
    "reply.rated": "Gracias. Si quiere, agregue una frase. Para ayuda con su caso, llame al {desk}.",
    "reply.rated_in_full": "Gracias. Guardamos su respuesta. Para ayuda con su caso, llame al {desk}.",
    "reply.late": (
        "Le preguntamos hace tiempo y ya no hicimos nada con su respuesta. La guardamos para que la lea una persona. "
        "Mande HELP para ver lo que puede hacer este servicio."
    ),
    "reply.person": (
        "Este servicio sigue sin saber responder a eso. Pedimos que una persona vea sus textos. "
        "Por ahora nadie los ha visto. Puede llamar al {desk}."
    ),
    # Beside another answer.
    "language_now": "Desde ahora le escribimos en español.",
    # Who has the case, and the report.
    "who.nobody": "Por ahora no hay agente asignado.",
    "who.officer_unnamed": "Un agente tiene su llamada. No tenemos su nombre.",
    "number.none": "Por ahora no tenemos no. de caso.",
    "copies": "Para una copia del reporte, llame al {desk}.",
    # How long, which day, what time.
    "since.minute": "desde hace 1 minuto",
    "since.minutes": "desde hace {count} minutos",
    "since.hour": "desde hace cerca de 1 hora",
    "since.hours": "desde hace unas {count} horas",
    "since.day": "desde el {day}",
    "day": "{number} {month}",
    "day_and_time": "{day}, {time}",
    "months": "ene feb mar abr may jun jul ago sep oct nov dic",
    "option": "{digit}) {call_type}, {day}",
    # What a call was about, in plain words.
    "call_type.stolen_vehicle": "auto robado",
    "call_type.abandoned_vehicle": "auto abandonado",
    "call_type.street_obstruction": "calle bloqueada",
    "call_type.auto_burglary": "robo dentro de un auto",
    "call_type.burglary": "robo en casa o negocio",
    "call_type.theft": "robo",
    "call_type.forgery": "documento falso",
    "call_type.disabled_vehicle": "auto averiado",
    "call_type.parking_violation": "auto mal estacionado",
    "call_type.lost_or_stolen_property": "objeto perdido o robado",
    "call_type.animal_nuisance": "problema con un animal",
    "call_type.wires_or_poles_down": "cables o postes en el suelo",
    "call_type.criminal_mischief": "bienes dañados",
    "call_type.holding_subject": "persona retenida",
    "call_type.other": "reporte",
}
