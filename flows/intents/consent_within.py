"""STOP in plain words where it stands inside a text or is all of it, and what takes it back or limits it."""

from __future__ import annotations

from flows.intents.phrases import Phrases
from flows.intents.words import listed

# After these words a wish may open in the middle of a clause too: "wrong number please stop texting me".
RESTARTS = listed("please pls plz number person phone favor porfavor porfa equivocado equivocada")
# Plain enough to be a wish wherever it stands in a text.
ANYWHERE = Phrases(
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
IDLE = listed(
    "yeah no ok okay k lol lmao bruh dude bro man robot computer u you can now please pls just hey yo seriously omg "
    "people guys already god rn fr ugh nope haha said i he_said told cant take a hint which part of dont understand "
    "stop hate this is spam ya entendieron les dije otra vez por dios"
)
FEW = 8
# A wish for no more texts where it is the whole text, which would mean little inside another.
ALONE = Phrases(
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
REFUSED = Phrases(
    {
        "en": (
            "sent/texted/said/hit/typed/pressed stop by/on accident/mistake/purpose",
            "said/sent/texted stop to my/the/a/another",
            "texts/messages/alerts/updates/them/it/me back on/in",
            "opt/opted/opting back in",
            "texts/messages/alerts/updates coming",
            "send them/these/those again",
            "didnt/dont mean/want to? say/send/text/opt/unsubscribe stop/out?",
        ),
        "es": (
            "que siempre/si si? los? manden",
            "ahora si los/quiero/necesito/me",
            "no quiero que me/nos quiten/saquen/borren/eliminen",
            "puse/mande/escribi/dije stop por/sin error/equivocacion/accidente/querer",
            "borrenme/borren/quiten el viejo/anterior/otro",
        ),
    }
)
# A stop of something or somebody else, or none at all.
NO_STOP = Phrases(
    {
        "en": (
            "wont/doesnt/didnt/cant/dont/never/not/wouldnt/couldnt/keeps/hasnt stop/stopping/quit",
            "dont/not/never stop/quit/cancel/end",
            "tell/told/telling/ask/asked him/her/them/my _? to stop",
            "do/still/really want the/these/your/to",
            "says/reads stop/leave",
            "call/ring/phone me instead",
            "un stop me",
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
            "ya no me escriben/llega/llegan/mandaron/mandan/avisan/avisaron",
            "mejor llamenme/llameme/marquenme/un llamada/telefonazo?",
            "texto/mensaje mio/mia",
            "no paren/pares/dejen/dejes/cancelen/para/paran de?",
            "no quiero que paren/cierren/cancelen/dejen",
            "sigan escribiendo/escribiendome/mandando/avisando",
            "parada/senal de",
            "basta de/con trabajo/llover/la",
        ),
    }
)
SOMEBODY_ELSE = listed("he she they him her them ex someone ella ellos")
REFUSING = listed("dont do not never wont cant didnt no si if says said to")
# One of these as a clause of its own, in a short text: "Not interested, stop".
OUTRIGHT = Phrases({None: ("stop/stopall/unsubscribe/optout",)})
SHORT = 12
# A clause after one of these words is somebody else's speech: "he told me, stop texting me".
SAYING = listed("asked ask asking said says told saying tell him her them dijo dice diciendo dije dijeron")
OTHERS = listed("he she they my ex his her someone el ella ellos")


# A wish with one of these is for one case: MUTE, not STOP.
_THING = "car/truck/bike/house/phone/case/report/dog/one/burglary/theft/thing/van/scooter/parking/noise/call"
_COSA = "carro/moto/bici/casa/celular/caso/reporte/perro/queja/robo/asunto/camioneta/cartera/buzon/ruido"
LIMITED = Phrases(
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
