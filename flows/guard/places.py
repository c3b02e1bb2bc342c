"""What names a place: streets, addresses, crossings, positions on the map.

NAME{...} stands for one of the lists in words.py. `PLACES` are looked for in lower case without accents,
`PLACES_AS_WRITTEN` in the words as they were written.
"""

from __future__ import annotations

from flows.guard.words import compiled

_NUMBER = r"(?<![\w.-])(?:no\.? ?)?\d{1,6}[a-z]?(?:-\d{1,4})?(?:,)? "
_NAME_WORD = r"(?!(?:NAME{PLAIN})\b)[\w'.-]+ "

PLACES = compiled(
    (
        # 123 Main St; 4512 W Martin Luther King Jr Blvd; 17 oak lane
        _NUMBER + r"(?:[\w'.-]+ ){0,4}?" + _NAME_WORD + r"NAME{STREET}\b",
        _NUMBER + rf"(?:{_NAME_WORD}){{1,4}}NAME{{STREET_TOO}}\b",
        # 7th Avenue; E 22nd St
        r"\b\d{1,3}(?:st|nd|rd|th) (?:NAME{STREET}|NAME{STREET_TOO})\b",
        r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:street|st|avenue|ave)\b",
        # on Kennedy Blvd; near oak street
        r"\b(?:on|at|near|by|off|along|to|from|in|around|past|toward|towards) (?:the )?"
        rf"(?:(?!(?:NAME{{TITLE}})\b){_NAME_WORD}){{1,3}}NAME{{STREET}}\b",
        # 1200 block of Main
        r"\b\d{1,5}(?: hundred)? block\b|\bcuadra \d+",
        # I-275, US 41, exit 45
        r"\b(?:i|us|sr|cr|fl)[ -]\d{1,4}\b(?! ?(?:calls?|hours?|days?))",
        r"\b(?:interstate|highway|hwy|route|county road|state road|exit|mile ?marker|carretera|autopista|"
        r"salida)"
        r" #?\d{1,4}\b",
        # corner of Main and Oak; the intersection with Dale Mabry
        r"\b(?:corner|intersection|junction) (?:of|with|at)\b|\bcross streets?\b",
        r"\b(?:esquina|interseccion|cruce) (?:de|con|entre)\b|\ben la esquina\b",
        # apt 5, suite 200, FL 33602
        r"\b(?:apt|apartment|apto|apartamento|suite|ste|bldg|building|edificio|piso|lot) ?\.? ?#?\d+\w?\b",
        r"\b(?:fl|florida) \d{5}\b|\b(?:zip|codigo postal)\b.{0,10}\d{5}",
        # calle 8, avenida Nebraska, calle de la Rosa
        r"\bNAME{STREET_ES}\.? (?:#|no\.? ?)?(?:\d|NAME{CLOCK_WORD}\b)",
        r"\b(?:calle|avenida|av(?:da?)?|bulevar|carretera|callejon|calzada)\.? (?:de (?:la |las |los )?|la |del )?"
        r"(?!(?:bloquead|cerrad|oscur|congestionad|principal|donde|y|o|que|es|esta|por|en|con|sin|al?|del?|"
        r"las?|los?|si|cuando|para|fue|ha|ya|muy|tranquil|abiert)\w{0,2}\b)\w+",
        # 27.9506, -82.4572; 27 deg 57'; a plus code
        r"-?\d{1,3}\.\d{3,} ?[,;/ ] ?-?\d{1,3}\.\d{3,}",
        r"\d ?(?:°|º|deg(?:rees)?\b) ?\d",
        r"\b[ns] ?\d{1,3}\.\d+.{0,4}[ew] ?\d|\bcorner \d",
        r"\b(?:latitude|longitude|latitud|longitud|coordinates|coordenadas|gps)\b",
        r"(?<!\w)[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}\b",
    )
)
_TITLED = (
    r"(?!(?:Officer|Ofc|Detective|Det|Deputy|Sergeant|Sgt|Corporal|Lieutenant|Captain|Chief|"
    r"Agente?|Oficial)\b)"
)
_DATED = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)"
)
PLACES_AS_WRITTEN = compiled(
    (
        # Main Street is closed; Oak Lane (but not Detective Lane)
        r"\b" + _TITLED + r"[A-Z][\w'.-]+ (?:Street|Avenue|Ave|Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Expressway)\b",
        r"\b(?i:on|off|near|along|at|in|down|up|en|por) "
        + rf"(?:{_TITLED}[A-Z][\w'.-]+ ){{1,3}}"
        + r"(?:Drive|Lane|Court|Circle|Way|Place|Plaza|Loop|Square|Trail|Terrace|Park|Mall)\b",
        # 2000 E 7th; at 1313 Mockingbird
        r"(?<![\w.-])\d{2,5} [NSEW]\.? (?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z])",
        r"\b(?:at|to|near|from|en) \d{1,5} " + _DATED + r"(?!Noon|AM|PM|Hours|Eastern|E[SD]T|Dollars)[A-Z][a-z]{2}",
        r"\b(?i:on|at|near|off) [NSEW]\.? [A-Z][a-z]{2}",
        # near the Walmart; across from Publix
        r"\b(?i:near|behind|across from|next to) (?:the )?" + _TITLED + _DATED + r"[A-Z][a-z]",
        r"\b(?i:to|from) (?:" + _TITLED + r"[A-Z][\w'.-]+ ){1,3}(?:Drive|Court|Circle|Way|Place|Plaza|Terrace)\b",
        # at Tampa and Hillsborough; Main & Oak
        r"\b(?i:at|near|on|en) "
        + _TITLED
        + _DATED
        + r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)? (?:and|&|y|/) "
        + _TITLED
        + _DATED
        + r"[A-Z]\w",
        r"\b" + _TITLED + r"[A-Z][\w'.-]+ ?& ?\d*[A-Z]?\w+ (?:St|Ave|Blvd|Rd|Dr|Street|Avenue)\b",
        r"\b[Cc]alle (?:(?:de|del|la|las|los|el) ){0,2}[A-ZÁÉÍÓÚÑ]\w",
    )
)
