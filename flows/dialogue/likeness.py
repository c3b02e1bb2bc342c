"""Which of several cases "the car one" means: the words that people have for each type of call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.intents.words import listed, words
from flows.snapshot import Snapshot

WORDS: Mapping[str, frozenset[str]] = {
    "stolen_vehicle": listed(
        "car vehicle truck van suv motorcycle stolen carro coche auto camioneta troca moto robado"
    ),
    "abandoned_vehicle": listed("abandoned car vehicle truck abandonado carro coche auto"),
    "street_obstruction": listed("street road blocked obstruction tree calle bloqueada arbol"),
    "auto_burglary": listed("car break breakin window glass truck smashed carro auto vidrio ventana dentro"),
    "burglary": listed("house home burglary break breakin store shop business casa negocio tienda robo"),
    "theft": listed("theft stolen bike bicycle package wallet purse robo bicicleta bici paquete cartera bolso"),
    "forgery": listed("forgery fraud check checks card cheque cheques fraude tarjeta falso"),
    "disabled_vehicle": listed("broken car vehicle stalled averiado carro auto"),
    "parking_violation": listed("parking parked car estacionado parqueo carro"),
    "lost_or_stolen_property": listed("lost phone wallet keys purse bag item perdido celular cartera llaves bolsa"),
    "animal_nuisance": listed("animal dog dogs cat perro perros gato"),
    "wires_or_poles_down": listed("wire wires pole poles power cable cables poste postes"),
    "criminal_mischief": listed("damage damaged graffiti vandalism fence mailbox danado danada grafiti cerca buzon"),
    "holding_subject": listed("person man guy shoplifter persona hombre"),
}
_SHORT = 8  # words; a longer text tells a story


def alike(body: str, cases: Sequence[Snapshot]) -> Snapshot | None:
    """The only one of the cases whose kind a short text speaks of; None where none or several could be meant."""
    tokens = words(body).tokens
    if not 0 < len(tokens) <= _SHORT:
        return None
    said = frozenset(tokens)
    scores = [len(said & WORDS.get(case.call_type or "", frozenset())) for case in cases]
    best = max(scores, default=0)
    return cases[scores.index(best)] if best and scores.count(best) == 1 else None
