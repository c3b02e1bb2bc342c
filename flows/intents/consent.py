"""STOP and START in plain words (47 CFR 64.1200(a)(10): any reasonable means).

Such a wish opens a clause: "stop texting me" does, "my ex won't stop texting me" doesn't.
"""

from __future__ import annotations

from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.phrases import Match, Phrases
from flows.intents.understanding import Understanding
from flows.intents.words import Words, listed, without
from flows.vocabulary import Intent

_TEXTS = "texts/messages/text/message/txts/msgs/sms/notifications/alerts/updates"
_TEXTOS = "mensajes/textos/mensaje/texto/notificaciones/avisos/alertas/sms"

_STOP = Phrases(
    {
        "en": (
            "stop/quit texting/messaging/contacting/txting/spamming/bothering me?",
            "stop/quit texting/messaging/contacting/txting this phone/number",
            f"stop/quit/end/cancel the/these/all/your/my/any? {_TEXTS}",
            "no more texts/messages/text/txts/msgs/notifications/alerts",
            f"stop/quit sending me? the/these/any/all/more/so? many? {_TEXTS}",
            "you need/have to stop texting/messaging/contacting me?",
            "i want/need you to stop texting/messaging/contacting me?",
            "i said stop",
            "i said stop texting me?",
            "i already? told you to stop texting/messaging me?",
            "how do/can i stop/unsubscribe/cancel from? the/these/this/your/getting? texts/messages",
            "how do/can i opt/unsubscribe out?",
            "i want/need/would/wish like? to unsubscribe/opt from? out? of?",
            "id like to unsubscribe/opt out?",
            f"i want/need/would/wish like? to stop getting/receiving these/your/the/any? {_TEXTS}",
            "dont/never send/sending me? any/more/anymore? more? texts/messages/text/message/txts/alerts",
            "stop/quit harassing/spamming/sending me/this?",
            "stop i dont/never/didnt",
            "i? revoke my? consent",
            "i dont wish/want to be/get/receive any? more? texts/messages/texted/contacted",
            "no texts/messages please",
            "unsubscribe/remove/delete me",
            "opt me out",
            "opt out of? _? _? texts/messages",
            "take me off",
            "take my number/phone off",
            "remove/delete my number/phone",
            "dont text/txt/message/contact me/this anymore/again/number?",
            "never text/message/contact me",
            f"i dont want/need to? get/receive? any/these/your/more? more? {_TEXTS}",
            "i dont want/wanna to? be? texted/contacted",
            "i no longer want/wish to? get/receive? these/your/any/the? texts/messages",
            "leave me alone",
            "lose my number",
        ),
        "es": (
            "deje/dejen/deja de escribirme/mandarme/enviarme/molestarme/textearme/contactarme/molestar",
            f"deje/dejen/deja de mandar/enviar/mandarme/enviarme estos/los/mas? {_TEXTOS}",
            "pare/paren/para de escribirme/mandarme/enviarme/molestarme/textearme",
            f"pare/paren/para de mandar/enviar/mandarme/enviarme? los/estos/mas? {_TEXTOS}",
            "ya? no me escriba/escriban/escribas/moleste/molesten/molestes/contacte/contacten/textee/texteen",
            f"ya? no me mande/manden/mandes/envie/envien/envies mas/estos/los? {_TEXTOS}",
            f"ya? no quiero/deseo recibir/que? mas/estos/sus/los? {_TEXTOS}",
            f"ya? no mas {_TEXTOS}",
            "quiero/deseo/quisiera darme/cancelar de/mi/la? baja/suscripcion",
            "quitenme/quiteme/saquenme/saqueme/borrenme/borreme/eliminenme/elimineme de la/su? lista",
            "borren/borre/quiten/quite/eliminen/elimine mi numero/telefono",
            f"cancelar/cancele/cancelen/detener/detenga/detengan/parar los/estos/mis? {_TEXTOS}",
            "quiero? dejar de recibir mensajes/textos",
            f"no mandar/enviar/mande mas? {_TEXTOS}",
            "dejenme/dejeme/dejame en paz",
            "como cancelo/paro/detengo/dejo los/estos/de? recibir? mensajes/textos",
        ),
    }
)
_START = Phrases(
    {
        "en": (
            "start/resume texting/messaging me? again?",
            "start/resume/restart the/these/my? texts/messages/updates again?",
            "text/message me again",
            "i want/would like? to start/resume/resubscribe/subscribe",
            "i want/would like? to get/receive the/these/your? texts/messages again",
            "turn texts/messages/it back on",
            "subscribe/resubscribe me",
            "opt me back? in",
            "opt back in",
        ),
        "es": (
            "quiero/deseo/quisiera volver a recibir",
            "quiero/deseo/quisiera recibir los? mensajes/textos otra/de vez/nuevo",
            "vuelvan/vuelva a escribirme/mandarme/enviarme",
            "escribanme/escribame otra/de vez/nuevo",
            "activar/reanudar/comenzar/empezar los? mensajes/textos",
        ),
    }
)
# After these words a wish may open in the middle of a clause too: "wrong number please stop texting me".
_RESTARTS = listed("please pls plz number person phone favor porfavor porfa equivocado equivocada")
# One of these as a clause of its own, in a short text: "Not interested, stop".
_OUTRIGHT = Phrases({None: ("stop/stopall/unsubscribe/optout",)})
_SHORT = 12
# A clause after one of these words is somebody else's speech: "he told me, stop texting me".
_SAYING = listed("asked ask asking said says told saying tell him her them dijo dice diciendo dije dijeron")
_OTHERS = listed("he she they my ex his her someone el ella ellos")


def consent(words: Words) -> Understanding | None:
    """The wish for no more texts, or for texts again, that opens one of the clauses."""
    for intent, table in ((Intent.STOP, _STOP), (Intent.START, _START)):
        match = _opening(words, table)
        if match is not None:
            return Understanding(intent, match.language, 0.9, f"phrase '{match.phrase}'")
    return _outright(words)


def _outright(words: Words) -> Understanding | None:
    if len(words.tokens) > _SHORT or len(words.clauses) < 2:
        return None
    before: tuple[str, ...] = ()
    for clause in words.clauses:
        match = _OUTRIGHT.whole(without(clause, BEFORE, AFTER))
        if match is not None and not _SAYING.intersection(before):
            return Understanding(Intent.STOP, None, 0.8, f"'{match.phrase}' as a clause of its own")
        before = clause
    return None


def _opening(words: Words, table: Phrases) -> Match | None:
    before: tuple[str, ...] = ()
    for clause in words.clauses:
        opening = without(clause, BEFORE, AFTER)
        starts = [0, *(at for at in range(1, len(opening)) if opening[at - 1] in _RESTARTS)]
        for start in starts:
            match = table.at(opening, start)
            if match is not None and not _quoted(opening[:start] or before):
                return match
        before = clause
    return None


def _quoted(before: tuple[str, ...]) -> bool:
    return bool(_SAYING.intersection(before[-5:]) and _OTHERS.intersection(before))
