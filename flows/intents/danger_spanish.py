"""What people write in Spanish when somebody is in danger.

A needless line about 911 is cheap; a missed one isn't. So the tables reach far, and only what plainly is no
danger is taken back.
"""

from __future__ import annotations

_CASA = "casa/apartamento/departamento/cuarto/garaje/patio/tienda/carro/trabajo"
_ARMA = "pistola/arma/cuchillo/navaja/machete/rifle/escopeta"

# Danger whenever it is said.
ALWAYS = (
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
    # Of everything, more
    "me/nos quiere/quieren/va/van a? robar/asaltar/secuestrar",
    "sigue/siguen aqui/adentro/afuera/dentro",
    "hay alguien adentro/dentro/afuera/aqui",
    "se esta/estan metiendo/entrando",
    "mi ex/esposo/esposa/marido/novio/novia esta aqui/afuera/adentro/armado",
    "duele el/mi pecho",
    "hay un/mucho? incendio/fuego/humo",
    "me/nos amenazo/amenaza/amenazan/amenazaron de/con muerte/pistola/cuchillo/arma/una/un",
    "sangra/sangrando mucho",
    "no me deja/dejan salir/ir",
    "llama/llamale al 911",
    "ayuda por? favor? esta/estan aqui/afuera/adentro/entrando",
    "tome/tomo muchas/todas/unas las? pastillas",
    "gritando/gritos",
    "hay mucha? sangre",
    "no despierta/reacciona/responde",
    "vengan/venga por? favor? rapido/ya/pronto",
    "esta/estan robando mi/la/el/una",
    "robandose/llevandose mi/el/la",
    "hay un/unos ladron/ladrones/hombre/hombres en/adentro/afuera/dentro",
    "mi hijo/hija/nino/nina/bebe no aparece",
    "acabar con mi vida",
    "huele a gas",
    "esta/estoy ahogando/ahogandose",
    "se esta ahogando",
    "se esta quemando/incendiando",
    # Present, and to be feared
    "ladron/ratero/hombre/tipo todavia/aun/sigue esta? aqui/adentro/afuera",
    "el/ella/ellos esta/estan aqui/afuera/adentro",
    "no puedo hablar/llamar/marcar el/ella/me/al/esta/porque",
    "no me? llamen/llames esta/estan",
    "me oye/escucha/va/van a? oir/escuchar",
    "no puedo hacer ruido",
    "en llamas",
    "llevaron/llevar/robaron/quitaron a mi hijo/hija/nino/nina/bebe/sobrina/sobrino",
    "oigo/escucho/oimos pasos/ruidos/voces/gritos/disparos/tiros",
    "hay alguien/persona otra? vez? adentro/dentro/aqui",
    "hay una persona dentro/adentro/en",
    "hacer/hacerse/haciendo/hago dano",
    "tiro/tirar/tirarse/lanzar/saltar de/del puente/balcon/techo/edificio",
    "mejor sin mi",
    "esta/estan subiendo/subiendose/en el/la/las escalera/escaleras/techo",
    "esta/estan en el cuarto de",
    "los que me robaron esta/estan afuera/aqui/adentro",
    "me sigue/persigue un/voy/por/y",
    "carro/hombre/tipo/alguien me sigue/persigue",
    "sentido a/de la? vivir/vida",
    "debajo de la cama",
    "cerrando/cierra la garganta",
    "no encuentro a mi hijo/hija/nino/nina/bebe",
    "me esta/estan ahorcando/asfixiando/matando/violando/tocando",
    "cayo a/en la piscina/alberca",
)

# Danger, unless the same clause puts it in the past ("last night") and nothing says "now".
UNLESS_PAST = (
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
    "me/nos apunto/apuntaron con",
    "esta/estan muy? golpeado/golpeada/golpeados",
    "me/nos acaba/acaban de robar/asaltar/golpear/atacar",
    "regreso/volvio el/mi ladron/ex/hombre",
    "pistola/pistolas/cuchillo/cuchillos/navaja/navajas/arma/armas/machete",
    "se metio/metieron un/una/unos/el/los ladron/ladrones/hombre/hombres/persona",
    "esta/estan peleando/peleandose",
)

# Danger where it is the whole text.
ALONE = (
    "fuego/incendio/balacera/intruso/secuestro/ambulancia/tiros",
    "urgente",
    "policia",
    "peligro",
)

# What takes a danger word back, where it covers the whole of it.
HARMLESS = (
    "no es/era/fue/hay/tengo/tenemos una/un/ninguna? emergencia",
    "sin emergencia",
    "no emergencia",
    "ninguna emergencia",
    "contacto/sala/cuarto/numero/linea/telefono/no de? no? emergencia",
    "ayudenme con",
    "me/nos esta/estan/van/va matando/a/matar los/las mosquitos/plantas/impuestos/precios",
    "luces/salida/kit/sala/escalera/puerta/freno de emergencia/emergencias",
    "enfermera/enfermero/doctor/trabajo de/en la? sala? de? emergencia/emergencias",
    "pistola/arma de agua/clavos/juguete/silicon/pintura",
    "calor/mama/papa/jefe/frio/trabajo me va/esta a? matar/matando",
    "robaron/robo/llevaron/llevo el/la/los/las/un/una machete/pistola/cuchillos/cuchillo/navaja/arma/armas",
    "cuchillo en la llanta/goma/puerta",
    "heat/nail/glue/staple/water/nerf gun/guns",
    "sangre de el",
    "no estoy/esta/hay en? peligro/sangrando/herido/herida/armado/disparos/inconsciente",
    "no estoy/estamos en peligro",
    "ya no estoy/esta/hay en? peligro/sangrando/disparos",
    "ya llame al 911",
    "ya llame a la policia ya/ahora?",
    "no llame al/a 911",
    "no tengo miedo",
    "no me/nos hizo/hicieron/hace dano",
    "nadie esta/resulto herido/herida/golpeado",
    "mi/mis/tenia/tenian/robaron/robo/encontre pistola/cuchillo/arma/armas/navaja",
    "tenia/tenian/robaron/robo/encontre una/un/mi/la/el pistola/cuchillo/arma/navaja",
)
