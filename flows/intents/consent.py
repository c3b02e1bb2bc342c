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
            "lose/loose/forget my/this number/phone",
            "dont/no want ur/your/these/the/any/no? more? texts/messages/text/message/txts/updates",
            "no need to keep texting/sending/messaging/writing/updating",
            "neednt keep texting/sending/messaging/writing/updating",
            "dont have/need to keep texting/sending/messaging/writing/updating",
            "no further texts/messages/contact/communication/communications",
            "leave me _? alone",
            "turn/shut this/these/them off",
            "do not/dont consent to/for these/automated/any/the? texts/messages/text",
            "withdraw/rescind/cancel my consent/permission to? text? me?",
            "consent/permission is? withdrawn/revoked/rescinded",
            "i/we? dont want to get/receive these/them/this/it any/anymore? more?",
            "i? do not/dont consent to/for",
            "id/i would/rather/prefer rather/prefer/not not/get/to? receive/get/be? texts/texted/any/messages",
            "id/would rather/prefer not to? get/receive/be any? more? texts/texted/text/messages/these",
            "im/i/am good/fine/done on/with/without the/these/your texts/messages",
            "block me from/off",
            "sign me off/out",
            "how/what many/do/part/times? times/i/of? do/have? i? have to say stop",
            "you/u/yall can/may stop/quit now/texting/messaging/writing/updating/sending",
            "to stop contacting/texting/messaging/calling? me",
            "cease and desist",
            "kindly/please cease/discontinue/desist/refrain",
            "stop blowing up my phone",
            "cut/knock it off/out with the/these/your texts/messages",
            "over/done/enough/good with/on/of? the/these/your? texts/messages/text",
            "please stop them/these/those",
            "to stop getting/receiving these/this/them/texts/messages",
            "i never/didnt agreed/agree/consent/sign to/up get?",
            "no mor/more txt/texts/msgs/msg",
            "no need to keep sending/texting us/me? these?",
            "stop/top/stip/atop/stopm/stopmtexting texting me?",
            "stopmtexting me",
            "dnt/dont txt/text dis/this/me fone/phone?",
            "opt out of",
            "i let you text me before but",
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
            "dejenme/dejeme tranquila/tranquilo/quieta/quieto",
            "no molesten mas",
            "no enviar/mandar mas nada?",
            "no sigan mandando/enviando/escribiendo/molestando",
            "hacer opt out",
            "ya? basta de/ya mensajes/textos/estar/por",
            f"basta/harta/harto/cansada/cansado de/con tantos/los/estar? mandando? {_TEXTOS}",
            "no quiero que me contacten/escriban/manden/texteen/avisen",
            "que no me envien/manden/escriban/contacten mas",
            f"no quiero/deseo recibir/mas/sus {_TEXTOS}/comunicaciones",
            "prefiero/preferiria no recibir mas? mensajes/textos/avisos",
            f"ni un {_TEXTOS} mas",
            f"ya no deseo/quiero recibir mas? {_TEXTOS}/comunicaciones/nada",
            "no hace falta que me? escriban/manden/sigan/avisen mas/mandando/escribiendo?",
            "no es necesario que me? sigan/escriban/manden/avisen",
            "borrenme/quitenme/saquenme/eliminenme de",
            "quiero? que paren/pare ya?",
            "ponganle stop",
            "denme/deme/dame de baja",
            "ya? estuvo bueno/suave de mensajes/textos",
            "ya? parenle/parele/paren por/porfa/ya/con/a?",
            "no me manden/mande/envien/escriban mas/nada/na",
            "nome escriban/manden/escriba",
            "dejen/deje/deja de mandar/enviar eso/esa/esta/mensajes/textos vaina?",
            "sakenme/saqueme/saquenme/kitenme/quitenme de la/esto/ahi/aqui lista?",
            "me salgo de estos/los/la/esto avisos/mensajes/lista/textos?",
            "detengan/detenga/paren/pare esto/eso",
            "yo? no autorice que/estos/los/esto",
            "no les he dado permiso",
            "ruego/pido/solicito/suplico que no me envien/manden/escriban",
            "me sigan avisando/mandando/escribiendo/enviando",
            "borrenme/quitenme/saquenme/eliminenme ya/por?",
            "dije que no me escribieran/mandaran/escriban/manden",
            "no quiero textos/mensajes/avisos",
            "no vuelvan/vuelva a escribir/escribirme/mandar/mandarme/textear",
            f"ni llamadas/texto/textos/mensajes ni {_TEXTOS}/llamadas",
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
            "sign me back? up",
            "add/put me back to/on/in? the? texts/list/messages/updates?",
            "re subscribe/enroll me?",
            "un mute my/this/the/it/case? case/one?",
            "unmute my/this/the/it? case/one?",
            "turn it/em/them/those/the/my texts/messages/updates/alerts/notifications? back? on again/please/back?",
            "i? give permission again",
            "i consent to receive/get/be",
            "i? changed my mind you/text/start/please/keep can/me/again/texting?",
            "keep texting/updating/messaging me",
            "i? want the/my/texts/updates/messages updates/texts/messages? back/again",
            "start over with the texts",
            "restart/continue/enable/reactivate the/my? texts/messages/updates/notifications",
            "cancel/undo/reverse/lift/delete my/the/that stop/unsubscribe/opt out?",
            "i? take back my/the stop/unsubscribe",
            "un/unstop stop? me",
            "i? dont want/wanna to? be off/out the/of? the/your? list",
        ),
        "es": (
            "quiero/deseo/quisiera volver a recibir",
            "quiero/deseo/quisiera recibir los? mensajes/textos otra/de vez/nuevo",
            "vuelvan/vuelva a escribirme/mandarme/enviarme",
            "escribanme/escribame otra/de vez/nuevo",
            "activar/reanudar/reanuden/comenzar/empezar/prendan/activen/resume/start los/las? "
            "mensajes/textos/notificaciones",
            "hacer opt in",
            "dale start",
            "cambie de opinion sigan/escribanme/manden/si",
            "me arrepenti si quiero/manden/escriban",
            "vuelvan a mandar/mandarme/escribir/enviar",
            "si quiero los/recibir mensajes/textos/avisos/los?",
            "metanme/ponganme/agreguenme/inscribanme/apuntenme otra/de/en vez/nuevo/la",
            "desbloqueenme/reactivenme/activenme para/los/otra/de",
            "desbloqueen/desbloquee/reincorporenme/reincorporen/reinicien/inicien/activenlos/reactivenlos",
            "quitele/quitenle/quiten/quite/cancelen/anulen el/mi stop/alto/baja",
        ),
    }
)
# After these words a wish may open in the middle of a clause too: "wrong number please stop texting me".
_RESTARTS = listed("please pls plz number person phone favor porfavor porfa equivocado equivocada")
# Plain enough to be a wish wherever it stands in a text.
_ANYWHERE = Phrases(
    {
        "en": (
            "no need to keep/continue sending/texting/messaging/writing/updating",
            "neednt keep/send writing/texting/sending/any/more",
            "please/pls/plz/kindly stop texting/messaging/sending/contacting/these/them/the me/us/these/the/texts?",
            "please/pls/plz dont send/text/message/contact me/us/any any/more/anymore/again/by?",
            "please/pls/plz/just take/remove/get me/this/us/my/it off/from/number",
            "take me/this/us/it/my off/number/phone your/the/this/ur/of/off list/system/texts/the/your?",
            "no more texts/messages/msgs/updates",
            "dont want any? more? texts/messages",
            "you stop texting/messaging/contacting me/us",
            "unsubscribe me",
            "stop/quit blowing/blowin/hitting/hittin me/my up/phone up?",
            "dont/not/never text/txt/contact/message me? again/here/directly/anymore",
            "dont text/hit/contact/message this/the line/number/phone",
            "please dont text it/this/him/her/them again/anymore?",
            "way to turn/switch/shut these/this/it/them/texts off",
            "way to not/stop get/getting these/texts/messages",
            "make these/them/texts/messages go/quit/stop away/coming?",
            "withdraw any/my/all consent",
            "consider me opted/unsubscribed out?",
            "opting me? out",
            "opted out of these/your/the",
            "my/this number out of/from your/the/ur/it/this system/list/database?",
            "do not contact list",
            "no longer want/wish/need to? get/receive? these/msgs/messages/texts/updates/notifications",
            "dont want/need the/any/your/more? updates/msgs/notifications/alerts",
            "dont want to hear from you/u/yall/ya/the police/guys/again?",
            "rather/prefer you not/didnt send/text/contact/message me?",
            "let this be the last text/message/one",
            "last text/message/one i want/wanna/wish/care to? get/receive/see?",
            "sick/tired/annoyed/done/fed up? of/with/by getting/receiving these/texts/messages",
            "exclude/scrub/wipe/purge/strike my/this number/phone",
            "about/going/gonna to? block this/ur/your/you/yall number?",
            "turn/switch/shut off the/these/your/my notifications/texts/messages/alerts/updates",
            "turn/switch/shut the/these/your/my notifications/texts/messages/alerts/updates off",
            "nomore messages/texts",
            "dont want/need these/the/your texts/messages/msgs",
            "prefer not to? receive/get any? more? text/texts/messages",
            "what part of stop",
            "not/dont/never consent to receive? automated/any/these? texts/messages",
            "receiving/getting these i said stop",
            "for the love of god stop",
            "are to stop contacting/texting/messaging me",
            "do to stop getting/receiving these/texts/messages",
            "make the texts/messages quit/stop/end",
            "the last one i want",
            "miss me with these/the/your texts/messages",
            "texts/messages dont/not want them",
            "had it up to here with these/your/the texts/messages",
            "dont send her/him/them any more",
            "texts/messages coming to our/my phone",
            "want/get me? out of/off this/these thing/texts/program/list",
        ),
        "es": (
            "no me manden/mande/escriban/escriba/envien/texteen/avisen/notifiquen mas",
            "no me manden/mande/envien mas? mensajes/textos/avisos",
            "dejen/deje/paren/pare de mandar/enviar/escribir/mandarme/enviarme/escribirme/textearme",
            "ya? no quiero/quiere/deseo/desea/necesito recibir/mas/que/los/sus mas/mensajes/textos/le/me/avisos/les",
            "paren/pare/parar/quiten/cancelen los/estos mensajes/textos/avisos",
            "que ya? no me/le/nos envien/manden/escriban/mande",
            "quitenme/saquenme/borrenme/eliminenme de la/su/esta/esa/sus lista/mensajes/sistema",
            "no lo hagan mas",
            "baja inmediata",
            "dar/darme/darnos/denos de baja este/mi/el/de numero/telefono/servicio?",
            "retiro/revoco/cancelo cualquier/mi/el/toda? autorizacion/consentimiento/permiso",
            "que cesen/paren/detengan los/estos/sus mensajes/textos/avisos",
            "un texto/mensaje mas y",
            "no me/nos/le/la texteen/textee/textees/escriban/escribas",
            "no nos/me/le/se los? manden/envien mas/nada/textos/mensajes",
            "no manden/envien mas/nada/textos/mensajes",
            "numero/telefono borrenlo/quitenlo/saquenlo/eliminenlo",
            "quitenlo/saquenlo/borrenlo/eliminenlo de su/la/esta lista/sistema",
            "no pueden/puede seguir escribiendo/mandando/enviando/texteando",
            "nada de mensajes/textos/mensajitos/avisos",
            "textos/mensajes/avisos no quiero/queremos",
            "olvidense/olvidese/olvidate de mi/este numero/telefono",
            "no volver/vuelvan/vuelva/vuelvas a escribir/contactarme/contactar/mandar/textear/escribirme/mandarme",
            "no preciso/ocupo/necesito mas avisos/mensajes/textos/notificaciones",
            "como me salgo/desinscribo/desuscribo/borro de? aqui/esto/esta? lista?",
            "como apago/quito/paro/bloqueo/desactivo estos/los/sus/las mensajes/textos/avisos/notificaciones",
            "apagar/quitar/desactivar/bloquear estos/los/sus/las mensajes/textos/avisos/notificaciones",
            "desinscribanme/desuscribanme/desinscribirme/desuscribirme",
            "ya puse/mande/escribi stop",
            "no quiero saber de ustedes",
            "nomas mensajes/textos",
            "no ocupo/necesito/quiero q/que m/me sigan textiando/texteando/avisando/mandando/escribiendo",
            "no es necesario que me sigan avisando/mandando/escribiendo/texteando",
            "por texto/mensaje no",
            "no autorizado/autorizada para estos/mensajes",
            "mensajitos/mensajes/textos estos? cancelenlos/quitenlos/parenlos",
            "mensajes/textos los/me? pueden/puede quitar/parar/cancelar",
            "si siguen mandando/escribiendo/enviando mensajes/textos?",
            "no mas por fa/favor/porfa",
            "me dejen de llegar/mandar/escribir",
            "no me mandes/manden/mande mas na/nada",
            "si me siguen escribiendo/mandando/texteando",
        ),
    }
)
# A short text that ends in STOP after nothing but such words: "ok robot u can stop now", "bruh stop".
_IDLE = listed(
    "yeah no ok okay k lol lmao bruh dude bro man robot computer u you can now please pls just hey yo seriously omg "
    "people guys already god rn fr ugh nope haha said i he_said told cant take a hint which part of dont understand "
    "stop hate this is spam ya entendieron les dije otra vez por dios"
)
_FEW = 8
# A wish for no more texts where it is the whole text, which would mean little inside another.
_ALONE = Phrases(
    {
        "en": (
            "go away",
            "leave me/us be/alone",
            "get lost",
            "beat it",
            "scram",
            "hush",
            "shut up",
            "stfu",
            "fuck/f/piss/buzz/bug/back off",
            "give it a rest",
            "turn it/this/these/them off",
            "cut/knock it out/off",
            "this needs/has to end/stop",
            "i want/am out of? this?",
            "im out",
            "get me off this thing",
            "block/blocking/blocked you/this/u? number?",
            "do not contact me?",
            "disable/deactivate/unenroll me/this?",
            "no more",
            "none of these anymore",
            "not interested in? this?",
            "i? no? dont want/need these/this/em/them",
            "im/i good no more",
            "un subscribe me?",
            "opting/opt/opted out",
            "sick/tired of this/these",
            "make it/them stop",
            "how do/can/to i? turn this/these/it/them off",
            "im asking you nicely? to stop",
        ),
        "es": (
            "no quiero/necesito esto/nada/mas",
            "ya? no mas",
            "ya? basta ya?",
            "ni uno mas",
            "hasta aqui nomas",
            "apaguen/quiten/quita/quite/paren/borren/cancelen/desactiven esto de? mi? cel/celular/telefono?",
            "borreme/borrenme/quitenme/saquenme de? ai/ahi/aqui/esto?",
            "sin notificaciones/mensajes/textos",
            "larguense/largate/fuera",
            "no molesten/molestes/moleste/fastidien/jodan mas?",
            "dejenme/dejame/dejeme ya? en? paz?",
            "callense/callate",
            "nomas/no mensajes/textos",
            "no me interesa",
            "como me salgo",
        ),
    }
)
# An opt-out that is refused or was a slip.
_REFUSED = Phrases(
    {
        "en": (
            "sent/texted/said/hit/typed/pressed stop by/on accident/mistake/purpose",
            "didnt/dont mean/want to? say/send/text/opt/unsubscribe stop/out?",
        ),
        "es": (
            "no quiero que me/nos quiten/saquen/borren/eliminen",
            "puse/mande/escribi/dije stop por/sin error/equivocacion/accidente/querer",
            "borrenme/borren/quiten el viejo/anterior/otro",
        ),
    }
)
# A stop of something or somebody else, or none at all.
_NO_STOP = Phrases(
    {
        "en": (
            "wont/doesnt/didnt/cant/dont/never/not/wouldnt/couldnt/keeps/hasnt stop/stopping/quit",
            "dont/not/never stop/quit/cancel/end",
            "tell/told/telling/ask/asked him/her/them/my _? to stop",
            "do/still/really want the/these/your/to",
            "says/reads stop/leave",
            "stop by/sign/light/payment/him/her/them/crying/teasing/worrying/looking",
            "bus/truck/next/last/non/full/pit stop",
            "dont take/remove/drop me",
            "can/could/did you? stop him/her/them/it",
            "keep/like the/sending/these updates/texts/them?",
            "reply/txt/text stop to",
            "dont need/want police/officer/cops",
            "text/texts/message from me",
        ),
        "es": (
            "texto/mensaje mio/mia",
            "no paren/pares/dejen/dejes/cancelen/para/paran de?",
            "no quiero que paren/cierren/cancelen/dejen",
            "sigan escribiendo/escribiendome/mandando/avisando",
            "parada/senal de",
            "basta de/con trabajo/llover/la",
        ),
    }
)
_SOMEBODY_ELSE = listed("he she they him her them ex someone ella ellos")
_REFUSING = listed("dont do not never wont cant didnt no si if says said to")
# One of these as a clause of its own, in a short text: "Not interested, stop".
_OUTRIGHT = Phrases({None: ("stop/stopall/unsubscribe/optout",)})
_SHORT = 12
# A clause after one of these words is somebody else's speech: "he told me, stop texting me".
_SAYING = listed("asked ask asking said says told saying tell him her them dijo dice diciendo dije dijeron")
_OTHERS = listed("he she they my ex his her someone el ella ellos")


# A wish with one of these is for one case: MUTE, not STOP.
_THING = "car/truck/bike/house/phone/case/report/dog/one/burglary/theft/thing/van/scooter/parking/noise/call"
_COSA = "carro/moto/bici/casa/celular/caso/reporte/perro/queja/robo/asunto/camioneta/cartera/buzon/ruido"
_LIMITED = Phrases(
    {
        "en": (
            "about/for/on/regarding this/that/the/my/case/1/2/3 _? case/one/thing",
            "about/for/on case 1/2/3",
            f"about/for/on the/my/this/that stolen? {_THING}",
            "this/that/the/first/second/other _? one only/please?",
            "only this/that/the one/case/first",
            "just this/that/the one/case/first",
            "only/just stop/mute/silence/end/turn this/that/the/off",
            "not the other/others",
            "keep/leave/still/but/continue the/do/text _? other/others/rest",
            "keep the _ one",
        ),
        "es": (
            f"de/del/sobre/por/para este/ese/esta/esa/lo/el/la? {_COSA}",
            f"lo/el/la/los del/de {_COSA}",
            f"sobre/de/por lo? del/de la? {_COSA}",
            "este/ese/esta/esa caso/reporte/asunto solamente/nomas/nada?",
            "del/de/los/el otro/otros/la/las? si",
            "los/las demas si",
            "lo demas si/dejenlo/sigan",
        ),
    }
)


def muted(words: Words) -> Understanding | None:
    """The words that limit a wish to one case: "about the bike", "only this one"."""
    match = next(_LIMITED.find(words.tokens), None)
    if match is None:
        return None
    return Understanding(Intent.MUTE, match.language, 0.85, f"only '{match.phrase}'")


def consent(words: Words) -> Understanding | None:
    """The wish for no more texts, or for texts again, that opens one of the clauses."""
    refused = next(_REFUSED.find(words.tokens), None) is not None
    for intent, table in ((Intent.STOP, _STOP), (Intent.START, _START)):
        if refused and intent is Intent.STOP:
            continue
        match = _opening(words, table)
        if match is not None:
            return Understanding(intent, match.language, 0.9, f"phrase '{match.phrase}'")
    if refused:
        return None
    alone = _ALONE.whole(without(words.tokens, BEFORE, AFTER)) or _ALONE.whole(words.tokens)
    if alone is not None:
        return Understanding(Intent.STOP, alone.language, 0.8, f"'{alone.phrase}' and no more")
    for match in _ANYWHERE.find(words.tokens):
        before = words.tokens[max(0, match.start - 5) : match.start]
        if not _quoted(before) and not _REFUSING.intersection(before[-2:]):
            return Understanding(Intent.STOP, match.language, 0.9, f"phrase '{match.phrase}'")
    return _outright(words)


def no_stop(words: Words) -> bool:
    """Whether the stop that is spoken of is another's, or is refused."""
    others = bool(_SAYING.intersection(words.tokens) and _SOMEBODY_ELSE.intersection(words.tokens))
    refused = next(_REFUSED.find(words.tokens), None) is not None
    return others or refused or next(_NO_STOP.find(words.tokens), None) is not None


def _outright(words: Words) -> Understanding | None:
    few = "stop" in words.tokens and len(words.tokens) <= _FEW and _IDLE.issuperset(words.tokens)
    if few and "haha" not in words.tokens and not no_stop(words):
        return Understanding(Intent.STOP, None, 0.8, "'stop' and idle words")
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
