"""What is sent and not typed: a photo, a file, a place; and the places that make a line or an area, one after the other."""

from dataclasses import replace

from survey.interview.answers import recording
from survey.interview.answers.typed import lexical_places
from survey.interview.path.events import Attached, PointAdded, Refusal
from survey.interview.path.passing import wanted_by
from survey.interview.path.place import Place, Turn
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session
from survey.read.spot_on_map import MOST_POINTS

PENDING = "places"
"""The small question of `Place.pending` while places are sent one by one; `Place.draft` holds them as "latitude longitude"."""

_PICTURES = frozenset({"photo", "draw", "signature", "annotate"})
_SEVERAL = frozenset({"geotrace", "geoshape"})
_LEAST = {"geotrace": 2, "geoshape": 3}


def take(session: Session, place: Place, screen: Screen, attached: Attached) -> Turn:
    """Record what was sent for the first open question that wants it."""
    spots = recording.asked_spots(session, screen)
    if attached.kind == "place":
        return _place(session, place, spots, attached.value)
    for spot in spots:
        wanted = wanted_by(spot.question)
        if (attached.kind == "photo" and wanted in _PICTURES) or (attached.kind == "file" and _fits(attached, wanted)):
            return recording.record(session, place, {spot: attached.value})
    asked = next((wanted for spot in spots if (wanted := wanted_by(spot.question))), "")
    return Turn(place, (Refusal(f"value.{asked}" if asked else f"value.unwanted_{attached.kind}"),))


def _fits(attached: Attached, wanted: str) -> bool:
    """A voice message for a question that wants a sound, a picture sent as a file for one that wants a photo."""
    media = attached.mime.partition("/")[0]
    return wanted in {"file", media} or (media == "image" and wanted in _PICTURES)


def _place(session: Session, place: Place, spots: tuple[Spot, ...], value: str) -> Turn:
    spot = next((one for one in spots if one.question.control.type in {"geopoint", *_SEVERAL}), None)
    if spot is None:
        return Turn(place, (Refusal("value.unwanted_place"),))
    if spot.question.control.type == "geopoint":
        return recording.record(session, place, {spot: value})
    known = place.draft if place.pending[0] == PENDING else ()
    point = " ".join(value.split()[:2])
    if len(known) >= MOST_POINTS:
        return Turn(place, (Refusal("place.many", {"most": str(MOST_POINTS)}),))
    # The same spot sent twice is one point: people press again where the signal is bad.
    points = known if known[-1:] == (point,) else (*known, point)
    return Turn(replace(place, pending=(PENDING, spot.number), draft=points), (PointAdded(spot, len(points)),))


def finish(session: Session, place: Place, screen: Screen) -> Turn:
    """End a row of places with "xong": those that were sent are the line, or the corners of the area."""
    spot = next((one for one in screen.spots if one.number == place.pending[1]), None)
    if spot is None:
        return Turn(replace(place, pending=("", ""), draft=()), (Refusal("interview.not_here"),))
    kind = spot.question.control.type
    points = [(latitude, longitude) for latitude, _, longitude in (one.partition(" ") for one in place.draft)]
    if len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if len(set(points)) < _LEAST[kind]:
        short = {"geotrace": "place.line_short", "geoshape": "place.shape_short"}[kind]
        return Turn(place, (Refusal(short, {"got": str(len(points))}),))
    corners = [*points, points[0]] if kind == "geoshape" else points
    return recording.record(session, replace(place, pending=("", ""), draft=()), {spot: lexical_places(corners)})
