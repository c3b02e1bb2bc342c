"""What people answered to the survey: one row per case and phone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bot.store.db import Connection


def keep(
    connection: Connection,
    agency: str,
    case_id: int,
    contact_id: int,
    score: int | None,
    words: str | None,
    message_id: UUID,
    now: datetime,
) -> None:
    """Keeps an answer; a later number or sentence takes the place of the earlier one."""
    connection.execute(
        """insert into survey_answers (case_id, contact_id, agency, score, words, message_id, answered_at)
           values (%s, %s, %s, %s, %s, %s, %s)
           on conflict (case_id, contact_id) do update
           set score = coalesce(excluded.score, survey_answers.score),
               words = coalesce(excluded.words, survey_answers.words),
               message_id = excluded.message_id, answered_at = excluded.answered_at""",
        (case_id, contact_id, agency, score, words, message_id, now),
    )
