"""What stood in an edition when it was reviewed."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('picture', sa.Column('reviewed_sha256', sa.String(length=64), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
