"""What people write when somebody is in danger, in English and Spanish.

A needless line about 911 is cheap; a missed one isn't. So the tables reach far, and only what plainly is no
danger is taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.intents.words import listed

_HOME = "house/home/apartment/apt/room/bedroom/garage/yard/backyard/building/store/car"
_CASA = "casa/apartamento/departamento/cuarto/garaje/patio/tienda/carro/trabajo"
_ARM = "gun/knife/weapon/machete/pistol/rifle/firearm/shotgun"
_ARMA = "pistola/arma/cuchillo/navaja/machete/rifle/escopeta"
_HARM = "kill/hurt/shoot/stab/beat/attack/rape/murder"
_HARMING = "hurting/beating/hitting/choking/strangling/attacking/stabbing/raping/robbing/threatening"
_ME = "me/us/him/her"
_SOMEBODY = "someone/somebody/someones/man/guy/stranger/intruder/burglar/thief/robber/people"

# Danger whenever it is said.
ALWAYS: Mapping[str | None, Sequence[str]] = {
    None: ("sos", "911 911"),
    "en": (
        "emergency",
        # Somebody is there
        f"{_SOMEBODY} is/are? still? in/inside/outside/entering my/our/the {_HOME}",
        f"hes/shes/theyre still? in/inside/outside/entering my/our {_HOME}",
        f"he/she/they is/are still? in/inside/outside/entering my/our {_HOME}",
        f"{_SOMEBODY} is/are? at/by/outside my/our front/back? door/window",
        "hes/shes/theyre at/outside my/our/the front/back? door/window",
        "he/she/they is/are at/outside my/our/the front/back? door/window",
        f"{_SOMEBODY} is/are? trying to get/break in/into",
        "trying to break in/into/down",
        "trying to get in/into/inside my/our house/home/apartment/door/room",
        f"breaking into my/our {_HOME}",
        "is/are/hes/shes/theyre/someone/somebody/someones breaking in",
        "breaking/kicking/banging/pounding down/in/on? my/our/the door/window",
        "being robbed/followed/chased/attacked/beaten/stalked/mugged/raped/kidnapped/stabbed/shot/held",
        "robbing me/us",
        "home invasion",
        # Weapons
        f"has/have/got/holding/pointing/pointed/pulled/waving a/an/his/her? {_ARM}",
        f"with a/an {_ARM} in/at/outside/here/now",
        "is/hes/shes/theyre armed",
        "armed man/men/person/robbery",
        "at gunpoint/knifepoint",
        "shots fired",
        "gun shots/shot",
        "gunshots/gunfire",
        "shooting at/outside",
        "active shooter",
        "bomb threat",
        "hostage",
        # Harm
        f"{_HARMING} {_ME}",
        f"going/trying/threatening/threatened/threatens/wants/coming to {_HARM} {_ME}",
        f"going/trying/threatening/threatened/threatens/wants/coming to {_HARM} my _",
        f"gonna/wanna {_HARM} me/us/her",
        f"he/she/they/someone/husband/boyfriend/ex will {_HARM} me/us",
        f"hell/shell/theyll {_HARM} me/us",
        "threatening me/us/to",
        "in danger",
        "am/im/were/are/was/feel not safe",
        "arent safe here/now/anymore?",
        "dont feel safe",
        "scared/afraid/fear/fearing for my life",
        "life or death",
        "im/am hiding",
        "hiding in/under/behind my/the/a closet/bathroom/bed/room/bedroom/basement/attic",
        "help me he/she/hes/shes/theyre/they/someone/somebody",
        "help hes/shes/theyre/someone/somebody",
        "help me/us? now/fast/quick/quickly/hurry",
        "need help now/asap/immediately/fast/right/urgently",
        "need help right away/now",
        "please hurry",
        "hurry please/up? hes/shes/theyre",
        # Health
        "cant/cannot/couldnt breathe/breath",
        "can not breathe/breath",
        "not/isnt/stopped/stops breathing",
        "trouble/difficulty breathing",
        "hard to breathe",
        "chest pain/pains",
        "having a/an heart/asthma/panic? attack/seizure/stroke",
        "overdose/overdosed/overdosing/odd",
        "unconscious/unresponsive",
        "bleeding out/badly/heavily/bad",
        # Suicide
        "kill/killing/hurt/harm/cut/cutting/shoot/hang/hurting myself",
        "kill/killing/hurt/hurting himself/herself/themselves",
        "suicide/suicidal",
        "end/ending/take/taking my own? life",
        "end/ending it all",
        "want/wanna/wants to? die",
        "wish i was/were dead",
        "dont/cant want/wanna to? live/be/exist alive/anymore",
        "dont want/wanna to? live",
        "better off dead",
        "no reason to live",
        # A plea for 911
        "send/call/calling/need/dial/get 911/999",
        "911 now/please/help/emergency/asap/hurry",
        "help 911",
        ("send/need police/cops/officers/someone/somebody/help now/asap/fast/quick/immediately/right/please/hurry"),
        "call the? police/cops now/fast/please/quick",
        "send the? help/police/cops/swat",
        "send/call/need an? ambulance/paramedics/ems",
        # Fire
        "house/home/building/apartment/car/kitchen/garage/store is? on fire",
        "theres/is a? fire in/at",
        "gas leak",
    ),
    "es": (
        "emergencia",
        "auxilio/socorro/ayudenme/ayudennos/socorranme",
        (f"alguien/hombre/ladron/ladrones/intruso esta/estan? en/dentro/adentro/afuera/fuera de? mi/la {_CASA}"),
        f"hay hombres/gente en/dentro/adentro/afuera/fuera de? mi/la {_CASA}",
        "esta/estan afuera/fuera/dentro de mi casa/puerta/ventana",
        "esta/estan metiendo/metiendose/entrando en/a mi/la casa",
        "quiere/quieren/trata/tratan/tratando/intenta/intentan/intentando de? entrar/meterse",
        "rompiendo/tumbando/golpeando/pateando mi/la puerta/ventana",
        f"tiene/tienen/trae/traen/saco un/una {_ARMA}",
        f"con un/una {_ARMA} en/aqui/afuera/ahora",
        "esta/estan/viene armado/armados/armada",
        (
            "me esta/estan/viene/vienen siguiendo/persiguiendo/golpeando/pegando/atacando/amenazando/"
            "robando/asaltando/apuntando"
        ),
        "esta/estan siguiendome/persiguiendome/golpeandome/pegandome/atacandome/amenazandome/robandome",
        "me sigue/siguen/persigue/persiguen un/una/unos/hombre/alguien/carro",
        "me sigue/siguen siguiendo",
        "alguien me sigue/persigue",
        "me pega/golpea/golpean/apunta/apuntan/amenaza/amenazan/ataca/atacan",
        ("me/nos va/van/quiere/quieren/viene/vienen a? matar/lastimar/pegar/golpear/violar/disparar/apunalar/atacar"),
        "me/nos va/van/quiere/quieren a? hacer dano",
        "va/van/quiere/quieren a? matarme/matarnos/lastimarme/golpearme/pegarme/violarme/dispararme/atacarme",
        "amenaza/amenazo/amenazan/amenazaron con matarme/matarnos",
        "en peligro",
        "tengo mucho? miedo",
        "temo por mi vida",
        "estoy/estamos escondido/escondida/escondidos",
        "me tiene/tienen encerrado/encerrada/secuestrado/secuestrada",
        "rehen/rehenes/secuestro/secuestrado/secuestrada/secuestraron",
        "disparos/balacera/tiroteo/balazos",
        "esta/estan disparando/tirando balazos?",
        "mucha sangre",
        "no puedo/puede/podemos respirar",
        "no respira/responde/despierta",
        "ataque/paro al? corazon/cardiaco",
        "infarto/derrame/inconsciente/sobredosis/convulsiones/convulsionando",
        "dolor de/en el? pecho",
        "voy/quiero/pienso a? matarme/morir/morirme/suicidarme/lastimarme/cortarme",
        "me quiero/voy a? matar/morir/suicidar",
        "suicidio/suicidarme/suicidarse/suicida/suicidar",
        "quitarme la vida",
        "no quiero seguir? vivir/viviendo",
        (
            "necesito/necesitamos a/al/la/el/una/un? la? 911/policia/patrulla/ambulancia/ayuda ya/"
            "ahora/rapido/urgente/pronto"
        ),
        "manden/mande/envien/envie a/al/la/el/una/un? la? 911/policia/patrulla/ambulancia/ayuda",
        "necesito/necesitamos una? ambulancia",
        "llamen al/a 911",
        "llamen a la policia",
        "llamen a? una? ambulancia",
        "911 ayuda/ya/ahora/rapido/urgente",
        "ayuda 911/urgente/rapido/ya/ahora/pronto",
        "vengan rapido/ya/pronto/ahora",
        "se quema/incendia mi/la casa",
        "incendio/fuego en mi/la casa/edificio/cocina",
        "fuga de gas",
    ),
}

# Danger, unless the same clause puts it in the past ("last night", "on Sunday") and nothing says "now".
UNLESS_PAST: Mapping[str | None, Sequence[str]] = {
    "en": (
        "heart attack",
        "bleeding",
        "following/chasing/stalking me/us",
        (
            "he/she/they/someone/somebody/husband/boyfriend/wife/girlfriend/ex/who just? hurt/hit/"
            "beat/choked/attacked/stabbed/shot/raped/punched/assaulted me/us"
        ),
        "i was/am/got/been/have just? been? hurt/shot/stabbed/attacked/raped/kidnapped",
        "im hurt/injured/wounded/shot/stabbed",
        "i am injured/wounded",
        "someone/somebody/man/he/she/person was/got/been/is? shot/stabbed",
        "broke/breaks into my house/home/apartment now/just",
        "just broke in/into",
        "has passed out",
        "came/comes/coming back to/with hurt/kill/gun/knife",
        "he/she is? dying",
    ),
    "es": (
        "sangrando",
        (
            "me lastimo/lastimaron/golpeo/golpearon/pego/pegaron/hirio/hirieron/disparo/dispararon/"
            "apunalo/apunalaron/ataco/atacaron/violo/violaron"
        ),
        "me hizo/hicieron/hace dano",
        "estoy/esta herido/herida/sangrando/muriendo",
        "se metieron/metio en/a/dentro mi/la casa",
        "se desmayo",
        "llame/llama al/a 911",
        "llame/llama a la policia ya/ahora/rapido/urgente/pronto",
        "llame/llama a? una? ambulancia",
    ),
}

# The whole text is only this.
ALONE: Mapping[str | None, Sequence[str]] = {
    None: ("911 please?", "9 1 1", "911 911 911?"),
    "en": ("bleeding", "gun", "fire", "call/send police", "send help", "urgent"),
    "es": ("fuego", "urgente", "policia", "peligro"),
}

# What takes a danger word back, where it covers the whole of it.
HARMLESS: Mapping[str | None, Sequence[str]] = {
    "en": (
        "no/not/isnt/wasnt/aint/non/never a/an/any/really/exactly/real? a/an/real? emergency",
        "emergency contact/contacts/room/number/line/exit/brake/brakes/fund/services",
        (
            "not/never/no/isnt/arent/wasnt/nobody/stopped/longer/quit/no in/bleeding/armed/being? "
            "danger/followed/hurt/bleeding"
        ),
        "not bleeding/armed/suicidal/unconscious",
        "no gun/guns/shots/chest/one? fired/pain/pains",
        "not in any? danger",
        "nobody/noone/not/never/isnt/wasnt/arent following/hurting/threatening/chasing/bleeding me/us",
        "nobody/noone is following/hurting/threatening/in/inside/outside me/us/my? house/home?",
        "no one is following/hurting/threatening/in/inside/outside me/us/my? house/home?",
        "no one in/inside my house/home",
        "almost/nearly/gave/giving/give me/him/her/us/had? a heart attack",
        "following me/us on twitter/instagram/facebook/ig/insta/tiktok/snapchat/fb",
        "didnt get/need call/calling? 911",
        "dont need/call 911/ambulance",
        "dont need/call an ambulance",
        "suicide squad",
        "why/when/after/before did? i/we call 911",
    ),
    "es": (
        "no es/era/fue/hay/tengo/tenemos una/un/ninguna? emergencia",
        "sin emergencia",
        "no emergencia",
        "ninguna emergencia",
        "contacto/sala/cuarto/numero/linea/telefono/no de? no? emergencia",
        "ayudenme con",
        "no estoy/esta/hay en? peligro/sangrando/herido/herida/armado/disparos/inconsciente",
        "no estoy/estamos en peligro",
        "ya no estoy/esta/hay en? peligro/sangrando/disparos",
        "ya llame al 911",
        "ya llame a la policia ya/ahora?",
        "no llame al/a 911",
        "no tengo miedo",
    ),
}

PAST = listed(
    "yesterday ago last sunday monday tuesday wednesday thursday friday saturday earlier weekend previously "
    "ayer anoche anteayer antier domingo lunes martes miercoles jueves viernes sabado pasado pasada hace"
)
NOW = listed(
    "now again still currently hurry asap immediately tonight here outside "
    "ahora ahorita ya aqui sigue siguen afuera todavia aun otra rapido"
)
# Long words of danger are known by their typos too.
SPELT = (
    *("emergency", "emergencia", "suicide", "suicidal", "suicidio", "ambulance", "ambulancia"),
    *("bleeding", "sangrando", "gunshots", "kidnapped", "threatening"),
)
SPELT_OTHERWISE = listed("emergence emergent emerging emergencies breeding blending threatened pleading")
