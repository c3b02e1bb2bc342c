"""The phone whose first text a message was, where that never reached it."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("create index contacts_introduced_by on contacts (introduced_by) where introduced_by is not null")


def downgrade() -> None:
    op.execute("drop index contacts_introduced_by")
