"""Conversations: what a question knows already, muted cases, the survey, and who does a request."""

from alembic import op

revision = "0002"
down_revision = "0001"

UP = """
alter table dialogues add column notes jsonb not null default '{}';

alter table case_contacts add column muted_at timestamptz;

alter table cases add column survey_due_at timestamptz;
create index cases_survey on cases (survey_due_at) where survey_due_at is not null;

alter table requests
    add column claimed_at timestamptz,
    add column closed_by text,
    add column closing jsonb;

create table survey_answers (
    case_id bigint not null references cases,
    contact_id bigint not null references contacts,
    agency text not null,
    score smallint check (score between 1 and 5),
    words text,
    message_id uuid not null references messages,
    answered_at timestamptz not null,
    primary key (case_id, contact_id)
);
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(
        "drop table survey_answers; "
        "alter table requests drop column claimed_at, drop column closed_by, drop column closing; "
        "drop index cases_survey; alter table cases drop column survey_due_at; "
        "alter table case_contacts drop column muted_at; "
        "alter table dialogues drop column notes"
    )
