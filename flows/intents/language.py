"""Which language a text is in, where its words leave no doubt."""

from __future__ import annotations

from collections.abc import Mapping

from flows.intents.words import Words, listed

# Words of one language only: what both share ("no", "a", "he", "son", "once", "sin") decides nothing.
COMMON: Mapping[str, frozenset[str]] = {
    "en": listed(
        "the is are was were my mine your you i im ive ill it its this that these those they "
        "them she her his and but "
        "or not dont didnt cant wont isnt what whats when where wheres who why how which of to "
        "in on at for from with "
        "about have has had do did does will would can could should been be am an any some there "
        "here please thanks "
        "thank yes hello hi hey want need know get got going go tell call called wrong number "
        "case police officer "
        "report stolen still again now today tomorrow yesterday morning just been we our us if "
        "so then because up out "
        "person name texting text texts message messages stop sorry never anyone someone "
        "first last second one"
    ),
    "es": listed(
        "el la los las un una unos unas de del al que es esta este esto esa ese eso estan estoy "
        "estaba soy fue era son "
        "mi mis su sus yo tu usted ustedes nos lo le les se por para con pero porque como cuando "
        "donde quien cual "
        "cuanto hay ya muy mas gracias hola buenos buenas dias tardes noches favor quiero "
        "necesito puede pueden puedo "
        "saber tengo tiene tienen hace ayer hoy manana ahora caso policia oficial reporte carro "
        "casa robaron robo "
        "llame llamar llamen numero equivocado si senor senora ayuda todavia nada algo alguien "
        "nadie espanol ingles "
        "mensajes textos otra vez primero primera segundo segunda ultimo ultima nunca persona"
    ),
}
_BOTH = COMMON["en"] & COMMON["es"]
# One of these words is enough.
TELLING: Mapping[str, frozenset[str]] = {
    "en": listed("hello thanks please the whats what where when who why how yes sorry morning police"),
    "es": listed(
        "hola gracias favor usted ustedes quiero necesito cuando donde quien porque espanol "
        "senor senora policia "
        "buenas buenos estado tengo tiene cual llamar porfavor porfa perdon disculpe"
    ),
}


def language(words: Words) -> str | None:
    """ "en" or "es", or None where the words could be either's, or nobody's."""
    some = words.tokens[:80]
    score = {
        name: sum(1 for token in some if token in common and token not in _BOTH) for name, common in COMMON.items()
    }
    telling = {name: sum(1 for token in some if token in sure) for name, sure in TELLING.items()}
    if words.spanish_marks:
        telling["es"] += 1
    for mine, other in (("en", "es"), ("es", "en")):
        weight, against = score[mine] + telling[mine], score[other] + telling[other]
        if (telling[mine] or score[mine] >= 2) and weight >= 3 * against:
            return mine
    return None
