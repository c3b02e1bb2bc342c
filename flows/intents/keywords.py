"""The words that are commands, in English and Spanish, with their kin and the typos that we forgive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from flows.intents.phrases import Phrases
from flows.intents.words import listed
from flows.vocabulary import Intent


class Keyword(NamedTuple):
    word: str
    intent: Intent
    language: str | None


# The carrier's own keywords (twilio.com, Advanced Opt-Out). Our texts in every language teach these words, so
# they say nothing about the language of whoever sends them.
CARRIER: Mapping[Intent, frozenset[str]] = {
    Intent.STOP: listed("STOP UNSUBSCRIBE END QUIT STOPALL REVOKE OPTOUT CANCEL"),
    Intent.START: listed("START YES UNSTOP"),
    Intent.HELP: listed("HELP INFO"),
}
# These opt out, and may also mean "don't send anybody": a person phones.
MAY_WITHDRAW = frozenset({"CANCEL", "END", "CANCELAR"})
# An opt-in only from a phone that has opted out, because the carrier has lifted its block.
YES = "YES"

# Answers to a question, when they are the whole text.
ANSWERS: Mapping[Intent, Phrases] = {
    Intent.YES: Phrases(
        {
            None: ("si", "claro", "correcto"),
            "en": (
                "yep/yup/yeah/yea/ya/yess/yass/y/sure/correct/absolutely/confirm/confirmed/affirmative/definitely",
                "sure thing/go?",
                "of course",
                "thats right/correct/it",
                "that is right/correct",
                "go ahead",
                "please do",
                "do it",
                "uh huh",
                "for sure",
                "yes it is",
                "yes i do",
            ),
            "es": (
                "sipi/dale/simon/exacto/afirmativo/confirmo",
                "claro que si",
                "asi es",
                "por supuesto",
                "eso es",
                "esta correcto",
                "si quiero",
            ),
        }
    ),
    Intent.NO: Phrases(
        {
            None: ("no", "no no"),
            "en": (
                "nope/nah/naw/nop/negative",
                "no thanks/thank sir/maam/way you?",
                "not really",
                "not yet",
                "not at all",
                "absolutely not",
                "no? not that one",
                "i dont think so",
            ),
            "es": (
                "nel/nones/negativo",
                "no gracias/senor/senora",
                "para nada",
                "todavia no",
                "claro que no",
                "de ninguna manera",
                "por ahora no",
            ),
        }
    ),
}

# intent -> language -> keywords; one of several words counts when it is the whole text.
TABLE: Mapping[Intent, Mapping[str | None, tuple[str, ...]]] = {
    Intent.STOP: {
        None: tuple(sorted(CARRIER[Intent.STOP])),
        "en": (
            "STOP ALL",
            "OPT OUT",
            "UNSUB",
            "NO MORE",
            "STOP IT",
            "STOP THIS",
            "STOP NOW",
            "END ALL",
            "REMOVE ME",
            "CEASE",
            "DESIST",
            "ENOUGH",
            "DISCONTINUE",
            "NO TEXTS",
        ),
        "es": (
            *(
                "ALTO",
                "PARAR",
                "PARE",
                "PAREN",
                "PARA",
                "PARA YA",
                "DETENER",
                "DETENGA",
                "DETENGAN",
                "DETENGANSE",
            ),
            *("BASTA", "BASTA YA", "YA BASTA", "BAJA", "DARME DE BAJA", "DENME DE BAJA", "DAR DE BAJA"),
            *(
                "CANCELAR",
                "CANCELE",
                "CANCELEN",
                "TERMINAR",
                "FIN",
                "SALIR",
                "DESUSCRIBIR",
                "DESUSCRIBIRME",
                "FINALIZAR",
                "REVOCAR",
                "DESACTIVAR",
                "ESTOP",
                "SUFICIENTE",
            ),
            *("NO MAS", "YA NO", "YA NO MAS", "NO MAS MENSAJES", "NO MAS TEXTOS", "DEJEN DE ESCRIBIR"),
        ),
    },
    Intent.START: {
        None: ("START", "UNSTOP"),
        "en": ("RESUME", "RESTART", "SUBSCRIBE", "RESUBSCRIBE", "OPT IN", "OPTIN", "START AGAIN"),
        "es": (
            *(
                "COMENZAR",
                "EMPEZAR",
                "INICIAR",
                "INICIO",
                "REANUDAR",
                "CONTINUAR",
                "ACTIVAR",
                "ALTA DE NUEVO",
            ),
            *("SUSCRIBIR", "SUSCRIBIRME", "COMENZAR DE NUEVO", "EMPEZAR DE NUEVO"),
        ),
    },
    Intent.HELP: {
        None: ("HELP", "INFO"),
        "en": ("HELP ME", "INFORMATION", "MENU", "COMMANDS", "HELP INFO", "MORE INFO"),
        "es": (
            "AYUDA",
            "AYUDAME",
            "AYUDEME",
            "INFORMACION",
            "INFORMES",
            "MAS INFORMACION",
            "OPCIONES",
            "COMANDOS",
        ),
    },
    Intent.STATUS: {
        None: ("STATUS",),  # as much at home in Spanish
        "en": (
            "UPDATE",
            "UPDATES",
            "ANY UPDATE",
            "ANY UPDATES",
            "CASE STATUS",
            "STATUS UPDATE",
            "MY STATUS",
            "NEWS",
            "ANY NEWS",
        ),
        "es": (
            "ESTADO",
            "ESTATUS",
            "ESTADO DEL CASO",
            "NOVEDADES",
            "NOTICIAS",
            "SITUACION",
            "MI CASO",
            "ACTUALIZACION",
        ),
    },
    Intent.THANKS: {
        None: ("OK", "OKAY", "K", "KK", "OKEY"),
        "en": (
            *(
                "THANKS",
                "THANK YOU",
                "THANK U",
                "THX",
                "TY",
                "TYSM",
                "TYVM",
                "THANKYOU",
                "GOT IT",
                "OK THANKS",
            ),
            *("THANKS A LOT", "THANK YOU SO MUCH", "THANK YOU VERY MUCH", "MANY THANKS", "GREAT", "PERFECT"),
            *(
                "SOUNDS GOOD",
                "APPRECIATE IT",
                "I APPRECIATE IT",
                "GOD BLESS",
                "GOD BLESS YOU",
                "ALRIGHT",
            ),
            *(
                "UNDERSTOOD",
                "OK THANK YOU",
                "OK GREAT",
                "ALL GOOD",
                "GOOD JOB",
                "COOL",
                "AWESOME",
            ),
        ),
        "es": (
            *(
                "GRACIAS",
                "MUCHAS GRACIAS",
                "MIL GRACIAS",
                "MUCHISIMAS GRACIAS",
                "OK GRACIAS",
                "GRACIAS A DIOS",
                "VALE",
            ),
            *(
                "ESTA BIEN",
                "DE ACUERDO",
                "ENTENDIDO",
                "PERFECTO",
                "EXCELENTE",
                "LE AGRADEZCO",
                "SE LO AGRADEZCO",
            ),
            *("MUY AMABLE", "GRACIAS MUY AMABLE", "BUENO GRACIAS", "DIOS LE BENDIGA", "BUENO"),
        ),
    },
    # Here the language is the one wished for.
    Intent.LANGUAGE: {
        None: ("LANGUAGE", "IDIOMA"),
        "en": (
            "ENGLISH",
            "IN ENGLISH",
            "INGLES",
            "EN INGLES",
            "SPEAK ENGLISH",
            "ENGLISH ONLY",
            "USE ENGLISH",
        ),
        "es": (
            *(
                "ESPANOL",
                "EN ESPANOL",
                "SPANISH",
                "IN SPANISH",
                "CASTELLANO",
                "HABLA ESPANOL",
                "HABLAN ESPANOL",
            ),
            *("SPEAK SPANISH", "SOLO ESPANOL", "HABLO ESPANOL", "USE SPANISH", "SPANISH ONLY"),
        ),
    },
}

KEYWORDS: Mapping[tuple[str, ...], Keyword] = {
    tuple(word.lower().split()): Keyword(word, intent, language)
    for intent, by_language in TABLE.items()
    for language, listed in by_language.items()
    for word in listed
}

# A word of up to four letters is too near to other words to be guessed at: only these.
SHORT_TYPOS: Mapping[str, str] = {
    **dict.fromkeys(
        listed("stahp staahp stap stpo sotp tsop stopp sttop sstop st0p srop dtop stip stoo stol stpop satop stopo"),
        "stop",
    ),
    **dict.fromkeys(listed("hlep hepl ehlp helpp heelp hellp hekp halp hlp"), "help"),
    **dict.fromkeys(listed("quitt qiut qutt"), "quit"),
    **dict.fromkeys(listed("inof infoo ifno"), "info"),
    **dict.fromkeys(listed("atlo allto altoo alot0"), "alto"),
    **dict.fromkeys(listed("thnks thnx tks tnx thks thankx tanx"), "thanks"),
    **dict.fromkeys(listed("grax grcs"), "gracias"),
}
# Words of their own that lie one letter from a keyword.
NOT_TYPOS = listed(
    "star stars stat stats state stare start smart stark starts started statue statues stature "
    "cancer cancels "
    "canceled cancelled canceling pasar pagar parir parra paran parad pajar parte padre hasta pasta "
    "basto baste estada "
    "estados estas estamos ingle inglesa espanola espanoles update updated upset thinks tanks "
    "hanks thank hello "
    "alta salto auto algo great greet treat vale valle resumed restarts revoked revoked iniciara "
    "gracia bueno buena "
    "buenos buenas perfecta entendida activa activas actuar noticia menus news detente contener "
    "detenerlo ayudo ayude "
    "ayudas ayuno salida fine final quite quiet language languages idiomas resumen"
)
_SINGLE = {words[0]: keyword for words, keyword in KEYWORDS.items() if len(words) == 1 and len(words[0]) >= 5}


def keyword(tokens: tuple[str, ...]) -> Keyword | None:
    """The keyword that these words are, letter by letter."""
    return KEYWORDS.get(tokens)


def typo(token: str) -> Keyword | None:
    """The keyword that one word was meant to be: one slip of five letters or more, two of ten or more."""
    meant = SHORT_TYPOS.get(token)
    if meant is not None:
        return KEYWORDS[(meant,)]
    if len(token) < 5 or token in NOT_TYPOS:
        return None
    nearest: tuple[int, Keyword] | None = None
    for word, found in _SINGLE.items():
        slips = 2 if len(word) >= 10 else 1
        if abs(len(word) - len(token)) > slips or word[0] not in token[:2]:
            continue
        distance = OSA.distance(token, word, score_cutoff=slips)
        if distance <= slips and (nearest is None or distance < nearest[0]):
            nearest = (distance, found)
    return nearest[1] if nearest else None
