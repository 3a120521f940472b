"""Readings, originals, merges, lessons, tokens and fetching jobs."""

import sqlalchemy as sa
from alembic import op
import app.models.base


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fetching',
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('tried_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('went_well_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_fetching'))
    )
    op.create_table('column_mapping',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('header_hash', sa.String(length=64), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_column_mapping_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_column_mapping')),
    sa.UniqueConstraint('organisation_id', 'header_hash', name=op.f('uq_column_mapping_organisation_id_header_hash'))
    )
    op.create_table('api_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('last_used_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('revoked_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_api_token_created_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_api_token_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_api_token_token_hash'))
    )
    op.create_index(op.f('ix_api_token_organisation_id'), 'api_token', ['organisation_id'], unique=False)
    op.create_table('draft_reading',
    sa.Column('incident_id', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_draft_reading_incident_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('incident_id', name=op.f('pk_draft_reading'))
    )
    op.create_table('lesson',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('place', 'category', name='lessonkind', native_enum=False, length=20), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_lesson_by_id')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_lesson_category_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_lesson_place_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson')),
    sa.UniqueConstraint('kind', 'words', name=op.f('uq_lesson_kind_words'))
    )
    op.create_table('incident_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('merged_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('source_ids', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('undone_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_incident_merge_by_id')),
    sa.ForeignKeyConstraint(['kept_id'], ['incident.id'], name=op.f('fk_incident_merge_kept_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['merged_id'], ['incident.id'], name=op.f('fk_incident_merge_merged_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_merge'))
    )
    op.create_index(op.f('ix_incident_merge_kept_id'), 'incident_merge', ['kept_id'], unique=False)
    op.create_index(op.f('ix_incident_merge_merged_id'), 'incident_merge', ['merged_id'], unique=False)
    op.create_table('not_same',
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_not_same_order')),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_not_same_by_id')),
    sa.ForeignKeyConstraint(['one_id'], ['incident.id'], name=op.f('fk_not_same_one_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['incident.id'], name=op.f('fk_not_same_other_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_not_same'))
    )
    op.create_table('report_original',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_original_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_original'))
    )
    op.create_index(op.f('ix_report_original_sha256'), 'report_original', ['sha256'], unique=False)
    op.create_table('review_memory',
    sa.Column('id', sa.String(length=43), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_review_memory_by_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_review_memory_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_memory'))
    )
    op.add_column('incident', sa.Column('case_number', sa.String(length=60), nullable=True))
    op.add_column('municipality', sa.Column('places_version', sa.String(length=16), nullable=True))
    op.add_column('organisation', sa.Column('senders', sa.Text(), server_default='', nullable=False))
    op.add_column('report', sa.Column('channel', sa.Enum('form', 'paste', 'file', 'mail', 'api', 'feed', name='channel', native_enum=False, length=20), server_default='form', nullable=False))
    # All that was here before came by one way for each kind.
    op.execute("UPDATE report SET channel = CASE kind WHEN 'day_report' THEN 'paste' WHEN 'manual' THEN 'form' ELSE 'file' END")
    op.add_column('report', sa.Column('sender', sa.String(length=254), server_default='', nullable=False))
    op.add_column('report', sa.Column('left_out', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('report', sa.Column('awaits_sign_off', sa.Boolean(), server_default=sa.false(), nullable=False))
    has_case, has_moved = sa.text('case_number IS NOT NULL'), sa.text('moved_from_id IS NOT NULL')
    op.create_index(op.f('ix_incident_case_number'), 'incident', ['case_number'], unique=False, postgresql_where=has_case, sqlite_where=has_case)
    moved_from = sa.ForeignKey('incident.id', name=op.f('fk_source_moved_from_id'))
    op.add_column('source', sa.Column('moved_from_id', sa.Integer(), moved_from, nullable=True), inline_references=True)
    op.create_index(op.f('ix_source_moved_from_id'), 'source', ['moved_from_id'], unique=False, postgresql_where=has_moved, sqlite_where=has_moved)


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
