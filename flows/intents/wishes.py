"""What people ask of us: a call, who has the case, the report, a change of plan; and yes and no."""

from __future__ import annotations

from collections.abc import Mapping

from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.phrases import Phrases, Table
from flows.intents.understanding import Understanding
from flows.intents.words import Words, once, without
from flows.vocabulary import Intent

_WHO = "officer/detective/investigator/cop/deputy"
_QUIEN = "oficial/detective/agente/investigador/investigadora"
_CASE = "case/report/call/file"
_CASO = "caso/reporte/denuncia/llamada"

# The whole text, politeness aside.
_KEYWORDS: Mapping[Intent, Table] = {
    Intent.MUTE: {None: ("mute",), "es": ("silenciar", "silencio", "silencie")},
    Intent.CALL: {
        "en": ("call", "call me", "call back", "callback", "call me back", "phone me"),
        "es": ("llamar", "llameme", "llamenme", "llamame", "una llamada", "que me llamen"),
    },
    Intent.WHO: {"en": ("who", _WHO, f"my {_WHO}"), "es": ("quien", _QUIEN, f"mi {_QUIEN}")},
    Intent.REPORT: {
        "en": ("report", "case number", "report number", "my report", "police report", "copy", "case no"),
        "es": ("reporte", "numero de caso/reporte/denuncia", "mi reporte", "denuncia", "copia"),
    },
    Intent.COMPLAINT: {"en": ("complaint", "complain"), "es": ("queja", "quejarme", "reclamo")},
    Intent.WITHDRAW: {"en": ("settled", "withdraw"), "es": ("resuelto", "retirar")},
    Intent.YES: {
        None: ("si",),
        "en": ("y", "yeah", "yep", "yup", "yes please?", "yes i do", "sure", "correct", "of course"),
        "es": ("sip", "si por favor", "claro", "correcto", "por supuesto"),
    },
    Intent.NO: {
        None: ("no",),
        "en": ("nope", "nah", "no thanks?", "never mind", "nevermind", "not now", "no nothing/thats else/it/all"),
        "es": ("no gracias", "olvidelo", "no importa", "ahora no", "nada mas", "no nada mas", "eso es todo"),
    },
}
# Anywhere in the text.
_PHRASES: Mapping[Intent, Table] = {
    Intent.MUTE: {
        "en": (
            f"mute this/the/my? {_CASE}",
            f"stop/no texts/texting/messages me? about/for/on this/the/that {_CASE}",
        ),
        "es": (f"silenciar/silencie este/esta/el/la/mi {_CASO}",),
    },
    Intent.CALL: {
        "en": (
            "call/phone me back?",
            "call me/back? at/on/after/before/tomorrow/today/tonight/please/asap",
            "give me a call/ring",
            "someone/somebody/anyone/officer/detective/you/they call/phone me",
            "have/need/want/like someone/somebody/anyone/officer/detective/you/an/a? to? call/phone me",
            f"talk/speak to/with someone/somebody/an/a/the/my {_WHO}/person/human?",
            "want/like/need a call back?",
        ),
        "es": (
            "llamenme/llameme/llamame",
            "que me llame/llamen",
            "me puede/pueden/podria/podrian llamar",
            f"hablar con alguien/un/una/el/la/mi {_QUIEN}/persona?",
            "quiero/necesito una llamada",
        ),
    },
    Intent.WHO: {
        "en": (
            f"who has/is/handles/got/handling/assigned/on my/the/our/this/to? {_CASE}/it",
            "who is/are handling/working/assigned/investigating",
            "whos handling/working/assigned/on",
            f"name/number of the/my {_WHO}",
            f"who is my/the {_WHO}",
            f"whos my/the {_WHO}",
            f"which {_WHO}",
        ),
        "es": (
            f"quien tiene/lleva/maneja/atiende/investiga mi/el/la {_CASO}",
            f"quien es el/la/mi {_QUIEN}",
            f"nombre/numero del/de la/mi? {_QUIEN}",
            f"cual {_QUIEN}",
            f"que {_QUIEN} tiene/lleva",
        ),
    },
    Intent.REPORT: {
        "en": (
            "case/report/police/incident report? number",
            "copy of my/the/a? police? report",
            "get/have/need/want/see my/the/a police? report",
            "report for my/the insurance",
        ),
        "es": (
            "numero de mi/el/la? caso/reporte/denuncia",
            "numero del caso/reporte",
            "copia de/del mi/la? reporte/denuncia",
            "reporte para mi/el seguro",
        ),
    },
    Intent.ADD: {
        "en": (
            "i/we/ive have/got a/the/some/more/new? more/new? video/videos/photo/photos/picture/pictures/pics/"
            "footage/information/info/evidence",
            "forgot to tell/mention/say/add",
            "new information/info/evidence",
            "i just/also? remembered",
            "i/we just/also? saw my/the/him/his/them/her",
            "license/plate plate/number? is",
            "i want/need/would like? to add",
            "more/something to add",
        ),
        "es": (
            "tengo/tenemos un/una/unas/unos/mas/el/la? video/videos/foto/fotos/informacion/prueba/pruebas/evidencia",
            "se me olvido decir/decirles/mencionar",
            "informacion/pruebas nueva/nuevas",
            "me acorde/acabo de? acordar?",
            "la/las placa/placas es/son",
            "quiero agregar/anadir",
        ),
    },
    Intent.WITHDRAW: {
        "en": (
            "found it",
            "found my/the car/bike/truck/wallet/phone/purse/keys/dog/cat/vehicle",
            "its/it/this is? settled/resolved/solved/sorted out?",
            f"cancel my/the/this {_CASE}/visit/officer/request",
            "dont/no need/longer an/the/any/need? officer/police/you/anyone/visit an/the? officer/police/anyone?",
            "no need to come/send out?/anymore?/anyone?",
            "dont need to come",
        ),
        "es": (
            "ya? lo/la encontre/encontramos/aparecio",
            "ya? encontre/encontramos/aparecio mi/el/la _",
            "ya? esta/quedo resuelto/arreglado/solucionado",
            f"cancelar/cancele/cancelen mi/la/el/esta/este {_CASO}/visita",
            "ya no necesito/necesitamos/hace un/una/al/la/que/falta? oficial/policia/agente/nada/vengan/ayuda?",
        ),
    },
    Intent.COMPLAINT: {
        "en": (
            "file/make/have a/another? formal? complaint",
            "want/need/like/wish to complain",
            f"complain about the/my/an/your? {_WHO}",
            f"{_WHO} was/were very/so/really? rude/disrespectful/racist/awful",
            "speak/talk to/with a/the/your supervisor",
        ),
        "es": (
            "poner/hacer/presentar/tengo una queja",
            "quiero quejarme",
            f"{_QUIEN} fue muy? grosero/grosera/irrespetuoso/racista",
            "hablar con un/el supervisor",
        ),
    },
}
# Words that a reasonable person might mean as STOP, or not: we ask.
_PERHAPS_STOP = Phrases(
    {
        "en": (
            "too/so many texts/messages/notifications",
            "why do/are you keep/keeps? texting/messaging me",
            "enough already/texts/messages",
            "enough with/of the/these? texts/messages",
            "tired of these/the/your texts/messages",
        ),
        "es": (
            "demasiados/tantos mensajes/textos",
            "por que me escriben/mandan/siguen tanto/tantos/escribiendo?",
            "cansado/cansada/harto/harta de sus/los/estos mensajes/textos",
        ),
    }
)
_WHOLE = {intent: Phrases(table) for intent, table in _KEYWORDS.items()}
_ANYWHERE = {intent: Phrases(table) for intent, table in _PHRASES.items()}
_LONG = 40  # words; a longer text tells a story


def wishes(said: Words) -> list[Understanding]:
    """Each wish that a text holds, at most one of each kind."""
    found = []
    core = once(without(said.tokens, BEFORE, AFTER)) if said.tokens else ()
    for intent, table in _WHOLE.items():
        match = table.whole(said.tokens) or table.whole(core)
        if match is not None:
            found.append(Understanding(intent, match.language, 0.9, f"keyword {match.phrase}"))
    if len(said.tokens) > _LONG:
        return found
    for intent, table in _ANYWHERE.items():
        match = next(table.find(said.tokens), None)
        if match is not None:
            found.append(Understanding(intent, match.language, 0.8, f"phrase '{match.phrase}'"))
    return found


def perhaps_stop(said: Words) -> Understanding | None:
    """Words that may be an opt-out: too doubtful to obey, too likely to pass over."""
    match = next(_PERHAPS_STOP.find(said.tokens), None) if len(said.tokens) <= _LONG else None
    return None if match is None else Understanding(Intent.STOP, match.language, 0.5, f"perhaps '{match.phrase}'")
