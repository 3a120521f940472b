"""What the map shows, read from a URL and written back to one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.incidents.filters import IncidentFilter
from app.maps.views import REACHES, Against, Arrangement, Layer, MapView, Overlay
from geo import density

TODAY = date(2026, 11, 20)

views = st.builds(
    MapView,
    filter=st.just(IncidentFilter(start=date(2026, 11, 1), end=TODAY, districts=("vast",), hours=((100, 120),))),
    layer=st.sampled_from(Layer),
    overlays=st.lists(st.sampled_from(Overlay), unique=True).map(lambda some: tuple(o for o in Overlay if o in some)),
    against=st.none() | st.sampled_from(Against),
    reach=st.none() | st.sampled_from(REACHES),
)


def read(**args: object) -> MapView:
    given = MultiDict(args)
    return MapView.from_args(given, IncidentFilter.from_args(given, TODAY))


@given(views)
def test_a_view_survives_the_url(view: MapView):
    assert read(**view.to_args()) == view


def test_without_anything_asked_for_the_incidents_are_shown():
    view = read()
    assert (view.layer, view.overlays, view.against) == (Layer.INCIDENTS, (), None)
    assert view.own_args() == {}


def test_what_means_nothing_is_told_and_left_out():
    view = read(layer="heat", show="moon", against="never", metres="17", **{"as": "upside down"})
    assert view == MapView(view.filter)
    assert view.problems == ("moon", "heat", "never", "upside down", "17")


def test_density_is_smoothed_over_the_metres_that_are_reckoned_with():
    assert REACHES == density.REACHES


def test_an_overlay_is_switched_on_and_off():
    shown = read().toggling(Overlay.REFERENCE).toggling(Overlay.WATCHED)
    assert shown.overlays == (Overlay.WATCHED, Overlay.REFERENCE)
    assert shown.toggling(Overlay.REFERENCE).overlays == (Overlay.WATCHED,)


def test_how_two_times_are_shown_is_asked_for_only_with_two_times():
    swiped = read().compared(Against.BEFORE, Arrangement.SWIPE)
    assert swiped.own_args() == {"against": "before", "as": "swipe"}
    assert swiped.compared(None, Arrangement.SWIPE).own_args() == {}
