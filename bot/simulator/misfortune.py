"""Letting faults happen to one request: waiting, refusing, hanging up."""

import json
import time
from typing import Any, Final

from bot.simulator.dropping import drop_connection
from bot.simulator.errors import RestError
from bot.simulator.faults import NO_EFFECTS, Effects, FaultErrors, Faults, parse_header

FAULT_HEADER: Final = "HTTP_X_SIMULATOR_FAULT"


def effects_on(faults: Faults, environ: dict[str, Any], kind: str, to: str, from_: str) -> Effects:
    """What goes wrong with this request: what its own header asks for, or else what the rules say."""
    header = environ.get(FAULT_HEADER)
    if header is not None:
        try:
            return parse_header(json.loads(header))
        except json.JSONDecodeError as error:
            raise FaultErrors([("#", "the header is no JSON")]) from error
    return faults.take(kind, to, from_) if faults.armed else NO_EFFECTS


def before(effects: Effects, environ: dict[str, Any], to: str, from_: str) -> None:
    """Whatever befalls the request before it is handled."""
    if effects is NO_EFFECTS:
        return
    if effects.slow_ms:
        time.sleep(effects.slow_ms / 1000)
    if effects.refuse == "drop":
        drop_connection(environ)
    if isinstance(effects.refuse, int):
        raise RestError(effects.refuse, to=to, sender=from_, path=environ["PATH_INFO"])


def after(effects: Effects, environ: dict[str, Any]) -> None:
    """Whatever befalls it afterwards: it was handled, but the client does not hear so, or late."""
    if effects is NO_EFFECTS:
        return
    if effects.slow_after_ms:
        time.sleep(effects.slow_after_ms / 1000)
    if effects.accept_then == "drop":
        drop_connection(environ)
    if effects.accept_then == 500:
        raise RestError(20500)
