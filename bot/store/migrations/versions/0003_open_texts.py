"""What delivery needs to find out the fate of a text, and to hear what came while it was down.

`other_sids` keeps every SID that a text ever had at the carrier beside its present one, so that an attempt
that was replaced is never taken for another text. `tells_case` marks an answer that says where its case
stands: it is written again at the start if it goes late. `sender_rests` slow a sender for all workers;
`inbound_marks` say up to when a sender's inbound texts were looked up at the carrier.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
alter table messages
    add column other_sids text[] not null default '{}',
    add column tells_case boolean not null default false;
create index messages_open on messages (started_at) where status = 'sending' and due_at is null;
create index messages_due_by_age on messages (due_at) where due_at is not null;

create table sender_rests (
    agency text primary key,
    error_code integer,
    until timestamptz not null
);

create table inbound_marks (
    agency text primary key,
    listed_until timestamptz not null,
    asked_at timestamptz not null
);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute(
        "drop table inbound_marks, sender_rests; drop index messages_open, messages_due_by_age; "
        "alter table messages drop column other_sids, drop column tells_case"
    )
