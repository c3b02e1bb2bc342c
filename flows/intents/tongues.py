"""Haitian Creole, Vietnamese, Portuguese: STOP, START, HELP and danger are understood, the rest is for a person.

Nothing is ever texted in these languages: nobody here can review the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.intents.phrases import Phrases, Table
from flows.intents.understanding import Understanding
from flows.intents.words import Words, listed, once
from flows.vocabulary import Intent

TONGUES = ("ht", "vi", "pt")

# Without accents, as all words are read here.
DANGER: Table = {
    "ht": (
        "anmwe",
        "sekou",
        "ede m tanpri yo/li",
        "yo/li ap tire",
        "li/yo gen zam/kouto/fizi",
        "yo/li vle/pral touye/bat m/mwen",
        "gen moun/yon nan/moun kay/nan la/kay mwen?",
        "m/mwen ap senyen",
        "m/mwen vle touye tet mwen/m",
    ),
    "vi": (
        "cuu toi/voi",
        "cap cuu",
        "co sung/dao",
        "dang danh toi",
        "muon/se giet toi",
        "co nguoi trong nha",
        "toi muon tu tu/sat",
        "toi dang bi theo doi",
        "toi bi thuong",
    ),
    "pt": (
        "socorro",
        "ele/ela tem/esta uma/com arma/uma faca/arma?",
        "vai/vao/quer/querem me matar/bater",
        "tem alguem/gente na/dentro minha/da casa/minha casa?",
        "estou/to sangrando",
        "estao/esta me seguindo",
        "estou sendo seguida/seguido",
        "quero me matar",
    ),
}
# The whole text.
COMMANDS: Mapping[Intent, Table] = {
    Intent.STOP: {
        "ht": ("rete", "sispann", "kanpe", "pa voye mesaj anko"),
        "vi": ("dung lai", "ngung", "ngung lai", "huy", "dung nhan tin nua"),
        "pt": ("sair", "pare de me enviar mensagens", "parem", "chega de mensagens"),
    },
    Intent.START: {"ht": ("komanse", "rekomanse"), "vi": ("bat dau",), "pt": ("comecar", "recomecar")},
    Intent.HELP: {
        "ht": ("ede m", "ede mwen"),
        "vi": ("giup", "giup do", "tro giup"),
        "pt": ("ajuda", "me ajuda"),
    },
    Intent.LANGUAGE: {
        "ht": ("kreyol", "kreyol ayisyen", "creole", "haitian creole?", "pale kreyol"),
        "vi": ("tieng viet", "vietnamese", "viet"),
        "pt": ("portugues", "portuguese", "em portugues", "fala portugues", "falo portugues"),
    },
}
_WISHES: Table = {
    "ht": ("speak/in/need/only creole/haitian/kreyol", "mwen/m pale kreyol"),
    "vi": ("speak/in/need/only vietnamese", "noi tieng viet"),
    "pt": ("speak/in/need/only portuguese", "falo/fala portugues"),
}
# Two of these, and more of them than of any other tongue.
COMMON: Mapping[str, frozenset[str]] = {
    "ht": listed(
        "mwen ou nou yo ki nan pou pa gen mesi tanpri lapolis vwati kay te ap bonjou bonswa kijan poukisa zanmi"
    ),
    "vi": listed("toi khong cua nha xe canh sat cam on xin chao vui long duoc mat cap nguoi giup cho"),
    "pt": listed(
        "voce voces nao meu minha obrigado obrigada roubaram carro policia quero preciso onde alguem bom boa tem uma"
    ),
}
# Words that are theirs and not English or Spanish: without one of them nothing is decided.
TELLING: Mapping[str, frozenset[str]] = {
    "ht": listed("mwen tanpri lapolis vwati mesi kijan poukisa bonjou bonswa"),
    "vi": listed("khong canh xin cam nguoi duoc"),
    "pt": listed("voce voces nao obrigado obrigada roubaram alguem preciso"),
}
_VIETNAMESE = re.compile("[\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE)
_DANGER, _WISH = Phrases(DANGER), Phrases(_WISHES)
_COMMANDS = {intent: Phrases(table) for intent, table in COMMANDS.items()}


def danger_in_another_tongue(said: Words) -> Understanding | None:
    match = next(_DANGER.find(said.tokens), None)
    if match is None:
        return None
    return Understanding(Intent.EMERGENCY, match.language, 0.9, f"danger phrase '{match.phrase}'")


def command_in_another_tongue(said: Words) -> Understanding | None:
    """STOP, START, HELP or the language's own name, as the whole text; or the wish to speak it."""
    for intent, table in _COMMANDS.items():
        match = table.whole(once(said.tokens)) or table.whole(said.tokens)
        if match is not None:
            return Understanding(intent, match.language, 0.9, f"keyword {match.phrase}")
    match = next(_WISH.find(said.tokens), None)
    return None if match is None else Understanding(Intent.LANGUAGE, match.language, 0.8, f"phrase '{match.phrase}'")


def tongue(text: str, said: Words) -> str | None:
    """Which of these languages a text is in, where its words leave no doubt."""
    if len(_VIETNAMESE.findall(text)) >= 2:
        return "vi"
    score = {name: len(common.intersection(said.tokens)) for name, common in COMMON.items()}
    best = max(score, key=lambda name: score[name])
    rest = max(count for name, count in score.items() if name != best)
    telling = TELLING[best].intersection(said.tokens)
    return best if telling and score[best] >= 2 and score[best] > rest else None
