"""First tables, and an event log that the database keeps append-only."""

import sqlalchemy as sa
from alembic import op
import geoalchemy2
import app.models.base
from geoalchemy2 import Geometry

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

REFUSE_ON_SQLITE = """
CREATE TRIGGER event_is_append_only_{verb} BEFORE {verb} ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
"""
REFUSE_ON_POSTGRES = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def keep_events() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_ON_POSTGRES)
    else:
        op.execute(REFUSE_ON_SQLITE.format(verb="UPDATE"))
        op.execute(REFUSE_ON_SQLITE.format(verb="DELETE"))


def upgrade() -> None:
    op.create_table('category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name_sv', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=20), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('is_sensitive', sa.Boolean(), nullable=False),
    sa.Column('enforcement', sa.Boolean(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['category.id'], name=op.f('fk_category_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category')),
    sa.UniqueConstraint('code', name=op.f('uq_category_code'))
    )
    op.create_table('district',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_district')),
    sa.UniqueConstraint('key', name=op.f('uq_district_key'))
    )
    op.create_geospatial_table('municipality',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('spellings', sa.Text(), nullable=False),
    sa.Column('neighbours', sa.Text(), nullable=False),
    sa.Column('elsewhere', sa.Text(), nullable=False),
    sa.Column('surroundings', Geometry(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('code', name=op.f('uq_municipality_code'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.Enum('police', 'guards', 'housing', 'field_group', 'school', 'municipality', 'association', 'other', name='organisationkind', native_enum=False, length=20), nullable=False),
    sa.Column('reports_every_days', sa.Integer(), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('key', name=op.f('uq_organisation_key'))
    )
    op.create_table('picture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'reviewed', 'published', name='picturestatus', native_enum=False, length=20), nullable=False),
    sa.Column('cutoff', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('published_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('record', sa.LargeBinary(), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture')),
    sa.UniqueConstraint('period_start', name=op.f('uq_picture_period_start')),
    sa.UniqueConstraint('year', 'number', name=op.f('uq_picture_year_number'))
    )
    op.create_geospatial_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('precision', sa.Enum('point', 'street', 'place', 'district', 'municipality', 'unknown', name='locationprecision', native_enum=False, length=20), nullable=False),
    sa.Column('point', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('is_approximate', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('name', name=op.f('uq_place_name'))
    )
    op.create_table('sign_in_failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('who', sa.String(length=64), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failure'))
    )
    op.create_index(op.f('ix_sign_in_failure_who_at'), 'sign_in_failure', ['who', 'at'], unique=False)
    op.create_geospatial_table('district_boundary',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('area', Geometry(geometry_type='MULTIPOLYGON', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False),
    sa.Column('is_approximate', sa.Boolean(), nullable=False),
    sa.Column('origin', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_district_boundary_district_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_district_boundary')),
    sa.UniqueConstraint('district_id', 'valid_from', name=op.f('uq_district_boundary_district_id_valid_from'))
    )
    op.create_geospatial_table('incident',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('occurred_from', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('occurred_to', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('certainty', sa.Enum('observed', 'suspected', 'second_hand', name='certainty', native_enum=False, length=20), nullable=False),
    sa.Column('status', sa.Enum('draft', 'confirmed', 'merged', 'withdrawn', name='incidentstatus', native_enum=False, length=20), nullable=False),
    sa.Column('place_words', sa.String(length=300), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('point', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('precision', sa.Enum('point', 'street', 'place', 'district', 'municipality', 'unknown', name='locationprecision', native_enum=False, length=20), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('created_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('updated_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('occurred_to IS NULL OR occurred_to > occurred_from', name=op.f('ck_incident_span')),
    sa.CheckConstraint('quantity IS NULL OR quantity > 0', name=op.f('ck_incident_quantity')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_incident_category_id')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_incident_district_id')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['incident.id'], name=op.f('fk_incident_merged_into_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_incident_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
    )
    op.create_geospatial_index('idx_incident_point', 'incident', ['point'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_index('ix_incident_district', 'incident', ['district_id', 'occurred_from', 'status', 'category_id'], unique=False)
    op.create_index('ix_incident_period', 'incident', ['occurred_from', 'status', 'district_id', 'category_id'], unique=False)
    op.create_index('ix_incident_place', 'incident', ['place_id', 'occurred_from'], unique=False)
    op.create_table('place_district',
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_place_district_district_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_district_place_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('place_id', 'district_id', name=op.f('pk_place_district'))
    )
    op.create_table('place_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_name_place_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_name'))
    )
    op.create_index(op.f('ix_place_name_place_id'), 'place_name', ['place_id'], unique=False)
    op.create_table('police_type',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('is_mapped', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_police_type_category_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_police_type')),
    sa.UniqueConstraint('label', name=op.f('uq_police_type_label'))
    )
    op.create_table('user_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('role', sa.Enum('administrator', 'coordinator', 'reporter', 'area_member', 'steering', name='role', native_enum=False, length=20), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('created_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_user_account_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('email', name=op.f('uq_user_account_email'))
    )
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_event_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    op.create_index(op.f('ix_event_at'), 'event', ['at'], unique=False)
    op.create_index(op.f('ix_event_subject_subject_id'), 'event', ['subject', 'subject_id'], unique=False)
    op.create_table('one_time_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('used_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_one_time_link_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_link_token_hash'))
    )
    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('day_report', 'notice', 'file', 'manual', name='reportkind', native_enum=False, length=20), nullable=False),
    sa.Column('external_id', sa.String(length=200), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('raw_text', sa.Text(), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('period_from', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('period_to', app.models.base.Moment(timezone=True), nullable=True),
    sa.Column('received_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['user_account.id'], name=op.f('fk_report_entered_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_report_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('organisation_id', 'external_id', name=op.f('uq_report_organisation_id_external_id'))
    )
    op.create_index(op.f('ix_report_organisation_id_received_at'), 'report', ['organisation_id', 'received_at'], unique=False)
    op.create_index(op.f('ix_report_received_at'), 'report', ['received_at'], unique=False)
    op.create_table('user_district',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_user_district_district_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_district_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'district_id', name=op.f('pk_user_district'))
    )
    op.create_table('user_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('browser', sa.String(length=200), nullable=False),
    sa.Column('created_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('last_seen_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('expires_at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('revoked_at', app.models.base.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_session_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_user_session_token_hash'))
    )
    op.create_index(op.f('ix_user_session_user_id'), 'user_session', ['user_id'], unique=False)
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('incident_id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('external_id', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_source_incident_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_source_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('incident_id', 'report_id', 'start', name=op.f('uq_source_incident_id_report_id_start'))
    )
    op.create_index(op.f('ix_source_report_id_start'), 'source', ['report_id', 'start'], unique=False)
    has_id = sa.text('external_id IS NOT NULL')
    op.create_index(op.f('ix_source_external_id'), 'source', ['external_id'], unique=False, postgresql_where=has_id, sqlite_where=has_id)
    keep_events()


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first tables")
