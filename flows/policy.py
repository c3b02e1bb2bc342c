"""Whether, what and when to text: the one place where that is decided."""

from __future__ import annotations

from flows.agency import Agency
from flows.snapshot import Snapshot
from flows.vocabulary import Reason


def silence(snapshot: Snapshot, agency: Agency) -> Reason | None:
    """Why nothing at all may be told about this case; None when it may be told.

    A silent case is absent: from lists, from choices, from every answer.
    """
    if snapshot.protected:
        return Reason.PROTECTED
    if snapshot.call_type is None or agency.call_type(snapshot.call_type) is None:
        return Reason.CALL_TYPE_NOT_LISTED
    if snapshot.priority is not None and snapshot.priority in agency.silent_priorities:
        return Reason.SILENT_PRIORITY
    return None
