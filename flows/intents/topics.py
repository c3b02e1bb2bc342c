"""What else people write about: the wrong number, the status, thanks, another language, who we are."""

from __future__ import annotations

from flows.intents.commands import command
from flows.intents.concepts import concepts
from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.language import language
from flows.intents.phrases import Phrases
from flows.intents.understanding import Understanding
from flows.intents.words import Words, listed, without
from flows.vocabulary import Intent

_THING = "case/report/call/complaint/claim/file/car/vehicle/truck/bike/theft/burglary/incident"
_COSA = "caso/reporte/denuncia/llamada/carro/coche/auto/camioneta/robo/queja"
_NEWS = "update/updates/news/progress/information/info/word"

_WRONG_NUMBER = Phrases(
    {
        "en": (
            (
                "have/got/texted/called/reached/dialed/texting/messaging the/a? wrong number/person/"
                "phone/guy/one/lady/man"
            ),
            "wrong number/person/phone/guy",
            "not the right number/person/phone",
            "im/am/was not the/that/this right? person/victim/owner",
            "theres/there is? no _ here",
            "changed her/his/their number",
            "not my case",
            "aint/isnt my case",
            "you/u have/you reached a/the/an _",
            "reached a/an/the restaurant/business/store/office/dentist/church/school",
            "mistaken identity",
            "you/u/ur looking for but/is its? not me",
            "no such person",
            "my name isnt/is not? _",
            "gave you a/the fake/wrong number",
            "he/she has another number",
            "never been to tampa",
            "dont/do own/have a/any car/bike/case lol?",
            "this/its isnt/not _ number/phone",
            "isnt/not his/her/their number/phone",
            "theres/there is? no one/nobody/noone by/with that name",
            "no one/nobody/noone by/with that name",
            "i dont know that/this person/man/woman/name",
            "i dont know anyone/anybody by/with/named/called that/_ name?",
            "i never/didnt/havent ever? called/call/contacted/contact the? police/cops/911/you",
            "i did/have not call/called the? police/cops/911",
            (
                "i never/didnt/havent ever? filed/file/made/make/reported/report a/any/anything? "
                "police? report/complaint/call/crime/theft"
            ),
            "this number/phone was reassigned/changed",
            "i just got this number/phone",
        ),
        "es": (
            "numero/persona/telefono equivocado/equivocada/incorrecto/incorrecta/erroneo",
            "se equivoco/equivocaron/equivoca de/con numero/el/persona/la/telefono? numero/persona?",
            "se equivoco/equivocaron",
            "esta/estan/estas usted? equivocado/equivocada/equivocados",
            "tiene/tienen/tienes el/un? numero/telefono equivocado/incorrecto",
            "yo? no soy esa/la/ese persona/victima/senor/senora",
            "no soy yo",
            "este/esto mensaje? no me corresponde",
            "no he presentado/hecho/puesto denuncia/reporte/ninguna",
            "no he llamado a nadie/ningun/la",
            "dieron mi numero por error",
            "yo? ni? vivo en orlando/texas/miami/otro no/yo/y?",
            "llegando cosas/mensajes de otro/otra",
            "confundio/confundieron/confundiste de",
            "este/ese no es el/mi/su? numero/telefono de/correcto?",
            "no conozco a? esa/ese/nadie persona/nombre/con?",
            "aqui no hay/vive/esta nadie/ninguna/ningun con?",
            "yo? no/nunca he? llame/llamado/hable/hablado a la policia",
            "yo? no/nunca he? hice/hecho/puse/puesto ninguna/ningun/un/una? reporte/denuncia/llamada",
        ),
    }
)
_NOT_WRONG = Phrases(
    {
        "en": (
            ("gave/gives/left/put/wrote you/them/him/my/the/officer/police? my/the/a? wrong number/phone/person"),
            "not the/a wrong number/person",
            "is this/it the/a wrong number/person",
            "gave/told/left the/them/him officer/police? my/the/a? wrong number/phone",
            "arrested/took/charged the wrong person/guy/man",
            "im/am not sure/home/able/here/available/good/ok/happy",
            "i dont know when/what/how/why/if/where",
        ),
        "es": (
            "di/dio/dimos/puse el/un numero equivocado",
            "arrestaron a la persona equivocada",
            "no soy experta/experto/buena/bueno/capaz/de/muy",
        ),
    }
)
_STATUS = Phrases(
    {
        "en": (
            f"status of/on/for/about/with my/the/this/our? {_THING}/it",
            f"{_THING} status",
            "whats/is the status",
            "tell/give me the/a? status",
            f"{_NEWS} on/about/with/for/regarding/of my/the/our/this {_THING}",
            "any update/updates/news on/about it/this",
            f"any new? {_NEWS} yet/please/today",
            "is there any/an? new? update/updates/news",
            "got any updates/news",
            f"whats/is going on/happening with my/the/our/this? {_THING}/it",
            f"whats/is going/happening on? with my/the/our {_THING}",
            f"how is/are my/the/our {_THING} going/doing/coming/progressing",
            ("is/are anyone/somebody/someone/anybody/police/cops/officer/officers still/ever? coming/sending"),
            "is/are an/the/my officer/police/cops still? coming",
            ("when is/will/are the/an/my/someone/somebody/anyone? officer/police/cops? be? coming/come/arrive/here"),
            "where is/are/wheres the/my/an? officer/officers/police/cops/cop",
            "has/have an/the/my? anyone/officer/detective/somebody/someone been? assigned/dispatched/sent",
            "have you found my/the _",
            "did you find my/the _",
            "check on/the? my/the? case/report/status",
            "update on/about/for/me my/the/on? case/report/call?",
        ),
        "es": (
            f"estado/estatus/status/situacion de/del mi/la/el? {_COSA}",
            "cual es el estado/estatus/status",
            f"como va/sigue/esta mi/el/la/lo del? {_COSA}",
            f"que pasa/paso/sabe/saben/hay con/de mi/el/la/lo del? mi? {_COSA}",
            (
                "hay/tienen/tiene/alguna/algunas/algun alguna/algunas/algo/mas? noticia/noticias/"
                "novedad/novedades/avance/avances/informacion"
            ),
            "alguna novedad/noticia/actualizacion",
            f"noticias/novedades/informacion de/sobre/del mi/el/la? {_COSA}",
            "cuando viene/llega/llegan/vienen/va/van a? el/la/un/venir/llegar? oficial/policia/patrulla?",
            "ya? viene/vienen/mandaron/enviaron a? alguien/el/la/un/una? oficial/policia/patrulla",
            "va/van a venir alguien/el/la/un/una? oficial/policia?",
            "donde esta el/la oficial/policia/patrulla",
            "encontraron mi/el/la _",
            "saber de/sobre/como/el/del va/estado? de/del? mi/el/la? caso/reporte",
        ),
    }
)
_HELP = Phrases(
    {
        "en": (
            "who is/are/r this/you/u",
            "is this real/automated/legit/spam",
            "whos this",
            "what is/are this/you number/line?",
            "whats this",
            "is this a/an real/bot/robot/scam/person/computer/automated/spam/human person/line/text?",
            "i? need some? help",
            "i? need some? help with my/this/a _",
            "please? help me",
            "can you/someone/anyone/u help me?",
            "how does/do this/i work/use this?",
            "what can i text/say/ask here?",
        ),
        "es": (
            "quien es/son/eres usted/ustedes/este?",
            "de quien es este numero",
            "que es esto/este numero?",
            "es esto/un/una? estafa/robot/fraude/broma",
            "yo? necesito/quiero ayuda/informacion con? mi? caso?",
            "me puede/pueden ayudar",
            "pueden/puede ayudarme",
            "como funciona esto?",
        ),
    }
)
_THANKS = Phrases(
    {
        "en": (
            "thanks/thx/ty for/so/a/again/you/officer/very/everyone/guys/sir/maam/much",
            "thank you/u/ya/god/everyone/guys for/so/again/very/sir/maam/officer/all/much?",
            "appreciate/appreciated it/you/your/the/everything",
            "i really? appreciate",
        ),
        "es": (
            "muchas/mil? gracias por/a/de/oficial/senor/senora/muy/igualmente",
            "le/les/se/te lo? agradezco",
        ),
    }
)
_LANGUAGE = Phrases(
    {
        "es": (
            "habla/hablan/hablas/alguien/hablo/solo/prefiero/quiero hable? en? espanol/castellano",
            "en espanol por? favor?",
            "no hablo/entiendo/se/leo mucho/bien/el? ingles",
            "do/can you speak/text/write/use in? spanish",
            "i only/just? speak/need/want/prefer/understand only? spanish",
            "spanish/espanol please/only",
            "can/could this/you/i/we be/get/have/do/send/text this/it? in? spanish",
            "dont/not/no speak/understand english",
            "mensajes/textos en espanol",
        ),
        "en": (
            "do/can you speak/text/write/use in? english",
            "i only/just? speak/need/want/prefer/understand only? english",
            "english please/only",
            "can/could this/you/i/we be/get/have/do/send/text this/it? in? english",
            "dont/not/no speak/understand/read spanish/espanol",
            "no hablo/entiendo espanol",
            "habla/hablan/hablo/prefiero/quiero en? ingles",
        ),
    }
)
# "Thank you for your message": a machine's thanks, which must not be answered for ever.
_AUTOMATIC = listed("message contacting reaching email office shortly unavailable driving mensaje contactarnos")
_AWAY = Phrases(
    {
        "en": (
            "away from my/the desk/office",
            "out of the? office",
            "automatic/automated/auto reply/response",
            "limited access to email",
            "currently unavailable/unattended",
        ),
        "es": ("fuera de la oficina", "respuesta automatica"),
    }
)
_LONG = 30  # a longer text tells a story: its "thanks" or "any news" is not the point of it


def wrong_number(words: Words) -> Understanding | None:
    match = next(_WRONG_NUMBER.find(words.tokens), None)
    if match is None:
        return None
    covered = any(m.start <= match.start and match.end <= m.end for m in _NOT_WRONG.find(words.tokens))
    return None if covered else Understanding(Intent.WRONG_NUMBER, match.language, 0.9, f"phrase '{match.phrase}'")


def not_wrong(words: Words) -> bool:
    """The wrong number, or something like it, of somebody else."""
    return next(_NOT_WRONG.find(words.tokens), None) is not None


def out_of_office(words: Words) -> bool:
    """A machine that answers for somebody who isn't there: it is never answered for ever."""
    return next(_AWAY.find(words.tokens), None) is not None


def automatic(words: Words) -> bool:
    """A machine's thanks, or thanks for nothing: "thanks to him my car is gone"."""
    blamed = words.tokens[:2] == ("thanks", "to") or words.tokens[:3] in (
        ("thanks", "for", "nothing"),
        ("gracias", "por", "nada"),
    )
    return blamed or bool(_AUTOMATIC.intersection(words.tokens))


def status(words: Words) -> Understanding | None:
    named = command(words)
    if named is not None and named.intent is Intent.STATUS:
        return named
    return _anywhere(words, _STATUS, Intent.STATUS)


def help_wanted(words: Words) -> Understanding | None:
    """Who we are and how this works; only where it opens a clause ("who is this?")."""
    if len(words.tokens) > _LONG:
        return None
    for clause in words.clauses:
        match = _HELP.whole(clause) or _HELP.whole(without(clause, BEFORE, AFTER))
        if match is not None:
            return Understanding(Intent.HELP, match.language, 0.7, f"phrase '{match.phrase}'")
    return None


def thanks(words: Words) -> Understanding | None:
    """Thanks that open a short text and ask nothing."""
    if words.thumbs:
        return Understanding(Intent.THANKS, None, 0.8, "an approving emoji")
    if len(words.tokens) > 12 or "?" in words.plain or automatic(words):
        return None
    start = 1 if words.tokens[:1] in (("ok",), ("okay",), ("great",), ("perfect",), ("bueno",)) else 0
    match = _THANKS.at(words.tokens, start)
    return None if match is None else Understanding(Intent.THANKS, match.language, 0.7, f"phrase '{match.phrase}'")


def grateful(words: Words) -> Understanding | None:
    """A word of thanks anywhere in a text that says nothing else we know."""
    about = {concept for some in concepts(words.tokens) for concept in some}
    if "THANKS" not in about or "?" in words.plain or automatic(words):
        return None
    return Understanding(Intent.THANKS, language(words), 0.5, "a word of thanks")


def other_language(words: Words) -> Understanding | None:
    """A wish for another language: `language` is the one wished for."""
    return _anywhere(words, _LANGUAGE, Intent.LANGUAGE)


def _anywhere(words: Words, table: Phrases, intent: Intent) -> Understanding | None:
    if len(words.tokens) > _LONG:
        return None
    match = next(table.find(words.tokens), None)
    return None if match is None else Understanding(intent, match.language, 0.8, f"phrase '{match.phrase}'")
