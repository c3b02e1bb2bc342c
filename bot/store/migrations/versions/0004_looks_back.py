"""What a turn looks back on, however long the conversation: what we could not read, and what a digit can answer."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("create index messages_unread on messages (contact_id, sequence) where intent = 'unknown'")
    op.execute(
        "create index messages_offers on messages (contact_id, sequence) "
        "where kind in ('officer_delayed', 'still_waiting', 'survey')"
    )


def downgrade() -> None:
    op.execute("drop index messages_unread, messages_offers")
