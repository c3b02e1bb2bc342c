"""What says where an officer is, or when one comes. All of it is looked for sentence by sentence.

NAME{...} stands for one of the lists in words.py; patterns see lower case without accents.
"""

from __future__ import annotations

from flows.guard.words import compiled

# Where an officer is.

_NOT_A_PLACE = (
    r"(?! (?:an? |another |the |your |other |more |most |her |his |their |una? |otra |la |su |el )?"
    r"(?:\w+ )?(?:calls?|case|cases|leave|duty|vacation|shift|break|charge|court|training|touch|contact|"
    r"meeting|office|oficina|phone|sick|list|it|this|that|all|work|hold|record|time|llamadas?|caso|servicio|"
    r"vacaciones|"
    r"licencia|turno|cargo|contacto|reunion|espera)\b)"
)
POSITIONS = compiled(
    (
        r"\bon (?:the|my|his|her|their|our|its|your) way\b|\bomw\b|\ben[ -]?route\b|\bon route\b|"
        r"\bunder ?way\b",
        r"\b(?:en|de) camino\b|\ben ruta\b|\bva(?:n|mos)? (?:hacia|para alla|para su|a su (?:casa|"
        r"domicilio))",
        r"\b(?:headed|heading|driving|rolling|rushing|racing) (?:to|for|your|over|out|toward|towards|there|"
        r"now)\b",
        r"\b(?:is|are|am|'re|'s|now) (?:coming|responding)\b",
        r"\b(?:voy|vamos|va|van) (?:para|hacia) alla\b|\bya (?:va|van|viene|vienen)\b",
        r"\bva(?:n|mos)?\b.{0,25}\bpara alla\b",
        r"\bvan? (?:una?|dos|tres|el|la|los|las|otr[ao]) (?:agente|patrulla|oficial|policia|unidad)\w*",
        r"\b(?:units?|patrols?|patrol car|cruiser|squad)(?: [#\w]+)? (?:at|on|in|by)\b(?! phone| email)",
        r"\bya (?:mero|casi) (?:llega|viene|estamos|esta)\w*|\b(?:esta|estan|estamos|"
        r"estoy) (?:ya )?(?:afuera|cerca|"
        r"aqui|ahi|alli|por llegar|a NAME{COUNT}NAME{SHORT_UNIT})\b",
        r"\b(?:he|she|they|we|i)(?: is| are| am|'s|'re|'m) (?:now |still |already |just )?(?:parked|outside|"
        r"nearby|"
        r"near|around|close|downstairs|out front|almost)\b",
        r"\bNAME{OFFICER}(?: [#\w'.-]+){0,3}? (?:turning|approaching|passing|crossing|standing|sitting|stuck|"
        r"parked|waiting (?:at|on|in|outside|by|for you)|near|close to|outside|around the)\b",
        r"\bviene(?:n)? (?:en|para|hacia|a|llegando|ya)\b|\bse dirige(?:n)?\b|\bacud(?:e|en) a\b",
        r"\b(?:has|have|just|ya) (?:left|arrived|salio|llego|salieron|llegaron)\b",
        r"\bNAME{OFFICER}\b.{0,25}\b(?:arrived|has arrived|llego|llegaron|ha llegado|salio|salieron)\b",
        r"\bNAME{COUNT}(?:city )?(?:blocks?|miles?|mi|km|kilometers?|feet|ft|yards?|cuadras?|millas?|"
        r"metros?)\b",
        r"\bNAME{COUNT}NAME{SHORT_UNIT} (?:away|out|from (?:you|there|here|your)|de (?:usted|su|"
        r"distancia))\b",
        r"\bnear ?by\b|\bclose by\b|\baround the corner\b|\ba la vuelta\b|\bdown the street\b|"
        r"\bblocks? away\b",
        r"\bcerca de (?:usted|ahi|alli|su (?:casa|domicilio))\b|\bmuy cerca\b|\bafuera de su\b|\ben su puerta\b|"
        r"\balmost there\b",
        r"\b(?:at|outside|in front of|by) your (?:door|house|home|place|building|address|location|car|"
        r"business)\b",
        r"\bon[ -]scene\b|\bon (?:the )?site\b|\ben (?:la escena|el lugar|el sitio)\b",
        r"\bNAME{OFFICER}(?: [#\w'.-]+){0,3}? (?:is|are|was|were|'s|'re) (?:\w+ly |now |still |just |"
        r"already )?"
        r"(?:on|near|at|in|by|around|outside|behind|beside|between|passing|crossing|parked|inside|here|there|"
        r"north|south|east|west|close|waiting (?:at|on|in|outside)|turning|approaching|leaving)\b(?! phone|"
        r" email)" + _NOT_A_PLACE,
        r"\bNAME{OFFICER}(?: [#\w'.-]+){0,3}? (?:esta|estan|anda|andan|sigue|siguen|pasa|pasan) (?:ya |"
        r"ahora |aun )?"
        r"(?:en|cerca|por|sobre|afuera|frente|entre|aqui|ahi|alli|alla|al|a la|a \w+ cuadras?)\b(?! phone|"
        r" email)" + _NOT_A_PLACE,
    )
)

# When an officer comes.

# These say a time of arrival by themselves.
ARRIVALS = compiled(
    (
        r"\beta\b|\be\.t\.a\b|\b(?:arrival|response|wait) time\b|\btime of arrival\b|\bestimated arrival\b",
        r"\b(?:hora|tiempo) (?:estimad[ao] )?de (?:llegada|espera|respuesta)\b|\bany (?:minute|moment)\b",
        r"\ben cualquier momento\b",
    )
)
# Somebody comes.
COMING = compiled(
    (
        r"(?<!you )(?<!you can )(?<!you may )(?<!you must )(?<!you should )(?<!you will )(?<!you could )"
        r"\b(?:will|'ll|should|would|may|might|can|could|must|to|gonna|shall|please|and|officer|unit|he|she|"
        r"they) "
        r"(?:be |also |then |soon |probably |likely )?"
        r"(?:there|here|with you|arriv\w+|show(?:ing)? up|com(?:e|es|ing) (?:to you|over|by|out|at|in|around|"
        r"back|between|before|after|soon|tonight|tomorrow|today|this|shortly|within)|stop(?:ping)? by|"
        r"get(?:ting)? (?:there|here|to you)|reach you at|meet(?:ing)? you|see(?:ing)? you|visit\w*|"
        r"respond\w*|pull(?:ing)? up|swing by|drop by|on scene)\b",
        r"\b(?:arriv(?:e|es|ing|al)|shows? up|gets? (?:there|here)|get to you)\b",
        r"\b(?:coming|comes|stopping|stops|swinging|dropping) (?:over|by|at|to you|to your)\b|\bcome to your\b",
        r"\b(?:mand|envi|mandar|enviar)(?:o|amos|aremos|e) (?:una?|la|el|a) (?:\w+ )?(?:patrulla|agente|oficial|"
        r"unidad|policia)\w*",
        r"\bpasan\b|\bpasamos\b|\bpas[ao] por\b",
        r"\bexpect (?:him|her|them|us|me|an?|the|someone|somebody|officer)\b|\bsee you\b|\bwait for (?:him|"
        r"her|them)\b",
        r"\bbe (?:there|home|with you|at your)\b|^(?:please )?be ready\b|\ba visit\b|\buna visita\b|"
        r"\bsen(?:d|ding) (?:an?|the|someone|somebody|him|her|"
        r"them)\b",
        r"\b(?:llega|llegan|llegar|llegara|llegaran|llegaremos|llegamos|llegada|llegue|lleguen)\b",
        r"\b(?:viene|vienen|vendra|vendran|vamos|ira|iran|estar(?:a|an|emos)(?! list)|pasara|pasaran|acudira|"
        r"acudiran|lo vera|la vera|lo visita|la visita|visitara|visitaran|esper[ea]l[oa]s?|esperen?os|"
        r"nos vemos|va a (?:ir|llegar|pasar|venir|estar)|van a (?:ir|llegar|pasar|venir|estar))\b",
    )
)
# A time of day, or how long from now.
CLOCKS = compiled(
    (
        r"\b\d{1,2}(?::\d{2})? ?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}h\d{2}\b|\bnoon\b|\bmidnight\b",
        r"\b(?:\d{1,2}|NAME{CLOCK_WORD}) ?o'?clock\b|\b\d{4} ?(?:hours|hrs)\b",
        r"\b(?:NAME{CLOCK_WORD}) ?(?:am|pm|thirty|fifteen|forty-five)\b|\b(?:half|quarter) (?:past|to)\b",
        r"\b(?:a|antes de|despues de|para|sobre|hacia|tipo|desde|entre|hasta) las? (?:\d{1,2}|"
        r"NAME{CLOCK_WORD})\b",
        r"\b(?:at|by|around|before|after) (?:NAME{ABOUT} )?(?:\d{1,2}|NAME{CLOCK_WORD})\W*$",
        r"\bmediodia\b|\bmedianoche\b|\by media\b|\by cuarto\b",
        r"\bNAME{COUNT}NAME{SHORT_UNIT}\b",
    )
)
# Looser times, which only count beside somebody who comes.
LOOSE_TIMES = compiled(
    (
        r"\b(?:at|by|around|before|after|until|till|about|between|within|in) (?:NAME{ABOUT} )?"
        r"(?:\d{1,2}|NAME{CLOCK_WORD})\b",
        r"\b(?:soon|shortly|right away|momentarily|today|tonight|tomorrow|this (?:morning|afternoon|evening)|"
        r"in a (?:bit|moment|few|sec|second|while|minute)|now|immediately|asap|monday|tuesday|wednesday|thursday|"
        r"friday|saturday|sunday)\b",
        r"\b(?:pronto|enseguida|en seguida|ahorita|hoy|manana|esta (?:noche|tarde)|en un (?:momento|rato)|"
        r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|ya mismo|ahora|ahora mismo|dentro de poco)\b",
        r"\bNAME{COUNT}NAME{LONG_UNIT}\b",
    )
)
# How long from now, whoever it is about.
FROM_NOW = compiled(
    (
        r"\b(?:in|within|en|dentro de) (?:NAME{ABOUT} )*NAME{COUNT}NAME{SHORT_UNIT}\b",
        r"^\W*(?:(?:NAME{ABOUT}|at|by|in|a las?|en) )*NAME{COUNT}NAME{SHORT_UNIT}(?: or so| from now| tops| max|"
        r" mas o menos)?\W*$",
        r"^\W*(?:(?:NAME{ABOUT}|at|by|in) )*\d{1,2}(?::\d{2})? ?(?:am|pm)?\W*$",
    )
)
OFFICERS = compiled((r"\b(?:NAME{OFFICER})\b",))
# To phone, text or write: what comes after it is when to do that.
CALLING = compiled(
    (
        r"(?<!your )(?<!the )(?<!this )(?<!that )(?<!a )(?<!an )(?<!our )(?<!another )(?<!urgent )(?<!each )"
        r"\b(?:call|calls|calling|phone|phones|text|texts|email|write|reply|replies|reach)\b"
        r"(?! (?:is|was|has|at|for)\b)",
        r"\b(?:llame|llamar|llamara|llama|llamaran|escriba|escribira|escribir|mande|mandara|mandar|responda|"
        r"telefonear|comunicarse|comuniquese)\b",
    )
)
# It has already happened.
PAST = compiled(
    (
        r"\b(?:took|wrote|finished|called|left|came|went|spoke|filed|visited|met|was|were|had|tried|found|"
        r"closed)\b",
        r"\b(?:tomo|escribio|termino|fue|fueron|hablo|trato|dejo|hizo|vino|hallo|llamo)\b",
    )
)
