"""All tables. Importing this package registers every one of them with `Base.metadata`."""

from app.models.addresses import Address
from app.models.base import Base
from app.models.boundaries import BoundaryImport, DistrictMove
from app.models.categories import Category, PoliceType
from app.models.dossiers import Dossier
from app.models.events import Event
from app.models.incidents import Incident, IncidentStatus
from app.models.intake import ApiToken, ColumnMapping, Fetching
from app.models.mail import Letter, LetterKind, LetterStatus
from app.models.maps import SavedView, WatchedArea
from app.models.people import OneTimeLink, Role, SignInFailure, User, UserSession
from app.models.pictures import Picture, PictureDocument, PictureStatus, ReturnedWhy
from app.models.places import District, DistrictBoundary, Municipality, Place, PlaceName
from app.models.remarks import Assessment, AssessmentLevel, KnownEvent, LevelPattern, PictureText, TextSection
from app.models.reports import Channel, Organisation, OrganisationKind, Report, ReportKind, ReportOriginal, Source
from app.models.review import DraftReading, Lesson, LessonKind, Merge, NotSame, ReviewMemory

from app.models import places_version  # isort: skip  # noqa: F401 - listens to changes of the models above

__all__ = [
    "Address",
    "ApiToken",
    "Assessment",
    "AssessmentLevel",
    "Base",
    "BoundaryImport",
    "Category",
    "Channel",
    "ColumnMapping",
    "District",
    "DistrictBoundary",
    "DistrictMove",
    "Dossier",
    "DraftReading",
    "Event",
    "Fetching",
    "Incident",
    "IncidentStatus",
    "KnownEvent",
    "Lesson",
    "LessonKind",
    "Letter",
    "LetterKind",
    "LetterStatus",
    "LevelPattern",
    "Merge",
    "Municipality",
    "NotSame",
    "OneTimeLink",
    "Organisation",
    "OrganisationKind",
    "Picture",
    "PictureDocument",
    "PictureStatus",
    "PictureText",
    "Place",
    "PlaceName",
    "PoliceType",
    "Report",
    "ReportKind",
    "ReportOriginal",
    "ReturnedWhy",
    "ReviewMemory",
    "Role",
    "SavedView",
    "SignInFailure",
    "Source",
    "TextSection",
    "User",
    "UserSession",
    "WatchedArea",
]
