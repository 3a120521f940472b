"""All tables. Importing this package registers every one of them with `Base.metadata`."""

from app.models.base import Base
from app.models.categories import Category, PoliceType
from app.models.events import Event
from app.models.incidents import Incident, IncidentStatus
from app.models.people import OneTimeLink, Role, SignInFailure, User, UserSession
from app.models.pictures import Picture, PictureStatus
from app.models.places import District, DistrictBoundary, Municipality, Place, PlaceName
from app.models.reports import Organisation, OrganisationKind, Report, ReportKind, Source

__all__ = [
    "Base",
    "Category",
    "District",
    "DistrictBoundary",
    "Event",
    "Incident",
    "IncidentStatus",
    "Municipality",
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
    "Role",
    "SignInFailure",
    "Source",
    "User",
    "UserSession",
]
