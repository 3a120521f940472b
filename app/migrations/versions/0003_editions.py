"""Texts, assessments and known events of editions; their documents of every audience; review and withdrawal."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op
import app.models.base


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('assessment_level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('label_sv', sa.String(length=60), nullable=False),
    sa.Column('label_en', sa.String(length=60), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('pattern', sa.Enum('solid', 'dots', 'stripes', 'crossed', name='levelpattern', native_enum=False, length=20), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.Column('guidance_sv', sa.Text(), nullable=False),
    sa.Column('guidance_en', sa.Text(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_level')),
    sa.UniqueConstraint('code', name=op.f('uq_assessment_level_code'))
    )
    op.create_table('known_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('district_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_known_event_by_id')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_known_event_district_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_known_event'))
    )
    op.create_index(op.f('ix_known_event_starts_on'), 'known_event', ['starts_on'], unique=False)
    op.create_table('assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('picture_id', sa.Integer(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.Column('level_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_assessment_by_id')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_assessment_district_id')),
    sa.ForeignKeyConstraint(['level_id'], ['assessment_level.id'], name=op.f('fk_assessment_level_id')),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_assessment_picture_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment')),
    sa.UniqueConstraint('picture_id', 'district_id', name=op.f('uq_assessment_picture_id_district_id'))
    )
    op.create_table('picture_document',
    sa.Column('picture_id', sa.Integer(), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_picture_document_picture_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('picture_id', 'audience', 'format', name=op.f('pk_picture_document'))
    )
    op.create_table('picture_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('picture_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.Enum('summary', 'comment', 'decisions', 'child_perspective', 'feedback', name='textsection', native_enum=False, length=20), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_picture_text_by_id')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_picture_text_district_id')),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_picture_text_picture_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture_text')),
    sa.UniqueConstraint('picture_id', 'section', 'district_id', name=op.f('uq_picture_text_picture_id_section_district_id'))
    )
    op.create_index('uq_picture_text_whole', 'picture_text', ['picture_id', 'section'], unique=True, postgresql_where=sa.text('district_id IS NULL'), sqlite_where=sa.text('district_id IS NULL'))
    op.add_column('picture', sa.Column('reviewed_at', app.models.base.Moment(timezone=True), nullable=True))
    reviewed_by = sa.ForeignKey('user_account.id', name=op.f('fk_picture_reviewed_by_id'))
    op.add_column('picture', sa.Column('reviewed_by_id', sa.Integer(), reviewed_by, nullable=True), inline_references=True)
    op.add_column('picture', sa.Column('returned_at', app.models.base.Moment(timezone=True), nullable=True))
    op.add_column('picture', sa.Column('returned_why', sa.Enum('data', 'texts', 'asked', name='returnedwhy', native_enum=False, length=20), nullable=True))
    published_by = sa.ForeignKey('user_account.id', name=op.f('fk_picture_published_by_id'))
    op.add_column('picture', sa.Column('published_by_id', sa.Integer(), published_by, nullable=True), inline_references=True)
    op.add_column('picture', sa.Column('withdrawn_at', app.models.base.Moment(timezone=True), nullable=True))
    withdrawn_by = sa.ForeignKey('user_account.id', name=op.f('fk_picture_withdrawn_by_id'))
    op.add_column('picture', sa.Column('withdrawn_by_id', sa.Integer(), withdrawn_by, nullable=True), inline_references=True)
    op.add_column('picture', sa.Column('withdrawn_reason', sa.Text(), server_default='', nullable=False))
    op.add_column('picture', sa.Column('for_steering', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('picture', sa.Column('remarks', sa.LargeBinary(), nullable=True))
    op.add_column('picture', sa.Column('manifest', sa.LargeBinary(), nullable=True))
    _keep_published_documents()
    op.drop_column('picture', 'pdf')
    _seed_levels()


def _keep_published_documents() -> None:
    """What was handed out stays; the document of a draft is drawn when it is asked for."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, pdf FROM picture WHERE status = 'published'"))
    for picture_id, pdf in rows.all():
        connection.execute(
            sa.text("INSERT INTO picture_document (picture_id, audience, format, content, sha256) VALUES (:id, 'intern', 'pdf', :pdf, :sha256)"),
            {"id": picture_id, "pdf": bytes(pdf), "sha256": sha256(bytes(pdf)).hexdigest()},
        )


LEVELS = (
    ('lugnt', 'Lugnt läge', 'Calm', '#009e73', 'solid', 'Som det brukar vara eller lugnare. Inget utöver det vanliga arbetet behövs.', 'As usual or calmer. Nothing beyond the ordinary work is needed.'),
    ('viss_oro', 'Viss oro', 'Some concern', '#f0e442', 'dots', 'Något avviker eller många är oroliga. Följ utvecklingen och stäm av med dem som är på plats.', 'Something stands out or many are worried. Watch it, and ask those who are there.'),
    ('forhojd_oro', 'Förhöjd oro', 'Raised concern', '#e69f00', 'stripes', 'Tydlig ökning, allvarliga händelser eller oro som sprider sig. Besluta om insatser.', 'A clear increase, serious incidents or spreading worry. Decide on measures.'),
    ('allvarligt', 'Allvarligt läge', 'Serious', '#a4262c', 'crossed', 'Fara för människor eller för hela områdets trygghet. Samla styrgruppen och agera nu.', 'Danger to people or to the safety of the whole area. Call the steering group and act now.'),
)


def _seed_levels() -> None:
    names = ('code', 'label_sv', 'label_en', 'colour', 'pattern', 'guidance_sv', 'guidance_en')
    level = sa.table('assessment_level', *(sa.column(name) for name in (*names, 'sort', 'is_active')))
    rows = [dict(zip(names, row), sort=sort, is_active=True) for sort, row in enumerate(LEVELS)]
    op.bulk_insert(level, rows)


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
