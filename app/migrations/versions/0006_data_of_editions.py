"""What data an edition was built of, so that its draft follows those of the fortnights before too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("picture", sa.Column("data_sha256", sa.String(length=64), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
