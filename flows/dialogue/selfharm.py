"""Whether the danger that was read is thoughts of suicide: then the answer names 988 too."""

from __future__ import annotations

import re

from flows.intents import Understanding
from flows.vocabulary import Intent

# Of the phrases of the tables of danger, which `why` names; nothing else tells one danger from another.
_SELF_HARM = re.compile(
    r"\b(?:suicid\w*"
    r"|(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|shoot|hang) (?:my|him|her|them)sel(?:f|ves)"
    r"|(?:end|ending|take|taking) my (?:own )?life|(?:end|ending) it all"
    r"|(?:want|wanna|wants) (?:to )?(?:die|live|exist|be alive|live anymore|be anymore)"
    r"|be alive anymore|wish i (?:was|were) dead"
    r"|better off dead|no reason to live"
    r"|(?:voy|quiero|pienso) (?:a )?(?:matarme|lastimarme|cortarme)|(?:quiero|pienso) (?:a )?morir(?:me)?"
    r"|me (?:quiero|voy) (?:a )?matar|me quiero (?:a )?morir"
    r"|acabar con mi vida|nadie me (?:va|vaya|extrane)\b.*|(?:puedo|aguanto) mas con .*vida|sentido .*(?:vivir|vida)"
    r"|quitarme la vida|no quiero (?:seguir )?(?:vivir|viviendo))\b"
)


def is_self_harm(understanding: Understanding) -> bool:
    """Whether the reading itself says so; a danger of any other kind, or a mere guess, does not."""
    return understanding.intent is Intent.EMERGENCY and _SELF_HARM.search(understanding.why) is not None
