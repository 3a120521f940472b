"""The outbox of letters, and who wants any."""

import sqlalchemy as sa
from alembic import op
import app.models.base


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('report_reminder', 'meeting_reminder', 'published', 'test', name='letterkind', native_enum=False, length=20), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'handed_over', 'sent', 'refused', 'too_late', 'not_wanted', name='letterstatus', native_enum=False, length=20), nullable=False),
    sa.Column('made_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('next_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('good_until', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('tried_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('said', sa.String(length=200), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_mail_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('kind', 'user_id', 'about', name=op.f('uq_mail_kind_user_id_about'))
    )
    op.create_index(op.f('ix_mail_status_next_at'), 'mail', ['status', 'next_at'], unique=False)
    op.add_column('user_account', sa.Column('wants_mail', sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
