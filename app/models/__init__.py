"""All tables. Importing this package registers every one of them with `Base.metadata`."""

from app.models.base import Base
from app.models.categories import Category, PoliceType
from app.models.events import Event
from app.models.incidents import Incident, IncidentStatus
from app.models.intake import ApiToken, ColumnMapping, Fetching
from app.models.people import OneTimeLink, Role, SignInFailure, User, UserSession
from app.models.pictures import Picture, PictureStatus
from app.models.places import District, DistrictBoundary, Municipality, Place, PlaceName
from app.models.reports import Channel, Organisation, OrganisationKind, Report, ReportKind, ReportOriginal, Source
from app.models.review import DraftReading, Lesson, LessonKind, Merge, NotSame, ReviewMemory

from app.models import places_version  # isort: skip  # noqa: F401 - listens to changes of the models above

__all__ = [
    "ApiToken",
    "Base",
    "Category",
    "Channel",
    "ColumnMapping",
    "District",
    "DistrictBoundary",
    "DraftReading",
    "Event",
    "Fetching",
    "Incident",
    "IncidentStatus",
    "Lesson",
    "LessonKind",
    "Merge",
    "Municipality",
    "NotSame",
    "OneTimeLink",
    "Organisation",
    "OrganisationKind",
    "Picture",
    "PictureStatus",
    "Place",
    "PlaceName",
    "PoliceType",
    "Report",
    "ReportKind",
    "ReportOriginal",
    "ReviewMemory",
    "Role",
    "SignInFailure",
    "Source",
    "User",
    "UserSession",
]
