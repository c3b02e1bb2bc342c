"""What a victim's text means: words in, intent out. The tables are in the modules beside this one."""

from flows.intents.understand import load, understand, understandings
from flows.intents.understanding import Question, Understanding

__all__ = ["Question", "Understanding", "load", "understand", "understandings"]
