"""Haitian Creole, Vietnamese and Portuguese: STOP, START, HELP and danger, and nothing else.

Nobody here can review prose in these languages, so only wishes of law and safety are read; anything else goes
to a person. Vietnamese is written with and without its marks; `words` takes them away.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.intents.phrases import Phrases
from flows.intents.understanding import Understanding
from flows.intents.words import Words, listed
from flows.vocabulary import Intent

_EMERGENCY = Phrases(
    {
        "ht": (
            "anmwe",
            "gen yon moun/neg/vole nan/anndan/deyo kay/lakou/pot? la/mwen",
            "gen yon moun/neg/vole/machin k/kap/ki? ap? suiv/swiv/frape/atake/kase/eseye",
            "moun/vole nan kay la/mwen",
            "yo/li ap? kase pot/fenet la",
            "li/yo/neg gen yon? zam/kouto/fizi/revolve/manchet",
            "li/yo ap tire/bat/frape/touye/trangle/atake/suiv/swiv",
            "mari/menaj/ex/papa m ap bat/touye/frape/menase",
            "ap bat/touye/frape/suiv/swiv/atake/trangle mwen/m/nou",
            "vle/pral touye/tiye mwen/m/nou/tet",
            "pa ka respire",
            "pa ap? respire",
            "ap senyen/mouri/toufe",
            "pa vle viv",
            "mwen/m vle mouri",
            "rele/voye lapolis/polis/anbilans/911",
            "kay la pran/ap dife/boule",
            "mwen/m an? danje",
            "ijans",
            "sekou",
        ),
        "vi": (
            "cuu toi/voi/em/minh/con",
            "cuu cuu",
            "co nguoi/ke/trom/dan? ong? trong/o/dang/dot nha/trong/pha/nhap/theo/dap",
            "dang pha/dap/cay/mo cua/nha",
            "dot nhap",
            "co/cam/dang/mang sung/dao/vu",
            "dang/bi/muon danh/dam/giet/ban/theo/bop/hanh toi/em/me/con/vo/dap/doi/co/hung?",
            "theo doi/duoi toi/em",
            "khong tho/the/con duoc/tho",
            "kho tho",
            "muon chet/tu",
            "khong muon song",
            "tu tu/sat",
            "goi canh/cap/xe/cong/911 sat/cuu/an?",
            "chay nha",
            "nha/dang dang? chay",
            "chay mau nhieu?",
            "khan cap",
            "nguy hiem",
            "co sung/dao",
            "dang danh/dam/giet/bop toi/em/me/con",
            "bi ban/dam/cuop/bat cop/coc?",
            "giet toi/em/chung",
        ),
        "pt": (
            "socorro/emergencia/emergencias",
            "tem/ha um/uma/alguem/gente homem/pessoa/ladrao/cara/dentro/na/no/tentando dentro/na/no/da/entrar?",
            "tem alguem/gente",
            "dentro da minha casa",
            "tentando/tentam/estao arrombar/entrar/arrombando/invadindo",
            "esta/ta/tem/estao/com com? uma/um faca/arma/revolver/pistola",
            "esta/ta/estao armado/armados/atirando/sangrando",
            "esta/ta me/nos batendo/seguindo/ameacando/agredindo/enforcando/perseguindo",
            "me batendo/seguindo/ameacando/agredindo/enforcando/perseguindo/esfaqueou",
            "me/nos seguindo/perseguindo",
            "vai/quer me matar/bater",
            "nao esta/ta/consigo/consegue/esta respirando/respirar/respira",
            "quero/vou me? matar/morrer",
            "nao quero mais viver",
            "chama/chame/chamem/manda/mande/mandem a/uma/o policia/ambulancia/samu",
            "pegando/pegou fogo",
            "infarto/desmaiou",
        ),
    }
)
_STOP = Phrases(
    {
        "ht": (
            "sispann/rete/kanpe voye/ekri/anvwaye/tekste mesaj/m/mwen/ban?",
            "pa voye/ekri/anvwaye mesaj/m/mwen/anyen/ban ban/anko/m/mwen?",
            "pa vle/bezwen resevwa? mesaj",
            "retire/wete/efase nimewo/non/mwen/m m/mwen/nan?",
            "ase ak mesaj",
            "kite m/mwen anpe/trankil",
            "sispann/kanpe mesaj",
        ),
        "vi": (
            "dung/ngung/thoi nhan/gui/lien tin/cho/nua/lac",
            "dung co? gui/nhan",
            "dung/dau nhan tin",
            "xoa/bo so/ten cua? toi",
            "khong muon nhan/co tin/them?",
            "khong nhan tin nua",
            "huy dang ky/tin",
            "de toi yen",
        ),
        "pt": (
            "para/parem/pare/parar de/com me/mandar/enviar/as/essas mandar/enviar/mensagens/mensagem?",
            "nao quero/preciso mais receber/mensagem/mensagens/nada?",
            "nao quero/preciso receber mais? mensagens/mensagem",
            "nao me? manda/mande/mandem/envie/enviem/escreva/escrevam mais/mensagens/mensagem",
            "me tira/tire/tirem/remove/remova/remover da/dessa/desta/do",
            "tira/tire/remova meu numero",
            "chega de mensagem/mensagens",
            "cancelar/cancela/cancele/parar as mensagens",
            "me deixa/deixem/deixe em paz",
        ),
    }
)
_START = Phrases(
    {
        "ht": ("rekomanse/komanse voye/ekri", "vle resevwa mesaj yo? anko", "voye mesaj yo? anko"),
        "vi": (
            "bat dau gui/lai/nhan",
            "cho toi nhan tin",
            "gui/nhan lai tin",
            "nhan tin nhan? lai",
            "muon nhan lai",
        ),
        "pt": (
            "quero voltar a? receber",
            "voltar/voltem a receber/mandar/enviar",
            "mandar/enviar/mandem as/me mensagens de novo",
            "quero receber as? mensagens",
            "recomecar/reativar as? mensagens",
        ),
    }
)
_HELP = Phrases(
    {
        "ht": (
            "ed",
            "ki moun/kiyes ki/sa/ou ye/voye/ekri/sa?",
            "kijan/kouman sevis/sa/bagay sa/a? a? mache",
            "ki/kisa sa/nimewo ye/sa?",
        ),
        "vi": ("tro giup", "giup do", "ai nhan/gui/day tin/vay/do?", "dung nhu the nao", "day la ai/gi/so"),
        "pt": (
            "ajuda",
            "quem e/esta que? esta? falando/mandando/e/voce?",
            "quem fala",
            "como funciona esse/este/isso servico?",
            "o que e isso",
        ),
    }
)
# The words that only this language has: two of them, or one of its marks, make it sure.
_OWN: Mapping[str, frozenset[str]] = {
    "ht": listed(
        "mwen pa gen yon moun nan kay ki ap li yo nou ou tanpri mesaj voye anko ekri sispann nimewo vle bezwen ede "
        "kounye sa lapolis sevis kijan ban mari manman papa viv rele pot la resevwa ase anmwe zam bat m k ed"
    ),
    "vi": listed(
        "toi khong cua cho dang co nguoi nha nhan tin gui dung lam on xoa so muon duoc va voi ai dich vu giup "
        "tro cuu "
        "sung dao danh chong vo ba me tho chet canh sat nay vay nua lai em anh bi trong ngung thoi bat dau "
        "theo doi no qua su dung dich vu lien tuc danh tho duoc sung roi du toi em"
    ),
    "pt": listed(
        "nao mensagem mensagens voce voces meu minha esta ta ele ela estou uma tem alguem ajuda socorro pode podem "
        "receber mandar obrigado obrigada quero numero dessa essas lista manda eu tira mandem podem de me nada "
        "por favor as parar chega mande porta policia rapido armado ta a vou mae casa isso esse pai policia "
        "agora mais com quem como funciona "
        "servico voltar tira chega arrombar seguindo batendo matar estao homem faca respirando falando dentro me em"
    ),
}
_MARKS = {
    "vi": frozenset("\u0110\u01a0\u01af\u0111\u01a1\u01b0"),
    "pt": frozenset("\u00c3\u00d5\u00e3\u00f5"),
}
# Words that English or Spanish have too: a text of these alone is not foreign.
_SURE: Mapping[str, frozenset[str]] = {
    "ht": listed(
        "mwen tanpri mesaj voye anko sispann nimewo kounye lapolis kijan manman resevwa anmwe zam rekomanse ed"
    ),
    "vi": listed("toi khong nguoi nhan tin giup dung muon duoc dang danh nha sung chong vo nua roi dich"),
    "pt": listed(
        "nao mensagem mensagens voce voces minha meu alguem ajuda obrigado obrigada estao arrombar essas dessa "
        "essa esse tira mandando ele eu"
    ),
}
_TABLES = ((Intent.EMERGENCY, _EMERGENCY), (Intent.STOP, _STOP), (Intent.START, _START), (Intent.HELP, _HELP))


def other_tongue(said: Words) -> Understanding | None:
    """The wish of law or safety in another language; None where the text isn't surely in one of the three."""
    spoken = _tongue(said)
    if spoken is None:
        return None
    for intent, table in _TABLES:
        match = next((m for m in table.find(said.tokens) if m.language == spoken), None)
        if match is not None:
            return Understanding(intent, spoken, 0.9, f"phrase '{match.phrase}'")
    return Understanding(Intent.UNKNOWN, spoken, 0.0, "another language")


def _tongue(said: Words) -> str | None:
    some = said.tokens[:60]
    if not some:
        return None
    best: tuple[float, str] | None = None
    for name, own in _OWN.items():
        marked = any(mark in said.plain for mark in _MARKS.get(name, ()))
        if not (marked or _SURE[name].intersection(some)):
            continue
        share = (sum(token in own for token in some) + marked) / len(some)
        if share >= (0.4 if marked else 0.5) and (best is None or share > best[0]):
            best = (share, name)
    return best[1] if best else None
